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
  void currentsAreTheSumsOverActiveLinesWithTheNoiseOfTheirCells(AnalogKernels kernels) {
    RandomCases.check(200, random -> {
      Read read = new Read(random);
      float sigma = random.nextBoolean() ? 0.05f : 0;
      float[] sums = new float[read.vectors * GROUP + 7];
      float[] range = {0.3f, 0.2f};
      read.currents(kernels, sigma, sums, range);
      float low = 0.3f;
      float high = 0.2f;
      for (int v = 0; v < read.vectors; v++) {
        for (int j = 0; j < read.columns; j++) {
          double sum = 0;
          double squares = 0;
          for (int k = read.start(v); k < read.start(v + 1); k++) {
            double current =
                (double) read.amplitudes[k] * read.panel[3 + read.lines[k] * GROUP + j];
            sum += current;
            squares += current * current;
          }
          sum += sigma * Math.sqrt(squares) * read.gaussians[v * GROUP + j];
          float actual = sums[7 + v * GROUP + j];
          assertThat((double) actual).isCloseTo(sum, offset(1e-5));
          low = Math.min(low, actual);
          high = Math.max(high, actual);
        }
      }
      assertThat(range).containsExactly(low, high);
    });
  }

  @Test
  void withoutNoiseTheProvidersGiveTheSameBits() {
    RandomCases.check(100, random -> {
      Read read = new Read(random);
      float[] plainSums = new float[read.vectors * GROUP + 7];
      float[] vectorSums = plainSums.clone();
      float[] plainRange = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
      float[] vectorRange = plainRange.clone();
      read.currents(new PlainAnalogKernels(), 0, plainSums, plainRange);
      read.currents(new VectorAnalogKernels(), 0, vectorSums, vectorRange);
      for (int v = 0; v < read.vectors; v++) {
        int from = 7 + v * GROUP;
        assertThat(Arrays.copyOfRange(vectorSums, from, from + read.columns))
            .isEqualTo(Arrays.copyOfRange(plainSums, from, from + read.columns));
      }
      assertThat(vectorRange).isEqualTo(plainRange);
    });
  }

  /** One group of columns and one tile of some lines. */
  private static final class Read {
    final int vectors;
    final int columns;
    final int[] starts;
    final int[] lines;
    final float[] amplitudes;
    final float[] panel;
    final float[] gaussians;

    Read(SplittableRandom random) {
      vectors = random.nextInt(1, 20);
      columns = random.nextInt(1, GROUP + 1);
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
      panel = new float[3 + size * GROUP];
      for (int line = 0; line < size; line++) {
        for (int j = 0; j < columns; j++) {
          panel[3 + line * GROUP + j] = (float) random.nextDouble();
        }
      }
      gaussians = RandomCases.uniform(random, vectors * GROUP, 3);
    }

    int start(int vector) {
      return starts[2 * vector];
    }

    void currents(AnalogKernels kernels, float sigma, float[] sums, float[] range) {
      // In two calls, as a reader does whose buffer of noise is shorter than the batch.
      int middle = vectors / 2;
      currents(kernels, 0, middle, sigma, gaussians, sums, range);
      float[] rest = Arrays.copyOfRange(gaussians, middle * GROUP, gaussians.length);
      currents(kernels, middle, vectors, sigma, rest, sums, range);
    }

    private void currents(
        AnalogKernels kernels,
        int from,
        int to,
        float sigma,
        float[] noise,
        float[] sums,
        float[] range) {
      kernels.currents(
          from,
          to,
          starts,
          2,
          0,
          lines,
          amplitudes,
          panel,
          3,
          sigma,
          sigma == 0 ? null : noise,
          sums,
          7,
          columns,
          range);
    }
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
      float[] sums = RandomCases.uniform(random, 5 + batch * planes * GROUP, 1.3);
      float[] weights = RandomCases.uniform(random, batch * planes, 1);
      float[] before = RandomCases.uniform(random, 2 + batch * ldy, 1);
      float[] y = before.clone();
      kernels.convertAndAdd(
          batch, planes, sums, 5, weights, low, step, 1 / step, highestCode, y, 2, ldy, columns);
      for (int i = 0; i < y.length; i++) {
        int b = (i - 2) / ldy;
        int j = (i - 2) % ldy;
        if (i < 2 || j >= columns) {
          assertThat(y[i]).isEqualTo(before[i]);
          continue;
        }
        double expected = before[i];
        for (int p = 0; p < planes; p++) {
          float current = sums[5 + (b * planes + p) * GROUP + j];
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
      float[] before = RandomCases.uniform(random, 5 + vectors * GROUP, 2);
      float[] sums = before.clone();
      kernels.convert(
          vectors,
          sums,
          5,
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
        double position = (before[5 + i] - low[column]) / (double) step[column] * gain[column]
            + offset[column]
            + (gaussians == null ? 0 : 0.3f * gaussians[i]);
        position = Math.max(0, Math.min(highestCode, position));
        double up = nearest ? 0.5 : dither == null ? slack : dither[i];
        double code = (sums[5 + i] - low[column]) / (double) step[column];
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
