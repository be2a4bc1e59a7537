package org.crosslearn.reports.study;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosslearn.reports.bounds.Aim;
import org.crosslearn.reports.bounds.ExperimentFigure;

/**
 * A search for the constants of an experiment.
 *
 * @param aims one figure that is to be large, or some that have targets
 * @param random candidates that are drawn from the space
 * @param climb neighbours that may be tried after them
 * @param seed of the draws
 */
public record Calibration(List<Aim> aims, int random, int climb, long seed, Space space) {
  public Calibration {
    aims = List.copyOf(aims);
  }

  /** Whether figures are to come near to targets. */
  public boolean matches() {
    return aims.get(0).target() != null;
  }

  /** What is to be as large as possible, in words. */
  public String sought() {
    return matches() ? "agreement with targets" : aims.get(0).figure().text();
  }

  /**
   * How good a candidate is: its figure, or 1 less the mean distance of its figures from their targets.
   *
   * @param figures one for every aim; the worth is NaN if one of them is
   */
  public double worth(List<Double> figures) {
    return IntStream.range(0, aims.size())
        .mapToDouble(a -> aims.get(a).worth(figures.get(a)))
        .average()
        .orElseThrow();
  }

  /** Sizes of the networks that aims speak of, from the smallest on. */
  public List<Integer> nodes() {
    return all(ExperimentFigure::nodes).sorted().toList();
  }

  /** Hardware that aims speak of. */
  public List<String> hardware() {
    return all(ExperimentFigure::hardware).toList();
  }

  private <T> Stream<T> all(Function<ExperimentFigure, List<T>> places) {
    return aims.stream()
        .map(Aim::figure)
        .map(places)
        .flatMap(Collection::stream)
        .distinct();
  }

  /** How many candidates are tried if no two draws are equal and the climb takes all it may. */
  public long mostCandidates() {
    return (long) Math.min(space.size(), 1L + random + climb);
  }
}
