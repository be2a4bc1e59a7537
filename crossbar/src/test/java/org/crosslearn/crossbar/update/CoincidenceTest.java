package org.crosslearn.crossbar.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.encoding.CellHistory;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoincidenceTest {

  /** Change of a weight by one pulse: 2^21 pulses from one end to the other, limit 1. */
  private static final double FINE_STEP = 0x1p-19;

  /**
   * The count of a cell is binomial, L slots of probability p q. Cells of a line share its train and
   * so covary by {@code L p q q' (1 - p)}; cells that share neither line nor column do not. All within
   * 5 standard errors of 20000 draws.
   */
  @ParameterizedTest
  @CsvSource({"31, true", "31, false", "1, true", "63, false"})
  void countsHaveTheMomentsOfIndependentSlotsOnSharedTrains(int length, boolean managed) {
    int draws = 20_000;
    double[] x = {0.9, 0.35, -0.6, 0};
    double[] e = {-0.5, 0.2};
    double rate = 0.4 * length * FINE_STEP;
    double gain = Math.sqrt(rate / (FINE_STEP * length));
    double balance = managed ? Math.sqrt(0.5 / 0.9) : 1;
    CrossbarMatrix matrix = fine(length, managed).matrix(2, 4, 1);
    double[][] counts = new double[8][draws];
    float[] before = matrix.weights();
    for (int n = 0; n < draws; n++) {
      matrix.update(signal(e), signal(x), rate);
      float[] after = matrix.weights();
      for (int cell = 0; cell < 8; cell++) {
        counts[cell][n] = Math.rint((after[cell] - before[cell]) / FINE_STEP);
      }
      before = after;
    }
    double[] probability = new double[8];
    for (int cell = 0; cell < 8; cell++) {
      double p = gain * balance * Math.abs(x[cell % 4]);
      double q = gain / balance * Math.abs(e[cell / 4]);
      double sign = Math.signum(x[cell % 4] * e[cell / 4]);
      probability[cell] = p * q;
      double variance = length * p * q * (1 - p * q);
      assertThat(mean(counts[cell]))
          .isCloseTo(sign * length * p * q, offset(5 * Math.sqrt(variance / draws) + 1e-12));
      assertThat(mean(counts[cell]) * FINE_STEP)
          .isCloseTo(rate * x[cell % 4] * e[cell / 4], offset(0.05 * rate));
      double kurtosis = variance == 0 ? 3 : 3 + (1 - 6 * p * q * (1 - p * q)) / variance;
      assertThat(covariance(counts[cell], counts[cell]))
          .isCloseTo(variance, offset(5 * variance * Math.sqrt((kurtosis - 1) / draws) + 1e-12));
    }
    double p = gain * balance * 0.9;
    double shared =
        length * probability[0] * probability[4] / p * (1 - p) * Math.signum(e[0] * e[1]);
    double error = 6 * deviation(counts[0]) * deviation(counts[4]) / Math.sqrt(draws);
    assertThat(covariance(counts[0], counts[4])).isCloseTo(shared, offset(error));
    double apart = 5 * deviation(counts[0]) * deviation(counts[5]) / Math.sqrt(draws);
    assertThat(covariance(counts[0], counts[5])).isCloseTo(0, offset(apart));
    // Nor does an update know of the one before.
    double[] earlier = Arrays.copyOfRange(counts[0], 0, draws - 1);
    double[] later = Arrays.copyOfRange(counts[0], 1, draws);
    assertThat(covariance(earlier, later))
        .isCloseTo(0, offset(5 * covariance(counts[0], counts[0]) / Math.sqrt(draws)));
  }

  /**
   * Inputs and errors of 0 and 1, trains that are set throughout: nothing is random, and pulses follow
   * each other as samples and slots do, on nonlinear cells with limits.
   */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void cellsFollowTheirCurvesPulseByPulse(Encoding encoding) {
    RandomCases.check(60, random -> {
      int outputs = random.nextInt(1, 7);
      int inputs = random.nextInt(1, 9);
      int batch = random.nextInt(1, 6);
      int length = random.nextInt(1, 64);
      double limit = 0.3 + random.nextDouble();
      Effects effects = Effects.none()
          .levels(40, 60)
          .nonlinearity(1.5, -1)
          .encoding(encoding)
          .update(new UpdateSpec.Coincidence(length, false, false));
      CrossbarMatrix matrix = effects.matrix(outputs, inputs, limit);
      float[] x = signs(random, batch * inputs);
      float[] e = signs(random, batch * outputs);
      double step = limit * (1 / 40.0 + 1 / 60.0);
      double sign = random.nextBoolean() ? 1 : -1;
      // A hair more than certain, for the probability is a square root.
      double rate = sign * length * step * (1 + 1e-6);
      matrix.update(Signal.given(e, batch, outputs), Signal.given(x, batch, inputs), rate);
      float[] weights = matrix.weights();
      for (int cell = 0; cell < weights.length; cell++) {
        double plus = Math.rint(0.5 * 40) / 40;
        double minus = plus;
        for (int b = 0; b < batch; b++) {
          double direction = sign * e[b * outputs + cell / inputs] * x[b * inputs + cell % inputs];
          for (int slot = 0; slot < length && direction != 0; slot++) {
            plus = pulsed(plus, direction > 0);
            minus = pulsed(minus, direction < 0);
          }
        }
        double expected = encoding.sides() == 2 ? limit * (plus - minus) : limit * (2 * plus - 1);
        assertThat((double) weights[cell]).isCloseTo(expected, offset(2e-5));
      }
    });
  }

  /** MLP+NeuroSim's curves of the labels 1.5 and -1, in shape parameters from its table. */
  private static double pulsed(double state, boolean up) {
    double shape = up ? SHAPE_UP : SHAPE_DOWN;
    double asymptote = 1 / (1 - Math.exp(-1 / shape));
    double rest = Math.exp((up ? -1 : 1) / (shape * (up ? 40 : 60)));
    return Math.max(0, Math.min(1, asymptote + (state - asymptote) * rest));
  }

  private static final double SHAPE_UP = shape(1.5);
  private static final double SHAPE_DOWN = -shape(1);

  /** By bisection of the largest distance above the straight line, found on a grid. */
  private static double shape(double label) {
    double low = 1e-2;
    double high = 100;
    while (high - low > 1e-9) {
      double shape = Math.sqrt(low * high);
      double largest = 0;
      for (double at = 0; at <= 1; at += 1e-5) {
        double curve = (1 - Math.exp(-at / shape)) / (1 - Math.exp(-1 / shape));
        largest = Math.max(largest, curve - at);
      }
      if (largest > 0.07 * Math.sqrt(2) * label) {
        low = shape;
      } else {
        high = shape;
      }
      if (high / low < 1 + 1e-9) {
        break;
      }
    }
    return low;
  }

  @Test
  void certainTrainsAreAnOuterProduct() {
    RandomCases.check(20, random -> {
      int outputs = random.nextInt(1, 20);
      int inputs = random.nextInt(1, 20);
      CrossbarMatrix matrix = fine(7, false).matrix(outputs, inputs, 1);
      float[] x = signs(random, 5 * inputs);
      float[] e = signs(random, 5 * outputs);
      double rate = 7 * FINE_STEP * (1 + 1e-6);
      matrix.update(Signal.given(e, 5, outputs), Signal.given(x, 5, inputs), rate);
      float[] weights = matrix.weights();
      for (int cell = 0; cell < weights.length; cell++) {
        double sum = 0;
        for (int b = 0; b < 5; b++) {
          sum += e[b * outputs + cell / inputs] * x[b * inputs + cell % inputs];
        }
        assertThat((double) weights[cell]).isCloseTo(7 * sum * FINE_STEP, offset(1e-6));
      }
    });
  }

  /** On straight cells far from their limits the change is what the recorded pulses come to. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void recordedPulsesAreThoseThatTheCellsSaw(Encoding encoding) {
    RandomCases.check(30, random -> {
      int outputs = random.nextInt(1, 20);
      int inputs = random.nextInt(1, 20);
      Hardware hardware = fine(31, true).encoding(encoding).hardware(7);
      CrossbarMatrix matrix = hardware.matrix("matrix", outputs, inputs, 1);
      Signal x = Signal.given(RandomCases.uniform(random, 3 * inputs, 1), 3, inputs);
      Signal e = Signal.given(RandomCases.uniform(random, 3 * outputs, 1), 3, outputs);
      CellHistory before = hardware.cellHistory();
      hardware.recorder().start(3);
      matrix.update(e, x, 20 * FINE_STEP);
      PulseUpdate update =
          hardware.recorder().stop().ops(PulseUpdate.class).findFirst().orElseThrow();
      CellHistory after = hardware.cellHistory();
      assertThat(after.potentiation() - before.potentiation())
          .isEqualTo(update.potentiation().count());
      assertThat(after.depression() - before.depression())
          .isEqualTo(update.depression().count());
      double sum = 0;
      for (float weight : matrix.weights()) {
        sum += Math.rint(weight / FINE_STEP);
      }
      double net = update.potentiation().count() - update.depression().count();
      assertThat(encoding.sides() == 2 ? 0 : sum).isEqualTo(net);
      assertThat(update.potentiation().serial()).isIn(0.0, 93.0, 92.0, 91.0, 90.0);
    });
  }

  @Test
  void recordingChangesNothing() {
    Effects noisy = Effects.none()
        .levels(50, 60)
        .nonlinearity(2, -1.5)
        .cycleToCycle(0.02)
        .deviceToDevice(0.2)
        .update(new UpdateSpec.Coincidence(31, true, true));
    SplittableRandom random = new SplittableRandom(3);
    Signal x = Signal.given(RandomCases.uniform(random, 4 * 9, 1), 4, 9);
    Signal e = Signal.given(RandomCases.uniform(random, 4 * 5, 1), 4, 5);
    Hardware recording = noisy.hardware(1);
    Hardware silent = noisy.hardware(1);
    CrossbarMatrix recorded = recording.matrix("matrix", 5, 9, 1);
    CrossbarMatrix unrecorded = silent.matrix("matrix", 5, 9, 1);
    for (int step = 0; step < 3; step++) {
      recording.recorder().start(4);
      recorded.update(e, x, 0.1);
      recording.recorder().stop();
      unrecorded.update(e, x, 0.1);
    }
    assertThat(recorded.weights()).isEqualTo(unrecorded.weights());
    assertThat(recording.cellHistory()).isEqualTo(silent.cellHistory());
    assertThat(recording.cellHistory().potentiation()).isPositive();
  }

  @Test
  void trainsAreAsLongAsTheLargestChangeNeeds() {
    assertThat(slots(true, 4.2)).isEqualTo(5);
    assertThat(slots(true, 0.3)).isEqualTo(1);
    assertThat(slots(true, 400)).isEqualTo(31);
    assertThat(slots(false, 4.2)).isEqualTo(31);
  }

  private static double slots(boolean managed, double pulses) {
    Hardware hardware =
        Effects.none().update(new UpdateSpec.Coincidence(31, true, managed)).hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 10, 10, 1);
    double[] ones = new double[10];
    Arrays.fill(ones, 1);
    hardware.recorder().start(1);
    matrix.update(signal(ones), signal(ones), pulses * FINE_STEP);
    return hardware
        .recorder()
        .stop()
        .ops(PulseUpdate.class)
        .findFirst()
        .orElseThrow()
        .potentiation()
        .serial();
  }

  @Test
  void probabilitiesAboveOneAreCounted() {
    Hardware hardware = fine(10, false).hardware(1);
    CrossbarMatrix matrix = hardware.matrix("matrix", 2, 3, 1);
    // Gains of 1: the two lines above 1 are cut off, no column is.
    matrix.update(signal(0.2, 0.3), signal(1.5, 0.5, -3), 10 * FINE_STEP);
    assertThat(hardware.cellHistory().saturated()).isEqualTo(2);
    Hardware managed = fine(10, true).hardware(1);
    managed.matrix("matrix", 2, 3, 1).update(signal(0.2, 0.3), signal(1.5, 0.5, -3), FINE_STEP);
    assertThat(managed.cellHistory().saturated()).isZero();
  }

  /** Twice the probability on one side is cut off; the mean falls short by just that. */
  @Test
  void whatIsCutOffIsMissing() {
    CrossbarMatrix matrix = fine(31, false).matrix(1, 1, 1);
    double sum = 0;
    for (int n = 0; n < 2000; n++) {
      matrix.update(signal(0.5), signal(2), 31 * FINE_STEP);
    }
    sum = matrix.weights()[0] / FINE_STEP / 2000;
    assertThat(sum).isCloseTo(31 * 0.5, withinPercentage(2));
  }

  @Test
  void silenceMovesNothing() {
    CrossbarMatrix matrix = fine(31, true).matrix(2, 2, 1);
    matrix.update(signal(0, 0), signal(1, 1), 1);
    matrix.update(signal(1, 1), signal(0, 0), 1);
    matrix.update(signal(1, 1), signal(1, 1), 0);
    assertThat(matrix.weights()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 64, -1})
  void trainsHaveOneTo63Slots(int length) {
    assertThatThrownBy(() -> new UpdateSpec.Coincidence(length, true, true))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("length must be a whole number from 1 to 63");
  }

  private static Effects fine(int length, boolean managed) {
    return Effects.none()
        .levels(1 << 20, 1 << 20)
        .encoding(Encoding.REFERENCE_COLUMN)
        .update(new UpdateSpec.Coincidence(length, managed, false));
  }

  private static Signal signal(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Signal.given(floats, 1, floats.length);
  }

  private static float[] signs(SplittableRandom random, int count) {
    float[] signs = new float[count];
    for (int i = 0; i < count; i++) {
      signs[i] = random.nextInt(3) - 1;
    }
    return signs;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double covariance(double[] one, double[] other) {
    double meanOfOne = mean(one);
    double meanOfOther = mean(other);
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - meanOfOne) * (other[i] - meanOfOther);
    }
    return sum / one.length;
  }

  private static double deviation(double[] values) {
    return Math.sqrt(covariance(values, values));
  }
}
