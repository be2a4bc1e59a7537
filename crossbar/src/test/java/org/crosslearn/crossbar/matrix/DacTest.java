package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Input quantisation, seen through an identity matrix. */
class DacTest {
  @Test
  void twoBitsLeaveThreeMagnitudesOfEachSample() {
    float[] x = {3, 1.4f, 1.6f, -0.4f, 0.6f, -3, 0.06f, 0.031f, 0, -0.009f, 0.04f, -0.06f};
    float[] rounded = {3, 1, 2, 0, 1, -3, 0.06f, 0.04f, 0, 0, 0.04f, -0.06f};
    assertThat(throughIdentity(Effects.none().dac(2), x, 2, 6))
        .containsExactly(rounded, near(1e-5f));
  }

  @Test
  void oneBitPassesOnlyTheLargerHalf() {
    assertThat(throughIdentity(Effects.none().dac(1), new float[] {-2, 1.01f, 0.99f}, 1, 3))
        .containsExactly(new float[] {-2, 2, 0}, near(1e-5f));
  }

  /** Errors 3 and 1.4 against inputs -3 and 1.6 in two bits: 3 and 1 against -3 and 2. */
  @Test
  void gradientsAreProductsOfRoundedNumbers() {
    CrossbarMatrix matrix = Effects.none().dac(2).matrix(2, 2, 1);
    Gradient gradient = matrix.accumulate(
        Signal.given(new float[] {3, 1.4f}, 1, 2), Signal.given(new float[] {-3, 1.6f}, 1, 2));
    assertThat(gradient.values()).containsExactly(new float[] {-9, 6, -3, 2}, near(1e-5f));
  }

