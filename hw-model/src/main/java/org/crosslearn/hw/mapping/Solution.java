package org.crosslearn.hw.mapping;

/**
 * An answer to a minimisation problem, and how good it can be trusted to be.
 *
 * @param value the answer
 * @param objective what was made small, at {@code value}
 * @param bound no answer has an objective below it; at most {@code objective}
 * @param method what found the answer
 * @param searchSeconds wall-clock time that finding and proving took
 */
public record Solution<T>(
    T value, double objective, double bound, Method method, double searchSeconds) {

  /**
   * Objectives that differ by less than this fraction count as equal: the solver reckons in whole
   * steps, which are finer than this but not infinitely fine.
   */
  public static final double RESOLUTION = 1e-6;

  /** Who found an answer. */
  public enum Method {
    /** A rule that never takes a choice back. */
    GREEDY,
    /** The constraint solver, which started from the greedy answer and improved it. */
    SEARCH
  }

  /** A bound above the objective, by rounding, is taken for the objective. */
  public Solution {
    bound = Math.min(bound, objective);
  }

  /** Whether no answer is better. */
  public boolean proven() {
    return objective - bound <= RESOLUTION * Math.abs(objective);
  }

  /** How much better an answer could at most be, as a fraction of the objective; 0 if proven. */
  public double gap() {
    return proven() ? 0 : (objective - bound) / objective;
  }

  /** The same answer after a search that found nothing better but may know more about the bound. */
  Solution<T> afterSearch(double newBound, long startNanos) {
    return new Solution<>(
        value, objective, Math.max(bound, newBound), method, secondsSince(startNanos));
  }

  static double secondsSince(long startNanos) {
    return (System.nanoTime() - startNanos) * 1e-9;
  }
}
