package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every cell's conductance varies from read to read, relative to itself: the variance of a current is
 * the sum over its cells. Bounds are 4.5 standard errors at fixed seeds.
 */
class ReadNoiseTest {
  private static final int READS = 6000;
  private static final double ERRORS = 4.5;
  private static final double SIGMA = 0.1;
  private static final double LIMIT = 2;
  private static final float[] WEIGHTS = {1, -0.5f, 2, 0.3f, -2, 1.5f};
  private static final float[] FORWARD_INPUT = {0.8f, -1.5f, 0.4f};
  private static final float[] TRANSPOSED_INPUT = {-0.7f, 1.1f};

  @ParameterizedTest
  @CsvSource({
    "DIFFERENTIAL_PAIR, true, 0, false, 1",
    "DIFFERENTIAL_PAIR, false, 0, false, 1",
    "DIFFERENTIAL_PAIR, true, 3, false, 1",
    "REFERENCE_COLUMN, true, 0, false, 1",
    "REFERENCE_COLUMN, false, 0, false, 1",
    "REFERENCE_COLUMN, false, 3, false, 1",
    "DIFFERENTIAL_PAIR, true, 0, true, 1",
    "DIFFERENTIAL_PAIR, false, 3, true, 1",
    "REFERENCE_COLUMN, true, 3, true, 1",
    "DIFFERENTIAL_PAIR, true, 3, true, 100",
    "DIFFERENTIAL_PAIR, false, 0, true, 100",
    "REFERENCE_COLUMN, true, 0, true, 100",
    "REFERENCE_COLUMN, false, 3, true, 100"
  })
  void theVarianceOfAReadIsTheSumOverItsCells(
      Encoding encoding, boolean forward, int dacBits, boolean converted, int batch) {
    Effects effects =
        Effects.none().encoding(encoding).readNoise(SIGMA).onOffRatio(4).subarray(2, 2);
    Effects quiet = Effects.none().encoding(encoding).onOffRatio(4);
    if (dacBits > 0) {
      effects.dac(dacBits);
      quiet.dac(dacBits);
    }
    if (converted) {
      // So fine that rounding adds nothing to see.
      effects.adc(16, AdcSpec.Range.DYNAMIC);
    }
    float[] x = forward ? FORWARD_INPUT : TRANSPOSED_INPUT;
    CrossbarMatrix noisy = programmed(effects);
    float[] mean = read(programmed(quiet), x, 1, forward);
    int columns = mean.length;
    double[] sum = new double[columns];
    double[] squares = new double[columns];
    double shared = 0;
    float[] copies = new float[batch * x.length];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = x[i % x.length];
    }
    for (int n = 0; n < READS; n += batch) {
      float[] y = read(noisy, copies, batch, forward);
      for (int k = 0; k < y.length; k++) {
        double error = y[k] - mean[k % columns];
        sum[k % columns] += error;
        squares[k % columns] += error * error;
      }
      for (int k = 0; k < y.length; k += columns) {
        shared += (y[k] - mean[0]) * (y[k + 1] - mean[1]);
      }
    }
    double ofReference = 0;
    for (int line = 0; line < x.length; line++) {
      ofReference += pulsePower(x, line, dacBits) * square(2 * unit() * (1 + 0.25) / 2 * SIGMA);
    }
    for (int k = 0; k < columns; k++) {
      double variance = 0;
      for (int line = 0; line < x.length; line++) {
        float weight = WEIGHTS[forward ? k * 3 + line : line * 3 + k];
        double plus = conductance(0.5 + weight / LIMIT / 2);
        double minus = conductance(0.5 - weight / LIMIT / 2);
        variance += pulsePower(x, line, dacBits)
            * (encoding == Encoding.DIFFERENTIAL_PAIR
                ? square(unit() * plus * SIGMA) + square(unit() * minus * SIGMA)
                : square(2 * unit() * plus * SIGMA));
      }
      if (encoding == Encoding.REFERENCE_COLUMN) {
        variance += ofReference;
      }
      assertThat(sum[k] / READS).isCloseTo(0, offset(ERRORS * Math.sqrt(variance / READS)));
      assertThat(squares[k] / READS / variance)
          .isCloseTo(1, offset(ERRORS * Math.sqrt(2.0 / READS)));
      // Columns share nothing but the reference.
      double expected = encoding == Encoding.REFERENCE_COLUMN ? ofReference : 0;
      assertThat(shared / READS)
          .isCloseTo(expected, offset(ERRORS * 2 * variance / Math.sqrt(READS)));
    }
  }

  @Test
  void samplesAndReadsVaryIndependently() {
    CrossbarMatrix matrix = programmed(Effects.none().readNoise(SIGMA));
    int batch = 2;
    float[] twice = {1, 1, 1, 1, 1, 1};
    double mean = 2.5;
    double previous = 0;
    double variance = 0;
    double acrossSamples = 0;
    double acrossReads = 0;
    for (int n = 0; n < READS; n++) {
      float[] y = read(matrix, twice, batch, true);
      double first = y[0] - mean;
      variance += first * first / READS;
      acrossSamples += first * (y[2] - mean) / READS;
      acrossReads += first * previous / READS;
      previous = first;
    }
    double error = ERRORS * variance / Math.sqrt(READS);
    assertThat(variance).isGreaterThan(0.01);
    assertThat(acrossSamples).isCloseTo(0, offset(error));
    assertThat(acrossReads).isCloseTo(0, offset(error));
  }

  @Test
  void readingLeavesTheCellsAsTheyWere() {
    CrossbarMatrix matrix = programmed(Effects.none().readNoise(SIGMA));
    float[] before = matrix.weights();
    read(matrix, FORWARD_INPUT, 1, true);
    matrix.readOut();
    assertThat(matrix.weights()).isEqualTo(before);
  }

  @Test
  void aSilentInputReadsNothing() {
    CrossbarMatrix matrix = programmed(Effects.none().readNoise(0.5));
    assertThat(read(matrix, new float[3], 1, true)).containsOnly(0f);
  }

  @ParameterizedTest
  @CsvSource({"DIFFERENTIAL_PAIR", "REFERENCE_COLUMN"})
  void spikesSeeTheNoiseOfSingleCells(Encoding encoding) {
    CrossbarMatrix matrix =
        programmed(Effects.none().encoding(encoding).readNoise(SIGMA).onOffRatio(4));
    double[] squares = new double[2];
    double shared = 0;
    for (int n = 0; n < READS; n++) {
      float[] y = matrix.readLines(new int[] {2}, 1, Signal.GIVEN).values();
      double first = y[0] - WEIGHTS[2];
      double second = y[1] - WEIGHTS[5];
      squares[0] += first * first / READS;
      squares[1] += second * second / READS;
      shared += first * second / READS;
    }
    double reference = square(2 * unit() * (1 + 0.25) / 2 * SIGMA);
    for (int o = 0; o < 2; o++) {
      double half = WEIGHTS[o * 3 + 2] / LIMIT / 2;
      double variance = encoding == Encoding.DIFFERENTIAL_PAIR
          ? square(unit() * conductance(0.5 + half) * SIGMA)
              + square(unit() * conductance(0.5 - half) * SIGMA)
          : square(2 * unit() * conductance(0.5 + half) * SIGMA) + reference;
      assertThat(squares[o] / variance).isCloseTo(1, offset(ERRORS * Math.sqrt(2.0 / READS)));
    }
    // One reference column serves all outputs of a line.
    assertThat(shared)
        .isCloseTo(
            encoding == Encoding.REFERENCE_COLUMN ? reference : 0,
            offset(ERRORS * 2 * squares[0] / Math.sqrt(READS)));
  }

  private static CrossbarMatrix programmed(Effects effects) {
    CrossbarMatrix matrix = effects.matrix(2, 3, LIMIT);
    matrix.program(WEIGHTS);
    return matrix;
  }

  private static float[] read(CrossbarMatrix matrix, float[] x, int batch, boolean forward) {
    Signal given = Signal.given(x, batch, x.length / batch);
    return (forward ? matrix.read(given) : matrix.readTransposed(given)).values();
  }

  /** Sum over a line's pulses of their squared worth: each pulse is a read with noise of its own. */
  private static double pulsePower(float[] x, int line, int dacBits) {
    if (dacBits == 0) {
      return square(x[line]);
    }
    double largest = 0;
    for (float value : x) {
      largest = Math.max(largest, Math.abs(value));
    }
    int steps = (1 << dacBits) - 1;
    long code = Math.round(Math.abs(x[line]) / largest * steps);
    double power = 0;
    for (int p = 0; p < dacBits; p++) {
      power += (code >> p & 1) * square(largest * (1 << p) / steps);
    }
    return power;
  }

  private static double unit() {
    return LIMIT / (1 - 0.25);
  }

  private static double conductance(double state) {
    return 0.25 + 0.75 * state;
  }

  private static double square(double value) {
    return value * value;
  }
}
