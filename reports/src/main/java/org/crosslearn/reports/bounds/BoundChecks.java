package org.crosslearn.reports.bounds;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.reports.run.TrialResult;

/** Holds bounds against results. */
public final class BoundChecks {
  private BoundChecks() {}

  /**
   * One check for every rule and hardware that each bound speaks of, in this order.
   *
   * @param trials by points of sweeps, {@code depth=3}; those of the study itself by the empty text
   */
  public static List<BoundCheck> check(List<Bound> bounds, Map<String, List<TrialResult>> trials) {
    List<BoundCheck> checks = new ArrayList<>();
    for (Bound bound : bounds) {
      for (Bound.Cell subject : bound.subjects()) {
        checks.add(check(bound, subject, trials));
      }
    }
    return checks;
  }

  private static BoundCheck check(
      Bound bound, Bound.Cell subject, Map<String, List<TrialResult>> trials) {
    try {
      double figure = mean(bound, subject, trials);
      if (bound.limit() instanceof Bound.Multiple multiple) {
        Bound.Cell other = multiple.of(subject);
        double reference = mean(bound, other, trials);
        boolean holds = bound.comparison().holds(figure, multiple.factor() * reference);
        String measured = subject + ": " + digits(figure / reference) + " x " + other;
        return new BoundCheck(bound.text(), measured, holds);
      }
      Bound.Figure limit = (Bound.Figure) bound.limit();
      double unit = bound.metric().unitsInSi().get(limit.unit());
      String measured = subject + ": " + (digits(figure / unit) + " " + limit.unit()).strip();
      return new BoundCheck(
          bound.text(), measured, bound.comparison().holds(figure, limit.value()));
    } catch (NoFigure e) {
      return new BoundCheck(bound.text(), e.getMessage(), false);
    }
  }

  /** Why there is nothing to compare; a bound that cannot be checked does not hold. */
  private static final class NoFigure extends Exception {
    private static final long serialVersionUID = 1;

    NoFigure(Bound.Cell cell, String reason) {
      super(cell + ": " + reason, null, false, false);
    }
  }

  /** Over the seeds. */
  private static double mean(Bound bound, Bound.Cell cell, Map<String, List<TrialResult>> trials)
      throws NoFigure {
    double sum = 0;
    int count = 0;
    for (TrialResult trial : trials.getOrDefault(cell.point(), List.of())) {
      if (trial.rule().equals(cell.rule()) && trial.hardware().equals(cell.hardware())) {
        sum += figure(bound, cell, trial);
        count++;
      }
    }
    if (count == 0) {
      throw new NoFigure(cell, "no finished trial");
    }
    return sum / count;
  }

  private static double figure(Bound bound, Bound.Cell cell, TrialResult trial) throws NoFigure {
    if (trial.divergedEpoch() > 0) {
      throw new NoFigure(
          cell, "diverged in epoch " + trial.divergedEpoch() + ", seed " + trial.seed());
    }
    if (bound.metric().priced() && trial.cost() == null) {
      throw new NoFigure(cell, "not priced");
    }
    return switch (bound.metric()) {
      case ACCURACY ->
        bound.age() == null ? trial.accuracy() : trial.accuracyAfter(bound.age().seconds());
      case SETTLED_ACCURACY -> trial.settledAccuracy();
      case ENERGY -> workload(bound, trial).energyPerSampleJoules();
      case LATENCY -> workload(bound, trial).latencyPerSampleSeconds();
      case AREA -> trial.cost().area().areaSquareMeters();
    };
  }

  private static WorkloadCost workload(Bound bound, TrialResult trial) {
    return bound.phase() == Bound.Phase.TRAINING
        ? trial.cost().training()
        : trial.cost().inference();
  }

  private static String digits(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
