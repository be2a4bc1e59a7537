package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.converter.AdcSpec.Range;
import org.crosslearn.crossbar.device.Spread;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.encoding.Slices;
import org.crosslearn.crossbar.update.PulseRounding;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Weights as whole numbers, a digit in each of several cells. */
class SlicesTest {
  private static final double ROUNDING = 5e-6;

  /** Codes of so many bits, without those of the sign where a pair holds it. */
  private static int highest(Encoding encoding, Slices slices) {
    int codes = 1 << slices.bits() * slices.count();
    return encoding.sides() == 2 ? codes - 1 : codes / 2 - 1;
  }

  private record Case(
      CrossbarMatrix matrix, int highest, float[] weights, int outputs, int inputs, double limit) {
    float code() {
      return (float) (limit / highest);
    }
  }

  /** Matrices of whole codes, on tiles of any size, read as products or tile by tile. */
  private static void onRandomMatrices(
      Encoding encoding, BiConsumer<SplittableRandom, Case> property) {
    RandomCases.check(60, random -> {
      int bits = random.nextInt(1, 5);
      Slices slices = new Slices(random.nextInt(1, Math.min(6, 16 / bits) + 1), bits);
      if (slices.count() * slices.bits() == 1 && encoding.sides() == 1) {
        return;
      }
      int outputs = random.nextInt(1, 40);
      int inputs = random.nextInt(1, 40);
      double limit = 0.1 + 4 * random.nextDouble();
      int least = Math.max(2, encoding.signs().groups() * slices.count());
      CrossbarMatrix matrix = Effects.none()
          .levels(random.nextInt(15, 1000), random.nextInt(15, 1000))
          .encoding(encoding)
          .slices(slices)
          .subarray(random.nextInt(2, 20), random.nextInt(least, 20))
          .onOffRatio(1.5 + random.nextInt(100))
          // Noise far below the rounding of a float makes the array be read tile by tile.
          .readNoise(random.nextBoolean() ? 0 : 1e-12)
          .matrix(outputs, inputs, limit);
      int highest = highest(encoding, slices);
      for (float weight : matrix.weights()) {
        assertThat(weight).isCloseTo(0f, offset((float) (ROUNDING * limit)));
      }
      float[] weights = new float[outputs * inputs];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (random.nextInt(-highest, highest + 1) * limit / highest);
      }
      matrix.program(weights);
      property.accept(random, new Case(matrix, highest, weights, outputs, inputs, limit));
    });
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void everyCodeIsHeldExactlyWhateverTheLevelsOfTheDevice(Encoding encoding) {
    onRandomMatrices(encoding, (random, c) -> assertEqual(c.matrix.weights(), c.weights, c));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void otherWeightsBecomeTheNearestCode(Encoding encoding) {
    onRandomMatrices(encoding, (random, c) -> {
      float[] between = RandomCases.uniform(random, c.weights.length, 1.2 * c.limit);
      c.matrix.program(between);
      float[] held = c.matrix.weights();
      for (int i = 0; i < held.length; i++) {
        double limited = Math.max(-c.limit, Math.min(c.limit, between[i]));
        assertThat((double) held[i])
            .isCloseTo(limited, offset(c.code() / 2 + 2 * ROUNDING * c.limit));
      }
    });
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void readsBothWaysAreProducts(Encoding encoding) {
    onRandomMatrices(encoding, (random, c) -> {
      int batch = random.nextInt(1, 6);
      float[] x = RandomCases.uniform(random, batch * c.inputs, 3);
      float[] e = RandomCases.uniform(random, batch * c.outputs, 3);
      float[] y = c.matrix.read(Signal.given(x, batch, c.inputs)).values();
      float[] back = c.matrix.readTransposed(Signal.given(e, batch, c.outputs)).values();
      for (int b = 0; b < batch; b++) {
        for (int o = 0; o < c.outputs; o++) {
          double sum = 0;
          for (int i = 0; i < c.inputs; i++) {
            sum += x[b * c.inputs + i] * (double) c.weights[o * c.inputs + i];
          }
          assertThat((double) y[b * c.outputs + o])
              .isCloseTo(sum, offset(ROUNDING * c.limit * 3 * c.inputs));
        }
        for (int i = 0; i < c.inputs; i++) {
          double sum = 0;
          for (int o = 0; o < c.outputs; o++) {
            sum += e[b * c.outputs + o] * (double) c.weights[o * c.inputs + i];
          }
          assertThat((double) back[b * c.inputs + i])
              .isCloseTo(sum, offset(ROUNDING * c.limit * 3 * c.outputs));
        }
      }
    });
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void theWholeMatrixCanBeReadOutLineByLine(Encoding encoding) {
    onRandomMatrices(
        encoding, (random, c) -> assertEqual(c.matrix.readOut().values(), c.weights, c));
  }

  /** Carries and borrows go through all digits, and through zero to the other sign. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void changesByWholeCodesAddUp(Encoding encoding) {
    onRandomMatrices(encoding, (random, c) -> {
      int[] code = new int[c.weights.length];
      for (int i = 0; i < code.length; i++) {
        code[i] = Math.round(c.weights[i] / c.code());
      }
      for (int round = 0; round < 4; round++) {
        float[] change = new float[code.length];
        for (int i = 0; i < code.length; i++) {
          int next = random.nextInt(-c.highest, c.highest + 1);
          change[i] = (next - code[i]) * c.code();
          code[i] = next;
        }
        c.matrix.update(new Gradient(change, Signal.GIVEN), 1);
      }
      float[] expected = new float[code.length];
      for (int i = 0; i < code.length; i++) {
        expected[i] = code[i] * c.code();
      }
      assertEqual(c.matrix.weights(), expected, c);
    });
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void changesBelowHalfACodeAreLost(Encoding encoding) {
    onRandomMatrices(encoding, (random, c) -> {
      float[] before = c.matrix.weights();
      for (int round = 0; round < 3; round++) {
        c.matrix.update(
            new Gradient(RandomCases.uniform(random, before.length, 0.49 * c.code()), Signal.GIVEN),
            1);
      }
      assertThat(c.matrix.weights()).isEqualTo(before);
    });
  }

  /**
   * Two digits of two bits on cells of 30 pulses: a digit is 10 pulses. From 3 to 4, digits (0, 3)
   * become (1, 0), offset ones (2, 3) become (3, 0): 10 pulses up on one cell, 30 down on the other.
   */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void aCarryIsBilledInEachDigit(Encoding encoding) {
    int highest = encoding.sides() == 2 ? 15 : 7;
    Hardware hardware = Effects.none()
        .levels(30, 30)
        .encoding(encoding)
        .slices(new Slices(2, 2))
        .subarray(8, 8)
        .hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 1, 1, highest);
    matrix.program(new float[] {3});
    hardware.recorder().start(1);
    matrix.update(new Gradient(new float[] {1}, Signal.GIVEN), 1);
    OpGraph graph = hardware.recorder().stop();
    HardwareOp.PulseUpdate update =
        graph.ops(HardwareOp.PulseUpdate.class).findFirst().orElseThrow();
    assertThat(matrix.weights()[0]).isCloseTo(4, offset(1e-5f));
    assertThat(update.potentiation().count()).isCloseTo(10, offset(1e-4));
    assertThat(update.potentiation().cells()).isEqualTo(1);
    assertThat(update.depression().count()).isCloseTo(30, offset(1e-4));
    assertThat(update.depression().cells()).isEqualTo(1);
  }

  /**
   * From 1 to -1, the digit leaves one side of a pair and enters the other. On neighbouring lines the
   * two are programmed one after the other; so are their reads.
   */
  @ParameterizedTest
  @EnumSource(
      value = Encoding.class,
      names = {"DIFFERENTIAL_PAIR", "INTERLEAVED_PAIR"})
  void aChangeOfSignProgramsBothSidesOfAPair(Encoding encoding) {
    Hardware hardware = Effects.none()
        .levels(30, 30)
        .encoding(encoding)
        .slices(new Slices(2, 2))
        .subarray(8, 8)
        .hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 2, 1, 15);
    matrix.program(new float[] {1, -1});
    hardware.recorder().start(1);
    matrix.update(new Gradient(new float[] {-2, 2}, Signal.GIVEN), 1);
    HardwareOp.PulseUpdate update =
        hardware.recorder().stop().ops(HardwareOp.PulseUpdate.class).findFirst().orElseThrow();
    assertThat(update.potentiation().cells()).isEqualTo(2);
    int lines = encoding == Encoding.INTERLEAVED_PAIR ? 2 : 1;
    assertThat(update.potentiation().rows()).isEqualTo(lines);
    assertThat(update.potentiation().serial()).isCloseTo(10 * lines, offset(1e-4));
    assertThat(update.depression().rows()).isEqualTo(lines);
  }

  /**
   * Cells whose tops differ by sigma: the error of a weight at the limit, where all digits are at the
   * top, is that of its slices with their worth, {@code sigma sqrt(sum_k worth_k^2)}.
   */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void errorsOfCellsCountWithTheWorthOfTheirSlice(Encoding encoding) {
    double sigma = 0.02;
    Slices slices = new Slices(3, 2);
    int highest = highest(encoding, slices);
    CrossbarMatrix matrix = Effects.none()
        .levels(3 << 10, 3 << 10)
        .deviceToDevice(new Spread(0, 0, 0, sigma, 0))
        .encoding(encoding)
        .slices(slices)
        .matrix(200, 200, 1);
    float[] weights = new float[200 * 200];
    Arrays.fill(weights, 1);
    matrix.program(weights);
    double mean = 0;
    double square = 0;
    for (float weight : matrix.weights()) {
      mean += (weight - 1) / weights.length;
      square += (weight - 1) * (weight - 1) / (double) weights.length;
    }
    // Tops above the state of the highest digit are not used: half a Gaussian.
    double worths = (3.0 + 12 + 48) / highest;
    double squares = (9.0 + 144 + 48 * 48) / highest / highest;
    assertThat(mean).isCloseTo(-sigma * worths / Math.sqrt(2 * Math.PI), offset(0.03 * sigma));
    double variance = sigma * sigma * squares * (0.5 - 1 / (2 * Math.PI));
    assertThat(square - mean * mean).isCloseTo(variance, offset(0.05 * variance));
  }

  /** Every cell of every slice has noise of its own, in proportion to what it conducts. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void readNoiseIsThatOfAllCells(Encoding encoding) {
    double sigma = 0.05;
    double ratio = 4;
    Slices slices = new Slices(2, 2);
    int highest = highest(encoding, slices);
    CrossbarMatrix matrix = Effects.none()
        .levels(3, 3)
        .onOffRatio(ratio)
        .readNoise(sigma)
        .encoding(encoding)
        .slices(slices)
        .matrix(1, 2, 1);
    matrix.program(new float[] {1, -1});
    int reads = 40_000;
    float[] x = new float[2 * reads];
    Arrays.fill(x, 1);
    float[] y = matrix.read(Signal.given(x, reads, 2)).values();
    double square = 0;
    for (float value : y) {
      square += value * value / (double) reads;
    }
    // Digits (3, 3) and (0, 0) of a pair's sides; offset codes 15 and 1, that is (3, 3) and (0, 1).
    double off = 1 / ratio;
    double expected = 0;
    for (int slice = 0; slice < 2; slice++) {
      double worth = 3 * Math.pow(4, slice) / highest / (1 - off);
      double one = off + (1 - off) / 3;
      double squares =
          encoding.sides() == 2 ? 2 * (1 + off * off) : 1 + (slice == 0 ? one * one : off * off);
      if (encoding == Encoding.REFERENCE_COLUMN) {
        // The zero: code 8, digits (2, 0).
        double zero = slice == 0 ? off : off + (1 - off) * 2 / 3;
        squares += 2 * zero * zero;
      }
      expected += sigma * sigma * worth * worth * squares;
    }
    assertThat(square).isCloseTo(expected, offset(0.04 * expected));
  }

  /** Against a converter that resolves every sum of digits, whole codes come back without loss. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void aConverterThatTellsEveryCurrentApartChangesNothing(Encoding encoding) {
    RandomCases.check(20, random -> {
      Slices slices = new Slices(random.nextInt(2, 5), 2);
      int outputs = random.nextInt(1, 20);
      int inputs = random.nextInt(1, 20);
      int highest = highest(encoding, slices);
      // Five lines of digits 0..3 without a conductance below: currents of 0..5 in thirds. Pairs
      // that are subtracted before conversion, -5..5; 30 codes of a third, with the zero on one.
      CrossbarMatrix matrix = Effects.none()
          .levels(3, 3)
          .onOffRatio(1e9)
          .encoding(encoding)
          .slices(slices)
          .subarray(encoding == Encoding.INTERLEAVED_PAIR ? 10 : 5, 16)
          .dac(3)
          .adc(12, Range.FULL)
          .matrix(outputs, inputs, highest);
      float[] weights = new float[outputs * inputs];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = random.nextInt(-highest, highest + 1);
      }
      matrix.program(weights);
      float[] x = new float[inputs];
      for (int i = 0; i < inputs; i++) {
        x[i] = random.nextInt(0, 8);
      }
      x[random.nextInt(inputs)] = 7;
      float[] y = matrix.read(Signal.given(x, 1, inputs)).values();
      for (int o = 0; o < outputs; o++) {
        double sum = 0;
        for (int i = 0; i < inputs; i++) {
          sum += weights[o * inputs + i] * x[i];
        }
        // Half a code of 12 bits, on each tile and pulse of two arrays.
        double code = 10 / 4095.0 * 3 * 7 * (highest / 3.0) * (1 + inputs / 5);
        assertThat((double) y[o]).isCloseTo(sum, offset(code));
      }
    });
  }

  @Test
  void blindPulsesAreRefused() {
    assertThatThrownBy(() -> Effects.none()
            .slices(new Slices(2, 2))
            .rounding(PulseRounding.NEAREST)
            .crossbar())
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("update")
        .hasMessageContaining("cannot carry into the next");
  }

  @Test
  void digitsThatACellCannotHoldAreRefused() {
    assertThatThrownBy(
            () -> Effects.none().levels(6, 20).slices(new Slices(2, 3)).matrix(1, 1, 1))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("crossbar.slices.bits must be at most 2")
        .hasMessageContaining("6 steps");
    assertThat(Effects.none()
            .levels(7, 20)
            .slices(new Slices(2, 3))
            .matrix(1, 1, 1)
            .outputs())
        .isEqualTo(1);
  }

  @Test
  void offsetCodesOfOneBitAreRefused() {
    assertThatThrownBy(() -> Effects.none()
            .encoding(Encoding.DIGITAL_OFFSET)
            .slices(new Slices(1, 1))
            .crossbar())
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("know no zero");
  }

  @Test
  void weightsWiderThanASubarrayAreRefused() {
    assertThatThrownBy(() -> Effects.none()
            .encoding(Encoding.DIFFERENTIAL_PAIR)
            .slices(new Slices(4, 2))
            .subarray(8, 7)
            .crossbar())
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("columns must be at least 8");
  }

  private static void assertEqual(float[] actual, float[] expected, Case c) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], offset(ROUNDING * c.limit));
    }
  }
}
