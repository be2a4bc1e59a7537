package org.crosslearn.crossbar.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds are 4.5 standard errors at fixed seeds. */
class RandomStreamsTest {
  private static final double ERRORS = 4.5;
  private static final int MANY = 1_000_000;

  @Test
  void theSameNameGivesTheSameNumbers() {
    double[] once = uniforms(new RandomStreams(5).stream("layer1/update", 12), 100);
    assertThat(uniforms(new RandomStreams(5).stream("layer1/update", 12), 100)).isEqualTo(once);
    assertThat(uniforms(new RandomStreams(6).stream("layer1/update", 12), 100)).isNotEqualTo(once);
  }

  @Test
  void anotherOccasionHasOtherNoiseOnTheSameChip() {
    RandomStreams trial = new RandomStreams(5);
    double[] noise = uniforms(trial.stream("read", 3), 100);
    double[] chip = uniforms(trial.ofChip("variation", 0), 100);
    for (long number = 1; number <= 3; number++) {
      RandomStreams occasion = trial.occasion(number);
      assertThat(uniforms(occasion.stream("read", 3), 100)).isNotEqualTo(noise);
      assertThat(uniforms(occasion.ofChip("variation", 0), 100)).isEqualTo(chip);
      noise = uniforms(occasion.stream("read", 3), 100);
      assertThat(uniforms(trial.occasion(number).stream("read", 3), 100)).isEqualTo(noise);
    }
    assertThat(uniforms(trial.occasion(0).stream("read", 3), 100))
        .isEqualTo(uniforms(trial.stream("read", 3), 100));
  }

  @ParameterizedTest
  @CsvSource({
    "1, layer1/read, 0, 1, layer1/read, 1",
    "1, layer1/read, 0, 1, layer2/read, 0",
    "1, layer1/read, 0, 2, layer1/read, 0",
    "1, layer1/read, 1, 2, layer1/read, 0",
    "1, ab, 0, 1, ba, 0",
    "1, a, 7, 1, aa, 7",
    "-1, a, -1, 1, a, 1",
    "0, '', 0, 0, a, 0",
    "0, '', 0, 1, '', 0",
    "3, order, 1, 3, order, 256"
  })
  void otherNamesStepsAndSeedsAreIndependent(
      long seed, String name, long step, long otherSeed, String otherName, long otherStep) {
    int count = 20_000;
    double[] one = uniforms(new RandomStreams(seed).stream(name, step), count + 1);
    double[] other = uniforms(new RandomStreams(otherSeed).stream(otherName, otherStep), count + 1);
    for (int shift = 0; shift <= 1; shift++) {
      double covariance = 0;
      double reverse = 0;
      for (int i = 0; i < count; i++) {
        covariance += (one[i] - 0.5) * (other[i + shift] - 0.5) / count;
        reverse += (one[i + shift] - 0.5) * (other[i] - 0.5) / count;
      }
      double error = ERRORS / 12 / Math.sqrt(count);
      assertThat(covariance).isCloseTo(0, offset(error));
      assertThat(reverse).isCloseTo(0, offset(error));
    }
  }

  @Test
  void takingAndDrawingInAnotherOrderChangesNothing() {
    RandomStreams streams = new RandomStreams(9);
    double[] first = uniforms(streams.stream("a", 0), 50);
    double[] second = uniforms(streams.stream("b", 0), 50);

    RandomStreams again = new RandomStreams(9);
    RandomStream b = again.stream("b", 0);
    RandomStream a = again.stream("a", 0);
    for (int i = 0; i < 50; i++) {
      assertThat(b.nextDouble()).isEqualTo(second[i]);
      assertThat(a.nextDouble()).isEqualTo(first[i]);
    }
  }

  @Test
  void numbersAreUniform() {
    RandomStream stream = new RandomStreams(1).stream("uniform", 0);
    int[] counts = new int[256];
    double sum = 0;
    for (int i = 0; i < MANY; i++) {
      float value = stream.uniform();
      assertThat(value >= 0 && value < 1).isTrue();
      counts[(int) (value * 256)]++;
      sum += value;
    }
    assertEven(counts, MANY);
    assertThat(sum / MANY).isCloseTo(0.5, offset(ERRORS * Math.sqrt(1.0 / 12 / MANY)));
  }

