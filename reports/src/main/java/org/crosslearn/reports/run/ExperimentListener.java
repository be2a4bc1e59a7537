package org.crosslearn.reports.run;

import org.crosslearn.reports.study.ExperimentTrial;

/** Told how a study of an experiment proceeds; {@link #reached} comes from several threads. */
public interface ExperimentListener extends TrialListener<ExperimentTrial, ExperimentResult> {

  /**
   * @param stage what the trial is doing
   * @param part of that stage, 0..1
   */
  void reached(ExperimentTrial trial, String stage, double part);
}
