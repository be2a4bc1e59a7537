package org.crosslearn.reports.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.hw.cost.PricedChip;
import org.crosslearn.reports.study.HardwareEntry;
import org.crosslearn.reports.study.Study;
import org.crosslearn.reports.study.Trial;

/**
 * What a trial would cost on a chip as large as the largest chip that any trial of the study has on
 * the same hardware, its spare silicon spent on copies of matrices.
 *
 * @param squareMeters of that largest chip
 * @param tiles of the chip with copies
 * @param totals on the chip with copies
 */
public record EqualArea(
    String rule, String hardware, long seed, double squareMeters, int tiles, CostTotals totals) {

  /** Prices of all trials whose operations are stored. */
  static List<EqualArea> of(Study study, List<TrialResult> trials, ResultFolder folder) {
    List<EqualArea> prices = new ArrayList<>();
    for (HardwareEntry hardware : study.hardware()) {
      double largest = trials.stream()
          .filter(trial -> trial.hardware().equals(hardware.name()) && counts(trial))
          .mapToDouble(trial -> trial.cost().area().areaSquareMeters())
          .max()
          .orElse(Double.NaN);
      for (TrialResult trial : trials) {
        if (trial.hardware().equals(hardware.name()) && counts(trial)) {
          price(study, hardware, trial, largest, folder).ifPresent(prices::add);
        }
      }
    }
    return prices;
  }

  /** A trial that diverged may have recorded what cannot be priced. */
  private static boolean counts(TrialResult trial) {
    return trial.cost() != null && trial.divergedEpoch() == 0;
  }

  private static Optional<EqualArea> price(
      Study study,
      HardwareEntry hardware,
      TrialResult trial,
      double squareMeters,
      ResultFolder folder) {
    return study.trials().stream()
        .filter(t -> t.hardware().equals(hardware)
            && t.rule().name().equals(trial.rule())
            && t.seed() == trial.seed())
        .map(Trial::id)
        .findFirst()
        .flatMap(folder::operationsOf)
        .map(recorded -> {
          PricedChip.Enlarged enlarged = TrialRun.priced(
                  hardware.spec(), recorded.training(), recorded.inference())
              .enlargedTo(squareMeters);
          return new EqualArea(
              trial.rule(),
              hardware.name(),
              trial.seed(),
              squareMeters,
              enlarged.tiles(),
              enlarged.cost().totals());
        });
  }
}
