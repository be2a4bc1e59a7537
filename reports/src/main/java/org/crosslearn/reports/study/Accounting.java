package org.crosslearn.reports.study;

import java.util.List;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.yaml.YamlDocument;

/**
 * A way to price what trials did that differs from the study's own in single choices of the chip. The
 * operations stay the same, so nothing is trained again.
 *
 * @param name in bounds and tables
 * @param label for people
 * @param from the accounting that it changes, or {@link #BASE}
 * @param hardware names of those that are priced in this way
 * @param changes of the chip of the study, each laid over the ones before it
 */
public record Accounting(
    String name, String label, String from, List<String> hardware, List<Change> changes) {

  /** What the study's own way to price is called. */
  public static final String BASE = "base";

  /**
   * Some choices of a chip.
   *
   * @param rule whose chip it changes; null for those of all rules
   * @param chip keys of a {@link ChipSpec}
   */
  record Change(String rule, YamlDocument chip) {}

  public Accounting {
    hardware = List.copyOf(hardware);
    changes = List.copyOf(changes);
  }

  /**
   * The chip on which a rule is priced.
   *
   * @param place hardware with a chip
   * @throws org.crosslearn.hw.yaml.YamlError if a change cannot be made to this chip
   */
  public ChipSpec chip(String rule, HardwareSpec place) {
    ChipSpec chip = place.chip();
    for (Change change : changes) {
      if (change.rule() == null || change.rule().equals(rule)) {
        chip = change.chip().over(chip);
      }
    }
    return chip;
  }
}