  /** What training does: a stream per step, few numbers of each. */
  @Test
  void firstNumbersOfConsecutiveStepsAreUniformAndIndependent() {
    RandomStreams streams = new RandomStreams(1);
    int steps = 100_000;
    int[] counts = new int[64];
    double covariance = 0;
    double previous = 0.5;
    for (int step = 0; step < steps; step++) {
      double value = streams.stream("layer1/rounding", step).uniform();
      counts[(int) (value * 64)]++;
      covariance += (value - 0.5) * (previous - 0.5) / steps;
      previous = value;
    }
    assertEven(counts, steps);
    assertThat(covariance).isCloseTo(0, offset(ERRORS / 12 / Math.sqrt(steps)));
  }

  /** The generator that the documentation names, against an implementation that is not ours. */
  @Test
  void aStreamIsSplitMix64OfItsKey() {
    for (long key : new long[] {0, 1, -1, 1234567, 0x9e3779b97f4a7c15L}) {
      RandomStream stream = new RandomStream(key);
      UniformRandomProvider reference = RandomSource.SPLIT_MIX_64.create(key);
      for (int i = 0; i < 1000; i++) {
        assertThat(stream.nextLong()).isEqualTo(reference.nextLong());
      }
    }
  }

  @Test
  void everyBitIsFair() {
    RandomStream stream = new RandomStreams(2).stream("bits", 0);
    int[] ones = new int[64];
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      long value = stream.nextLong();
      for (int bit = 0; bit < 64; bit++) {
        ones[bit] += (int) (value >>> bit & 1);
      }
    }
    for (int bit = 0; bit < 64; bit++) {
      assertThat(ones[bit] / (double) count)
          .isCloseTo(0.5, offset(ERRORS * 0.5 / Math.sqrt(count)));
    }
  }

  @Test
  void symmetricNumbersFillTheirInterval() {
    RandomStream stream = new RandomStreams(3).stream("symmetric", 0);
    int[] counts = new int[10];
    for (int i = 0; i < 100_000; i++) {
      float value = stream.symmetric(2.5);
      assertThat(value).isBetween(-2.5f, 2.5f);
      counts[Math.min(9, (int) ((value + 2.5) * 2))]++;
    }
    assertEven(counts, 100_000);
  }

  @Test
  void gaussiansHaveTheMomentsAndTailsOfTheNormalDistribution() {
    RandomStream stream = new RandomStreams(4).stream("gaussian", 0);
    double[] moments = new double[5];
    int beyond3 = 0;
    int beyond4 = 0;
    int above1 = 0;
    double covariance = 0;
    double previous = 0;
    for (int i = 0; i < MANY; i++) {
      double z = stream.gaussian();
      double power = 1;
      for (int m = 1; m <= 4; m++) {
        power *= z;
        moments[m] += power / MANY;
      }
      beyond3 += Math.abs(z) > 3 ? 1 : 0;
      beyond4 += Math.abs(z) > 4 ? 1 : 0;
      above1 += z > 1 ? 1 : 0;
      covariance += z * previous / MANY;
      previous = z;
    }
    // Variances of the sample moments: 1, 2, 15, 96.
    double root = Math.sqrt(MANY);
    assertThat(moments[1]).isCloseTo(0, offset(ERRORS / root));
    assertThat(moments[2]).isCloseTo(1, offset(ERRORS * Math.sqrt(2) / root));
    assertThat(moments[3]).isCloseTo(0, offset(ERRORS * Math.sqrt(15) / root));
    assertThat(moments[4]).isCloseTo(3, offset(ERRORS * Math.sqrt(96) / root));
    assertThat(covariance).isCloseTo(0, offset(ERRORS / root));
    assertProbability(above1, 0.158655);
    assertProbability(beyond3, 0.0026998);
    assertProbability(beyond4, 6.3342e-5);
  }

  private static void assertProbability(int count, double probability) {
    assertThat(count / (double) MANY)
        .isCloseTo(probability, offset(ERRORS * Math.sqrt(probability / MANY)));
  }

  /** Chi-square neither too large (uneven) nor too small (evener than chance). */
  private static void assertEven(int[] counts, int total) {
    double expected = total / (double) counts.length;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    int freedom = counts.length - 1;
    double bound = ERRORS * Math.sqrt(2.0 * freedom);
    assertThat(chiSquare).isBetween(Math.max(0.5, freedom - bound), freedom + bound);
  }

  private static double[] uniforms(RandomStream stream, int count) {
    return stream.doubles(count).toArray();
  }
}
