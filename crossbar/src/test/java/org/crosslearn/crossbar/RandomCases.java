package org.crosslearn.crossbar;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Random cases of a property; each has a seed of its own, which a failure names. */
public final class RandomCases {
  private RandomCases() {}

  /** Checks the property for the seeds 1 .. cases. */
  public static void check(int cases, Consumer<SplittableRandom> property) {
    for (long seed = 1; seed <= cases; seed++) {
      try {
        property.accept(new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("new SplittableRandom(" + seed + "): " + e.getMessage(), e);
      }
    }
  }

  /** Uniform in -limit..limit. */
  public static float[] uniform(SplittableRandom random, int count, double limit) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
    }
    return values;
  }
}
