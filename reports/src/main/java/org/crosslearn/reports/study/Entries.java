package org.crosslearn.reports.study;

import java.util.List;

/**
 * What runs: at every point of a sweep these are other ones, in the same order and with the same
 * names.
 *
 * @param data name of the data set
 */
record Entries(String data, List<RuleEntry<?>> rules, List<HardwareEntry> hardware) {
  Entries {
    rules = List.copyOf(rules);
    hardware = List.copyOf(hardware);
  }

  List<String> ruleNames() {
    return rules.stream().<String>map(RuleEntry::name).toList();
  }

  List<String> hardwareNames() {
    return hardware.stream().map(HardwareEntry::name).toList();
  }

  /** Whether a rule on a hardware is the same here and there. */
  boolean agreeOn(int rule, int place, Entries other) {
    return data.equals(other.data)
        && rules.get(rule).equals(other.rules.get(rule))
        && hardware.get(place).equals(other.hardware.get(place));
  }
}
