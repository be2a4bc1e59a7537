package org.crosslearn.reports.run;

import java.util.List;
import java.util.Map;
import org.crosslearn.crossbar.HardwareSpec;

/**
 * Everything a report is made from.
 *
 * @param study name of the study
 * @param description what it asks, one or two sentences
 * @param data name of the data set
 * @param rules names of the rule entries in study order, with their titles
 * @param hardware names of the hardware entries in study order, with what they are
 * @param trials in study order: rule, then hardware, then seed
 * @param equalArea prices on chips as large as the largest of their hardware, as far as there are any
 * @param cautions reasons why the numbers may mislead (few seeds, fallback kernels …)
 * @param manifest what produced the results: versions, study hash, machine; shown as a table
 */
public record StudyResult(
    String study,
    String description,
    String data,
    Map<String, String> rules,
    Map<String, HardwareSpec> hardware,
    List<TrialResult> trials,
    List<EqualArea> equalArea,
    List<String> cautions,
    Map<String, String> manifest) {
  public StudyResult {
    trials = List.copyOf(trials);
    equalArea = List.copyOf(equalArea);
    cautions = List.copyOf(cautions);
  }
}
