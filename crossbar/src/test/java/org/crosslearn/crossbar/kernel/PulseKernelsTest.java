package org.crosslearn.crossbar.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.crosslearn.crossbar.RandomCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PulseKernelsTest {
  private static final int GROUP = AnalogKernels.GROUP;

  static Stream<PulseKernels> providers() {
    return Stream.of(new PlainPulseKernels(), new VectorPulseKernels());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void theExponentialIsAsExactAsStated(PulseKernels kernels) {
    SplittableRandom random = new SplittableRandom(1);
    int count = 100 * GROUP;
    float[] rates = new float[count];
    float[] states = new float[count];
    float[] asymptotes = new float[count];
    float[] steps = new float[count];
    Arrays.fill(steps, 1);
    Arrays.fill(asymptotes, 1);
    for (int i = 0; i < count; i++) {
      double size = Math.exp(Math.log(1e-9) + random.nextDouble() * Math.log(87e9));
      rates[i] = (float) (random.nextBoolean() ? size : -size);
    }
    kernels.move(count, steps, asymptotes, rates, new float[count], states);
    for (int i = 0; i < count; i++) {
      double expected = -Math.expm1(-rates[i]);
      assertThat(states[i] / expected).as("exponent %s", -rates[i]).isCloseTo(1, offset(3e-7));
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void exponentsBeyondTheLimitsStayThere(PulseKernels kernels) {
    float[] states = new float[GROUP];
    float[] steps = new float[GROUP];
    float[] ones = new float[GROUP];
    Arrays.fill(ones, 1);
    steps[0] = 1e9f;
    steps[1] = -1e9f;
    kernels.move(GROUP, steps, ones, ones, new float[GROUP], states);
    assertThat(states[0]).isEqualTo(1);
    assertThat((double) states[1]).isCloseTo(-Math.exp(87), withPercentage(1e-4));
  }

  /** Depression with a label of 9 starts at a state that no float tells from its asymptote. */
  @ParameterizedTest
  @MethodSource("providers")
  void whatAnAsymptoteIsBeyondItsFloatCounts(PulseKernels kernels) {
    double asymptote = 1 + 1e-9;
    double rate = 0.5;
    PulseKernels.Affine map = new PulseKernels.Affine(asymptote, rate, 0);
    float[] states = new float[GROUP];
    float[] pulses = new float[GROUP];
    states[0] = 1;
    pulses[0] = -40;
    kernels.move(1, pulses, pulses, map, map, states);
    assertThat((double) states[0]).isCloseTo(1 - 1e-9 * Math.expm1(40 * rate), offset(1e-6));
  }

  @Test
  void providersDifferByRoundingAlone() {
    RandomCases.check(100, random -> {
      int count = random.nextInt(1, 8 * GROUP);
      int padded = (count + GROUP - 1) / GROUP * GROUP;
      float[] pulses = RandomCases.uniform(random, padded, 5);
      float[] gaussians = RandomCases.uniform(random, padded, 3);
      float[] scale = RandomCases.uniform(random, padded, 2);
      float[] lowest = RandomCases.uniform(random, padded, 0.1);
      float[] highest = RandomCases.uniform(random, padded, 0.1);
      float[] asymptotes = RandomCases.uniform(random, padded, 2);
      float[] rates = RandomCases.uniform(random, padded, 0.3);
      float[] sizes = RandomCases.uniform(random, padded, 0.1);
      float[] states = RandomCases.uniform(random, padded, 1);
      for (int i = 0; i < padded; i++) {
        highest[i] += 1;
      }
      boolean plainSteps = random.nextBoolean();
      boolean noisy = random.nextBoolean();
      boolean alike = random.nextBoolean();
      boolean ranges = random.nextBoolean();
      PulseKernels.Affine up =
          new PulseKernels.Affine(1.2, random.nextDouble() / 10, random.nextDouble() / 10);
      PulseKernels.Affine down =
          new PulseKernels.Affine(-0.1, -random.nextDouble() / 10, random.nextDouble() / 10);
      float[][] results = providers()
          .map(kernels -> {
            float[] steps = new float[padded];
            float[] moved = states.clone();
            kernels.steps(
                count, pulses, plainSteps ? null : scale, 0.3f, noisy ? gaussians : null, steps);
            if (alike) {
              kernels.move(count, pulses, steps, up, down, moved);
            } else {
              kernels.move(count, steps, asymptotes, rates, sizes, moved);
            }
            kernels.scatter(
                count,
                pulses,
                0.05f,
                noisy ? gaussians : null,
                ranges ? lowest : null,
                ranges ? highest : null,
                moved);
            return moved;
          })
          .toArray(float[][]::new);
      for (int i = 0; i < count; i++) {
        assertThat(results[1][i]).isCloseTo(results[0][i], offset(3e-6f));
      }
    });
  }

  @Test
  void providersGiveTheSameBitsForDigitalWeights() {
    RandomCases.check(200, random -> {
      int count = random.nextInt(1, 8 * GROUP);
      int padded = (count + GROUP - 1) / GROUP * GROUP;
      int from = GROUP * random.nextInt(3);
      float[] gradients = Arrays.copyOf(RandomCases.uniform(random, count, 1.4), padded);
      float[] uniforms = RandomCases.uniform(random, padded, 0.5);
      for (int i = 0; i < padded; i++) {
        uniforms[i] += 0.5f;
      }
      float[] gaussians = random.nextBoolean() ? RandomCases.uniform(random, padded, 3) : null;
      float[] shifts = RandomCases.uniform(random, padded, 1);
      float[] weights = RandomCases.uniform(random, from + padded, 31 / 32.0);
      float perUp = (random.nextBoolean() ? 1 : -1) * random.nextInt(1, 40);
      float perDown = Math.signum(perUp) * random.nextInt(1, 40);
      float[][] held = new float[2][];
      float[][] pulses = new float[2][padded];
      int[][] moved = new int[2][padded];
      int[] found = new int[2];
      PulseKernels[] kernels = providers().toArray(PulseKernels[]::new);
      for (int p = 0; p < 2; p++) {
        held[p] = weights.clone();
        float[] states = new float[padded];
        kernels[p].request(count, gradients, perUp, perDown, held[p], from, pulses[p], states);
        for (int i = 0; i < count; i++) {
          states[i] += pulses[p][i] == 0 ? 0 : shifts[i];
        }
        found[p] = kernels[p].approach(
            count, pulses[p], states, uniforms, gaussians, 0.006f, 0.1f, 32, held[p], from,
            moved[p]);
      }
      assertThat(Arrays.copyOf(pulses[1], count)).isEqualTo(Arrays.copyOf(pulses[0], count));
      assertThat(held[1]).isEqualTo(held[0]);
      assertThat(Arrays.copyOf(moved[1], found[1])).isEqualTo(Arrays.copyOf(moved[0], found[0]));
    });
  }
}
