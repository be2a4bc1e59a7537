package org.crosslearn.reports.run;

import org.crosslearn.reports.study.Trial;

/** Told how a study proceeds; called from the threads that run the trials. */
public interface RunListener extends TrialListener<Trial, TrialResult> {

  /** A result with the same fingerprint is there already. */
  void skipped(Trial trial, TrialResult result);

  /**
   * @param images images presented since the trial's start, training and test
   * @param total images that the trial will present
   */
  void presented(Trial trial, long images, long total);
}
