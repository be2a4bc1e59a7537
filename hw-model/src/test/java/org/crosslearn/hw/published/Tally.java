package org.crosslearn.hw.published;

import java.util.function.DoubleBinaryOperator;

/** Seconds and joules of each {@link Item}. */
final class Tally {
  static final Tally NOTHING = new Tally();

  private final double[] seconds = new double[Item.values().length];
  private final double[] joules = new double[Item.values().length];

  private Tally() {}

  static Tally of(Item item, double seconds, double joules) {
    return NOTHING.and(item, seconds, joules);
  }

  double seconds(Item item) {
    return seconds[item.ordinal()];
  }

  double joules(Item item) {
    return joules[item.ordinal()];
  }

  private Tally copy() {
    Tally copy = new Tally();
    System.arraycopy(seconds, 0, copy.seconds, 0, seconds.length);
    System.arraycopy(joules, 0, copy.joules, 0, joules.length);
    return copy;
  }

  Tally and(Item item, double moreSeconds, double moreJoules) {
    Tally sum = copy();
    sum.seconds[item.ordinal()] += moreSeconds;
    sum.joules[item.ordinal()] += moreJoules;
    return sum;
  }

  /**
   * Time and energy that count in the forward read, its peak and a part, and as often in the
   * transposed read if there is one.
   */
  Tally andInReads(Item part, double moreSeconds, double moreJoules, boolean transposed) {
    Tally sum = andInForward(part, moreSeconds, moreJoules);
    return transposed ? sum.andInError(part, moreSeconds, moreJoules) : sum;
  }

  Tally andInForward(Item part, double moreSeconds, double moreJoules) {
    Tally sum = and(Item.FORWARD, moreSeconds, moreJoules).and(part, moreSeconds, moreJoules);
    return peak(part) ? sum.and(Item.PEAK_FORWARD, moreSeconds, moreJoules) : sum;
  }

  Tally andInError(Item part, double moreSeconds, double moreJoules) {
    Tally sum = and(Item.ERROR, moreSeconds, moreJoules).and(part, moreSeconds, moreJoules);
    return peak(part) ? sum.and(Item.PEAK_ERROR, moreSeconds, moreJoules) : sum;
  }

  /** Moving data does not count in a peak. */
  private static boolean peak(Item part) {
    return part == Item.CONVERSION || part == Item.ACCUMULATION || part == Item.ARRAY;
  }

  /** One after the other. */
  Tally then(Tally next) {
    return join(next, Double::sum);
  }

  /** At the same time: the slower one counts in each item; but updates follow each other. */
  Tally beside(Tally other) {
    return join(other, Math::max);
  }

  /** Stages of a pipeline: the slowest counts, but gradients, updates and memory follow each other. */
  Tally besidePipelined(Tally other) {
    Tally join = beside(other);
    for (Item item : new Item[] {Item.WEIGHT_GRADIENT, Item.PEAK_WEIGHT_GRADIENT, Item.MEMORY}) {
      join.seconds[item.ordinal()] = seconds(item) + other.seconds(item);
    }
    return join;
  }

  private Tally join(Tally other, DoubleBinaryOperator time) {
    Tally join = copy();
    for (Item item : Item.values()) {
      int i = item.ordinal();
      join.seconds[i] = ofUpdate(item)
          ? seconds[i] + other.seconds[i]
          : time.applyAsDouble(seconds[i], other.seconds[i]);
      join.joules[i] += other.joules[i];
    }
    return join;
  }

  private static boolean ofUpdate(Item item) {
    return item == Item.UPDATE || item == Item.PEAK_UPDATE;
  }

  /** So many copies work on an equal share: all but the items of an update take less time. */
  Tally dividedAmong(double copies) {
    Tally quick = copy();
    for (Item item : Item.values()) {
      if (!ofUpdate(item)) {
        quick.seconds[item.ordinal()] /= copies;
      }
    }
    return quick;
  }

  /** The time of the update so many times. */
  Tally withUpdate(double timesSeconds) {
    Tally more = copy();
    more.seconds[Item.UPDATE.ordinal()] *= timesSeconds;
    more.seconds[Item.PEAK_UPDATE.ordinal()] *= timesSeconds;
    return more;
  }

  /** The energy of the update so many times, and that of its peak. */
  Tally withUpdateOfCopies(double copies, double peakCopies) {
    Tally more = copy();
    more.joules[Item.UPDATE.ordinal()] *= copies;
    more.joules[Item.PEAK_UPDATE.ordinal()] *= peakCopies;
    return more;
  }

  /** All of it so many times, one after the other. */
  Tally times(double times) {
    Tally more = copy();
    for (int i = 0; i < seconds.length; i++) {
      more.seconds[i] *= times;
      more.joules[i] *= times;
    }
    return more;
  }
}
