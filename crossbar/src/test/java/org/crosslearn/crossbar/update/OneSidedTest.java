package org.crosslearn.crossbar.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.encoding.CellHistory;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Gradient;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.HardwareOp.SpikeRead;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;

class OneSidedTest {

  @Test
  void onlyPairsCanRiseAndFallWithCellsThatOnlyRise() {
    Effects reference = pairs(0.9, 10).encoding(Encoding.REFERENCE_COLUMN);
    assertThatThrownBy(reference::crossbar)
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("update")
        .hasMessageContaining("differential-pair");
  }

  @Test
  void weightsAreProgrammedWithOneCellOfEachPair() {
    Hardware hardware = pairs(0.9, 10).hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 1, 3, 0.5);
    assertThat(matrix.weights()).containsOnly(0);
    matrix.program(new float[] {0.2f, -0.3f, 0});
    assertThat(matrix.weights()).containsExactly(new float[] {0.2f, -0.3f, 0}, offset(1e-4f));
    // 0.4 and 0.6 of the range in 10,000 steps.
    assertThat(hardware.cellHistory().potentiation()).isBetween(9999.0, 10001.0);
    assertThat(hardware.cellHistory().depression()).isZero();
  }

  /** Straight cells hold more than twice what is asked of them: the sum of all changes comes out. */
  @Test
  void changesAddUpWithPotentiationAlone() {
    RandomCases.check(20, random -> {
      Hardware hardware = pairs(1, 1_000_000).hardware(1);
      CrossbarMatrix matrix = hardware.matrix("matrix", 3, 4, 1);
      double[] sums = new double[12];
      for (int step = 0; step < 10; step++) {
        float[] gradient = RandomCases.uniform(random, 12, 0.08);
        matrix.update(new Gradient(gradient, Signal.GIVEN), 1);
        for (int i = 0; i < 12; i++) {
          sums[i] += gradient[i];
        }
      }
      float[] weights = matrix.weights();
      for (int i = 0; i < 12; i++) {
        // Up to one step of 1e-4 is won or lost by rounding in each update.
        assertThat((double) weights[i]).isCloseTo(sums[i], offset(10e-4 + 1e-5));
      }
      assertThat(hardware.cellHistory().depression()).isZero();
    });
  }

  /** Up and down by turns fills both cells until they are refreshed; the weight stays. */
  @Test
  void fullPairsAreErasedAndTheirDifferenceProgrammedAgain() {
    Hardware hardware = pairs(0.7, 2).hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 1, 2, 1);
    matrix.update(new Gradient(new float[] {0.2f, 0.1f}, Signal.GIVEN), 1);
    for (int turn = 0; turn < 20; turn++) {
      matrix.update(new Gradient(new float[] {0.3f, 0}, Signal.GIVEN), 1);
      matrix.update(new Gradient(new float[] {-0.3f, 0}, Signal.GIVEN), 1);
    }
    assertThat(matrix.weights()).containsExactly(new float[] {0.2f, 0.1f}, offset(1e-2f));
    // A check sees 0.5 first, then always a rise by 0.3 on top of that: one refresh in every turn.
    assertThat(hardware.cellHistory().refreshed()).isEqualTo(19);
    // Two cells are erased in each refresh, by one pulse.
    assertThat(hardware.cellHistory().depression())
        .isEqualTo(2.0 * hardware.cellHistory().refreshed());
  }

  /** Recorded are means over the updates since the last recorded one. */
  @Test
  void checksAreRecordedAsTheirMean() {
    Hardware hardware = pairs(0.5, 4).hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 2, 6, 1);
    float[] gradient = new float[12];
    gradient[3] = 0.2f;
    CellHistory before = hardware.cellHistory();
    double pulses = 0;
    for (int step = 1; step <= 8; step++) {
      if (step == 8) {
        hardware.recorder().start(1);
      }
      matrix.update(new Gradient(gradient, Signal.GIVEN), 1);
    }
    OpGraph graph = hardware.recorder().stop();
    SpikeRead read = graph.ops(SpikeRead.class).findFirst().orElseThrow();
    assertThat(read.rows()).isEqualTo(6 * 2 / 8.0);
    PulseUpdate update = graph.ops(PulseUpdate.class).findFirst().orElseThrow();
    PulseUpdate refresh = graph.ops(PulseUpdate.class).skip(1).findFirst().orElseThrow();
    CellHistory after = hardware.cellHistory();
    assertThat(after.refreshed()).isEqualTo(2);
    assertThat(refresh.depression().count()).isEqualTo(4 / 8.0);
    // The update takes the same on every step; the cell stays below its limit only by refreshing.
    pulses = update.potentiation().count();
    assertThat(pulses).isBetween(1999.0, 2001.0);
    double refreshed = 8 * refresh.potentiation().count();
    assertThat(after.potentiation() - before.potentiation())
        .isCloseTo(8 * pulses + refreshed, offset(8.0));
    assertThat(graph.nodes().get(0).op()).isInstanceOf(HardwareOp.PulseUpdate.class);
  }

  private static Effects pairs(double refreshAt, int refreshEvery) {
    return Effects.none()
        .levels(10_000, 10_000)
        .update(new UpdateSpec.OneSided(refreshAt, refreshEvery));
  }
}
