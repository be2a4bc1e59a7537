package org.crosslearn.reports.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.PricedChip;
import org.crosslearn.reports.study.Accounting;
import org.crosslearn.reports.study.Study;
import org.crosslearn.reports.study.Sweep;
import org.crosslearn.reports.study.Trial;

/**
 * All trials, priced in one way.
 *
 * @param name in bounds and tables
 * @param label for people
 * @param from the accounting that it changes; empty for the study's own, which changes none
 * @param trials of the study itself with the bills of this accounting, on the hardware that it is for
 * @param sweeps the same of the points of sweeps, less those that only evaluate
 * @param chips on which the trials of the study itself are priced
 */
public record AccountedResult(
    String name,
    String label,
    String from,
    List<TrialResult> trials,
    List<SweepResult> sweeps,
    List<TrialChip> chips) {

  /**
   * The chip on which a trial is priced.
   *
   * @param inference the bill of a chip with the same choices that cannot train
   */
  public record TrialChip(
      String rule, String hardware, long seed, ChipSpec spec, HardwareCost inference) {}

  private static final String BASE_LABEL = "As in the study";

  public AccountedResult {
    trials = List.copyOf(trials);
    sweeps = List.copyOf(sweeps);
    chips = List.copyOf(chips);
  }

  /**
   * Prices of all trials whose operations are stored; others have no bill.
   *
   * @return the study's own accounting, then the others in the order of the study; none where the
   *     study states none
   */
  static List<AccountedResult> of(
      Study study, Map<Trial, TrialResult> results, ResultFolder folder) {
    if (study.accountings().isEmpty()) {
      return List.of();
    }
    List<String> priced = study.accountings().stream()
        .flatMap(accounting -> accounting.hardware().stream())
        .distinct()
        .toList();
    List<Accounting> accountings = new ArrayList<>(
        List.of(new Accounting(Accounting.BASE, BASE_LABEL, "", priced, List.of())));
    accountings.addAll(study.accountings());
    Map<Accounting, Pricing> pricings = new LinkedHashMap<>();
    accountings.forEach(accounting -> pricings.put(accounting, new Pricing(accounting, results)));
    for (Trial trial : results.keySet()) {
      if (trial.trained() == null
          && priced.contains(trial.hardware().name())
          && results.get(trial).divergedEpoch() == 0) {
        // Read once for all accountings: what a trial did is the larger part of its files.
        Optional<RecordedOperations> recorded = folder.operationsOf(trial.id());
        pricings.values().forEach(pricing -> recorded.ifPresent(ops -> pricing.price(trial, ops)));
      }
    }
    return pricings.values().stream().map(pricing -> pricing.result(study)).toList();
  }

  /** Sweeps at whose points networks are trained; where they are only evaluated, no step is on record. */
  static List<Sweep> trained(Study study) {
    return study.sweeps().stream().filter(Sweep::retrained).toList();
  }

  /** One accounting at work. */
  private static final class Pricing {
    private final Accounting accounting;
    private final Map<Trial, TrialResult> results;
    private final Map<Trial, HardwareCost> bills = new HashMap<>();
    private final List<TrialChip> chips = new ArrayList<>();

    Pricing(Accounting accounting, Map<Trial, TrialResult> results) {
      this.accounting = accounting;
      this.results = results;
    }

    private boolean concerns(Trial trial) {
      return accounting.hardware().contains(trial.hardware().name());
    }

    void price(Trial trial, RecordedOperations recorded) {
      HardwareSpec hardware = trial.hardware().spec();
      if (!concerns(trial) || hardware.chip() == null) {
        return;
      }
      ChipSpec spec = accounting.chip(trial.rule().name(), hardware);
      PricedChip chip = new PricedChip(
          spec,
          hardware.array(),
          hardware.device().cell(),
          recorded.training(),
          recorded.inference());
      HardwareCost stored = results.get(trial).cost();
      bills.put(trial, spec.equals(hardware.chip()) && stored != null ? stored : chip.cost());
      if (trial.point().equals(Trial.BASE)) {
        chips.add(new TrialChip(
            trial.rule().name(),
            trial.hardware().name(),
            trial.seed(),
            spec,
            chip.ofInferenceAlone()));
      }
    }

    AccountedResult result(Study study) {
      List<SweepResult> sweeps = new ArrayList<>();
      for (Sweep sweep : trained(study)) {
        List<SweepResult.Point> points = sweep.points().stream()
            .map(point ->
                new SweepResult.Point(point.value(), point.isBase(), accounted(point.trials())))
            .toList();
        sweeps.add(new SweepResult(sweep.name(), sweep.label(), true, points));
      }
      return new AccountedResult(
          accounting.name(),
          accounting.label(),
          accounting.from(),
          accounted(study.baseTrials()),
          sweeps,
          chips);
    }

    private List<TrialResult> accounted(List<Trial> trials) {
      return trials.stream()
          .filter(trial -> results.containsKey(trial) && concerns(trial))
          .map(trial -> results.get(trial).with(bills.get(trial)))
          .toList();
    }
  }
}
