package org.crosslearn.reports.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.hw.cost.PricedChip;
import org.crosslearn.reports.study.HardwareEntry;
import org.crosslearn.reports.study.Study;
import org.crosslearn.reports.study.Trial;

/**
 * What a trial would cost on the same hardware with as much silicon as the chip of another rule has,
 * spent on copies of matrices.
 *
 * @param chipOf rule whose chip gives the size
 * @param squareMeters of that chip; no smaller than that of the trial's own
 * @param tiles of the chip with copies
 * @param totals on the chip with copies
 */
public record EqualArea(
    String rule,
    String hardware,
    long seed,
    String chipOf,
    double squareMeters,
    int tiles,
    CostTotals totals) {

  /**
   * Prices of all trials whose operations are stored, on chips as large as those of each rule for
   * which theirs are not too large.
   */
  static List<EqualArea> of(Study study, List<TrialResult> trials, ResultFolder folder) {
    List<EqualArea> prices = new ArrayList<>();
    for (HardwareEntry hardware : study.hardware()) {
      List<TrialResult> priced = trials.stream()
          .filter(trial -> trial.hardware().equals(hardware.name()))
          // A trial that diverged may have recorded what cannot be priced.
          .filter(trial -> trial.cost() != null && trial.divergedEpoch() == 0)
          .toList();
      Map<String, Double> sizes = new LinkedHashMap<>();
      priced.forEach(trial -> sizes.merge(trial.rule(), area(trial), Math::max));
      for (TrialResult trial : priced) {
        folder.operationsOf(id(study, trial)).ifPresent(recorded -> {
          PricedChip chip =
              TrialRun.priced(hardware.spec(), recorded.training(), recorded.inference());
          sizes.forEach((rule, size) -> {
            if (area(trial) <= size) {
              PricedChip.Enlarged enlarged = chip.enlargedTo(size);
              prices.add(new EqualArea(
                  trial.rule(),
                  trial.hardware(),
                  trial.seed(),
                  rule,
                  size,
                  enlarged.tiles(),
                  enlarged.cost().totals()));
            }
          });
        });
      }
    }
    return prices;
  }

  private static double area(TrialResult trial) {
    return trial.cost().area().areaSquareMeters();
  }

  private static String id(Study study, TrialResult result) {
    return study.baseTrials().stream()
        .filter(trial -> trial.rule().name().equals(result.rule())
            && trial.hardware().name().equals(result.hardware())
            && trial.seed() == result.seed())
        .map(Trial::id)
        .findFirst()
        .orElseThrow();
  }
}
