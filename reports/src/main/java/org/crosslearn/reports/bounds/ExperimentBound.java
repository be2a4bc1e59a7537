package org.crosslearn.reports.bounds;

import java.util.List;

/**
 * Something that a study of an experiment demands of its results. See {@link ExperimentBoundParser}
 * for the language.
 *
 * @param text as the study states it
 * @param figure what is bounded
 * @param features of an accuracy; null of other figures
 * @param readout of an accuracy; null of other figures
 * @param seconds at which features are read; null for the time that is best
 * @param nodes sizes of the networks that it speaks of
 * @param hardware that it speaks of
 * @param limit in SI units, or how many times the accuracy of {@code reference}
 * @param unit as it was written, and as results are shown
 * @param reference features whose accuracy is multiplied by the limit; null for a number
 */
public record ExperimentBound(
    String text,
    Figure figure,
    String features,
    String readout,
    Double seconds,
    List<Integer> nodes,
    List<String> hardware,
    Bound.Comparison comparison,
    double limit,
    String unit,
    String reference) {
  public ExperimentBound {
    nodes = List.copyOf(nodes);
    hardware = List.copyOf(hardware);
  }

  /** What can be bounded. */
  enum Figure {
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

    Figure(Metric metric) {
      this.metric = metric;
    }

    boolean priced() {
      return metric.priced();
    }

    boolean ofEdges() {
      return metric == Metric.ACCURACY && this != ACCURACY;
    }
  }
}
