package org.crosslearn.reports.bounds;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.crosslearn.algorithms.experiment.Findings.WeightChanges;
import org.crosslearn.reports.run.ExperimentResult;

/**
 * A number that sentences about an experiment speak of, and the places that they mean. See {@link
 * ExperimentBoundParser} for the language.
 *
 * @param text as it was written
 * @param kind what is measured
 * @param features of an accuracy; null of other figures
 * @param readout of an accuracy; null of other figures
 * @param seconds at which features are read; null for the time that is best
 * @param nodes sizes of the networks that are meant
 * @param hardware that is meant
 */
public record ExperimentFigure(
    String text,
    Kind kind,
    String features,
    String readout,
    Double seconds,
    List<Integer> nodes,
    List<String> hardware) {
  public ExperimentFigure {
    nodes = List.copyOf(nodes);
    hardware = List.copyOf(hardware);
  }

  /** What can be measured. */
  public enum Kind {
    ACCURACY(Metric.ACCURACY),
    EDGES_UP(Metric.ACCURACY),
    EDGES_DOWN(Metric.ACCURACY),
    EDGES_TURNED_INHIBITORY(Metric.ACCURACY),
    EDGES_UNCHANGED(Metric.ACCURACY),
    ENERGY(Metric.ENERGY),
    LATENCY(Metric.LATENCY),
    AREA(Metric.AREA);

    /** Whose units it has. */
    final Metric metric;

    Kind(Metric metric) {
      this.metric = metric;
    }

    /** Whether it is known of hardware with a chip only. */
    public boolean priced() {
      return metric.priced();
    }

    boolean ofEdges() {
      return metric == Metric.ACCURACY && this != ACCURACY;
    }
  }

  /** In SI units, whatever the place of the result; NaN where it has no such figure. */
  public double of(ExperimentResult result) {
    if (kind.priced()) {
      return result.cost() == null
          ? Double.NaN
          : switch (kind) {
            case ENERGY -> result.cost().energyJoules();
            case LATENCY -> result.cost().latencySeconds();
            default -> result.cost().areaSquareMeters();
          };
    }
    return switch (kind) {
      case EDGES_UP -> changes(result).up();
      case EDGES_DOWN -> changes(result).down();
      case EDGES_TURNED_INHIBITORY -> changes(result).turnedInhibitory();
      case EDGES_UNCHANGED -> changes(result).unchanged();
      default ->
        seconds == null
            ? result.accuracy(features, readout)
            : result.accuracy(features, readout, seconds);
    };
  }

  /** Where no time is said: when the network's features are best. */
  private WeightChanges changes(ExperimentResult result) {
    return result.changes(seconds == null ? result.findings().embedding().seconds() : seconds);
  }

  /** Four digits of a value in one of its units. */
  String shown(double value, String unit) {
    return shown(kind.metric, value, unit);
  }

  static String shown(Metric metric, double value, String unit) {
    double shown = value / metric.unitsInSi().get(unit);
    String digits =
        new BigDecimal(shown).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    return unit.isEmpty() ? digits : digits + " " + unit;
  }
}
