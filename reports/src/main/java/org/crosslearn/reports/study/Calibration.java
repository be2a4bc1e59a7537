package org.crosslearn.reports.study;

import org.crosslearn.reports.bounds.ExperimentFigure;

/**
 * A search for the constants of an experiment.
 *
 * @param figure that is to be as large as possible: its mean over the places that it speaks of, and
 *     over seeds
 * @param random candidates that are drawn from the space
 * @param climb neighbours that may be tried after them
 * @param seed of the draws
 */
public record Calibration(ExperimentFigure figure, int random, int climb, long seed, Space space) {

  /** How many candidates are tried if no two of them are equal and the climb takes all it may. */
  public long mostCandidates() {
    return 1L + random + climb;
  }
}
