package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosslearn.reports.run.StudyResult;

/**
 * Training speed of a rule against the first one for networks of N layers that learn, in words.
 *
 * @param title which rule, hardware and sweep
 * @param byAccounting speedups along the sweep, e.g. {@code "2: 1.00 ×, 4: 3.10 ×"}, by the name of
 *     the accounting
 */
public record SpeedUps(String title, Map<String, String> byAccounting) {

  /** None without accountings or without sweeps of the number of layers. */
  public static List<SpeedUps> of(StudyResult result) {
    Map<String, Map<String, String>> byTitle = new LinkedHashMap<>();
    for (Accounted accounting : Accounted.of(result)) {
      for (Accounted.Swept sweep : accounting.swept()) {
        if (sweep.isDepth()) {
          sweep.speeds().forEach((pair, speeds) -> {
            String title = "Speed-up of " + pair.rule() + " over " + accounting.firstRule()
                + " for N layers on " + pair.hardware() + " (" + sweep.name() + ")";
            String points = speeds.stream()
                .map(speed -> speed.x() + ": " + new Ratio(speed.speedUp()).text())
                .collect(Collectors.joining(", "));
            byTitle
                .computeIfAbsent(title, t -> new LinkedHashMap<>())
                .put(accounting.name(), points);
          });
        }
      }
    }
    List<SpeedUps> speedUps = new ArrayList<>();
    byTitle.forEach((title, points) -> speedUps.add(new SpeedUps(title, points)));
    return speedUps;
  }

  /** One line per accounting. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    byAccounting.forEach((accounting, points) -> lines.add(accounting + ": " + points));
    return lines;
  }
}
