package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.converter.AdcSpec.Range;
import org.crosslearn.crossbar.converter.AdcSpec.Rounding;
import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.encoding.Slices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Column quantisation against a reader that follows every current through every conversion. */
class AdcTest {
  private static final int LEVELS = 9973;
  private static final double ON_OFF_RATIO = 7;

  /** A code within this distance of the next may go either way in single precision. */
  private static final double TIE = 2e-3;

  /** A truncated current counts as one code more if it is this close to it. */
  private static final double TRUNCATION_SLACK = 0x1p-10;

  static Stream<Arguments> converters() {
    return Stream.of(Encoding.values())
        .flatMap(encoding -> Stream.of(Range.values())
            .filter(range -> range != Range.EXACT)
            .flatMap(range -> Stream.of(Rounding.NEAREST, Rounding.TRUNCATE)
                .flatMap(rounding -> Stream.of(true, false)
                    .flatMap(forward -> Stream.of(true, false)
                        .map(
                            sliced -> Arguments.of(encoding, range, rounding, forward, sliced))))));
  }

  /** The range that an AdcTest gives a policy, if it takes any keys. */
  private static AdcSpec spec(SplittableRandom random, int bits, Range range) {
    return switch (range) {
      case FULL, SWING, DYNAMIC -> new AdcSpec(bits, range);
      case CALIBRATED, PER_COLUMN ->
        AdcSpec.calibrated(bits, range, random.nextDouble(60, 100), random.nextInt(3));
      case FIXED -> AdcSpec.fixed(bits, random.nextDouble(-0.5, 0.1), random.nextDouble(0.2, 0.9));
      case EXACT -> throw new IllegalArgumentException("has no converters");
    };
  }

