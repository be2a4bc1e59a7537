package org.crosslearn.reports.run;

import java.util.List;

/**
 * What a sweep found out.
 *
 * @param name in bounds and in the names of trials
 * @param label what was varied, for people
 * @param retrained whether networks were trained at every point, not only evaluated
 * @param points in study order
 */
public record SweepResult(String name, String label, boolean retrained, List<Point> points) {

  /**
   * Results at one value.
   *
   * @param value as the study names it
   * @param base whether this is where the study itself stands
   * @param trials of what the sweep concerns, as far as there are results; rule, then hardware, then
   *     seed
   */
  public record Point(String value, boolean base, List<TrialResult> trials) {
    public Point {
      trials = List.copyOf(trials);
    }
  }

  public SweepResult {
    points = List.copyOf(points);
  }
}
