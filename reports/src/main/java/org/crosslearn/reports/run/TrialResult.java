package org.crosslearn.reports.run;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crosslearn.algorithms.training.TrainingResult;
import org.crosslearn.crossbar.encoding.CellHistory;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.hw.cost.HardwareCost;

/**
 * What one trial found out: deterministic, so that equal trials write equal files.
 *
 * @param fingerprint SHA-256 of everything that the result depends on
 * @param rule name of the rule's entry in the study
 * @param hardware name of the hardware's entry in the study
 * @param epochs accuracy after each pass; of a network that was trained elsewhere, only after the last
 * @param divergedEpoch pass in which training diverged, or 0
 * @param trainingSteps training steps taken; 0 where the network was trained elsewhere
 * @param cost the bill of a step and of an inference; null where nothing is priced
 * @param otherConverters the same with each other model of converters that has one
 * @param aged accuracy some time after training, ascending; empty where hardware does not age
 * @param cells what was done to the cells from the first on; null on ideal hardware, which has none
 */
public record TrialResult(
    String fingerprint,
    String rule,
    String hardware,
    long seed,
    List<TrainingResult.EpochResult> epochs,
    int divergedEpoch,
    long trainingSteps,
    HardwareCost cost,
    Map<ChipSpec.Adc, CostTotals> otherConverters,
    List<TrainingResult.AgedResult> aged,
    CellHistory cells) {
  public TrialResult {
    epochs = List.copyOf(epochs);
    aged = List.copyOf(aged);
    otherConverters = Collections.unmodifiableMap(new TreeMap<>(otherConverters));
  }

  /** The same with another bill, or with none. */
  TrialResult with(HardwareCost otherCost) {
    return new TrialResult(
        fingerprint,
        rule,
        hardware,
        seed,
        epochs,
        divergedEpoch,
        trainingSteps,
        otherCost,
        Map.of(),
        aged,
        cells);
  }

  /** Test accuracy after the last pass, 0 if none was completed. */
  public double accuracy() {
    return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).testAccuracy();
  }

  /**
   * Test accuracy some time after training.
   *
   * @param seconds one of the times of {@link #aged}; any where there are none, for nothing ages
   */
  public double accuracyAfter(double seconds) {
    return aged.isEmpty()
        ? accuracy()
        : aged.stream()
            .filter(result -> result.seconds() == seconds)
            .mapToDouble(TrainingResult.AgedResult::testAccuracy)
            .findFirst()
            .orElse(Double.NaN);
  }

  /** Mean test accuracy after each pass of the last quarter, 0 if none was completed. */
  public double settledAccuracy() {
    int last = (epochs.size() + 3) / 4;
    return epochs.stream()
        .skip(epochs.size() - last)
        .mapToDouble(TrainingResult.EpochResult::testAccuracy)
        .average()
        .orElse(0);
  }
}
