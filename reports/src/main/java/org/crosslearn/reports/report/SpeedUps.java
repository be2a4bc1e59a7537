package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.crosslearn.reports.run.StudyResult;

/** Training speed against the first rule under every accounting, in words. */
public final class SpeedUps {
  private SpeedUps() {}

  /**
   * One line per accounting, rule, hardware and sweep; N is the number of matrices that learn. None
   * without accountings or without sweeps.
   */
  public static List<String> of(StudyResult result) {
    List<String> lines = new ArrayList<>();
    for (Accounted accounting : Accounted.of(result)) {
      for (Accounted.Swept sweep : accounting.swept()) {
        sweep.speeds().forEach((pair, speeds) -> {
          String points = speeds.stream()
              .map(speed -> speed.x() + ": " + new Ratio(speed.speedUp()).text())
              .collect(Collectors.joining(", "));
          String along = sweep.isDepth() ? "for N layers" : "along " + sweep.name();
          lines.add("Speed-up of " + pair.rule() + " over " + accounting.firstRule() + " " + along
              + " on " + pair.hardware() + ", " + accounting.name() + ": " + points);
        });
      }
    }
    return lines;
  }
}
