package org.crosslearn.crossbar.converter;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * When a range is set to what is read, and to how much of it.
 *
 * @param share of the numbers that the highest code reaches, as a fraction
 * @param every reads from one calibration to the next; 0 for the first read alone
 */
record Calibration(double share, int every) {
  private static final double PERCENTILE = 99.9;

  /** As specified; the default for what is null. */
  static Calibration of(Double percentile, Integer every) {
    return new Calibration(
        (percentile == null ? PERCENTILE : percentile) / 100, every == null ? 0 : every);
  }

  static void requireAllowed(Double percentile, int above, Integer every) {
    InvalidValue.require(
        percentile == null || percentile > above && percentile <= 100,
        "percentile",
        percentile,
        "a number above " + above + ", up to 100");
    InvalidValue.require(
        every == null || every >= 0, "every", every, "a number of reads, or 0 for never again");
  }

  /** Whether a read, counted from 0, is one to calibrate on. */
  boolean isDue(long read) {
    return read == 0 || isRepeated() && read % every == 0;
  }

  boolean isRepeated() {
    return every > 0;
  }
}
