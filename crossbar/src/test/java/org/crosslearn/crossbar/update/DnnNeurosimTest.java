package org.crosslearn.crossbar.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.encoding.Slices;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Gradient;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** DNN+NeuroSim's training of weights in digital memory. */
class DnnNeurosimTest {
  /** Not a tenth, of which five from a limit lie in the middle between two levels. */
  private static final double RATE = 0.097 / 32;

  /** Shapes of labels 1.75 and 1.46: curves that rise at most 0.07 sqrt(2) of the label above a line. */
  private static final double SHAPE_OF_1_75 = 0.7020807;

  private static final double SHAPE_OF_1_46 = 0.8486772;

  /**
   * The equations as they are written, with the logarithm: potentiation and depression along curves of
   * the same bend.
   */
  @ParameterizedTest
  @CsvSource({"DIGITAL_OFFSET, 1", "REFERENCE_COLUMN, 1", "DIGITAL_OFFSET, 0.3"})
  void weightsFollowThePublishedEquations(Encoding encoding, float limit) {
    int levels = 64;
    int outputs = 40;
    int inputs = 50;
    CrossbarMatrix matrix =
        effects(levels).nonlinearity(1.75, 1.46).encoding(encoding).matrix(outputs, inputs, limit);
    float[] start = RandomCases.uniform(new SplittableRandom(1), outputs * inputs, limit);
    matrix.program(start);
    double[] weights = IntStream.range(0, start.length)
        .mapToDouble(i -> clipped(start[i] / limit))
        .toArray();
    float[] uniforms = new float[outputs * inputs + AnalogKernels.GROUP];
    SplittableRandom random = new SplittableRandom(2);
    for (int step = 0; step < 20; step++) {
      float[] gradient = RandomCases.uniform(random, outputs * inputs, 1.4 * limit);
      matrix.update(new Gradient(gradient, Signal.GIVEN), -RATE);
      RandomStream rounding = new RandomStreams(1).stream("matrix/rounding", step);
      DenseKernels.create().analog().uniforms(rounding.key(), 0, uniforms.length / 32, uniforms);
      for (int i = 0; i < weights.length; i++) {
        double pulses = Math.rint(gradient[i] / limit / 2 * levels);
        double a = (pulses < 0 ? SHAPE_OF_1_75 : SHAPE_OF_1_46) * levels;
        double b = 2 / (1 - Math.exp(-levels / a));
        double position = -a * Math.log(1 - (weights[i] + 1) / b);
        double wanted = clipped(b * (1 - Math.exp(-(position - pulses) / a)) - 1);
        double rounded = Math.floor(weights[i] - wanted + uniforms[i]);
        weights[i] = clipped(weights[i] - RATE * (pulses == 0 ? 0 : rounded));
      }
    }
    float[] held = matrix.weights();
    int moved = 0;
    int apart = 0;
    for (int i = 0; i < weights.length; i++) {
      double level = Math.rint(weights[i] * 32) / 32;
      apart += Math.abs(held[i] / limit - level) > 1e-5 ? 1 : 0;
      moved += Math.abs(level - Math.rint(start[i] / limit * 32) / 32) > 1e-5 ? 1 : 0;
    }
    assertThat(moved).isGreaterThan(weights.length / 4);
    // Sums of a float and its draw may round to another whole number than sums of doubles.
    assertThat(apart).isLessThan(weights.length / 1000);
  }

  private static double clipped(double weight) {
    return Math.max(-1 + 1 / 32.0, Math.min(1 - 1 / 32.0, weight));
  }

  /** A step of the rate moves the memory; a cell is programmed when its level is another. */
  @Test
  void cellsMoveWhenTheMemoryHasComeToAnotherLevel() {
    CrossbarMatrix matrix = effects(64).matrix(1, 2, 1);
    matrix.program(new float[] {0.3f / 32, -0.3f / 32});
    assertThat(matrix.weights()).containsExactly(new float[] {0, 0}, offset(1e-6f));
    // Half the range and more is asked for, so that the difference rounds to a step or two.
    Gradient down = new Gradient(new float[] {1.4f, 1.4f}, Signal.GIVEN);
    matrix.update(down, -0.1 / 32);
    assertThat(matrix.weights()[0]).isEqualTo(0);
    for (int step = 0; step < 3; step++) {
      matrix.update(down, -0.1 / 32);
    }
    assertThat(matrix.weights()[1]).isCloseTo(-1 / 32f, offset(1e-6f));
  }

  @Test
  void nothingAskedForIsNothingDone() {
    CrossbarMatrix matrix = effects(64).cycleToCycle(0.2).matrix(7, 9, 1);
    float[] weights = RandomCases.uniform(new SplittableRandom(1), 63, 1);
    matrix.program(weights);
    float[] before = matrix.weights();
    float[] gradient = new float[63];
    // Below half a pulse.
    Arrays.fill(gradient, 0.9f / 64);
    matrix.update(new Gradient(gradient, Signal.GIVEN), -1);
    assertThat(matrix.weights()).isEqualTo(before);
  }

