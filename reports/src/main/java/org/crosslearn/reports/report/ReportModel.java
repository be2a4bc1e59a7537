package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.reports.bounds.BoundCheck;
import org.crosslearn.reports.report.Combination.Workload;
import org.crosslearn.reports.run.EqualArea;
import org.crosslearn.reports.run.StudyResult;

/**
 * What all sections of the page share, so that a rule, a hardware and a circuit look the same
 * wherever they appear.
 *
 * @param rules styles of the rules in study order
 * @param hardware markers of the hardware in study order
 * @param components styles of the circuits, the most expensive first; the rest are "other"
 */
record ReportModel(
    StudyResult result,
    List<BoundCheck> bounds,
    List<Combination> combinations,
    Map<String, SeriesStyle> rules,
    Map<String, Marker> hardware,
    Map<String, SeriesStyle> components) {

  static ReportModel of(StudyResult result, List<BoundCheck> bounds) {
    List<Combination> combinations = Combination.of(result);
    Map<String, SeriesStyle> rules = new LinkedHashMap<>();
    result.rules().keySet().forEach(r -> rules.put(r, new SeriesStyle(rules.size())));
    Map<String, Marker> hardware = new LinkedHashMap<>();
    result.hardware().keySet().forEach(h -> hardware.put(h, Marker.of(hardware.size())));
    return new ReportModel(
        result, List.copyOf(bounds), combinations, rules, hardware, componentStyles(combinations));
  }

  /** Hardware names, each with the combinations on it, in study order. */
  Map<String, List<Combination>> byHardware() {
    Map<String, List<Combination>> groups = new LinkedHashMap<>();
    for (Combination c : combinations) {
      groups.computeIfAbsent(c.hardware(), h -> new ArrayList<>()).add(c);
    }
    return groups;
  }

  /** What each combination of a hardware has in common, where there is a chip to price. */
  ChipSpec chip(String hardware) {
    return result.hardware().get(hardware).chip();
  }

  /** Hardware names with the combinations on them that have prices, in study order. */
  Map<String, List<Combination>> pricedByHardware() {
    Map<String, List<Combination>> groups = new LinkedHashMap<>();
    byHardware().forEach((hardware, group) -> {
      List<Combination> priced = group.stream().filter(Combination::priced).toList();
      if (!priced.isEmpty()) {
        groups.put(hardware, priced);
      }
    });
    return groups;
  }

  /** Of curves, one for each of these rules. */
  Legend legend(Collection<String> names) {
    return new Legend(names.stream()
        .map(rule -> new Legend.Entry(rule, rules.get(rule), Legend.Kind.CURVE))
        .toList());
  }

  /** The rule that others are compared with. */
  String firstRule() {
    return result.rules().keySet().iterator().next();
  }

  /** That of some combinations which belongs to the first rule of the study, or null. */
  Combination first(List<Combination> combinations) {
    return combinations.stream()
        .filter(c -> c.rule().equals(firstRule()))
        .findFirst()
        .orElse(null);
  }

  /** Prices of a combination on chips of other sizes than its own. */
  List<EqualArea> equalArea(Combination combination) {
    return result.equalArea().stream()
        .filter(price -> price.rule().equals(combination.rule())
            && price.hardware().equals(combination.hardware()))
        .toList();
  }

  List<SweptCombinations> sweeps() {
    return SweptCombinations.of(result);
  }

  boolean anyPriced() {
    return combinations.stream().anyMatch(Combination::priced);
  }

  /**
   * Colours go to the circuits with the largest shares of any one bill; the others are summed up in
   * the charts and listed in the tables.
   */
  private static Map<String, SeriesStyle> componentStyles(List<Combination> combinations) {
    Map<String, Double> largestShare = new TreeMap<>();
    for (Combination c : combinations) {
      addShares(c.energyByComponent(Workload.TRAINING), largestShare);
      addShares(c.energyByComponent(Workload.INFERENCE), largestShare);
      addShares(c.areaByComponent(), largestShare);
      addShares(c.leakageByComponent(), largestShare);
    }
    List<String> ranked = largestShare.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
    Map<String, SeriesStyle> styles = new LinkedHashMap<>();
    for (String component : ranked) {
      boolean coloured = styles.size() < SeriesStyle.COLOURS;
      styles.put(component, coloured ? new SeriesStyle(styles.size()) : SeriesStyle.OTHER);
    }
    return styles;
  }

  private static void addShares(Map<String, Double> parts, Map<String, Double> largestShare) {
    double total = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    if (total > 0) {
      parts.forEach((part, value) -> largestShare.merge(part, value / total, Math::max));
    } else {
      parts.keySet().forEach(part -> largestShare.merge(part, 0.0, Math::max));
    }
  }
}
