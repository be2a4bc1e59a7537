package org.crosslearn.reports.study;

import java.util.List;

/**
 * One training, or one evaluation of what another trained: a rule on a hardware from one seed.
 *
 * @param point {@link #BASE} where everything is as in the study, else the point of a sweep, {@code
 *     depth=3}
 * @param data name of the data set
 * @param ages after which the trained network is evaluated again; none on hardware that does not age
 * @param trained the trial of which the trained weights are evaluated here; null where this trains
 */
public record Trial(
    String point,
    String data,
    RuleEntry<?> rule,
    HardwareEntry hardware,
    long seed,
    List<Age> ages,
    Trial trained) {
  /** The point of the study itself. */
  public static final String BASE = "";

  public Trial {
    ages = List.copyOf(ages);
  }

  /** Whether everything is as in the study, be it written anew. */
  boolean isAsInStudy() {
    return point.equals(BASE) || trained != null && hardware.equals(trained.hardware());
  }

  /** Unique within the study, and fit for a file name. */
  public String id() {
    String prefix = point.equals(BASE) ? "" : point + "__";
    return prefix + rule.name() + "__" + hardware.name() + "__seed" + seed;
  }

  /** For people. */
  public String title() {
    String place = point.equals(BASE) ? "" : " at " + point;
    return rule.name() + " on " + hardware.name() + place + ", seed " + seed;
  }
}