  /** DNN+NeuroSim's training: only the chip has converters. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void columnsThatAreReadExactlyGiveWhatTheyGiveWithoutConverters(Encoding encoding) {
    RandomCases.check(10, random -> {
      int outputs = random.nextInt(1, 40);
      int inputs = random.nextInt(1, 300);
      Effects effects =
          Effects.none().encoding(encoding).dac(random.nextInt(1, 9)).readNoise(0.01);
      float[] weights = RandomCases.uniform(random, outputs * inputs, 1);
      float[] x = RandomCases.uniform(random, 3 * inputs, 1);
      float[][] results = Stream.of(
              effects.adc((AdcSpec) null), effects.adc(new AdcSpec(2, Range.EXACT)))
          .map(hardware -> {
            CrossbarMatrix matrix = hardware.matrix(outputs, inputs, 1);
            matrix.program(weights);
            return matrix.read(Signal.given(x, 3, inputs)).values();
          })
          .toArray(float[][]::new);
      assertThat(results[1]).isEqualTo(results[0]);
    });
  }

  private static DacSpec pulses(SplittableRandom random, int bits) {
    DacSpec spec = new DacSpec(bits);
    return switch (random.nextInt(3)) {
      case 0 -> spec;
      case 1 -> spec.multiLevel(random.nextInt(1, bits + 1));
      default -> spec.pulseWidth();
    };
  }

  @ParameterizedTest
  @MethodSource("converters")
  void everyColumnTileAndPulseIsConvertedOnItsOwn(
      Encoding encoding, Range range, Rounding rounding, boolean forward, boolean sliced) {
    int[] outputsAndStrict = new int[2];
    RandomCases.check(40, random -> {
      int outputs = random.nextInt(1, 25);
      int inputs = random.nextInt(1, 25);
      int rows = random.nextInt(2, 12);
      Slices slices = sliced ? new Slices(random.nextInt(2, 5), random.nextInt(1, 5)) : null;
      int columnsPerWeight = encoding.signs().groups() * (sliced ? slices.count() : 1);
      int columns = random.nextInt(Math.max(2, columnsPerWeight), 6 * columnsPerWeight + 1);
      int dacBits = random.nextInt(1, 6);
      DacSpec dac = pulses(random, dacBits);
      AdcSpec adc = spec(random, random.nextInt(1, 9), range).with(rounding);
      int batch = random.nextInt(1, 4);
      double limit = 0.5 + random.nextDouble();
      Effects effects = Effects.none()
          .levels(LEVELS, LEVELS)
          .onOffRatio(ON_OFF_RATIO)
          .encoding(encoding)
          .subarray(rows, columns)
          .dac(dac)
          .adc(adc);
      CrossbarMatrix matrix =
          (sliced ? effects.slices(slices) : effects).matrix(outputs, inputs, limit);
      float[] weights = RandomCases.uniform(random, outputs * inputs, limit);
      if (sliced) {
        // Whole codes: half-way between two, single precision might take the other, of other
        // digits.
        int last = 1 << slices.bits() * slices.count();
        double code = limit / (encoding.sides() == 2 ? last - 1 : last / 2 - 1);
        for (int i = 0; i < weights.length; i++) {
          weights[i] = (float) (Math.rint(weights[i] / code) * code);
        }
      }
      matrix.program(weights);
      int lines = forward ? inputs : outputs;
      int[][] codes = inputCodes(random, batch, lines, dacBits);
      double[] scale = random.doubles(batch, 0.1, 3).toArray();
      float[] x = new float[batch * lines];
      for (int b = 0; b < batch; b++) {
        if (Arrays.stream(codes[b]).allMatch(code -> code == 0)) {
          scale[b] = 0;
        }
        for (int i = 0; i < lines; i++) {
          x[b * lines + i] = (float) (codes[b][i] * scale[b] / ((1 << dacBits) - 1));
        }
      }

      Signal given = Signal.given(x, batch, lines);
      float[] y = (forward ? matrix.read(given) : matrix.readTransposed(given)).values();

      boolean pair =
          encoding == Encoding.DIFFERENTIAL_PAIR || encoding == Encoding.INTERLEAVED_PAIR;
      // On the side where both cells of a pair are driven, with opposite voltages, there is one
      // current.
      boolean opposed =
          encoding == (forward ? Encoding.INTERLEAVED_PAIR : Encoding.DIFFERENTIAL_PAIR);
      int tile = forward ? (opposed ? rows / 2 : rows) : columns / columnsPerWeight;
      SlowReader reader = new SlowReader(codes, scale, dac, tile, adc);
      int results = forward ? outputs : inputs;
      double[][] expected = new double[batch][results];
      double[][] slack = new double[batch][results];
      double gain = 0;
      for (int slice = 0; slice < (sliced ? slices.count() : 1); slice++) {
        double worth = worth(pair, slices, slice) * limit / (1 - 1 / ON_OFF_RATIO);
        gain += worth;
        double[][] plus = new double[lines][results];
        double[][] minus = new double[lines][results];
        for (int o = 0; o < outputs; o++) {
          for (int i = 0; i < inputs; i++) {
            double weight = weights[o * inputs + i] / limit;
            plus[forward ? i : o][forward ? o : i] = state(pair, weight, slices, slice, 1);
            minus[forward ? i : o][forward ? o : i] =
                pair ? state(true, weight, slices, slice, -1) : state(false, 0, slices, slice, 1);
          }
        }
        conduct(plus, LEVELS);
        // A reference conducts what the weight 0 asks for, on no grid.
        conduct(minus, pair ? LEVELS : 0);
        Reading added;
        Reading subtracted = new Reading(new double[batch][results], new double[batch][results]);
        if (opposed) {
          for (int line = 0; line < lines; line++) {
            for (int k = 0; k < results; k++) {
              plus[line][k] -= minus[line][k];
            }
          }
          added = reader.read(plus, true);
        } else {
          added = reader.read(plus, false);
          if (encoding == Encoding.DIGITAL_OFFSET) {
            for (int b = 0; b < batch; b++) {
              double sum = Arrays.stream(codes[b]).sum() * scale[b] / ((1 << dacBits) - 1);
              Arrays.fill(subtracted.sum[b], sum * minus[0][0]);
            }
          } else {
            subtracted = reader.read(minus, false);
          }
        }
        for (int b = 0; b < batch; b++) {
          for (int k = 0; k < results; k++) {
            expected[b][k] += worth * (added.sum[b][k] - subtracted.sum[b][k]);
            slack[b][k] += worth * (added.slack[b][k] + subtracted.slack[b][k]);
          }
        }
      }
      for (int b = 0; b < batch; b++) {
        for (int k = 0; k < results; k++) {
          double singlePrecision = 2e-5 * gain * scale[b] * lines;
          assertThat((double) y[b * results + k])
              .isCloseTo(expected[b][k], offset(singlePrecision + slack[b][k]));
          outputsAndStrict[0]++;
          outputsAndStrict[1] += slack[b][k] == 0 ? 1 : 0;
        }
      }
    });
    // Without current, a converter that spans both signs is half-way between two codes, and so may
    // be the equal cells of a reference. With slices, any of them may be.
    assertThat(outputsAndStrict[1]).isGreaterThan(outputsAndStrict[0] * (sliced ? 1 : 2) / 5);
  }

  /**
   * One bit on a tile of two lines, all weights at the largest: the second cells conduct 0, the first
   * ones 1 each (on/off ratio near infinity).
   */
  @Test
  void oneBitTellsWhetherHalfTheTileConducts() {
    CrossbarMatrix matrix =
        Effects.none().onOffRatio(1e12).subarray(2, 2).dac(1).adc(1, Range.FULL).matrix(1, 4, 1);
    matrix.program(new float[] {1, 1, 0.9f, -1});
    // Tile 1: 2 of 2 -> 2. Tile 2: 0.95 of 2 -> 0, its second cells 1.05 of 2 -> 2.
    assertThat(matrix.read(Signal.given(new float[] {1, 1, 1, 1}, 1, 4)).values())
        .containsExactly(new float[] {2 + 0 - 2}, offset(1e-5f));
    // Tile 2: 0.95 of 2 -> 0, its second cell 0.05 -> 0.
    assertThat(matrix.read(Signal.given(new float[] {1, 1, 1, 0}, 1, 4)).values())
        .containsExactly(new float[] {2}, offset(1e-5f));
    // Negative inputs span -2..2. Tile 1: -2 -> -2, its second cells 0, half-way, to the even code,
    // -2. Tile 2: 0.95 -> 2, its second cells 0.05 -> 2.
    assertThat(matrix.read(Signal.given(new float[] {-1, -1, 1, 0}, 1, 4)).values())
        .containsExactly(new float[] {-2 + 2 + 2 - 2}, offset(1e-5f));
    // Tile 2: 0.95 - 1.05 -> codes 2 and -2.
    assertThat(matrix.read(Signal.given(new float[] {0, -1, 1, 1}, 1, 4)).values())
        .containsExactly(new float[] {-2 + 2 + 2 - 2}, offset(1e-5f));
  }

