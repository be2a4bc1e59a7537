package org.crosslearn.reports.bounds;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.crosslearn.algorithms.experiment.Findings.WeightChanges;
import org.crosslearn.reports.run.ExperimentResult;

/** Holds bounds against the results of an experiment. */
public final class ExperimentBoundChecks {
  private ExperimentBoundChecks() {}

  /** One check for every size and hardware that a bound speaks of, in the order of the bounds. */
  public static List<BoundCheck> check(
      List<ExperimentBound> bounds, List<ExperimentResult> results) {
    List<BoundCheck> checks = new ArrayList<>();
    for (ExperimentBound bound : bounds) {
      for (String hardware : bound.hardware()) {
        for (int nodes : bound.nodes().stream().sorted().toList()) {
          List<ExperimentResult> here = results.stream()
              .filter(result -> result.nodes() == nodes && result.hardware().equals(hardware))
              .toList();
          checks.add(check(bound, nodes + " nodes on " + hardware + ": ", here));
        }
      }
    }
    return checks;
  }

  private static BoundCheck check(
      ExperimentBound bound, String subject, List<ExperimentResult> results) {
    OptionalDouble figure =
        results.stream().mapToDouble(result -> figure(bound, result)).average();
    if (figure.isEmpty() || Double.isNaN(figure.getAsDouble())) {
      return new BoundCheck(bound.text(), subject + "no figure", false);
    }
    double limit = bound.limit();
    String held = shown(bound, figure.getAsDouble());
    if (bound.reference() != null) {
      double reference = results.stream()
          .mapToDouble(result -> result.accuracy(bound.reference(), bound.readout()))
          .average()
          .orElseThrow();
      limit *= reference;
      held += ", " + bound.reference() + " " + shown(bound, reference);
    }
    return new BoundCheck(
        bound.text(), subject + held, bound.comparison().holds(figure.getAsDouble(), limit));
  }

  private static double figure(ExperimentBound bound, ExperimentResult result) {
    if (bound.figure().priced()) {
      return result.cost() == null
          ? Double.NaN
          : switch (bound.figure()) {
            case ENERGY -> result.cost().energyJoules();
            case LATENCY -> result.cost().latencySeconds();
            default -> result.cost().areaSquareMeters();
          };
    }
    return switch (bound.figure()) {
      case EDGES_UP -> changes(bound, result).up();
      case EDGES_DOWN -> changes(bound, result).down();
      case EDGES_TURNED_INHIBITORY -> changes(bound, result).turnedInhibitory();
      case EDGES_UNCHANGED -> changes(bound, result).unchanged();
      default ->
        bound.seconds() == null
            ? result.accuracy(bound.features(), bound.readout())
            : result.accuracy(bound.features(), bound.readout(), bound.seconds());
    };
  }

  /** Where no time is said: when the network's features are best. */
  private static WeightChanges changes(ExperimentBound bound, ExperimentResult result) {
    return result.changes(
        bound.seconds() == null ? result.findings().embedding().seconds() : bound.seconds());
  }

  private static String shown(ExperimentBound bound, double value) {
    String unit = bound.reference() == null ? bound.unit() : "%";
    double shown = value / bound.figure().metric.unitsInSi().get(unit);
    String digits =
        new BigDecimal(shown).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    return unit.isEmpty() ? digits : digits + " " + unit;
  }
}
