package org.crosslearn.reports.study;

/** One training: a rule on a hardware from one seed. */
public record Trial(RuleEntry<?> rule, HardwareEntry hardware, long seed) {

  /** Unique within the study, and fit for a file name. */
  public String id() {
    return rule.name() + "__" + hardware.name() + "__seed" + seed;
  }

  /** For people. */
  public String title() {
    return rule.name() + " on " + hardware.name() + ", seed " + seed;
  }
}