  /** As after a sharp softmax: one tile of inputs lies forty orders of magnitude below the other. */
  @Test
  void aTileOfVanishingCurrentsReadsAsNothing() {
    CrossbarMatrix matrix = Effects.none().subarray(2, 4).adc(8, Range.DYNAMIC).matrix(2, 4, 1);
    matrix.program(new float[] {1, 1, 1, -1, -1, -1, 0.5f, 1});
    for (float vanishing : new float[] {1e-37f, 1e-38f, 1e-40f, 1e-44f}) {
      float[] x = {1, 1, vanishing, vanishing};
      assertThat(matrix.read(Signal.given(x, 1, 4)).values())
          .containsExactly(new float[] {2, -2}, offset(1e-5f));
    }
  }

  @Test
  void aConverterOfManyBitsChangesNothing() {
    RandomCases.check(20, random -> {
      int outputs = random.nextInt(1, 20);
      int inputs = random.nextInt(1, 20);
      Encoding encoding = Encoding.values()[random.nextInt(4)];
      float[] weights = RandomCases.uniform(random, outputs * inputs, 1);
      float[] x = RandomCases.uniform(random, inputs, 1);
      CrossbarMatrix exact = Effects.none().encoding(encoding).matrix(outputs, inputs, 1);
      exact.program(weights);
      CrossbarMatrix converted = Effects.none()
          .encoding(encoding)
          .adc(16, random.nextBoolean() ? Range.FULL : Range.DYNAMIC)
          .subarray(random.nextInt(2, 9), 8)
          .matrix(outputs, inputs, 1);
      converted.program(weights);
      float[] expected = exact.read(Signal.given(x, 1, inputs)).values();
      float[] actual = converted.read(Signal.given(x, 1, inputs)).values();
      // Two arrays, each tile at most half a code of two tile heights off.
      double codes = 2 * 2 * (inputs + 8) * 0.5 / 65535 * (1 / 0.9);
      for (int o = 0; o < outputs; o++) {
        assertThat((double) actual[o]).isCloseTo(expected[o], offset(codes + 1e-5 * inputs));
      }
    });
  }

  /** Sign-magnitude codes with one entry at full scale, so that the DAC reproduces them exactly. */
  private static int[][] inputCodes(SplittableRandom random, int batch, int lines, int bits) {
    int largest = (1 << bits) - 1;
    boolean signed = random.nextBoolean();
    int[][] codes = new int[batch][lines];
    for (int[] sample : codes) {
      if (random.nextInt(8) == 0) {
        continue;
      }
      for (int i = 0; i < lines; i++) {
        sample[i] = random.nextInt(signed ? -largest : 0, largest + 1);
      }
      sample[random.nextInt(lines)] = signed && random.nextBoolean() ? -largest : largest;
    }
    return codes;
  }

  /** The state of a cell that is to hold, on its side and in its slice, a weight in -1..1. */
  private static double state(boolean pair, double weight, Slices slices, int slice, int side) {
    if (slices == null) {
      return 0.5 + side * weight / 2;
    }
    int codes = 1 << slices.bits() * slices.count();
    int code = pair
        ? Math.max(0, Math.round((float) weight * (codes - 1)) * side)
        : Math.round((float) weight * (codes / 2 - 1)) + codes / 2;
    for (int lower = 0; lower < slice; lower++) {
      code /= 1 << slices.bits();
    }
    return code % (1 << slices.bits()) * digitState(slices);
  }

  /** State of the digit 1: as many whole pulses as the range has room for. */
  private static double digitState(Slices slices) {
    return LEVELS / ((1 << slices.bits()) - 1) / (double) LEVELS;
  }

