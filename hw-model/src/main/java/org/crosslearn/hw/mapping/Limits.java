package org.crosslearn.hw.mapping;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * When a search gives up. If it meets the number of failures before the clock, its answer is the
 * same on every machine.
 *
 * @param seconds of wall-clock time, above 0
 * @param failures dead ends of the search, above 0
 */
public record Limits(double seconds, long failures) {

  /** Fifty thousand dead ends, seconds for the problems of one chip; half a minute at most. */
  public static final Limits DEFAULT = new Limits(30, 50_000);

  public Limits {
    InvalidValue.requirePositive("seconds", seconds);
    InvalidValue.require(failures > 0, "failures", failures, "a whole number above 0");
  }
}
