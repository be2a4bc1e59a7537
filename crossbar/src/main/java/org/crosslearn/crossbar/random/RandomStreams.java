package org.crosslearn.crossbar.random;

/**
 * The randomness of one trial. Streams are independent of the order in which they are taken, so
 * results depend neither on the number of threads nor on where a run was interrupted.
 */
public final class RandomStreams {
  private final long seed;

  public RandomStreams(long seed) {
    this.seed = seed;
  }

  /**
   * @param component who draws, e.g. {@code "layer1/update"}
   * @param step which time it draws
   */
  public RandomStream stream(String component, long step) {
    long key = RandomStream.mix(RandomStream.mix(seed + 0x9e3779b97f4a7c15L), component);
    return new RandomStream(RandomStream.mix(key ^ RandomStream.mix(step + 0xd1b54a32d192ed03L)));
  }
}