  /** What the state of a cell counts, in units of the weight limit. */
  private static double worth(boolean pair, Slices slices, int slice) {
    if (slices == null) {
      return pair ? 1 : 2;
    }
    int codes = 1 << slices.bits() * slices.count();
    return Math.pow(1 << slices.bits(), slice)
        / digitState(slices)
        / (pair ? codes - 1 : codes / 2 - 1);
  }

  /**
   * Turns states into conductances, in units of the largest.
   *
   * @param levels to which cells are programmed; 0 for no grid
   */
  private static void conduct(double[][] states, int levels) {
    for (double[] line : states) {
      for (int k = 0; k < line.length; k++) {
        double g = levels == 0 ? line[k] : Math.rint(line[k] * levels) / levels;
        line[k] = 1 / ON_OFF_RATIO + (1 - 1 / ON_OFF_RATIO) * g;
      }
    }
  }

  /**
   * @param sum {@code batch x columns}
   * @param slack how far a sum may be off because a code was close to the next
   */
  private record Reading(double[][] sum, double[][] slack) {}

  private record SlowReader(int[][] codes, double[] scale, DacSpec dac, int tile, AdcSpec adc) {

    /**
     * @param conductance {@code lines x columns}
     * @param opposed whether cells are driven with both signs whatever the input
     */
    Reading read(double[][] conductance, boolean opposed) {
      int batch = codes.length;
      int lines = conductance.length;
      int columns = conductance[0].length;
      Reading reading = new Reading(new double[batch][columns], new double[batch][columns]);
      boolean negative =
          opposed || Arrays.stream(codes).flatMapToInt(Arrays::stream).anyMatch(c -> c < 0);
      for (int first = 0; first < lines; first += tile) {
        int end = Math.min(lines, first + tile);
        int base = 1 << dac.digitBits();
        int planes = (dac.bits() + dac.digitBits() - 1) / dac.digitBits();
        double[][][] current = new double[columns][batch][planes];
        for (int k = 0; k < columns; k++) {
          for (int b = 0; b < batch; b++) {
            for (int p = 0; p < planes; p++) {
              for (int i = first; i < end; i++) {
                double digit = (long) (Math.abs(codes[b][i]) / Math.pow(base, p)) % base;
                current[k][b][p] +=
                    Math.signum(codes[b][i]) * digit / (base - 1) * conductance[i][k];
              }
            }
          }
        }
        for (int k = 0; k < columns; k++) {
          double[][][] calibration =
              adc.range() == Range.PER_COLUMN ? new double[][][] {current[k]} : current;
          double[] span = span(calibration, end - first, negative);
          double step = (span[1] - span[0]) / ((1 << adc.bits()) - 1);
          boolean equal = step < 1e-6;
          for (int b = 0; b < batch; b++) {
            for (int p = 0; p < planes; p++) {
              double worth = scale[b] * Math.pow(base, p) * (base - 1) / ((1 << dac.bits()) - 1);
              double code = equal ? 0 : (current[k][b][p] - span[0]) / step;
              code = Math.max(0, Math.min((1 << adc.bits()) - 1, code));
              boolean truncated = adc.rounding().orElseThrow() == Rounding.TRUNCATE;
              double reached = code + TRUNCATION_SLACK;
              double rounded = truncated ? Math.floor(reached) : Math.rint(code);
              boolean tie = truncated
                  ? Math.abs(reached - Math.rint(reached)) < TRUNCATION_SLACK / 2
                  : Math.abs(code - Math.floor(code) - 0.5) < TIE;
              reading.sum[b][k] += worth * (span[0] + rounded * step);
              if (tie && !equal) {
                reading.slack[b][k] += worth * step;
              }
            }
          }
        }
      }
      return reading;
    }

    private double[] span(double[][][] currents, int lines, boolean negative) {
      double[] sorted = Arrays.stream(currents)
          .flatMap(Arrays::stream)
          .flatMapToDouble(Arrays::stream)
          .sorted()
          .toArray();
      int last = sorted.length - 1;
      double swing = lines * (1 - 1 / ON_OFF_RATIO);
      return switch (adc.range()) {
        case FULL -> new double[] {negative ? -lines : 0, lines};
        case SWING -> new double[] {negative ? -swing : 0, swing};
        case DYNAMIC -> new double[] {sorted[0], sorted[last]};
        case FIXED -> new double[] {adc.lowest() * lines, adc.highest() * lines};
        case CALIBRATED, PER_COLUMN -> {
          int rank = (int) Math.ceil(adc.percentile() / 100 * sorted.length) - 1;
          yield new double[] {sorted[last - rank], sorted[rank]};
        }
        case EXACT -> throw new IllegalArgumentException("has no range");
      };
    }
  }
}
