package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.crosslearn.reports.run.AccountedResult;
import org.crosslearn.reports.run.AccountedResult.TrialChip;
import org.crosslearn.reports.run.StudyResult;
import org.crosslearn.reports.study.Accounting;

/**
 * One way to price the study's trials, as tables and charts need it.
 *
 * @param combinations hardware first, then rule, both in study order
 * @param firstRule with which the others are compared
 * @param sweeps those that change the chip
 */
record Accounted(
    AccountedResult result,
    String firstRule,
    List<Combination> combinations,
    List<SweptCombinations> sweeps) {

  /** A rule on a hardware. */
  record Pair(String rule, String hardware) {}

  /**
   * How much faster than the first rule.
   *
   * @param x name of the point, or its number of layers
   */
  record Speed(String x, double speedUp) {}

  /**
   * Speedups of all other rules along a sweep.
   *
   * @param isDepth whether its points differ in the number of layers, which then names them
   * @param xs names of its points
   */
  record Swept(
      String name, String label, boolean isDepth, List<String> xs, Map<Pair, List<Speed>> speeds) {}

  static List<Accounted> of(StudyResult result) {
    String first = result.rules().keySet().iterator().next();
    return result.accountings().stream()
        .map(accounting -> new Accounted(
            accounting,
            first,
            Combination.of(result, accounting.trials()),
            SweptCombinations.of(result, accounting.sweeps()).stream()
                .filter(SweptCombinations::changesChip)
                .toList()))
        .toList();
  }

  String name() {
    return result.name();
  }

  String label() {
    return result.label();
  }

  String from() {
    return result.from();
  }

  boolean isBase() {
    return result.name().equals(Accounting.BASE);
  }

  /** The rules that have prices on a hardware. */
  List<Combination> priced(String hardware) {
    return combinations.stream()
        .filter(c -> c.hardware().equals(hardware) && c.priced())
        .toList();
  }

  Optional<Combination> of(String rule, String hardware) {
    return combinations.stream()
        .filter(c -> c.rule().equals(rule) && c.hardware().equals(hardware))
        .findFirst();
  }

  /** Training time of an image, NaN where there is none. */
  double seconds(String rule, String hardware) {
    return of(rule, hardware).map(c -> new AccountedCost(c).seconds()).orElse(Double.NaN);
  }

  /** By how much a rule trains faster than the first one, NaN where one of them has no price. */
  double speedUp(String rule, String hardware) {
    return seconds(firstRule, hardware) / seconds(rule, hardware);
  }

  /** The chips of a rule on a hardware, one per seed. */
  Stream<TrialChip> chips(Combination combination) {
    return result.chips().stream()
        .filter(chip -> chip.rule().equals(combination.rule())
            && chip.hardware().equals(combination.hardware()));
  }

  /** Sweeps along which there are speedups. */
  List<Swept> swept() {
    return sweeps.stream().map(this::swept).filter(s -> !s.speeds().isEmpty()).toList();
  }

  private Swept swept(SweptCombinations sweep) {
    List<String> depths = sweep.points().stream()
        .map(point -> point.combinations().stream()
            .filter(c -> c.rule().equals(firstRule) && c.priced())
            .map(c -> Long.toString(Math.round(new AccountedCost(c).layers())))
            .findFirst()
            .orElse("?"))
        .toList();
    boolean isDepth = !depths.contains("?") && depths.stream().distinct().count() == depths.size();
    List<String> xs = isDepth
        ? depths
        : sweep.points().stream().map(SweptCombinations.Point::value).toList();
    Map<Pair, List<Speed>> speeds = new LinkedHashMap<>();
    for (int i = 0; i < xs.size(); i++) {
      SweptCombinations.Point point = sweep.points().get(i);
      for (Combination c : point.combinations()) {
        double speedUp = point
            .of(firstRule, c.hardware())
            .map(first -> new AccountedCost(c).speedUpOver(new AccountedCost(first)))
            .orElse(Double.NaN);
        if (!c.rule().equals(firstRule) && Double.isFinite(speedUp)) {
          speeds
              .computeIfAbsent(new Pair(c.rule(), c.hardware()), pair -> new ArrayList<>())
              .add(new Speed(xs.get(i), speedUp));
        }
      }
    }
    return new Swept(sweep.name(), sweep.label(), isDepth, xs, speeds);
  }
}
