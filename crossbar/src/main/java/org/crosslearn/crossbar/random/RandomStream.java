package org.crosslearn.crossbar.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A counter-based generator: the n-th number is SplitMix64's output function (Steele, Lea, Flood,
 * OOPSLA 2014, doi 10.1145/2660193.2660195; Stafford's variant 13) of a key and n.
 *
 * <p>Numbers that are needed by the thousand come from {@link Threefry} under the same key, in groups
 * that this stream hands out and the kernels compute: the two kinds of draw do not disturb each other.
 */
public final class RandomStream implements UniformRandomProvider {
  private static final long WEYL = 0x9e3779b97f4a7c15L;

  private final long key;
  private long state;
  private long groups;
  private ContinuousSampler gaussian;

  RandomStream(long key) {
    this.key = key;
    state = key;
  }

  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** A key for each name under another key. */
  static long mix(long key, String name) {
    long mixed = key;
    for (int i = 0; i < name.length(); i++) {
      mixed = mix(mixed ^ (name.charAt(i) + 0x632be59bd9b4e019L));
    }
    return mixed;
  }

  /** A stream for another purpose of the same owner; what this one gives stays as it is. */
  public RandomStream branch(String purpose) {
    return new RandomStream(mix(mix(key, purpose)));
  }

  @Override
  public long nextLong() {
    return mix(state += WEYL);
  }

  /** Uniform in [0, 1) with 24 bits. */
  public float uniform() {
    return (nextLong() >>> 40) * 0x1p-24f;
  }

  /** Uniform in [-limit, limit). */
  public float symmetric(double limit) {
    return (float) (limit * (2 * nextDouble() - 1));
  }

  /** What names this stream among all others. */
  public long key() {
    return key;
  }

  /**
   * Sets groups of vectorised draws aside.
   *
   * @return the first of them
   */
  public long takeGroups(long count) {
    groups += count;
    return groups - count;
  }

  /** Standard normal (ziggurat). */
  public float gaussian() {
    if (gaussian == null) {
      gaussian = ZigguratSampler.NormalizedGaussian.of(this);
    }
    return (float) gaussian.sample();
  }
}
