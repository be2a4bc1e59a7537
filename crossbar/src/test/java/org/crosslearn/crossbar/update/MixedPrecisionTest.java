package org.crosslearn.crossbar.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Gradient;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MixedPrecisionTest {

  /** Equal steps: cells hold the whole multiples of all that was asked for, memory the rest. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void nothingIsLostBetweenMemoryAndCells(Encoding encoding) {
    RandomCases.check(30, random -> {
      int outputs = random.nextInt(1, 8);
      int inputs = random.nextInt(1, 8);
      int granularity = random.nextInt(1, 5);
      CrossbarMatrix matrix = Effects.none()
          .levels(1000, 1000)
          .encoding(encoding)
          .update(new UpdateSpec.MixedPrecision(granularity))
          .matrix(outputs, inputs, 1);
      double threshold = granularity * 2 / 1000.0;
      double[] wanted = new double[outputs * inputs];
      double[] held = new double[wanted.length];
      for (int step = 0; step < 40; step++) {
        float[] gradient = RandomCases.uniform(random, wanted.length, 0.01);
        matrix.update(new Gradient(gradient, Signal.GIVEN), 0.5);
        for (int i = 0; i < wanted.length; i++) {
          wanted[i] += 0.5f * gradient[i];
          double lacking = wanted[i] - held[i];
          held[i] += threshold * (long) (lacking / threshold);
        }
      }
      float[] weights = matrix.weights();
      for (int i = 0; i < weights.length; i++) {
        // A sum within rounding of the threshold may be on either side of it.
        assertThat(Math.abs(weights[i] - wanted[i])).isLessThan(threshold + 1e-5);
        double steps = weights[i] / threshold;
        assertThat(steps).isCloseTo(Math.rint(steps), offset(1e-3));
        assertThat((double) weights[i]).isCloseTo(held[i], offset(threshold + 1e-5));
      }
    });
  }

  @Test
  void memorySumsAndComparisonsAreRecorded() {
    Hardware hardware =
        Effects.none().levels(100, 100).update(new UpdateSpec.MixedPrecision(1)).hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 2, 3, 1);
    hardware.recorder().start(1);
    matrix.update(new Gradient(new float[] {0.05f, 0, 0, 0, -0.019f, 0}, Signal.GIVEN), 1);
    OpGraph graph = hardware.recorder().stop();
    List<HardwareOp> ops = graph.nodes().stream().map(OpGraph.Node::op).toList();
    assertThat(ops).hasSize(4);
    assertThat(ops.subList(0, 3))
        .containsExactly(
            new HardwareOp.Storage("matrix/accumulator", 6),
            new HardwareOp.Digital(DigitalFunction.ADD, 6),
            new HardwareOp.Digital(DigitalFunction.COMPARE, 6));
    HardwareOp.PulseUpdate update = (HardwareOp.PulseUpdate) ops.get(3);
    // 0.05 holds two steps of 0.02 with change to spare, 0.019 none.
    assertThat(update.potentiation().count()).isEqualTo(2);
    assertThat(update.depression().count()).isEqualTo(2);
  }

  @Test
  void changesOfSingleCellsAddUpToo() {
    CrossbarMatrix matrix =
        Effects.none().levels(100, 100).update(new UpdateSpec.MixedPrecision(1)).matrix(1, 2, 1);
    matrix.adjust(new int[] {1, 1, 1}, new float[] {0.012f, 0.012f, 0.012f}, 3, Signal.GIVEN);
    assertThat(matrix.weights()).containsExactly(new float[] {0, 0.02f}, offset(1e-5f));
    matrix.adjust(new int[] {1}, new float[] {0.005f}, 1, Signal.GIVEN);
    assertThat(matrix.weights()).containsExactly(new float[] {0, 0.04f}, offset(1e-5f));
  }
}
