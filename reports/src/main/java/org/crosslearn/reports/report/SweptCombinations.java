package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crosslearn.reports.report.SummaryTable.NamedFigure;
import org.crosslearn.reports.run.StudyResult;
import org.crosslearn.reports.run.SweepResult;

/**
 * A sweep as its charts and tables need it.
 *
 * @param label what was varied
 * @param retrained whether networks were trained at every point, not only evaluated
 * @param hardware names of those on which there are results, in study order
 * @param rules names of those of which there are results, in study order
 * @param points in study order
 */
record SweptCombinations(
    String name,
    String label,
    boolean retrained,
    List<String> hardware,
    List<String> rules,
    List<Point> points) {

  /** Everything that ran at one value, hardware first. */
  record Point(String value, boolean base, List<Combination> combinations) {
    Optional<Combination> of(String rule, String hardware) {
      return combinations.stream()
          .filter(c -> c.rule().equals(rule) && c.hardware().equals(hardware))
          .findFirst();
    }
  }

  static List<SweptCombinations> of(StudyResult result) {
    return of(result, result.sweeps());
  }

  /** The same of sweeps that are priced in another way. */
  static List<SweptCombinations> of(StudyResult result, List<SweepResult> sweeps) {
    return sweeps.stream().map(sweep -> of(result, sweep)).toList();
  }

  private static SweptCombinations of(StudyResult result, SweepResult sweep) {
    List<Point> points = new ArrayList<>();
    Set<String> hardware = new LinkedHashSet<>(result.hardware().keySet());
    Set<String> rules = new LinkedHashSet<>(result.rules().keySet());
    for (SweepResult.Point point : sweep.points()) {
      List<Combination> run = Combination.of(result, point.trials()).stream()
          .filter(c -> !c.trials().isEmpty())
          .toList();
      points.add(new Point(point.value(), point.base(), run));
    }
    hardware.removeIf(name -> points.stream()
        .flatMap(point -> point.combinations().stream())
        .noneMatch(c -> c.hardware().equals(name)));
    rules.removeIf(name -> points.stream()
        .flatMap(point -> point.combinations().stream())
        .noneMatch(c -> c.rule().equals(name)));
    return new SweptCombinations(
        sweep.name(),
        sweep.label(),
        sweep.retrained(),
        List.copyOf(hardware),
        List.copyOf(rules),
        points);
  }

  boolean anyPriced() {
    return points.stream()
        .flatMap(point -> point.combinations().stream())
        .anyMatch(Combination::priced);
  }

  /** Whether a rule has chips of different sizes, or other matrices to learn, on a hardware. */
  boolean changesChip() {
    Map<String, Set<List<Double>>> sizes = new HashMap<>();
    points.stream()
        .flatMap(point -> point.combinations().stream())
        .filter(Combination::priced)
        .forEach(c -> {
          AccountedCost cost = new AccountedCost(c);
          sizes
              .computeIfAbsent(c.rule() + " " + c.hardware(), pair -> new HashSet<>())
              .add(List.of(cost.squareMeters(), cost.layers()));
        });
    return sizes.values().stream().anyMatch(different -> different.size() > 1);
  }

  /** The rule that the others are compared with; empty if nothing ran. */
  Optional<String> firstRule() {
    return rules.stream().findFirst();
  }

  /**
   * A cost of a rule by that of the first rule at the same point.
   *
   * @return NaN where there is none
   */
  double toFirstRule(SweptCost cost, Point point, Combination combination) {
    return firstRule()
        .flatMap(rule -> point.of(rule, combination.hardware()))
        .map(first -> cost.of(combination) / cost.of(first))
        .orElse(Double.NaN);
  }

  /** Costs by those of the first rule, as machines read them. */
  List<NamedFigure> ratios(Point point, Combination combination) {
    List<NamedFigure> ratios = new ArrayList<>();
    for (SweptCost cost : SweptCost.values()) {
      ratios.add(
          new NamedFigure(cost.key() + "_to_first_rule", toFirstRule(cost, point, combination)));
    }
    return ratios;
  }
}
