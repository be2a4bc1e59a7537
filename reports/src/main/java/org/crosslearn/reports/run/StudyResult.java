package org.crosslearn.reports.run;

import java.util.List;
import java.util.Map;
import org.crosslearn.crossbar.HardwareSpec;

/**
 * Everything a report is made from.
 *
 * @param study name of the study, and of the profile laid over it
 * @param description what it asks, one or two sentences
 * @param data name of the data set
 * @param rules names of the rule entries in study order, with their titles
 * @param hardware names of the hardware entries in study order, with what they are
 * @param trials in study order: rule, then hardware, then seed
 * @param equalArea prices on chips as large as the largest of their hardware, as far as there are any
 * @param wear how much the trials program their cells, as far as it was recorded
 * @param sweeps in study order
 * @param accountings the same trials priced in other ways, the study's own first; empty where there
 *     is no other one
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
    List<UpdateWear> wear,
    List<SweepResult> sweeps,
    List<AccountedResult> accountings,
    List<String> cautions,
    Map<String, String> manifest) {
  public StudyResult {
    trials = List.copyOf(trials);
    equalArea = List.copyOf(equalArea);
    wear = List.copyOf(wear);
    sweeps = List.copyOf(sweeps);
    accountings = List.copyOf(accountings);
    cautions = List.copyOf(cautions);
  }
}
