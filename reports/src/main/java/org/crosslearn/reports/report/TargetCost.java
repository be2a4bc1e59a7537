package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.crosslearn.algorithms.training.TrainingResult.EpochResult;
import org.crosslearn.reports.run.TrialResult;
import org.crosslearn.reports.run.UpdateWear;

/**
 * What training takes until the test accuracy first reaches a fraction of what it is at the end, over
 * the seeds that finished. Accuracy is known after each epoch only, so whole epochs are counted.
 *
 * @param fraction of the final accuracy of the same seed
 * @param accuracy that had to be reached
 * @param epochs passes over the data
 * @param steps training steps
 * @param joules energy of these steps, leakage included
 * @param seconds time of these steps, one after the other
 * @param pulsesPerCell programming pulses, mean over the cells that learn
 */
record TargetCost(
    double fraction,
    Spread accuracy,
    Spread epochs,
    Spread steps,
    Spread joules,
    Spread seconds,
    Spread pulsesPerCell) {
  private static final double[] FRACTIONS = {0.95, 0.98, 0.99};

  /** What it takes to get ever nearer to the end. */
  static List<TargetCost> of(ReportModel model, Combination combination) {
    List<TargetCost> targets = new ArrayList<>();
    for (double fraction : FRACTIONS) {
      List<Reached> reached = combination.finished().stream()
          .flatMap(trial -> reached(model, trial, fraction).stream())
          .toList();
      targets.add(new TargetCost(
          fraction,
          spread(reached, Reached::accuracy),
          spread(reached, Reached::epochs),
          spread(reached, Reached::steps),
          spread(reached, Reached::joules),
          spread(reached, Reached::seconds),
          spread(reached, Reached::pulsesPerCell)));
    }
    return targets;
  }

  /** One seed; NaN for what is not known of it. */
  private record Reached(
      double accuracy,
      double epochs,
      double steps,
      double joules,
      double seconds,
      double pulsesPerCell) {}

  private static Optional<Reached> reached(ReportModel model, TrialResult trial, double fraction) {
    double target = fraction * trial.accuracy();
    return trial.epochs().stream()
        .filter(epoch -> epoch.testAccuracy() >= target)
        .findFirst()
        .map(EpochResult::epoch)
        .map(epoch -> {
          double steps =
              epoch * (trial.trainingSteps() / (double) trial.epochs().size());
          boolean priced = trial.cost() != null;
          return new Reached(
              target,
              epoch,
              steps,
              priced ? steps * trial.cost().training().energyJoules() : Double.NaN,
              priced ? steps * trial.cost().training().latencySeconds() : Double.NaN,
              steps * pulsesPerCellAndStep(model, trial));
        });
  }

  private static double pulsesPerCellAndStep(ReportModel model, TrialResult trial) {
    return model.result().wear().stream()
        .filter(wear -> wear.rule().equals(trial.rule())
            && wear.hardware().equals(trial.hardware())
            && wear.seed() == trial.seed())
        .mapToDouble(UpdateWear::pulsesPerCellAndStep)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static Spread spread(List<Reached> reached, ToDoubleFunction<Reached> figure) {
    return Spread.of(reached.stream()
        .mapToDouble(figure)
        .filter(value -> !Double.isNaN(value))
        .toArray());
  }
}
