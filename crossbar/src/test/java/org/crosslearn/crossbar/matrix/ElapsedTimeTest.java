package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.device.Flicker;
import org.crosslearn.crossbar.device.ReadTemperature;
import org.crosslearn.crossbar.device.Retention;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Matrices as time passes. */
class ElapsedTimeTest {
  private static final double DAY = 86_400;

  private static Retention drift(double exponent, double deviation) {
    return new Retention.PowerLaw(
        20,
        new Retention.Logarithm(0, exponent, 0, 1),
        new Retention.Logarithm(0, deviation, 0, 1),
        null);
  }

  /** But for a digital offset, from which a drifting current is not told apart. */
  @ParameterizedTest
  @EnumSource(value = Encoding.class, names = "DIGITAL_OFFSET", mode = EnumSource.Mode.EXCLUDE)
  void allWeightsShrinkTogetherWhereAllCellsDriftAlike(Encoding encoding) {
    RandomCases.check(20, random -> {
      int outputs = random.nextInt(1, 40);
      int inputs = random.nextInt(1, 40);
      Effects effects = Effects.none().encoding(encoding).retention(drift(0.06, 0));
      // Noise far below the rounding of a float makes the array be read tile by tile.
      Hardware hardware = (random.nextBoolean() ? effects.readNoise(1e-12) : effects).hardware(1);
      CrossbarMatrix matrix = hardware.matrix("matrix", outputs, inputs, 2);
      float[] weights = RandomCases.uniform(random, outputs * inputs, 1);
      matrix.program(weights);
      hardware.elapse(DAY);
      double factor = Math.pow(1 + DAY / 20, -0.06);
      float[] x = RandomCases.uniform(random, inputs, 1);
      Signal y = matrix.read(Signal.given(x, 1, inputs));
      float[] now = matrix.weights();
      for (int o = 0; o < outputs; o++) {
        double sum = 0;
        for (int i = 0; i < inputs; i++) {
          int at = o * inputs + i;
          assertThat((double) now[at]).isCloseTo(factor * weights[at], offset(5e-6));
          sum += factor * weights[at] * x[i];
        }
        assertThat((double) y.values()[o]).isCloseTo(sum, offset(2e-5 * inputs));
      }
    });
  }

