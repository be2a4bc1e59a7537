package org.crosslearn.reports.study;

import java.util.List;

/**
 * One thing that is varied alone, while everything else is as in the study.
 *
 * @param name also in the names of its trials
 * @param label what is varied, for the axes of charts
 * @param retrained whether networks are trained at every point; else those that the study trained are
 *     written there anew, and evaluated
 * @param points in the order of the file, at least two
 */
public record Sweep(String name, String label, boolean retrained, List<Point> points) {

  /**
   * One value.
   *
   * @param value as the study names it: {@code "3"}, {@code "0.01"}, {@code "pcmo"}
   * @param trials of every rule on every hardware that the sweep concerns, from every seed; those
   *     that differ in nothing from trials of the study itself are these
   */
  public record Point(String value, List<Trial> trials) {
    public Point {
      trials = List.copyOf(trials);
    }

    /** Whether this is where the study itself stands. */
    public boolean isBase() {
      return trials.stream().allMatch(Trial::isAsInStudy);
    }
  }

  public Sweep {
    points = List.copyOf(points);
  }

  /** How bounds and names of files call a point: {@code depth=3}. */
  public String at(Point point) {
    return at(name, point.value());
  }

  static String at(String name, String value) {
    return name + "=" + value;
  }
}
