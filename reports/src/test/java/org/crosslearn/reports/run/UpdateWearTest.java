package org.crosslearn.reports.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.HardwareOp.Pulses;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;
import org.junit.jupiter.api.Test;

class UpdateWearTest {
  private static final Matrix SMALL = new Matrix("layer1", 2, 3);
  private static final Matrix LARGE = new Matrix("layer2", 4, 6);

  private static double wear(HardwareOp... ops) {
    List<OpGraph.Node> nodes = IntStream.range(0, ops.length)
        .mapToObj(i -> new OpGraph.Node(i, Phase.UPDATE, ops[i], List.of()))
        .toList();
    OpGraph step = new OpGraph(1, nodes);
    TrialResult trial =
        new TrialResult("f", "bp", "rram", 1, List.of(), 0, 1, null, Map.of(), List.of(), null);
    return UpdateWear.of(trial, new RecordedOperations("f", 2, 1e-6, 1e-5, step, step))
        .pulsesPerCellAndStep();
  }

  private static Pulses pulses(double count) {
    return new Pulses(count, 1, 1, 1, 1e-6);
  }

  @Test
  void pulsesOfBothPolaritiesAreSharedByAllCells() {
    // Six weights on twelve cells.
    assertThat(wear(new PulseUpdate(SMALL, pulses(2), pulses(1)))).isEqualTo(3 / 12.0);
    // And 24 weights on 48 cells.
    assertThat(wear(
            new PulseUpdate(SMALL, pulses(2), pulses(1)),
            new PulseUpdate(LARGE, pulses(27), Pulses.NONE)))
        .isEqualTo(30 / 60.0);
  }

  @Test
  void aMatrixThatIsUpdatedTwiceHasItsCellsOnce() {
    assertThat(wear(
            new PulseUpdate(SMALL, pulses(1), Pulses.NONE),
            new PulseUpdate(SMALL, Pulses.NONE, pulses(2))))
        .isEqualTo(3 / 12.0);
  }

  @Test
  void whatDoesNotLearnIsNotWorn() {
    assertThat(wear()).isZero();
  }
}
