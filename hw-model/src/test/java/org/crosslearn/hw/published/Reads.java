package org.crosslearn.hw.published;

/**
 * Sums over the input bit vectors that a block of a matrix sees.
 *
 * @param vectors bit vectors
 * @param activity fraction of the mapped rows that are on
 * @param forward conversions of the forward read
 * @param backward conversions of the transposed read
 */
record Reads(double vectors, double activity, Conversions forward, Conversions backward) {

  /**
   * Sums over bit vectors of single conversions of all lines.
   *
   * @param seconds of the slowest line
   * @param joules of all lines
   * @param activeSeconds seconds times activity of the vector
   * @param activeJoules joules times activity of the vector
   */
  record Conversions(double seconds, double joules, double activeSeconds, double activeJoules) {
    static final Conversions NONE = new Conversions(0, 0, 0, 0);

    Conversions plus(double moreSeconds, double moreJoules, double share) {
      return new Conversions(
          seconds + moreSeconds,
          joules + moreJoules,
          activeSeconds + share * moreSeconds,
          activeJoules + share * moreJoules);
    }

    Conversions times(double count) {
      return new Conversions(
          count * seconds, count * joules, count * activeSeconds, count * activeJoules);
    }
  }
}
