package org.crosslearn.reports.run;

import org.crosslearn.reports.run.Search.Course;
import org.crosslearn.reports.run.Search.Step;

/** Told how the search of a calibration proceeds; an {@link ExperimentListener} is told of its trials. */
public interface CalibrationListener {

  /**
   * @param course with the candidate as its last step
   * @param step what was found for it, by trials of now or of an earlier run
   * @param reason why it was refused or failed; null where it has a figure
   */
  void tried(Course course, Step step, String reason);
}
