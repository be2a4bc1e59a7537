package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.encoding.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  private static float[] throughIdentity(Effects effects, float[] x, int batch, int size) {
    CrossbarMatrix matrix = effects.matrix(size, size, 1);
    float[] identity = new float[size * size];
    for (int i = 0; i < size; i++) {
      identity[i * size + i] = 1;
    }
    matrix.program(identity);
    return matrix.read(Signal.given(x, batch, size)).values();
  }

  private static org.assertj.core.data.Offset<Float> near(float tolerance) {
    return offset(tolerance);
  }
}
