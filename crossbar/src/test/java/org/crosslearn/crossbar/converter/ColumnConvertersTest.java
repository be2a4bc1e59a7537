package org.crosslearn.crossbar.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.converter.AdcSpec.Errors;
import org.crosslearn.crossbar.converter.AdcSpec.Range;
import org.crosslearn.crossbar.converter.AdcSpec.Rounding;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.kernel.PlainKernels;
import org.crosslearn.crossbar.kernel.VectorKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Converters one by one, against slow ones; statistical bounds are 4.5 standard errors. */
class ColumnConvertersTest {
  private static final int GROUP = AnalogKernels.GROUP;
  private static final double ERRORS = 4.5;
  private static final String NAME = "cells/adc";

  private static Errors nonlinear(double integral, double differential) {
    return new Errors(integral, differential, null, null, null);
  }

  private static Errors spread(double offset, double gain) {
    return new Errors(null, null, offset, gain, null);
  }

  private static Errors noisy(double noise) {
    return new Errors(null, null, null, null, noise);
  }

  @Test
  void everyErrorOfEveryConverterMovesItsOwnConversions() {
    RandomCases.check(200, random -> {
      Errors errors = switch (random.nextInt(4)) {
        case 0 -> spread(2, 0);
        case 1 -> spread(0, 0.1);
        case 2 -> nonlinear(1.5, 0);
        default -> nonlinear(0, 0.3);
      };
      Rounding rounding = random.nextBoolean() ? Rounding.NEAREST : Rounding.TRUNCATE;
      AdcSpec spec =
          new AdcSpec(random.nextInt(1, 10), Range.FULL).with(rounding).with(errors);
      int tiles = random.nextInt(1, 4);
      Bank bank = new Bank(spec, random.nextInt(1, 80), random.nextInt(1, 40));
      for (int tile = 0; tile < tiles; tile++) {
        float[][] currents = bank.currents(random, 1.2);
        float[][] converted = bank.read(tile, currents, 10, false);
        for (int column = 0; column < bank.columns; column++) {
          SlowConverter slow = new SlowConverter(spec, tile, column);
          for (int v = 0; v < bank.vectors; v++) {
            double code = converted[v][column] / 10.0 * spec.highestCode();
            double seen = slow.seen(currents[v][column] / 10.0 * spec.highestCode());
            double below = slow.code(seen - 1e-3);
            double above = slow.code(seen + 1e-3);
            assertThat(code).isBetween(below - 1e-3, above + 1e-3);
          }
        }
      }
    });
  }

  /** A converter of bits drawn in the order in which the converters say they draw. */
  private static final class SlowConverter {
    private final AdcSpec spec;
    private final double offset;
    private final double gain;
    private final double[] thresholds;

    SlowConverter(AdcSpec spec, int tile, int column) {
      this.spec = spec;
      RandomStream stream = streams().stream(NAME + "/tile" + tile, column);
      offset = spec.errors().offset() * stream.gaussian();
      gain = spec.errors().gain() * stream.gaussian();
      double bow = spec.errors().integralNonlinearity() * stream.gaussian();
      int codes = spec.highestCode();
      double[] widths = new double[codes - 1];
      for (int i = 0; i < widths.length; i++) {
        widths[i] = 1 + spec.errors().differentialNonlinearity() * stream.gaussian();
      }
      // Sized so that the codes between the outer thresholds fill what ideal ones do.
      double excess = Arrays.stream(widths).sum() / Math.max(1, widths.length) - 1;
      boolean truncated = spec.rounding().orElseThrow() == Rounding.TRUNCATE;
      thresholds = new double[codes];
      double ideal = truncated ? 1 : 0.5;
      double at = ideal;
      for (int k = 0; k < codes; k++) {
        double along = codes == 1 ? 0 : k / (codes - 1.0);
        thresholds[k] = at + bow * (1 - (2 * along - 1) * (2 * along - 1)) * (codes == 1 ? 0 : 1);
        at += k < codes - 1 ? widths[k] - excess : 0;
      }
    }

    double seen(double position) {
      return position * (1 + gain) + offset;
    }

    double code(double seen) {
      return Arrays.stream(thresholds).filter(threshold -> seen >= threshold).count();
    }
  }

