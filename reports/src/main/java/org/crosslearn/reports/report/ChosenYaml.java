package org.crosslearn.reports.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.crosslearn.reports.run.CalibrationResult;
import org.crosslearn.reports.run.ExperimentResults;
import org.crosslearn.reports.run.Search.Step;

/** The values that a calibration chose, as a part of a study file. */
final class ChosenYaml {
  private ChosenYaml() {}

  /** A mapping {@code experiment} that can be laid over that of another study. */
  static String of(ExperimentResults results, Step chosen) {
    CalibrationResult calibration = results.calibration();
    return String.format(
            Locale.ROOT,
            """
            # Chosen by %s: %s %s,
            # the best of %s on %s.
            """,
            results.study().folder(),
            Quantity.percent(chosen.figure(), Double.NaN),
            calibration.calibration().sought(),
            Page.count(calibration.course().steps().size(), "candidate"),
            results.images())
        + snippet(calibration, chosen);
  }

  /** The same without a word on where it comes from. */
  static String snippet(CalibrationResult calibration, Step chosen) {
    Map<String, Object> tree = new LinkedHashMap<>();
    calibration.calibration().space().values(chosen.candidate()).forEach((key, value) -> {
      Map<String, Object> mapping = tree;
      String[] path = key.split("\\.");
      for (int step = 0; step < path.length - 1; step++) {
        mapping = inner(mapping, path[step]);
      }
      mapping.put(path[path.length - 1], value);
    });
    return "experiment:\n" + lines(tree).indent(2);
  }

  @SuppressWarnings("unchecked") // Mappings are of this class's own making.
  private static Map<String, Object> inner(Map<String, Object> mapping, String key) {
    return (Map<String, Object>) mapping.computeIfAbsent(key, made -> new LinkedHashMap<>());
  }

  private static String lines(Map<?, ?> mapping) {
    StringBuilder text = new StringBuilder();
    mapping.forEach((key, value) -> {
      text.append(key).append(':');
      text.append(
          value instanceof Map<?, ?> inner ? "\n" + lines(inner).indent(2) : " " + value + "\n");
    });
    return text.toString();
  }
}
