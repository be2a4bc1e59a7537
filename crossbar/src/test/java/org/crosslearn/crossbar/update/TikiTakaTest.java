package org.crosslearn.crossbar.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.SplittableRandom;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.encoding.CellHistory;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.HardwareOp.SpikeRead;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.api.Test;

class TikiTakaTest {

  /** Exact cells: C follows the sum of what A held whenever a line of A was read. */
  @Test
  void withExactCellsTheTwoArraysAreTheirEquations() {
    RandomCases.check(30, random -> {
      int outputs = random.nextInt(1, 6);
      int inputs = random.nextInt(1, 6);
      double every = new double[] {0.5, 1, 3}[random.nextInt(3)];
      double gain = 0.5 + random.nextDouble();
      double transfer = 0.1 * random.nextDouble() + 0.01;
      double gamma = random.nextBoolean() ? 0 : 0.3;
      CrossbarMatrix matrix = Effects.none()
          .update(
              new UpdateSpec.TikiTaka(new UpdateSpec.Ideal(), gain, every, transfer, gamma, null))
          .matrix(outputs, inputs, 1);
      double[] a = new double[outputs * inputs];
      double[] c = new double[a.length];
      double due = 0;
      int line = 0;
      for (int step = 0; step < 20; step++) {
        float[] e = RandomCases.uniform(random, 2 * outputs, 0.2);
        float[] x = RandomCases.uniform(random, 2 * inputs, 0.2);
        matrix.update(Signal.given(e, 2, outputs), Signal.given(x, 2, inputs), 0.3);
        for (int i = 0; i < a.length; i++) {
          for (int b = 0; b < 2; b++) {
            a[i] += gain * 0.3 * e[b * outputs + i / inputs] * x[b * inputs + i % inputs];
          }
        }
        for (due += 1 / every; due > 1 - 1e-9; due--) {
          for (int o = 0; o < outputs; o++) {
            c[o * inputs + line] += transfer * a[o * inputs + line];
          }
          line = (line + 1) % inputs;
        }
      }
      float[] weights = matrix.weights();
      float[] one = RandomCases.uniform(random, inputs, 1);
      float[] y = matrix.read(Signal.given(one, 1, inputs)).values();
      for (int o = 0; o < outputs; o++) {
        double expected = 0;
        for (int i = 0; i < inputs; i++) {
          double weight = c[o * inputs + i] + gamma * a[o * inputs + i];
          assertThat((double) weights[o * inputs + i]).isCloseTo(weight, offset(1e-5));
          expected += weight * one[i];
        }
        assertThat((double) y[o]).isCloseTo(expected, offset(1e-5));
      }
    });
  }

  /** What has not reached the threshold waits in the buffer. */
  @Test
  void theBufferHoldsBackWhatIsLessThanItsThreshold() {
    CrossbarMatrix matrix = Effects.none()
        .levels(100, 100)
        .update(new UpdateSpec.TikiTaka(
            new UpdateSpec.Pulses(PulseRounding.NEAREST),
            1,
            1,
            0.03,
            0,
            new UpdateSpec.TransferBuffer(2)))
        .matrix(1, 1, 1);
    // A goes to 0.4 and stays; H grows by 0.012 and gives C two steps of 0.02 each time it can.
    matrix.update(Signal.given(new float[] {1}, 1, 1), Signal.given(new float[] {0.4f}, 1, 1), 1);
    assertThat(matrix.weights()[0]).isZero();
    double sum = 0.012;
    double held = 0;
    for (int step = 0; step < 12; step++) {
      matrix.update(Signal.given(new float[] {0}, 1, 1), Signal.given(new float[] {1}, 1, 1), 1);
      sum += 0.012;
      held += sum - held >= 0.04 - 1e-9 ? 0.04 : 0;
      assertThat((double) matrix.weights()[0]).isCloseTo(held, offset(1e-5));
    }
    assertThat(held).isGreaterThan(0.1);
  }

