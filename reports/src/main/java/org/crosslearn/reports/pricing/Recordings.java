package org.crosslearn.reports.pricing;

import java.util.List;
import java.util.function.Function;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.reports.run.RecordedOperations;
import org.crosslearn.reports.run.ResultFolder;

/** Finds what trials of a results folder did. */
public record Recordings(ResultFolder folder) {

  /**
   * A trial as it ran.
   *
   * @param trial such as {@code bp__analog-rram__seed1}; null if the folder has only one
   * @throws PricingException if there is no such trial
   */
  public Work work(String trial) {
    String chosen = chosen(trial);
    return new RecordedWork(chosen, operations(chosen));
  }

  /** The activity of a trial, as {@link #work} finds it. */
  public Function<Matrix, LayerActivity> activity(String trial) {
    return new MeasuredActivity(operations(chosen(trial)));
  }

  private RecordedOperations operations(String trial) {
    return folder
        .operationsOf(trial)
        .orElseThrow(() -> new PricingException("what trial " + trial + " of " + folder.path()
            + " did is not on record, or not of the same run as its result; run the study again"));
  }

  private String chosen(String trial) {
    List<String> recorded = folder.recordedTrials();
    if (recorded.isEmpty()) {
      throw new PricingException(
          folder.path() + " holds no recorded operations; run its study again,"
              + " with hardware other than ideal");
    }
    if (trial == null && recorded.size() == 1) {
      return recorded.get(0);
    }
    if (trial == null) {
      throw new PricingException("--trial is missing; one of " + String.join(", ", recorded));
    }
    if (!recorded.contains(trial)) {
      throw new PricingException("there is no recorded trial " + trial + " in " + folder.path()
          + "." + Suggestions.didYouMean(trial, recorded)
          + " (On ideal hardware no activity is measured.)");
    }
    return trial;
  }
}
