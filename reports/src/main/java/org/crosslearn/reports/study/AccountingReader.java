package org.crosslearn.reports.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.hw.yaml.YamlDocument;

/**
 * Reads the accountings of a study. Each starts from the one above it, unless it says from which.
 *
 * <pre>{@code
 * accounting:
 *   published:
 *     label: As published
 *     on: [fefet]                                       # hardware; all with a chip if left out
 *     chip: {dataflow: {gradients: dram}}               # for every rule
 *     rules: {dfa: {dataflow: {weight-gradient-units: per-matrix}}}    # for one, afterwards
 *   same-units: {rules: {dfa: {dataflow: {weight-gradient-units: shared}}}}
 *   pipelined: {from: base, chip: {dataflow: {operation: pipelined}}}  # base: the study's own chip
 * }</pre>
 */
final class AccountingReader {
  private static final String KEY = "accounting";

  private final YamlDocument document;
  private final Entries entries;
  private final List<Trial> trials;

  /**
   * @param entries of the study
   * @param trials all of them, points of sweeps included
   */
  AccountingReader(YamlDocument document, Entries entries, List<Trial> trials) {
    this.document = document;
    this.entries = entries;
    this.trials = trials;
  }

  List<Accounting> accountings() {
    if (!document.has(KEY)) {
      return List.of();
    }
    YamlDocument all = StudyReader.entries(document, KEY);
    if (priced().isEmpty()) {
      throw all.keyError("needs hardware with a chip, found none");
    }
    Map<String, Accounting> read = new LinkedHashMap<>();
    for (String name : all.keys()) {
      YamlDocument place = all.at(name).allowOnly("label", "from", "on", "chip", "rules");
      if (name.equals(Accounting.BASE)) {
        throw place.keyError("is what bounds and reports call the study's own accounting");
      }
      Accounting accounting = accounting(name, place, read);
      requireBindable(accounting, place);
      requireChange(accounting, place, read.get(accounting.from()));
      read.put(name, accounting);
    }
    return List.copyOf(read.values());
  }

  private Accounting accounting(String name, YamlDocument place, Map<String, Accounting> earlier) {
    List<String> names = new ArrayList<>(List.of(Accounting.BASE));
    names.addAll(earlier.keySet());
    String from = names.get(names.size() - 1);
    if (place.has("from")) {
      from = place.at("from").text();
      require(place.at("from"), "accounting", from, names, " above this one");
    }
    Accounting start = earlier.get(from);
    List<String> possible = start == null ? priced() : start.hardware();
    List<String> hardware = place.has("on") ? hardware(place.at("on"), possible) : possible;
    List<Accounting.Change> changes = new ArrayList<>(start == null ? List.of() : start.changes());
    if (place.has("chip")) {
      changes.add(new Accounting.Change(null, place.at("chip")));
    }
    if (place.has("rules")) {
      YamlDocument rules = place.at("rules");
      for (String rule : rules.keys()) {
        YamlDocument change = rules.at(rule);
        if (!entries.ruleNames().contains(rule)) {
          throw change.keyError(missing("rule", rule, entries.ruleNames(), " in this study"));
        }
        changes.add(new Accounting.Change(rule, change));
      }
    }
    String label = place.has("label") ? place.at("label").text() : name;
    return new Accounting(name, label, from, hardware, changes);
  }

  private static List<String> hardware(YamlDocument list, List<String> possible) {
    List<String> hardware = new ArrayList<>();
    for (YamlDocument item : list.items()) {
      require(item, "hardware", item.text(), possible, " with a chip to change");
      if (hardware.contains(item.text())) {
        throw item.error("stands in the list twice, found " + item.text());
      }
      hardware.add(item.text());
    }
    if (hardware.isEmpty()) {
      throw list.error("must name at least one hardware, found none");
    }
    return hardware;
  }

  private List<String> priced() {
    return entries.hardware().stream()
        .filter(HardwareEntry::priced)
        .map(HardwareEntry::name)
        .toList();
  }

  /** Every chip that will be priced is built once here, where a mistake still has a line. */
  private void requireBindable(Accounting accounting, YamlDocument place) {
    for (Trial trial : trials) {
      if (trial.trained() != null
          || !accounting.hardware().contains(trial.hardware().name())
          || !trial.hardware().priced()) {
        continue;
      }
      HardwareSpec spec = trial.hardware().spec();
      ChipSpec chip = accounting.chip(trial.rule().name(), spec);
      try {
        new ChipDesign(spec.description(), "", spec.device().cell(), spec.array(), chip)
            .requireFit();
      } catch (InvalidValue invalid) {
        if (place.has("chip") && place.at("chip").has(invalid.key())) {
          throw place.at("chip").error(invalid);
        }
        throw place.keyError("gives " + trial.title() + " a chip that does not fit together: "
            + invalid.getMessage());
      }
    }
  }

  private void requireChange(Accounting accounting, YamlDocument place, Accounting start) {
    for (RuleEntry<?> rule : entries.rules()) {
      for (HardwareEntry hardware : entries.hardware()) {
        if (accounting.hardware().contains(hardware.name())) {
          ChipSpec before =
              start == null ? hardware.spec().chip() : start.chip(rule.name(), hardware.spec());
          if (!accounting.chip(rule.name(), hardware.spec()).equals(before)) {
            return;
          }
        }
      }
    }
    throw place.keyError("prices as " + accounting.from()
        + " does: none of its choices changes the chip of any rule");
  }

  private static void require(
      YamlDocument place, String kind, String name, Collection<String> known, String which) {
    if (!known.contains(name)) {
      throw place.error(missing(kind, name, known, which));
    }
  }

  private static String missing(String kind, String name, Collection<String> known, String which) {
    return "there is no " + kind + " " + name + which + "." + Suggestions.didYouMean(name, known);
  }
}
