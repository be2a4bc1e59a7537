package org.crosslearn.crossbar.random;

/**
 * The randomness of one trial. Streams are independent of the order in which they are taken, so
 * results depend neither on the number of threads nor on where a run was interrupted.
 */
public final class RandomStreams {
  private final long seed;
  private final long occasion;

  public RandomStreams(long seed) {
    this(seed, 0);
  }

  private RandomStreams(long seed, long occasion) {
    this.seed = seed;
    this.occasion = occasion;
  }

  /**
   * The randomness of the same chip at another time: {@link #ofChip} gives the same streams, {@link
   * #stream} others. What happens on occasions that know nothing of each other may then happen in any
   * order, or at once.
   *
   * @param number 1 and up; 0 is the occasion of the trial itself
   */
  public RandomStreams occasion(long number) {
    return new RandomStreams(seed, number);
  }

  /**
   * What a chip was made with and keeps, such as variation between its devices and what the first
   * writing of weights left of them.
   *
   * @param component who draws, e.g. {@code "layer1/variation"}
   * @param step which time it draws
   */
  public RandomStream ofChip(String component, long step) {
    return stream(seed, component, step);
  }

  /**
   * @param component who draws, e.g. {@code "layer1/update"}
   * @param step which time it draws
   */
  public RandomStream stream(String component, long step) {
    long at = occasion == 0 ? seed : RandomStream.mix(seed ^ RandomStream.mix(occasion));
    return stream(at, component, step);
  }

  private static RandomStream stream(long seed, String component, long step) {
    long key = RandomStream.mix(RandomStream.mix(seed + 0x9e3779b97f4a7c15L), component);
    return new RandomStream(RandomStream.mix(key ^ RandomStream.mix(step + 0xd1b54a32d192ed03L)));
  }
}