  @Test
  void bothArraysAndTheirTransfersAreRecorded() {
    Hardware hardware = Effects.none()
        .update(new UpdateSpec.TikiTaka(
            new UpdateSpec.Coincidence(31, true, true),
            1,
            2,
            0.5,
            0.5,
            new UpdateSpec.TransferBuffer(1)))
        .hardware(1);
    CrossbarMatrix matrix = hardware.matrix("layer", 3, 5, 1);
    hardware.recorder().start(4);
    SplittableRandom random = new SplittableRandom(1);
    matrix.update(
        Signal.given(RandomCases.uniform(random, 12, 1), 4, 3),
        Signal.given(RandomCases.uniform(random, 20, 1), 4, 5),
        1e-4);
    OpGraph graph = hardware.recorder().stop();
    List<HardwareOp> ops = graph.nodes().stream().map(OpGraph.Node::op).toList();
    assertThat(ops).hasSize(6);
    PulseUpdate fast = (PulseUpdate) ops.get(0);
    assertThat(fast.matrix().name()).isEqualTo("layer/fast");
    SpikeRead read = (SpikeRead) ops.get(1);
    assertThat(read.matrix().name()).isEqualTo("layer/fast");
    assertThat(read.rows()).isEqualTo(2);
    assertThat(read.meanConductanceSiemens()).isCloseTo(0.55e-6, offset(1e-9));
    assertThat(ops.get(2)).isEqualTo(new HardwareOp.Storage("layer/transfer", 15));
    assertThat(ops.get(3)).isEqualTo(new HardwareOp.Digital(DigitalFunction.ADD, 6));
    assertThat(ops.get(4)).isEqualTo(new HardwareOp.Digital(DigitalFunction.COMPARE, 6));
    PulseUpdate slow = (PulseUpdate) ops.get(5);
    assertThat(slow.matrix().name()).isEqualTo("layer");
    CellHistory history = hardware.cellHistory();
    assertThat(history.cells()).isEqualTo(60);
    assertThat(history.potentiation() + history.depression())
        .isEqualTo(fast.pulses() + slow.pulses());

    hardware.recorder().start(1);
    matrix.read(Signal.given(new float[5], 1, 5));
    OpGraph reads = hardware.recorder().stop();
    assertThat(reads.ops(HardwareOp.MatrixRead.class).map(op -> op.matrix().name()))
        .containsExactly("layer", "layer/fast");
    assertThat(reads.nodes().get(2).dependsOn()).containsExactly(0, 1);
  }

  /** A transfer that happens in every fourth update is a quarter of one in the record of any. */
  @Test
  void rareTransfersAreRecordedAsTheirMean() {
    Hardware hardware = Effects.none()
        .update(new UpdateSpec.TikiTaka(new UpdateSpec.Ideal(), 1, 4, 0.5, 0, null))
        .hardware(1);
    CrossbarMatrix matrix = hardware.matrix("layer", 2, 3, 1);
    Signal e = Signal.given(new float[] {0.1f, -0.1f}, 1, 2);
    Signal x = Signal.given(new float[] {1, 1, 1}, 1, 3);
    for (int step = 1; step < 8; step++) {
      matrix.update(e, x, 1);
    }
    hardware.recorder().start(1);
    matrix.update(e, x, 1);
    OpGraph graph = hardware.recorder().stop();
    assertThat(graph.ops(SpikeRead.class).findFirst().orElseThrow().rows()).isEqualTo(0.25);
  }

  /**
   * Gokmen and Haensch 2020: on asymmetric cells plain pulses settle where gradients and asymmetry
   * balance, at any rate; two arrays come closer to the target with the same cells, and closer still
   * with a buffer between them (Gokmen 2021).
   */
  @Test
  void twoArraysFindWeightsThatAsymmetricCellsAloneMiss() {
    double plain = Double.POSITIVE_INFINITY;
    for (double rate : new double[] {0.005, 0.01, 0.02, 0.05}) {
      plain = Math.min(plain, settledError(new UpdateSpec.Coincidence(31, true, true), rate));
    }
    double first = settledError(tikiTaka(null), 1);
    double second = settledError(tikiTaka(new UpdateSpec.TransferBuffer(1)), 1);
    assertThat(first).isLessThan(0.6 * plain);
    assertThat(second).isLessThan(0.8 * first);
  }

  private static UpdateSpec tikiTaka(UpdateSpec.TransferBuffer buffer) {
    return new UpdateSpec.TikiTaka(
        new UpdateSpec.Coincidence(31, true, true), 0.1, 2, 0.01, 0, buffer);
  }

  /** Root mean square distance from a random target, over the last steps of noisy regression. */
  private static double settledError(UpdateSpec scheme, double rate) {
    int size = 8;
    CrossbarMatrix matrix = Effects.none()
        .levels(100, 100)
        .nonlinearity(5, -5)
        .encoding(Encoding.REFERENCE_COLUMN)
        .update(scheme)
        .matrix(size, size, 1);
    SplittableRandom random = new SplittableRandom(5);
    float[] target = RandomCases.uniform(random, size * size, 0.5);
    double squares = 0;
    int steps = 20_000;
    for (int step = 0; step < steps; step++) {
      float[] x = RandomCases.uniform(random, size, 1);
      float[] y = matrix.read(Signal.given(x, 1, size)).values();
      float[] e = new float[size];
      for (int o = 0; o < size; o++) {
        e[o] = (float) (0.3 * random.nextGaussian()) - y[o];
        for (int i = 0; i < size; i++) {
          e[o] += target[o * size + i] * x[i];
        }
      }
      matrix.update(Signal.given(e, 1, size), Signal.given(x, 1, size), rate);
      if (step >= steps - 2000) {
        float[] weights = matrix.weights();
        for (int i = 0; i < target.length; i++) {
          squares += Math.pow(weights[i] - target[i], 2);
        }
      }
    }
    return Math.sqrt(squares / (2000.0 * size * size));
  }

  @Test
  void theFastArrayNeedsCellsThatGoBothWays() {
    assertThatThrownBy(
            () -> new UpdateSpec.TikiTaka(new UpdateSpec.OneSided(1, 1), 1, 1, 0.1, 0, null))
        .hasMessageContaining("fast must be ideal, pulses or coincidence");
  }
}
