package org.crosslearn.reports.run;

import java.util.List;
import java.util.Map;

/**
 * Everything a report is made from.
 *
 * @param study name of the study
 * @param description what it asks, one or two sentences
 * @param data name of the data set
 * @param rules names of the rule entries in study order, with their titles
 * @param hardware names of the hardware entries in study order, with their descriptions
 * @param trials in study order: rule, then hardware, then seed
 * @param cautions reasons why the numbers may mislead (few seeds, fallback kernels …)
 * @param manifest what produced the results: versions, study hash, machine; shown as a table
 */
public record StudyResult(
    String study,
    String description,
    String data,
    Map<String, String> rules,
    Map<String, String> hardware,
    List<TrialResult> trials,
    List<String> cautions,
    Map<String, String> manifest) {
  public StudyResult {
    trials = List.copyOf(trials);
    cautions = List.copyOf(cautions);
  }
}
