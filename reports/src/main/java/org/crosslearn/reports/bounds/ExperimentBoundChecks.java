package org.crosslearn.reports.bounds;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.crosslearn.reports.bounds.ExperimentFigure.Kind;
import org.crosslearn.reports.run.ExperimentResult;

/** Holds bounds against the results of an experiment. */
public final class ExperimentBoundChecks {
  private ExperimentBoundChecks() {}

  /** One check for every size and hardware that a bound speaks of, in the order of the bounds. */
  public static List<BoundCheck> check(
      List<ExperimentBound> bounds, List<ExperimentResult> results) {
    List<BoundCheck> checks = new ArrayList<>();
    for (ExperimentBound bound : bounds) {
      for (String hardware : bound.figure().hardware()) {
        for (int nodes : bound.figure().nodes().stream().sorted().toList()) {
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
    ExperimentFigure figure = bound.figure();
    OptionalDouble mean = results.stream().mapToDouble(figure::of).average();
    if (mean.isEmpty() || Double.isNaN(mean.getAsDouble())) {
      return new BoundCheck(bound.text(), subject + "no figure", false);
    }
    double limit = bound.limit();
    String unit = bound.reference() == null ? bound.unit() : "%";
    String held = figure.shown(mean.getAsDouble(), unit);
    if (bound.reference() != null) {
      double reference = results.stream()
          .mapToDouble(result -> result.accuracy(bound.reference(), figure.readout()))
          .average()
          .orElseThrow();
      limit *= reference;
      held += ", " + bound.reference() + " " + figure.shown(reference, unit);
    }
    if (figure.kind() == Kind.ENERGY || figure.kind() == Kind.LATENCY) {
      double simulated = results.get(0).cost().seconds();
      held += " for " + ExperimentFigure.shown(Metric.LATENCY, simulated, "ms") + " simulated";
    }
    return new BoundCheck(
        bound.text(), subject + held, bound.comparison().holds(mean.getAsDouble(), limit));
  }
}