  @ParameterizedTest
  @EnumSource(value = Encoding.class, names = "DIGITAL_OFFSET", mode = EnumSource.Mode.EXCLUDE)
  void compensationTakesACommonFactorBack(Encoding encoding) {
    Hardware hardware = Effects.none()
        .encoding(encoding)
        .retention(drift(0.06, 0))
        .driftCompensation()
        .hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 30, 20, 1);
    SplittableRandom random = new SplittableRandom(1);
    matrix.program(RandomCases.uniform(random, 600, 0.5));
    Signal x = Signal.given(RandomCases.uniform(random, 40, 1), 2, 20);
    float[] before = matrix.read(x).values().clone();
    for (double seconds : new double[] {60, 3600, DAY}) {
      hardware.elapse(seconds);
      assertThat(matrix.read(x).values()).containsExactly(before, offset(1e-4f));
    }
    float[] lines = matrix.readOut().values();
    matrix.program(matrix.weights());
    assertThat(lines).isNotEqualTo(matrix.readOut().values());
  }

  @Test
  void compensationMakesTheErrorOfUnequalDriftSmaller() {
    double without = errorAfterAYear(Effects.none());
    double with = errorAfterAYear(Effects.none().driftCompensation());
    assertThat(with).isLessThan(0.5 * without);
  }

  private static double errorAfterAYear(Effects effects) {
    Hardware hardware = effects.retention(drift(0.06, 0.005)).hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 50, 50, 1);
    float[] weights = RandomCases.uniform(new SplittableRandom(1), 2500, 1);
    matrix.program(weights);
    hardware.elapse(365 * DAY);
    float[] read = matrix.readOut().values();
    return Math.sqrt(IntStream.range(0, 2500)
        .mapToDouble(i -> Math.pow(read[i] - weights[i], 2))
        .average()
        .orElseThrow());
  }

  @Test
  void whatCompensationDoesIsBilled() {
    Hardware hardware =
        Effects.none().retention(drift(0.06, 0)).driftCompensation().hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 3, 4, 1);
    matrix.program(new float[12]);
    hardware.recorder().start(2);
    hardware.elapse(60);
    hardware.elapse(60);
    matrix.read(Signal.given(new float[8], 2, 4));
    OpGraph graph = hardware.recorder().stop();
    List<HardwareOp> ops = graph.nodes().stream().map(OpGraph.Node::op).toList();
    // Once before time begins and once after each lapse.
    assertThat(ops.stream().filter(HardwareOp.MatrixRead.class::isInstance)).hasSize(4);
    assertThat(ops.get(ops.size() - 1))
        .isEqualTo(new HardwareOp.Digital(HardwareOp.DigitalFunction.MULTIPLY, 6));
  }

  @Test
  void timeChangesNothingWhereNothingAges() {
    Effects effects =
        Effects.none().dac(4).adc(5, AdcSpec.Range.DYNAMIC).readNoise(0.02).levels(40, 50);
    Hardware fresh = effects.hardware(1);
    Hardware old = effects.hardware(1);
    float[] weights = RandomCases.uniform(new SplittableRandom(1), 120, 1);
    Signal x = Signal.given(RandomCases.uniform(new SplittableRandom(2), 30, 1), 3, 10);
    CrossbarMatrix first = fresh.matrix("matrix", 12, 10, 1);
    CrossbarMatrix second = old.matrix("matrix", 12, 10, 1);
    first.program(weights);
    second.program(weights);
    old.elapse(DAY);
    assertThat(second.read(x).values()).containsExactly(first.read(x).values());
    assertThat(second.weights()).containsExactly(first.weights());
  }

  @Test
  void effectsOfSizeNothingChangeNothing() {
    Effects none = Effects.none().dac(4).adc(5, AdcSpec.Range.DYNAMIC).readNoise(0.02);
    Effects ofNothing = Effects.none()
        .dac(4)
        .adc(5, AdcSpec.Range.DYNAMIC)
        .readNoise(0.02)
        .faults(0, 0, 0)
        .programmingNoise(0.0)
        .flicker(new Flicker(0, 0, 0, 1e-7, 0))
        .retention(new Retention.Logarithmic(1, 0, 0, 0, null))
        .readTemperature(new ReadTemperature(300, 0.1, 0.1));
    float[] weights = RandomCases.uniform(new SplittableRandom(1), 120, 1);
    Signal x = Signal.given(RandomCases.uniform(new SplittableRandom(2), 30, 1), 3, 10);
    CrossbarMatrix one = none.matrix(12, 10, 1);
    CrossbarMatrix other = ofNothing.matrix(12, 10, 1);
    one.program(weights);
    other.program(weights);
    assertThat(other.weights()).containsExactly(one.weights(), offset(1e-6f));
    assertThat(other.read(x).values()).containsExactly(one.read(x).values(), offset(1e-4f));
  }

  @Test
  void everyEvaluationSeesOneStateOfTheFlicker() {
    Hardware hardware =
        Effects.none().flicker(new Flicker(0.01, 0.5, 0.2, 1e-7, 0)).hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 10, 10, 1);
    matrix.program(RandomCases.uniform(new SplittableRandom(1), 100, 0.5));
    hardware.elapse(60);
    float[] first = matrix.weights();
    assertThat(matrix.weights()).containsExactly(first);
    hardware.elapse(60);
    assertThat(matrix.weights()).isNotEqualTo(first);
  }

  @Test
  void timeGoesForward() {
    Hardware hardware = Effects.none().hardware(1);
    for (double seconds : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> hardware.elapse(seconds))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("time goes forward");
    }
  }
}