  @Test
  void thresholdsKeepTheirEndsAndTheirOrder() {
    RandomCases.check(100, random -> {
      int bits = random.nextInt(1, 11);
      double differential = random.nextDouble(0.25);
      // A bow this small rises everywhere; |DNL| < 1 is beyond doubt at four standard deviations.
      double integral = random.nextDouble((1 << bits) / 40.0);
      AdcSpec spec = new AdcSpec(bits, Range.FULL).with(nonlinear(integral, differential));
      ConverterErrors errors = new ConverterErrors(spec, 1);
      errors.draw(0, streams().stream("thresholds", random.nextInt()));
      int highest = spec.highestCode();
      assertThat(errors.code(0, -3)).isZero();
      assertThat(errors.code(0, 0.4999f)).isZero();
      assertThat(errors.code(0, 0.5001f)).isPositive();
      assertThat(errors.code(0, highest - 0.5001f)).isLessThan(highest);
      assertThat(errors.code(0, highest - 0.499f)).isEqualTo(highest);
      assertThat(errors.code(0, highest + 9)).isEqualTo(highest);
      int before = 0;
      boolean[] seen = new boolean[highest + 1];
      for (double position = -1; position < highest + 1; position += 0.004) {
        int code = errors.code(0, (float) position);
        assertThat(code).isGreaterThanOrEqualTo(before);
        seen[code] = true;
        before = code;
      }
      if (differential < 0.2 && bits < 8) {
        for (boolean code : seen) {
          assertThat(code).isTrue();
        }
      }
    });
  }

  @Test
  void widthsOfCodesAreAsUnevenAsStatedAndTheirSumsWander() {
    int bits = 8;
    int converters = 400;
    double rms = 0.1;
    AdcSpec spec = new AdcSpec(bits, Range.FULL).with(nonlinear(0, rms));
    ConverterErrors errors = new ConverterErrors(spec, converters);
    double squares = 0;
    double middle = 0;
    int widths = spec.highestCode() - 1;
    for (int c = 0; c < converters; c++) {
      errors.draw(c, streams().stream("widths", c));
      double before = threshold(errors, c, 1);
      for (int k = 2; k <= spec.highestCode(); k++) {
        double threshold = threshold(errors, c, k);
        squares += Math.pow(threshold - before - 1, 2);
        before = threshold;
      }
      middle += Math.pow(threshold(errors, c, widths / 2 + 1) - (widths / 2 + 0.5), 2);
    }
    double variance = rms * rms * (1 - 1.0 / widths);
    assertThat(squares / converters / widths)
        .isCloseTo(variance, offset(ERRORS * variance * Math.sqrt(2.0 / converters / widths)));
    // A bridge of random steps: in the middle, a quarter of the variance of all of them.
    double bridge = rms * rms * widths / 4;
    assertThat(middle / converters)
        .isCloseTo(bridge, offset(ERRORS * bridge * Math.sqrt(2.0 / converters)));
  }

