package org.crosslearn.reports.study;

import java.util.List;

/**
 * One training: a rule on a hardware from one seed.
 *
 * @param ages after which the trained network is evaluated again; none on hardware that does not age
 */
public record Trial(RuleEntry<?> rule, HardwareEntry hardware, long seed, List<Age> ages) {
  public Trial {
    ages = List.copyOf(ages);
  }

  /** Unique within the study, and fit for a file name. */
  public String id() {
    return rule.name() + "__" + hardware.name() + "__seed" + seed;
  }

  /** For people. */
  public String title() {
    return rule.name() + " on " + hardware.name() + ", seed " + seed;
  }
}