  @Test
  void silenceStaysSilence() {
    assertThat(throughIdentity(Effects.none().dac(8), new float[6], 2, 3))
        .containsExactly(new float[6], near(1e-30f));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void inputsAreRoundedToTheNearestOfTheirGrid(Encoding encoding) {
    RandomCases.check(60, random -> {
      int bits = random.nextInt(1, 12);
      int size = random.nextInt(1, 20);
      int batch = random.nextInt(1, 4);
      Effects effects = Effects.none()
          .encoding(encoding)
          .dac(bits)
          .subarray(random.nextInt(2, 9), random.nextInt(2, 9));
      if (random.nextBoolean()) {
        // The array is then read pulse by pulse rather than as a product.
        effects.readNoise(1e-12);
      }
      float[] x = RandomCases.uniform(random, batch * size, Math.exp(4 * random.nextDouble() - 2));
      float[] y = throughIdentity(effects, x, batch, size);
      int steps = (1 << bits) - 1;
      for (int b = 0; b < batch; b++) {
        float largest = 0;
        for (int i = 0; i < size; i++) {
          largest = Math.max(largest, Math.abs(x[b * size + i]));
        }
        double rounding = 1e-5 * largest * size;
        for (int i = b * size; i < (b + 1) * size; i++) {
          double codes = y[i] / (double) largest * steps;
          assertThat(codes / steps).isCloseTo(Math.rint(codes) / steps, offset(1e-5 * size));
          assertThat((double) y[i]).isCloseTo(x[i], offset(largest / (2.0 * steps) + rounding));
        }
      }
    });
  }

  /** The largest magnitude is full scale, so scaling a sample scales what the array computes. */
  @Test
  void quantisationIsRelativeToTheSample() {
    RandomCases.check(20, random -> {
      float[] x = RandomCases.uniform(random, 7, 1);
      float[] larger = new float[7];
      for (int i = 0; i < 7; i++) {
        larger[i] = 1024 * x[i];
      }
      float[] y = throughIdentity(Effects.none().dac(3), x, 1, 7);
      float[] largerY = throughIdentity(Effects.none().dac(3), larger, 1, 7);
      for (int i = 0; i < 7; i++) {
        assertThat(largerY[i]).isEqualTo(1024 * y[i]);
      }
    });
  }

  static Stream<DacSpec> pulses() {
    return Stream.of(
        new DacSpec(6),
        new DacSpec(6).multiLevel(1),
        new DacSpec(6).multiLevel(2),
        new DacSpec(6).multiLevel(4),
        new DacSpec(6).multiLevel(6),
        new DacSpec(6).pulseWidth());
  }

  /** Whether digits follow each other, stand for voltages or for lengths: they add up to the same. */
  @ParameterizedTest
  @MethodSource("pulses")
  void everyKindOfPulsesCarriesTheSameCodes(DacSpec spec) {
    RandomCases.check(40, random -> {
      Encoding encoding = Encoding.values()[random.nextInt(2)];
      int outputs = random.nextInt(1, 20);
      int inputs = random.nextInt(1, 20);
      Supplier<Effects> arrays = () -> Effects.none().encoding(encoding).dac(6);
      CrossbarMatrix expected = arrays.get().matrix(outputs, inputs, 1);
      CrossbarMatrix pulsed = arrays
          .get()
          .dac(spec)
          .readNoise(1e-12)
          .subarray(random.nextInt(2, 9), random.nextInt(2, 9))
          .matrix(outputs, inputs, 1);
      float[] weights = RandomCases.uniform(random, outputs * inputs, 1);
      expected.program(weights);
      pulsed.program(weights);
      Signal x = Signal.given(RandomCases.uniform(random, 3 * inputs, 2), 3, inputs);
      Signal errors = Signal.given(RandomCases.uniform(random, 3 * outputs, 2), 3, outputs);
      assertThat(pulsed.read(x).values()).containsExactly(expected.read(x).values(), near(2e-4f));
      assertThat(pulsed.readTransposed(errors).values())
          .containsExactly(expected.readTransposed(errors).values(), near(2e-4f));
      assertThat(pulsed.accumulate(errors, x).values())
          .isEqualTo(expected.accumulate(errors, x).values());
    });
  }

  /** Three bits to full scale 2: steps of 2/7. */
  @Test
  void aFixedFullScaleSaturates() {
    Effects effects = Effects.none().dac(new DacSpec(3).fixed(2));
    float[] x = {0, 0.1f, 0.16f, 1, -1.9f, 2, 2.3f, -100};
    float step = 2 / 7f;
    float[] expected = {0, 0, step, 4 * step, -2, 2, 2, -2};
    // 1 is 3.5 steps, rounded up as every half.
    assertThat(throughIdentity(effects, x, 1, 8)).containsExactly(expected, near(1e-5f));
    assertThat(throughIdentity(effects.readNoise(1e-12), x, 1, 8))
        .containsExactly(expected, near(1e-5f));
  }

  /** Of 1, 2 .. 10 and many zeros, 80 per cent reach 8. */
  @Test
  void aCalibratedFullScaleIsAPercentileOfWhatIsNotSilent() {
    CrossbarMatrix matrix = identity(Effects.none().dac(new DacSpec(8).calibrated(80, 2)), 12);
    float[] rising = {0, 0, 1, -2, 3, -4, 5, 6, 7, 8, 9, -10};
    assertThat(Arrays.copyOfRange(read(matrix, rising), 8, 12))
        .containsExactly(new float[] {7, 8, 8, -8}, near(0.02f));
    float[] larger = new float[12];
    for (int i = 0; i < 12; i++) {
      larger[i] = 10 * rising[i];
    }
    assertThat(Arrays.copyOfRange(read(matrix, larger), 8, 12))
        .containsExactly(new float[] {8, 8, 8, -8}, near(0.02f));
    // Read number 2 calibrates again. The transposed side never saw a small vector.
    assertThat(Arrays.copyOfRange(read(matrix, larger), 8, 12))
        .containsExactly(new float[] {70, 80, 80, -80}, near(0.2f));
    float[] back = matrix.readTransposed(Signal.given(larger, 1, 12)).values();
    assertThat(Arrays.copyOfRange(back, 8, 12))
        .containsExactly(new float[] {70, 80, 80, -80}, near(0.2f));
  }

  @Test
  void silenceCalibratesNothing() {
    CrossbarMatrix matrix = identity(Effects.none().dac(new DacSpec(8).calibrated(100, 0)), 2);
    assertThat(read(matrix, new float[2])).containsExactly(0, 0);
    assertThat(read(matrix, new float[] {3, -4})).containsExactly(new float[] {3, -4}, near(0.01f));
    assertThat(read(matrix, new float[] {5, -2})).containsExactly(new float[] {4, -2}, near(0.01f));
  }

  /**
   * What a signal became in a read it still is in the outer product, though other signals were read,
   * and calibrated on, in between.
   */
  @Test
  void theOuterProductTakesWhatTheReadTook() {
    RandomCases.check(40, random -> {
      DacSpec spec = new DacSpec(random.nextInt(1, 9));
      spec = random.nextBoolean() ? spec.with(DacSpec.Rounding.STOCHASTIC) : spec;
      spec = random.nextBoolean() ? spec.calibrated(90, random.nextInt(3)) : spec;
      int size = random.nextInt(1, 9);
      Effects effects = Effects.none().dac(spec).subarray(3, 4);
      CrossbarMatrix matrix =
          identity(random.nextBoolean() ? effects : effects.readNoise(1e-12), size);
      Signal x = Signal.given(RandomCases.uniform(random, 2 * size, 1), 2, size);
      Signal other = Signal.given(RandomCases.uniform(random, 2 * size, 3), 2, size);
      float[] forward = matrix.read(x).values();
      matrix.read(other);
      matrix.readTransposed(other);
      matrix.read(other);
      // A single sample of a single one: an outer product with 1 is the other factor.
      for (int b = 0; b < 2; b++) {
        float[] ones = new float[2 * size];
        ones[b * size] = 1;
        Signal one = Signal.given(ones, 2, size);
        CrossbarMatrix fresh = matrix;
        float full = fresh.readTransposed(one).values()[b * size];
        float[] products = fresh.accumulate(one, x).values();
        for (int i = 0; i < size; i++) {
          assertThat((double) products[i])
              .isCloseTo(full * (double) forward[b * size + i], offset(1e-4));
        }
      }
    });
  }

  @Test
  void stochasticRoundingIsRightInTheMean() {
    int batch = 20_000;
    DacSpec spec = new DacSpec(3).fixed(7).with(DacSpec.Rounding.STOCHASTIC);
    float[] entries = {0, 0.001f, 0.25f, -1, 2.5f, -3.75f, 6.9f, 9};
    float[] x = new float[batch * 8];
    for (int b = 0; b < batch; b++) {
      System.arraycopy(entries, 0, x, b * 8, 8);
    }
    CrossbarMatrix matrix = identity(Effects.none().dac(spec), 8);
    float[] y = matrix.read(Signal.given(x, batch, 8)).values();
    for (int i = 0; i < 8; i++) {
      double magnitude = Math.min(7, Math.abs(entries[i]));
      double mean = 0;
      for (int b = 0; b < batch; b++) {
        double code = Math.abs(y[b * 8 + i]);
        assertThat(code)
            .isBetween(Math.floor(magnitude) - 1e-3, Math.min(7, Math.floor(magnitude) + 1) + 1e-3);
        mean += Math.signum(entries[i]) * y[b * 8 + i] / batch;
      }
      double up = magnitude - Math.floor(magnitude);
      assertThat(mean).isCloseTo(magnitude, offset(4.5 * Math.sqrt(up * (1 - up) / batch) + 1e-4));
    }
    // Each read draws again, of the same signal or of another one.
    Signal again = Signal.given(x, batch, 8);
    float[] second = matrix.read(again).values();
    assertThat(second).isNotEqualTo(y);
    assertThat(matrix.read(again).values()).isNotEqualTo(second);
  }

  /** Every line bends its own levels; the ends and silence stay. */
  @ParameterizedTest
  @MethodSource("bentPulses")
  void levelsBendByABowOfTheirLine(DacSpec spec) {
    RandomCases.check(40, random -> {
      int size = random.nextInt(2, 20);
      boolean forward = random.nextBoolean();
      Effects effects = Effects.none()
          .encoding(Encoding.REFERENCE_COLUMN)
          .dac(spec.with(new DacSpec.Errors(0.1, null)))
          .subarray(random.nextInt(2, 9), random.nextInt(2, 9));
      int highest = spec.highestCode();
      int base = 1 << spec.digitBits();
      float[] x = new float[size];
      double[] expected = new double[size];
      for (int i = 0; i < size; i++) {
        int code = i == 0 ? highest : random.nextInt(-highest, highest + 1);
        x[i] = code / (float) highest;
        String side = forward ? "matrix/dac-rows-lines" : "matrix/dac-columns-lines";
        double bow = 0.1 * new RandomStreams(1).stream(side, i).gaussian();
        for (int p = 0; p * spec.digitBits() < spec.bits(); p++) {
          double level = (long) (Math.abs(code) / Math.pow(base, p)) % base / (base - 1.0);
          double bent = level + bow * (1 - Math.pow(2 * level - 1, 2));
          expected[i] += Math.signum(code) * bent * Math.pow(base, p) * (base - 1) / highest;
        }
      }
      CrossbarMatrix matrix = identity(effects, size);
      Signal given = Signal.given(x, 1, size);
      float[] y = (forward ? matrix.read(given) : matrix.readTransposed(given)).values();
      for (int i = 0; i < size; i++) {
        assertThat((double) y[i]).isCloseTo(expected[i], offset(1e-5 * size));
      }
    });
  }

  static Stream<DacSpec> bentPulses() {
    return Stream.of(
        new DacSpec(6).multiLevel(2), new DacSpec(5).multiLevel(3), new DacSpec(6).pulseWidth());
  }

  @Test
  void pulsesHaveNoiseOfTheirOwnAndSilenceHasNone() {
    int batch = 20_000;
    DacSpec spec = new DacSpec(4).pulseWidth().with(new DacSpec.Errors(null, 0.02));
    CrossbarMatrix matrix =
        identity(Effects.none().encoding(Encoding.REFERENCE_COLUMN).dac(spec), 4);
    float[] x = new float[4 * batch];
    for (int b = 0; b < batch; b++) {
      x[4 * b] = 1;
      x[4 * b + 1] = -0.4f;
    }
    float[] y = matrix.read(Signal.given(x, batch, 4)).values();
    double[] sums = new double[5];
    for (int b = 0; b < batch; b++) {
      double first = y[4 * b] - 1;
      double second = y[4 * b + 1] + 0.4;
      sums[0] += first / batch;
      sums[1] += second / batch;
      sums[2] += first * first / batch;
      sums[3] += second * second / batch;
      sums[4] += first * second / batch;
      // The reference takes what its own column of cells sees of the noise.
      assertThat(Math.abs(y[4 * b + 2])).isLessThan(1e-5f);
    }
    double root = Math.sqrt(batch);
    assertThat(sums[0]).isCloseTo(0, offset(4.5 * 0.02 / root));
    assertThat(sums[1]).isCloseTo(0, offset(4.5 * 0.02 / root));
    assertThat(sums[2]).isCloseTo(4e-4, offset(4.5 * 4e-4 * Math.sqrt(2) / root));
    assertThat(sums[3]).isCloseTo(4e-4, offset(4.5 * 4e-4 * Math.sqrt(2) / root));
    assertThat(sums[4]).isCloseTo(0, offset(4.5 * 4e-4 / root));
  }

  private static CrossbarMatrix identity(Effects effects, int size) {
    CrossbarMatrix matrix = effects.matrix(size, size, 1);
    float[] identity = new float[size * size];
    for (int i = 0; i < size; i++) {
      identity[i * size + i] = 1;
    }
    matrix.program(identity);
    return matrix;
  }

  private static float[] read(CrossbarMatrix matrix, float[] x) {
    return matrix.read(Signal.given(x, 1, x.length)).values();
  }

  private static float[] throughIdentity(Effects effects, float[] x, int batch, int size) {
    return identity(effects, size).read(Signal.given(x, batch, size)).values();
  }

  private static org.assertj.core.data.Offset<Float> near(float tolerance) {
    return offset(tolerance);
  }
}
