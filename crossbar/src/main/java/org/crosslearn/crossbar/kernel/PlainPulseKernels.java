package org.crosslearn.crossbar.kernel;

/** The loops cell by cell: what the others are compared with. */
final class PlainPulseKernels implements PulseKernels {
  static final float LARGEST_EXPONENT = 87;
  static final float PER_LOG_2 = (float) (1 / Math.log(2));

  /** The logarithm of 2 in two parts, the first of so few bits that products with whole numbers are exact. */
  static final float LOG_2_HIGH = 0.693359375f;

  static final float LOG_2_LOW = (float) (Math.log(2) - LOG_2_HIGH);

  /** Adding and subtracting it leaves a float between -2^22 and 2^22 rounded to a whole number. */
  static final float ROUNDER = 0x1.8p23f;

  static final int BITS_OF_ROUNDER = Float.floatToRawIntBits(ROUNDER);
  static final int EXPONENT_OF_ONE = 127;

  @Override
  public void steps(
      int count, float[] pulses, float[] scale, float sigma, float[] gaussians, float[] steps) {
    for (int i = 0; i < count; i++) {
      float n = scale == null ? pulses[i] : pulses[i] * scale[i];
      steps[i] = gaussians == null ? n : n + sigma * root(pulses[i]) * gaussians[i];
    }
  }

  @Override
  public void move(
      int count, float[] pulses, float[] steps, Affine up, Affine down, float[] states) {
    for (int i = 0; i < count; i++) {
      Affine map = pulses[i] > 0 ? up : down;
      float n = steps[i];
      float distance = map.asymptote() - states[i] + map.rest();
      states[i] = states[i] + n * map.size() - distance * exponentialLessOne(-n * map.rate());
    }
  }

  @Override
  public void move(
      int count, float[] steps, float[] asymptotes, float[] rates, float[] sizes, float[] states) {
    for (int i = 0; i < count; i++) {
      float n = steps[i];
      states[i] = states[i]
          + n * sizes[i]
          - (asymptotes[i] - states[i]) * exponentialLessOne(-n * rates[i]);
    }
  }

  /**
   * {@code exp(y) - 1}: with {@code y = k ln 2 + f} and {@code |f| <= ln 2 / 2} it is {@code 2^k (exp(f)
   * - 1) + (2^k - 1)}, the first by its Taylor series up to f^7.
   */
  static float exponentialLessOne(float y) {
    float limited = Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, y));
    float shifted = limited * PER_LOG_2 + ROUNDER;
    float k = shifted - ROUNDER;
    float f = limited - k * LOG_2_HIGH - k * LOG_2_LOW;
    float series =
        ((((f * (1 / 5040f) + 1 / 720f) * f + 1 / 120f) * f + 1 / 24f) * f + 1 / 6f) * f + 1 / 2f;
    float power = Float.intBitsToFloat(
        Float.floatToRawIntBits(shifted) - BITS_OF_ROUNDER + EXPONENT_OF_ONE << 23);
    return power * (series * f * f + f) + (power - 1);
  }

  @Override
  public void scatter(
      int count,
      float[] pulses,
      float sigma,
      float[] gaussians,
      float[] lowest,
      float[] highest,
      float[] states) {
    for (int i = 0; i < count; i++) {
      float g = states[i];
      if (gaussians != null) {
        g += sigma * root(pulses[i]) * gaussians[i];
      }
      states[i] = lowest == null
          ? Math.min(1, Math.max(0, g))
          : Math.min(highest[i], Math.max(lowest[i], g));
    }
  }

  @Override
  public void request(
      int count,
      float[] gradients,
      float perUp,
      float perDown,
      float[] weights,
      int from,
      float[] pulses,
      float[] states) {
    for (int i = 0; i < count; i++) {
      float wanted = gradients[i] * perUp;
      pulses[i] = rounded(wanted > 0 ? wanted : gradients[i] * perDown);
      states[i] = weights[from + i] * 0.5f + 0.5f;
    }
  }

  @Override
  public int approach(
      int count,
      float[] pulses,
      float[] states,
      float[] uniforms,
      float[] gaussians,
      float sigma,
      float rate,
      float perUnit,
      float[] weights,
      int from,
      int[] moved) {
    float most = 1 - 1 / perUnit;
    int found = 0;
    for (int i = 0; i < count; i++) {
      float weight = weights[from + i];
      float wanted = Math.min(most, Math.max(-most, states[i] * 2 - 1));
      float sum = weight - wanted + uniforms[i];
      float nearest = rounded(sum);
      float steps = pulses[i] == 0 ? 0 : nearest > sum ? nearest - 1 : nearest;
      float next = weight - steps * rate;
      if (steps != 0 && gaussians != null) {
        next += sigma * gaussians[i];
      }
      next = Math.min(most, Math.max(-most, next));
      weights[from + i] = next;
      if (rounded(next * perUnit) != rounded(weight * perUnit)) {
        moved[found++] = i;
      }
    }
    return found;
  }

  /** To the nearest whole number, halves to even, between -2^22 and 2^22. */
  private static float rounded(float value) {
    return value + ROUNDER - ROUNDER;
  }

  private static float root(float pulses) {
    return (float) Math.sqrt(Math.abs(pulses));
  }
}
