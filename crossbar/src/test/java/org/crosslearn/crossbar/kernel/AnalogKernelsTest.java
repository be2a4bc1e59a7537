package org.crosslearn.crossbar.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.crossbar.random.Threefry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every provider owes. Statistical bounds are 4.5 standard errors at fixed seeds. */
class AnalogKernelsTest {
  private static final int GROUP = AnalogKernels.GROUP;
  private static final double ERRORS = 4.5;
  private static final int MANY_GROUPS = 100_000;
  private static final int MANY = MANY_GROUPS * GROUP;

  static Stream<AnalogKernels> providers() {
    return Stream.of(new PlainAnalogKernels(), new VectorAnalogKernels());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void gaussiansAreBoxAndMullersOfTheWords(AnalogKernels kernels) {
    long key = 0x123456789abcdefL;
    // The last groups have counters beyond 32 bits.
    for (long first : new long[] {0, 77, (1L << 28) - 500}) {
      int groups = 1000;
      float[] numbers = new float[groups * GROUP];
      kernels.gaussians(key, first, groups, numbers);
      for (int i = 0; i < numbers.length; i++) {
        long words = Threefry.words(key, (first + i / GROUP) * 16 + i % 16);
        double u = (float) (((words & 0xffffffffL) + 0.5) * 0x1p-32);
        // A quarter turn for each of the two upper bits; the others reach an eighth to either side.
        double turns = (words >>> 62) / 4.0 + ((words >>> 32 & 0x3fffffff) * 0x1p-30 - 0.5) / 4;
        double radius = Math.sqrt(-2 * Math.log(u));
        double expected = radius
            * (i % GROUP < 16 ? Math.cos(2 * Math.PI * turns) : Math.sin(2 * Math.PI * turns));
        assertThat((double) numbers[i]).isCloseTo(expected, offset(2e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void uniformsAreTheUpperBitsOfTheWords(AnalogKernels kernels) {
    long key = -99;
    int groups = 100;
    float[] numbers = new float[groups * GROUP];
    kernels.uniforms(key, 5, groups, numbers);
    for (int i = 0; i < numbers.length; i++) {
      long words = Threefry.words(key, (5 + i / GROUP) * 16L + i % 16);
      int word = (int) (i % GROUP < 16 ? words : words >>> 32);
      assertThat(numbers[i]).isEqualTo((word >>> 9) * 0x1p-23f);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aDrawIsKnownByItsIndexAlone(AnalogKernels kernels) {
    int groups = 150;
    float[] together = new float[groups * GROUP];
    float[] piece = new float[groups * GROUP];
    kernels.gaussians(3, 1000, groups, together);
    for (int first = groups; first > 0; first -= 30) {
      kernels.gaussians(3, 1000 + first - 30, 30, piece);
      assertThat(Arrays.copyOf(piece, 30 * GROUP))
          .isEqualTo(Arrays.copyOfRange(together, (first - 30) * GROUP, first * GROUP));
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void gaussiansHaveTheMomentsAndTailsOfTheNormalDistribution(AnalogKernels kernels) {
    float[] numbers = new float[MANY];
    kernels.gaussians(new RandomStreams(4).stream("gaussian", 0).key(), 0, MANY_GROUPS, numbers);
    double[] moments = new double[5];
    double[] bounds = {0, 1, 2, 3, 4, 4.5};
    int[] above = new int[bounds.length];
    int[] below = new int[bounds.length];
    for (float z : numbers) {
      double power = 1;
      for (int m = 1; m <= 4; m++) {
        power *= z;
        moments[m] += power / MANY;
      }
      for (int k = 0; k < bounds.length; k++) {
        above[k] += z > bounds[k] ? 1 : 0;
        below[k] += z < -bounds[k] ? 1 : 0;
      }
    }
    // Variances of the sample moments: 1, 2, 15, 96.
    double root = Math.sqrt(MANY);
    assertThat(moments[1]).isCloseTo(0, offset(ERRORS / root));
    assertThat(moments[2]).isCloseTo(1, offset(ERRORS * Math.sqrt(2) / root));
    assertThat(moments[3]).isCloseTo(0, offset(ERRORS * Math.sqrt(15) / root));
    assertThat(moments[4]).isCloseTo(3, offset(ERRORS * Math.sqrt(96) / root));
    double[] upperTail = {0.5, 0.1586552539, 0.0227501319, 1.3498980e-3, 3.1671242e-5, 3.3976731e-6
    };
    for (int k = 0; k < bounds.length; k++) {
      double error = ERRORS * Math.sqrt(upperTail[k] * (1 - upperTail[k]) / MANY);
      assertThat(above[k] / (double) MANY).isCloseTo(upperTail[k], offset(error));
      assertThat(below[k] / (double) MANY).isCloseTo(upperTail[k], offset(error));
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void uniformsFillTheirIntervalEvenly(AnalogKernels kernels) {
    float[] numbers = new float[MANY];
    kernels.uniforms(new RandomStreams(5).stream("uniform", 0).key(), 0, MANY_GROUPS, numbers);
    int bins = 1024;
    int[] counts = new int[bins];
    for (float u : numbers) {
      assertThat(u >= 0 && u < 1).isTrue();
      counts[(int) (u * bins)]++;
    }
    double expected = MANY / (double) bins;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    double bound = ERRORS * Math.sqrt(2.0 * (bins - 1));
    assertThat(chiSquare).isBetween(bins - 1 - bound, bins - 1 + bound);
  }

  /** Between neighbours, the two numbers of a pair, groups, blocks of groups, streams and steps. */
  @Test
  void drawsOfOneOrOfTwoStreamsAreUncorrelated() {
    VectorAnalogKernels kernels = new VectorAnalogKernels();
    RandomStreams streams = new RandomStreams(6);
    float[] one = new float[MANY];
    float[] other = new float[MANY];
    kernels.gaussians(streams.stream("layer1/read", 0).key(), 0, MANY_GROUPS, one);
    for (int lag : new int[] {1, 2, 8, 15, 16, 17, 31, 32, 64, 512, 1024}) {
      assertUncorrelated(one, 0, one, lag);
    }
    kernels.gaussians(streams.stream("layer1/read", 1).key(), 0, MANY_GROUPS, other);
    assertUncorrelated(one, 0, other, 0);
    assertUncorrelated(one, 0, other, 1);
    kernels.gaussians(streams.stream("layer2/read", 0).key(), 0, MANY_GROUPS, other);
    assertUncorrelated(one, 0, other, 0);
    assertUncorrelated(one, 16, other, 0);
  }

  /** Of the numbers and of their squares: a shared radius shows in the squares alone. */
  private static void assertUncorrelated(float[] a, int aFrom, float[] b, int bFrom) {
    int count = MANY - Math.max(aFrom, bFrom);
    double products = 0;
    double ofSquares = 0;
    for (int i = 0; i < count; i++) {
      double x = a[aFrom + i];
      double y = b[bFrom + i];
      products += x * y;
      ofSquares += (x * x - 1) * (y * y - 1) / 2;
    }
    assertThat(products / count).isCloseTo(0, offset(ERRORS / Math.sqrt(count)));
    assertThat(ofSquares / count).isCloseTo(0, offset(ERRORS / Math.sqrt(count)));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void currentsAreTheSumsOverActiveLines(AnalogKernels kernels) {
    RandomCases.check(200, random -> {
      Read read = new Read(random);
      float[] before = RandomCases.uniform(random, 7 + read.vectors * read.stride + GROUP, 1);
      float[] sums = before.clone();
      float[] squares = new float[read.vectors * GROUP];
      read.currents(kernels, squares, sums);
      for (int v = 0; v < read.vectors; v++) {
        for (int j = 0; j < read.columns; j++) {
          double sum = before[7 + v * read.stride + j];
          double square = 0;
          for (int k = read.start(v); k < read.start(v + 1); k++) {
            double current = read.amplitudes[k] * (0.1 + 0.9 * read.state(read.lines[k], j));
            sum += current;
            square += current * current;
          }
          assertThat((double) sums[7 + v * read.stride + j]).isCloseTo(sum, offset(1e-5));
          assertThat((double) squares[v * GROUP + j]).isCloseTo(square, offset(1e-5));
        }
      }
    });
  }

  @Test
  void theProvidersGiveTheSameCurrents() {
    RandomCases.check(100, random -> {
      Read read = new Read(random);
      float[] plainSums = RandomCases.uniform(random, 7 + read.vectors * read.stride + GROUP, 1);
      float[] vectorSums = plainSums.clone();
      float[] plainSquares = new float[read.vectors * GROUP];
      float[] vectorSquares = plainSquares.clone();
      read.currents(new PlainAnalogKernels(), plainSquares, plainSums);
      read.currents(new VectorAnalogKernels(), vectorSquares, vectorSums);
      for (int v = 0; v < read.vectors; v++) {
        int from = 7 + v * read.stride;
        assertThat(Arrays.copyOfRange(vectorSums, from, from + read.columns))
            .isEqualTo(Arrays.copyOfRange(plainSums, from, from + read.columns));
        assertThat(Arrays.copyOfRange(vectorSquares, v * GROUP, v * GROUP + read.columns))
            .isEqualTo(Arrays.copyOfRange(plainSquares, v * GROUP, v * GROUP + read.columns));
      }
    });
  }

  /** One group of columns and one tile of some lines; its last columns end the array of states. */
  private static final class Read {
    final int vectors;
    final int columns;
    final int stride;
    final int[] starts;
    final int[] lines;
    final float[] amplitudes;
    final int lineStride;
    final float[] states;

    Read(SplittableRandom random) {
      vectors = random.nextInt(1, 20);
      columns = random.nextInt(1, GROUP + 1);
      stride = GROUP + random.nextInt(40);
      int size = random.nextInt(1, 40);
      // Every second start belongs to another tile, without lines.
      starts = new int[2 * vectors + 1];
      lines = new int[vectors * size];
      int count = 0;
      for (int v = 0; v < vectors; v++) {
        starts[2 * v] = count;
        for (int line = 0; line < size; line++) {
          if (random.nextInt(3) == 0) {
            lines[count++] = line;
          }
        }
        starts[2 * v + 1] = count;
      }
      starts[2 * vectors] = count;
      amplitudes = RandomCases.uniform(random, lines.length, 1);
      lineStride = columns + random.nextInt(40);
      states = RandomCases.uniform(random, 3 + (size - 1) * lineStride + columns, 1);
    }

    int start(int vector) {
      return starts[2 * vector];
    }

    float state(int line, int column) {
      return states[3 + line * lineStride + column];
    }

    void currents(AnalogKernels kernels, float[] squares, float[] sums) {
      // In two calls, as for a batch that is read in parts.
      int middle = vectors / 2;
      currents(kernels, 0, middle, squares, sums);
      float[] rest = new float[(vectors - middle) * GROUP];
      currents(kernels, middle, vectors, rest, sums);
      System.arraycopy(rest, 0, squares, middle * GROUP, rest.length);
    }

    private void currents(AnalogKernels kernels, int from, int to, float[] squares, float[] sums) {
      kernels.currents(
          from,
          to,
          starts,
          2,
          0,
          lines,
          amplitudes,
          states,
          3,
          lineStride,
          0.9f,
          0.1f,
          squares,
          sums,
          7,
          stride);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void noiseIsOneGaussianPerColumnAndVector(AnalogKernels kernels) {
    RandomCases.check(50, random -> {
      int vectors = random.nextInt(1, 80);
      int squaresStride = GROUP + random.nextInt(40);
      int stride = GROUP + random.nextInt(40);
      long key = random.nextLong();
      float[] squares = RandomCases.uniform(random, 3 + vectors * squaresStride + GROUP, 9);
      for (int i = 0; i < squares.length; i++) {
        squares[i] = random.nextInt(10) == 0 ? 0 : Math.abs(squares[i]);
      }
      float[] before = RandomCases.uniform(random, 5 + vectors * stride + GROUP, 1);
      float[] sums = before.clone();
      float[] gaussians = new float[vectors * GROUP];
      kernels.gaussians(key, 1000, vectors, gaussians);
      kernels.addNoise(key, 1000, vectors, 0.1f, squares, 3, squaresStride, sums, 5, stride);
      for (int i = 0; i < sums.length; i++) {
        int v = (i - 5) / stride;
        int j = (i - 5) % stride;
        double noise = i < 5 || v >= vectors || j >= GROUP
            ? 0
            : 0.1 * Math.sqrt(squares[3 + v * squaresStride + j]) * gaussians[v * GROUP + j];
        assertThat((double) sums[i]).isCloseTo(before[i] + noise, offset(2e-6));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void packedSumsErrByHalfAUnitPerLine(AnalogKernels kernels) {
    RandomCases.check(60, random -> {
      int vectors = random.nextInt(1, 30);
      int lines = random.nextInt(10) == 0 ? 4096 : random.nextInt(1, 200);
      boolean all = random.nextBoolean();
      float[] values = RandomCases.uniform(random, lines * GROUP, 3);
      for (int i = 0; i < values.length; i++) {
        // Some columns conduct much more than others, and one nothing.
        values[i] = Math.abs(values[i]) * (i % GROUP);
      }
      int[] masks = new int[vectors * lines];
      for (int i = 0; i < masks.length; i++) {
        masks[i] = all ? -1 : -random.nextInt(2);
      }
      int[] packed = new int[lines * GROUP / 2];
      float[] units = new float[GROUP];
      float[] sums = new float[vectors * GROUP];
      kernels.pack(lines, values, packed, units);
      kernels.sumPacked(vectors, lines, masks, packed, units, sums);
      for (int j = 0; j < GROUP; j++) {
        double total = 0;
        for (int i = 0; i < lines; i++) {
          total += values[i * GROUP + j];
        }
        assertThat((double) units[j]).isBetween(total / 65540, total / (65530 - lines / 2));
        for (int v = 0; v < vectors; v++) {
          double sum = 0;
          int active = 0;
          for (int i = 0; i < lines; i++) {
            sum -= masks[v * lines + i] * values[i * GROUP + j];
            active -= masks[v * lines + i];
          }
          assertThat((double) sums[v * GROUP + j])
              .isCloseTo(sum, offset(0.5 * units[j] * active + 1e-5 * sum));
        }
      }
      int[] plainPacked = new int[packed.length];
      float[] plainSums = new float[sums.length];
      PlainAnalogKernels plain = new PlainAnalogKernels();
      plain.pack(lines, values, plainPacked, units);
      plain.sumPacked(vectors, lines, masks, plainPacked, units, plainSums);
      assertThat(packed).isEqualTo(plainPacked);
      assertThat(sums).isEqualTo(plainSums);
    });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aRangeHoldsTheLowestAndTheHighestCurrent(AnalogKernels kernels) {
    RandomCases.check(100, random -> {
      int vectors = random.nextInt(20);
      int columns = random.nextInt(1, GROUP + 1);
      int stride = GROUP + random.nextInt(40);
      float[] sums = RandomCases.uniform(random, 5 + vectors * stride + GROUP, 1);
      float low = 0.03f;
      float high = 0.02f;
      for (int v = 0; v < vectors; v++) {
        for (int j = 0; j < columns; j++) {
          low = Math.min(low, sums[5 + v * stride + j]);
          high = Math.max(high, sums[5 + v * stride + j]);
        }
      }
      float[] range = {0.03f, 0.02f};
      kernels.widen(vectors, sums, 5, stride, columns, range);
      assertThat(range).containsExactly(low, high);
    });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void inputsAreRoundedToCodesAndTheseAreDigitsWithSigns(AnalogKernels kernels) {
    RandomCases.check(100, random -> {
      int count = random.nextInt(1, 100);
      int bits = random.nextInt(1, 17);
      int digitBits = random.nextInt(1, bits + 1);
      int highest = (1 << bits) - 1;
      int highestDigit = (1 << digitBits) - 1;
      // Some saturate, some lie half-way between two codes.
      float[] values = RandomCases.uniform(random, 3 + count, 1.2 * highest);
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(4) == 0 ? (int) values[i] + 0.5f : values[i];
      }
      values[3] = 0;
      float largest = 0;
      for (int i = 3; i < values.length; i++) {
        largest = Math.max(largest, Math.abs(values[i]));
      }
      assertThat(kernels.largestMagnitude(count, values, 3)).isEqualTo(largest);
      int[] codes = new int[5 + count];
      kernels.codes(count, values, 3, 1, highest, codes, 5);
      float[] powers = new float[1 + count];
      kernels.pulsePowers(count, codes, 5, bits, 0.5f, powers, 1);
      int[] sums = new int[count];
      for (int shift = 0; shift < bits; shift += digitBits) {
        float[] digits = new float[4 + count];
        kernels.digits(count, codes, 5, shift, highestDigit, 0.25f, digits, 4);
        for (int i = 0; i < count; i++) {
          sums[i] += (int) (4 * digits[4 + i]) << shift;
          assertThat(4 * Math.abs(digits[4 + i])).isBetween(0f, (float) highestDigit);
        }
      }
      double[] expected = new double[count];
      int[] masks = new int[6 + count];
      for (int p = 0; p < bits; p++) {
        kernels.masks(count, codes, 5, p, masks, 6);
        for (int i = 0; i < count; i++) {
          boolean set = (Math.abs(codes[5 + i]) >> p & 1) == 1;
          assertThat(masks[6 + i]).isEqualTo(set ? -1 : 0);
          expected[i] += set ? 0.5 * Math.pow(4, p) : 0;
        }
      }
      for (int i = 0; i < count; i++) {
        float value = values[3 + i];
        int magnitude = Math.min(highest, Math.round(Math.abs(value)));
        assertThat(codes[5 + i]).isEqualTo(value < 0 ? -magnitude : magnitude);
        assertThat(sums[i]).isEqualTo(codes[5 + i]);
        assertThat((double) powers[1 + i]).isCloseTo(expected[i], offset(1e-6 * expected[i]));
      }
    });
  }

  @Test
  void theProvidersGiveTheSameTotals() {
    RandomCases.check(100, random -> {
      int count = random.nextInt(100);
      float[] values = RandomCases.uniform(random, 3 + count, 1);
      double sum = 0;
      for (int i = 3; i < values.length; i++) {
        sum += values[i];
      }
      float plain = new PlainAnalogKernels().total(count, values, 3);
      assertThat((double) plain).isCloseTo(sum, offset(1e-5));
      assertThat(new VectorAnalogKernels().total(count, values, 3)).isEqualTo(plain);
    });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void currentsAreRoundedToCodesAndAddedByTheirWorth(AnalogKernels kernels) {
    RandomCases.check(200, random -> {
      int batch = random.nextInt(1, 5);
      int planes = random.nextInt(1, 9);
      int columns = random.nextInt(1, GROUP + 1);
      int highestCode = random.nextInt(5) == 0 ? 0 : (1 << random.nextInt(1, 17)) - 1;
      int ldy = columns + random.nextInt(40);
      float low = -1;
      float step = 2f / Math.max(1, highestCode);
      int stride = random.nextInt(4) == 0 ? 1 : GROUP + random.nextInt(40);
      float[] sums = RandomCases.uniform(random, 5 + batch * planes * stride + GROUP, 1.3);
      float[] weights = RandomCases.uniform(random, batch * planes, 1);
      float[] before = RandomCases.uniform(random, 2 + batch * ldy, 1);
      float[] y = before.clone();
      kernels.convertAndAdd(
          batch,
          planes,
          sums,
          5,
          stride,
          weights,
          low,
          step,
          1 / step,
          highestCode,
          y,
          2,
          ldy,
          columns);
      for (int i = 0; i < y.length; i++) {
        int b = (i - 2) / ldy;
        int j = (i - 2) % ldy;
        if (i < 2 || j >= columns) {
          assertThat(y[i]).isEqualTo(before[i]);
          continue;
        }
        double expected = before[i];
        for (int p = 0; p < planes; p++) {
          float current = sums[5 + (b * planes + p) * stride + j];
          double code = Math.max(0, Math.min(highestCode, Math.rint((current - low) * (1 / step))));
          expected += weights[b * planes + p] * (highestCode == 0 ? current : low + code * step);
        }
        assertThat((double) y[i]).isCloseTo(expected, offset(2e-6));
      }
      float[] plain = before.clone();
      new PlainAnalogKernels()
          .convertAndAdd(
              batch,
              planes,
              sums,
              5,
              stride,
              weights,
              low,
              step,
              1 / step,
              highestCode,
              plain,
              2,
              ldy,
              columns);
      assertThat(y).isEqualTo(plain);
    });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void convertersOfColumnsRoundWhatEachSees(AnalogKernels kernels) {
    RandomCases.check(200, random -> {
      int vectors = random.nextInt(1, 9);
      int highestCode = (1 << random.nextInt(1, 17)) - 1;
      int first = GROUP * random.nextInt(3);
      float[] low = RandomCases.uniform(random, first + GROUP, 1);
      float[] step = new float[first + GROUP];
      float[] perStep = new float[first + GROUP];
      for (int j = 0; j < step.length; j++) {
        step[j] = (float) random.nextDouble(0.5, 2) / highestCode;
        perStep[j] = 1 / step[j];
      }
      float[] gain = RandomCases.uniform(random, first + GROUP, 2);
      float[] offset = RandomCases.uniform(random, first + GROUP, 3);
      float[] gaussians =
          random.nextBoolean() ? null : RandomCases.uniform(random, vectors * GROUP, 3);
      boolean nearest = random.nextBoolean();
      float slack = nearest || random.nextBoolean() ? 0 : 0.01f;
      float[] dither = null;
      if (!nearest && slack == 0) {
        dither = new float[vectors * GROUP];
        for (int i = 0; i < dither.length; i++) {
          dither[i] = random.nextInt(1 << 23) * 0x1p-23f;
        }
      }
      int stride = GROUP + random.nextInt(40);
      float[] before = RandomCases.uniform(random, 5 + vectors * stride, 2);
      float[] sums = before.clone();
      kernels.convert(
          vectors,
          sums,
          5,
          stride,
          first,
          low,
          step,
          perStep,
          gain,
          offset,
          0.3f,
          gaussians,
          highestCode,
          nearest,
          slack,
          dither);
      for (int i = 0; i < vectors * GROUP; i++) {
        int column = first + i % GROUP;
        int at = 5 + i / GROUP * stride + i % GROUP;
        double position = (before[at] - low[column]) / (double) step[column] * gain[column]
            + offset[column]
            + (gaussians == null ? 0 : 0.3f * gaussians[i]);
        position = Math.max(0, Math.min(highestCode, position));
        double up = nearest ? 0.5 : dither == null ? slack : dither[i];
        double code = (sums[at] - low[column]) / (double) step[column];
        // Single precision may put a position beside a code on its other side.
        double unsure = 1e-6 * highestCode + 1e-3;
        assertThat(code)
            .isBetween(
                Math.min(highestCode, Math.floor(position + up - unsure)) - unsure,
                Math.min(highestCode, Math.floor(position + up + unsure)) + unsure);
      }
      float[] plain = before.clone();
      new PlainAnalogKernels()
          .convert(
              vectors,
              plain,
              5,
              stride,
              first,
              low,
              step,
              perStep,
              gain,
              offset,
              0.3f,
              gaussians,
              highestCode,
              nearest,
              slack,
              dither);
      assertThat(sums).isEqualTo(plain);
    });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void pulsesAreTheWholePartsOfRequestsAndDithers(AnalogKernels kernels) {
    RandomCases.check(300, random -> {
      int count = random.nextInt(1, 100);
      int room = (count + GROUP - 1) / GROUP * GROUP;
      double largest = Math.exp(random.nextDouble() * 20 - 6);
      float[] changes = RandomCases.uniform(random, room, largest);
      float[] dither = new float[room];
      for (int i = 0; i < room; i++) {
        dither[i] = random.nextInt(1 << 23) * 0x1p-23f;
      }
      changes[0] = 0;
      float direction = random.nextBoolean() ? 1 : -1;
      float up = random.nextInt(2, 1 << 20);
      float down = random.nextInt(2, 1 << 20);
      float[] pulses = new float[room];
      int[] hits = new int[room];
      int found = kernels.wholePulses(count, changes, direction, up, down, dither, pulses, hits);
      int next = 0;
      for (int i = 0; i < count; i++) {
        float change = direction * changes[i];
        double magnitude = Math.abs(change * (change > 0 ? up : down));
        double expected = Math.copySign(Math.floor(magnitude + dither[i]), change);
        assertThat((double) pulses[i]).isEqualTo((float) expected);
        if (expected != 0) {
          assertThat(hits[next++]).isEqualTo(i);
        }
      }
      assertThat(found).isEqualTo(next);
    });
  }
}
