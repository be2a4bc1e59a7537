package org.crosslearn.reports.run;

import org.crosslearn.reports.study.ExperimentTrial;

/** Told how a study of an experiment proceeds; {@link #reached} comes from several threads. */
public interface ExperimentListener {

  void started(ExperimentTrial trial);

  /**
   * @param stage what the trial is doing
   * @param part of that stage, 0..1
   */
  void reached(ExperimentTrial trial, String stage, double part);

  void finished(ExperimentTrial trial, ExperimentResult result, double seconds);

  void failed(ExperimentTrial trial, Throwable failure);
}