  /** The position at which a code begins, by bisection. */
  private static double threshold(ConverterErrors errors, int column, int code) {
    double low = -50;
    double high = 400;
    for (int i = 0; i < 30; i++) {
      double middle = (low + high) / 2;
      if (errors.code(column, (float) middle) >= code) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  @Test
  void errorsDifferBetweenConvertersByTheirStandardDeviation() {
    int columns = 4000;
    Bank bank = new Bank(new AdcSpec(16, Range.FULL).with(spread(40, 0)), columns, 1);
    float[][] currents = new float[1][columns];
    Arrays.fill(currents[0], 0.5f);
    float[] converted = bank.read(0, currents, 1, false)[0];
    double lsb = 1 / 65535.0;
    assertThat(spreadOf(converted) / lsb)
        .isCloseTo(40, offset(ERRORS * 40 / Math.sqrt(2 * columns)));

    Bank gains = new Bank(new AdcSpec(16, Range.FULL).with(spread(0, 0.02)), columns, 1);
    assertThat(spreadOf(gains.read(0, currents, 1, false)[0]))
        .isCloseTo(0.5 * 0.02, offset(ERRORS * 0.01 / Math.sqrt(2 * columns)));

    Bank bows = new Bank(new AdcSpec(12, Range.FULL).with(nonlinear(30, 0)), columns, 1);
    assertThat(spreadOf(bows.read(0, currents, 1, false)[0]) * 4095)
        .isCloseTo(30, offset(ERRORS * 30 / Math.sqrt(2 * columns)));
  }

  @Test
  void noiseIsDrawnForEachConversion() {
    int columns = 70;
    int vectors = 400;
    Bank bank = new Bank(new AdcSpec(12, Range.FULL).with(noisy(5)), columns, vectors);
    float[][] currents = new float[vectors][columns];
    for (float[] vector : currents) {
      Arrays.fill(vector, 0.5f);
    }
    float[][] first = bank.read(0, currents, 1, false);
    float[][] second = bank.read(0, currents, 1, false);
    double count = columns * vectors;
    double sum = 0;
    double squares = 0;
    double products = 0;
    for (int v = 0; v < vectors; v++) {
      for (int column = 0; column < columns; column++) {
        double a = (first[v][column] - 0.5) * 4095;
        double b = (second[v][column] - 0.5) * 4095;
        sum += a;
        squares += a * a;
        products += a * b;
      }
    }
    // Rounding adds the twelfth of a code.
    double variance = 25 + 1 / 12.0;
    assertThat(sum / count).isCloseTo(0, offset(ERRORS * 5.1 / Math.sqrt(count)));
    assertThat(squares / count)
        .isCloseTo(variance, offset(ERRORS * variance * Math.sqrt(2 / count)));
    assertThat(products / count).isCloseTo(0, offset(ERRORS * variance / Math.sqrt(count)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stochasticRoundingIsRightInTheMeanAndNeverMoreThanACodeOff(boolean thresholds) {
    int vectors = 20_000;
    AdcSpec spec = new AdcSpec(3, Range.FULL).with(Rounding.STOCHASTIC);
    // A bow too small to matter still goes by thresholds.
    Bank bank = new Bank(thresholds ? spec.with(nonlinear(1e-9, 0)) : spec, 8, vectors);
    float[][] currents = new float[vectors][8];
    float[] positions = {0, 0.001f, 0.25f, 1, 2.5f, 3.75f, 6.9f, 7};
    for (float[] vector : currents) {
      for (int column = 0; column < 8; column++) {
        vector[column] = positions[column] / 7;
      }
    }
    float[][] converted = bank.read(0, currents, 1, false);
    for (int column = 0; column < 8; column++) {
      double mean = 0;
      double below = Math.floor(positions[column]);
      for (float[] vector : converted) {
        double code = vector[column] * 7;
        mean += code / vectors;
        assertThat(code).isBetween(below - 1e-5, Math.min(7, below + 1) + 1e-5);
      }
      double up = positions[column] - below;
      double error = ERRORS * Math.sqrt(up * (1 - up) / vectors);
      assertThat(mean).isCloseTo(positions[column], offset(error + 1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Range.class, mode = EnumSource.Mode.EXCLUDE, names = "EXACT")
  void convertersWithErrorsOfNothingAreThoseWithout(Range range) {
    RandomCases.check(30, random -> {
      int bits = random.nextInt(1, 13);
      AdcSpec ideal = switch (range) {
        case FULL, SWING, DYNAMIC -> new AdcSpec(bits, range);
        case CALIBRATED, PER_COLUMN -> AdcSpec.calibrated(bits, range, 97, 0);
        case FIXED -> AdcSpec.fixed(bits, -0.1, 0.8);
        case EXACT -> throw new IllegalArgumentException("has no converters");
      };
      // Noise far below a code takes the way of converters with errors.
      AdcSpec slow = ideal.with(noisy(1e-9));
      int columns = random.nextInt(1, 70);
      int vectors = random.nextInt(1, 40);
      Bank one = new Bank(ideal.with(Errors.NONE), columns, vectors);
      Bank other = new Bank(slow, columns, vectors);
      for (int read = 0; read < 3; read++) {
        float[][] currents = one.currents(random, 1);
        float[][] expected = one.read(0, currents, 10, true);
        float[][] actual = other.read(0, currents, 10, true);
        assertThat(actual).isDeepEqualTo(expected);
      }
    });
  }

  @Test
  void kernelsAndTheNumberOfColumnsAreNoPartOfTheErrors() {
    RandomCases.check(30, random -> {
      Errors errors = new Errors(1.0, 0.2, 0.5, 0.01, null);
      AdcSpec spec = new AdcSpec(6, Range.DYNAMIC).with(Rounding.TRUNCATE).with(errors);
      int columns = random.nextInt(2, 70);
      Bank plain = new Bank(spec, columns, 9, new PlainKernels().analog());
      Bank vector = new Bank(spec, columns, 9, new VectorKernels().analog());
      float[][] currents = plain.currents(random, 1);
      float[][] expected = plain.read(0, currents, 10, false);
      assertThat(vector.read(0, currents, 10, false)).isDeepEqualTo(expected);
      int fewer = random.nextInt(1, columns);
      Bank narrow = new Bank(new AdcSpec(6, Range.FULL).with(errors), fewer, 9);
      Bank wide = new Bank(new AdcSpec(6, Range.FULL).with(errors), columns, 9);
      float[][] left = new float[9][];
      for (int v = 0; v < 9; v++) {
        left[v] = Arrays.copyOf(currents[v], fewer);
      }
      float[][] ofNarrow = narrow.read(0, left, 10, false);
      float[][] ofWide = wide.read(0, currents, 10, false);
      for (int v = 0; v < 9; v++) {
        assertThat(ofNarrow[v]).isEqualTo(Arrays.copyOf(ofWide[v], fewer));
      }
    });
  }

  @ParameterizedTest
  @EnumSource(names = {"CALIBRATED", "PER_COLUMN"})
  void aCalibratedRangeCoversTheStatedShareAtBothEnds(Range range) {
    RandomCases.check(40, random -> {
      double percentile = random.nextDouble(51, 100);
      Bank bank = new Bank(
          AdcSpec.calibrated(16, range, percentile, 0),
          random.nextInt(1, 70),
          random.nextInt(50, 100));
      float[][] currents = bank.currents(random, 1);
      float[][] converted = bank.read(0, currents, 10, true);
      boolean all = range == Range.CALIBRATED;
      for (int first = 0; first < bank.columns; first += all ? bank.columns : 1) {
        int end = all ? bank.columns : first + 1;
        double largest = Double.NEGATIVE_INFINITY;
        for (float[] vector : converted) {
          for (int column = first; column < end; column++) {
            largest = Math.max(largest, vector[column]);
          }
        }
        int reached = 0;
        int beyond = 0;
        for (float[] vector : currents) {
          for (int column = first; column < end; column++) {
            reached += vector[column] <= largest + 1e-5 ? 1 : 0;
            beyond += vector[column] < largest - 1e-5 ? 1 : 0;
          }
        }
        double count = bank.vectors * (end - first);
        assertThat(reached / count).isGreaterThanOrEqualTo(percentile / 100 - 1e-9);
        assertThat(beyond / count).isLessThanOrEqualTo(percentile / 100);
      }
      // Turned round, the same holds for the other end.
      Bank turned =
          new Bank(AdcSpec.calibrated(16, range, percentile, 0), bank.columns, bank.vectors);
      float[][] negated = new float[bank.vectors][bank.columns];
      for (int v = 0; v < bank.vectors; v++) {
        for (int column = 0; column < bank.columns; column++) {
          negated[v][column] = -currents[v][column];
        }
      }
      float[][] ofNegated = turned.read(0, negated, 10, true);
      for (int v = 0; v < bank.vectors; v++) {
        for (int column = 0; column < bank.columns; column++) {
          assertThat((double) ofNegated[v][column])
              .isCloseTo(-converted[v][column], offset(25 / 65535.0));
        }
      }
    });
  }

  /** Two columns that conduct 0..1 and 0..10, read with twice the currents from the second read on. */
  @Test
  void aCalibrationHoldsUntilTheNextAndWhatIsBeyondItSaturates() {
    float[][] once = {{0, 0}, {1, 10}};
    float[][] twice = {{0, 0}, {2, 20}};
    Bank never = new Bank(AdcSpec.calibrated(8, Range.PER_COLUMN, 100, 0), 2, 2);
    assertThat(never.read(0, once, 30, false)[1]).containsExactly(new float[] {1, 10}, near());
    for (int read = 1; read < 9; read++) {
      assertThat(never.read(0, twice, 30, false)[1]).containsExactly(new float[] {1, 10}, near());
    }
    Bank third = new Bank(AdcSpec.calibrated(8, Range.PER_COLUMN, 100, 3), 2, 2);
    third.read(0, once, 30, false);
    assertThat(third.read(0, twice, 30, false)[1]).containsExactly(new float[] {1, 10}, near());
    assertThat(third.read(0, twice, 30, false)[1]).containsExactly(new float[] {1, 10}, near());
    assertThat(third.read(0, twice, 30, false)[1]).containsExactly(new float[] {2, 20}, near());
    Bank together = new Bank(AdcSpec.calibrated(8, Range.CALIBRATED, 100, 0), 2, 2);
    assertThat(together.read(0, once, 30, false)[1])
        .containsExactly(new float[] {10 * 26 / 255f, 10}, near());
    assertThat(together.read(0, twice, 30, false)[1])
        .containsExactly(new float[] {10 * 51 / 255f, 10}, near());
  }

  @ParameterizedTest
  @EnumSource(names = {"CALIBRATED", "PER_COLUMN"})
  void silenceCalibratesNothing(Range range) {
    Bank bank = new Bank(AdcSpec.calibrated(8, range, 100, 0), 2, 2);
    assertThat(bank.read(0, new float[2][2], 30, false)).isDeepEqualTo(new float[2][2]);
    float[][] currents = {{0, 0}, {5, 5}};
    assertThat(bank.read(0, currents, 30, false)[1]).containsExactly(new float[] {5, 5}, near());
    float[][] larger = {{0, 0}, {6, 4}};
    assertThat(bank.read(0, larger, 30, false)[1])
        .containsExactly(new float[] {5, 4}, offset(0.011f));
  }

  @Test
  void ranksAreThoseOfSortedNumbers() {
    RandomCases.check(300, random -> {
      int count = random.nextInt(1, 200);
      float[] numbers = new float[count + 3];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = random.nextInt(4) == 0 ? random.nextInt(5) : (float) random.nextDouble(-5, 5);
      }
      float[] sorted = Arrays.copyOf(numbers, count);
      Arrays.sort(sorted);
      int rank = random.nextInt(count);
      assertThat(OrderStatistic.select(numbers, count, rank)).isEqualTo(sorted[rank]);
    });
    assertThat(OrderStatistic.rank(0.99, 100)).isEqualTo(98);
    assertThat(OrderStatistic.rank(0.991, 100)).isEqualTo(99);
    assertThat(OrderStatistic.rank(1, 7)).isEqualTo(6);
    assertThat(OrderStatistic.rank(0.999, 1)).isZero();
  }

  private static org.assertj.core.data.Offset<Float> near() {
    return offset(1e-4f);
  }

  private static RandomStreams streams() {
    return new RandomStreams(5);
  }

  /** Converters of some columns, with currents that come one vector per sample. */
  private static final class Bank {
    final int columns;
    final int vectors;
    private final ColumnConverters converters;
    private long reads;

    Bank(AdcSpec spec, int columns, int vectors) {
      this(spec, columns, vectors, new PlainKernels().analog());
    }

    Bank(AdcSpec spec, int columns, int vectors, AnalogKernels kernels) {
      this.columns = columns;
      this.vectors = vectors;
      converters = new ColumnConverters(spec, NAME, 0.1f, streams(), kernels);
    }

    /** Of ten lines, beyond the range by a factor. */
    float[][] currents(SplittableRandom random, double beyond) {
      float[][] currents = new float[vectors][];
      for (int v = 0; v < vectors; v++) {
        currents[v] = RandomCases.uniform(random, columns, 10 * beyond);
      }
      return currents;
    }

    float[][] read(int tile, float[][] currents, int lines, boolean signed) {
      int groups = (columns + GROUP - 1) / GROUP;
      float[] sums = new float
          [(columns + AnalogKernels.STRIP - 1)
              / AnalogKernels.STRIP
              * AnalogKernels.STRIP
              * vectors];
      // Columns beyond the last must not matter.
      Arrays.fill(sums, 1e9f);
      float smallest = Float.POSITIVE_INFINITY;
      float largest = Float.NEGATIVE_INFINITY;
      for (int v = 0; v < vectors; v++) {
        for (int column = 0; column < columns; column++) {
          float current = currents[v][column];
          sums[AnalogKernels.inStrips(column, vectors) + v * AnalogKernels.STRIP] = current;
          smallest = Math.min(smallest, current);
          largest = Math.max(largest, current);
        }
      }
      float[] weights = new float[vectors];
      Arrays.fill(weights, 1);
      float[] y = new float[vectors * columns];
      RandomStream noise = streams().stream("read", reads++);
      converters.startRead();
      converters.fit(tile, sums, vectors, columns, smallest, largest, lines, signed);
      for (int group = 0; group < groups; group++) {
        converters.convertAndAdd(tile, group, vectors, 1, sums, weights, y, columns, noise);
      }
      float[][] converted = new float[vectors][];
      for (int v = 0; v < vectors; v++) {
        converted[v] = Arrays.copyOfRange(y, v * columns, (v + 1) * columns);
      }
      return converted;
    }
  }

  private static double spreadOf(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value / (double) values.length;
    }
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
