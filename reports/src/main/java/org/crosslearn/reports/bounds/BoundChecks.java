package org.crosslearn.reports.bounds;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.reports.run.TrialResult;

/** Holds bounds against results. */
public final class BoundChecks {
  private BoundChecks() {}

  /**
   * One check for every rule and hardware that each bound speaks of, in this order.
   *
   * @param trials by accounting, then by points of sweeps, {@code depth=3}; those of the study itself
   *     by the empty text
   */
  public static List<BoundCheck> check(
      List<Bound> bounds, Map<String, Map<String, List<TrialResult>>> trials) {
    List<BoundCheck> checks = new ArrayList<>();
    for (Bound bound : bounds) {
      for (Bound.Cell subject : bound.subjects()) {
        checks.add(check(bound, subject, trials));
      }
    }
    return checks;
  }

  private static BoundCheck check(
      Bound bound, Bound.Cell subject, Map<String, Map<String, List<TrialResult>>> trials) {
    try {
      Map<Long, Double> figures = figures(bound, subject, trials);
      if (bound.limit() instanceof Bound.Multiple multiple) {
        Bound.Cell other = multiple.of(subject);
        Map<Long, Double> references = figures(bound, other, trials);
        String ratio = digits(mean(figures) / mean(references)) + " x " + other;
        return check(bound, subject, ratio, figures, multiple.factor(), references);
      }
      Bound.Figure limit = (Bound.Figure) bound.limit();
      double unit = bound.metric().unitsInSi().get(limit.unit());
      String measured = (digits(mean(figures) / unit) + " " + limit.unit()).strip();
      Map<Long, Double> limits = new TreeMap<>(figures);
      limits.replaceAll((seed, figure) -> limit.value());
      return check(bound, subject, measured, figures, 1, limits);
    } catch (NoFigure e) {
      return new BoundCheck(bound.text(), e.getMessage(), false);
    }
  }

  /** Of {@code figures} against {@code factor} times the references. */
  private static BoundCheck check(
      Bound bound,
      Bound.Cell subject,
      String measured,
      Map<Long, Double> figures,
      double factor,
      Map<Long, Double> references)
      throws NoFigure {
    if (bound.confidence() == null) {
      boolean holds = bound.comparison().holds(mean(figures), factor * mean(references));
      return new BoundCheck(bound.text(), subject + ": " + measured, holds);
    }
    SummaryStatistics differences = new SummaryStatistics();
    figures.forEach((seed, figure) -> {
      if (references.containsKey(seed)) {
        differences.addValue(figure - factor * references.get(seed));
      }
    });
    if (differences.getN() < 2) {
      throw new NoFigure(subject, "a confidence needs two seeds, found " + differences.getN());
    }
    double width =
        new TDistribution(differences.getN() - 1).inverseCumulativeProbability(bound.confidence())
            * differences.getStandardDeviation()
            / Math.sqrt(differences.getN());
    double end = differences.getMean() + (bound.comparison().isFloor() ? -width : width);
    return new BoundCheck(
        bound.text(),
        subject + ": " + measured + ", known to " + digits(width / unit(bound)) + unitName(bound),
        bound.comparison().holds(end, 0));
  }

  /** In which the width of an interval is shown: points of accuracy, SI units of the rest. */
  private static double unit(Bound bound) {
    return bound.limit() instanceof Bound.Figure limit
        ? bound.metric().unitsInSi().get(limit.unit())
        : bound.metric().isAccuracy() ? 0.01 : 1;
  }

  private static String unitName(Bound bound) {
    String unit = bound.limit() instanceof Bound.Figure limit
        ? limit.unit()
        : bound.metric().isAccuracy() ? "%" : "";
    return unit.isEmpty() ? "" : " " + unit;
  }

  /** Why there is nothing to compare; a bound that cannot be checked does not hold. */
  private static final class NoFigure extends Exception {
    private static final long serialVersionUID = 1;

    NoFigure(Bound.Cell cell, String reason) {
      super(cell + ": " + reason, null, false, false);
    }
  }

  /** What the bound speaks of, by seed. */
  private static Map<Long, Double> figures(
      Bound bound, Bound.Cell cell, Map<String, Map<String, List<TrialResult>>> trials)
      throws NoFigure {
    if (bound.ahead() == null) {
      return plainFigures(bound, cell, trials);
    }
    Map<Long, Double> gaps = plainFigures(bound, cell.of(bound.ahead()), trials);
    Map<Long, Double> behind = plainFigures(bound, cell, trials);
    gaps.keySet().retainAll(behind.keySet());
    gaps.replaceAll((seed, ahead) -> ahead - behind.get(seed));
    if (gaps.isEmpty()) {
      throw new NoFigure(cell, "no seed that " + bound.ahead() + " ran from, too");
    }
    return gaps;
  }

  private static Map<Long, Double> plainFigures(
      Bound bound, Bound.Cell cell, Map<String, Map<String, List<TrialResult>>> trials)
      throws NoFigure {
    Map<Long, Double> figures = new TreeMap<>();
    for (TrialResult trial :
        trials.getOrDefault(cell.under(), Map.of()).getOrDefault(cell.point(), List.of())) {
      if (trial.rule().equals(cell.rule()) && trial.hardware().equals(cell.hardware())) {
        figures.put(trial.seed(), figure(bound, cell, trial));
      }
    }
    if (figures.isEmpty()) {
      throw new NoFigure(cell, "no finished trial");
    }
    return figures;
  }

  private static double mean(Map<Long, Double> figures) {
    return figures.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
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