  /** Levels so fine that the memory shows in the cells. */
  @Test
  void theNoiseOfAStepIsTwiceTheDevices() {
    int count = 20_000;
    CrossbarMatrix matrix = effects(1 << 20).cycleToCycle(0.01).matrix(100, count / 100, 1);
    float[] gradient = new float[count];
    Arrays.fill(gradient, 1);
    matrix.update(new Gradient(gradient, Signal.GIVEN), -1e-6);
    double squares = 0;
    for (float weight : matrix.weights()) {
      squares += weight * (double) weight;
    }
    double deviation = Math.sqrt(squares / count);
    assertThat(deviation).isCloseTo(0.02, offset(5 * 0.02 / Math.sqrt(2.0 * count)));
  }

  @Test
  void curvesThatDifferFromCellToCellTakeWeightsElsewhere() {
    float[] alike = trained(effects(64).nonlinearity(1.75, 1.46));
    float[] different = trained(effects(64).nonlinearity(1.75, 1.46).deviceToDevice(1));
    float[] again = trained(effects(64).nonlinearity(1.75, 1.46).deviceToDevice(1));
    assertThat(different).isEqualTo(again);
    long apart = IntStream.range(0, alike.length)
        .filter(i -> Math.abs(alike[i] - different[i]) > 1e-5)
        .count();
    assertThat(apart).isGreaterThan(alike.length / 20);
  }

  private static float[] trained(Effects effects) {
    CrossbarMatrix matrix = effects.matrix(30, 30, 1);
    SplittableRandom random = new SplittableRandom(1);
    for (int step = 0; step < 50; step++) {
      matrix.update(new Gradient(RandomCases.uniform(random, 900, 1), Signal.GIVEN), -0.5 / 32);
    }
    return matrix.weights();
  }

  @Test
  void memoryAndArithmeticAreRecordedAndOnlyChangesOfLevelsArePulses() {
    Hardware hardware = effects(64).hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 2, 3, 1);
    matrix.program(new float[] {0.45f / 32, 0, 0, 0, 0, 0});
    hardware.recorder().start(1);
    matrix.update(new Gradient(new float[] {-1.4f, -1.4f, 0, 0, 0, 0}, Signal.GIVEN), -0.1 / 32);
    OpGraph graph = hardware.recorder().stop();
    List<HardwareOp> ops = graph.nodes().stream().map(OpGraph.Node::op).toList();
    assertThat(ops.subList(0, 5))
        .containsExactly(
            new HardwareOp.Storage("matrix/shadow", 6),
            new HardwareOp.Digital(DigitalFunction.LOOKUP, 12),
            new HardwareOp.Digital(DigitalFunction.ADD, 24),
            new HardwareOp.Digital(DigitalFunction.MULTIPLY, 6),
            new HardwareOp.Digital(DigitalFunction.COMPARE, 12));
    HardwareOp.PulseUpdate update = (HardwareOp.PulseUpdate) ops.get(5);
    // 0.45 and 0.1 are more than half a level, 0.1 is not.
    assertThat(update.potentiation().count()).isEqualTo(1);
    assertThat(update.depression().count()).isZero();
    assertThat(matrix.weights()[0]).isCloseTo(1 / 32f, offset(1e-6f));
  }

  @Test
  void singleWeightsCanBeAdjusted() {
    CrossbarMatrix matrix = effects(64).matrix(3, 50, 1);
    int[] cells = new int[60];
    float[] changes = new float[60];
    Arrays.fill(cells, 77);
    Arrays.fill(changes, 0.9f);
    matrix.adjust(cells, changes, 60, Signal.GIVEN);
    float[] weights = matrix.weights();
    assertThat(weights[77]).isGreaterThan(0.5f);
    weights[77] = 0;
    assertThat(weights).containsExactly(new float[150], offset(1e-6f));
  }

  @ParameterizedTest
  @EnumSource(names = {"DIFFERENTIAL_PAIR", "INTERLEAVED_PAIR"})
  void pairsOfCellsAreRefused(Encoding encoding) {
    assertThatThrownBy(() -> effects(64).encoding(encoding).crossbar())
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("digital-offset or reference-column");
  }

  @Test
  void slicesAreRefused() {
    assertThatThrownBy(() -> Effects.none()
            .encoding(Encoding.DIGITAL_OFFSET)
            .slices(new Slices(2, 2))
            .update(new UpdateSpec.DnnNeurosim())
            .crossbar())
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("dnn-neurosim");
  }

  private static Effects effects(int levels) {
    return Effects.none()
        .levels(levels, levels)
        .encoding(Encoding.DIGITAL_OFFSET)
        .update(new UpdateSpec.DnnNeurosim());
  }
}
