package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.algorithms.training.TrainingResult.AgedResult;
import org.crosslearn.algorithms.training.TrainingResult.EpochResult;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.encoding.CellHistory;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.cost.ChipArea;
import org.crosslearn.hw.cost.ChipArea.AreaItem;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.hw.cost.WorkloadCost.BusyItem;
import org.crosslearn.hw.cost.WorkloadCost.EnergyItem;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.reports.run.StudyResult;
import org.crosslearn.reports.run.SweepResult;
import org.crosslearn.reports.run.TrialResult;
import org.crosslearn.reports.run.UpdateWear;

/** Small results whose figures can be worked out by hand. */
final class HandWorked {
  private HandWorked() {}

  static StudyResult study(List<String> rules, List<String> hardware, TrialResult... trials) {
    Map<String, String> ruleTitles = new LinkedHashMap<>();
    rules.forEach(r -> ruleTitles.put(r, "Rule " + r));
    Map<String, HardwareSpec> specs = new LinkedHashMap<>();
    hardware.forEach(h -> specs.put(h, spec("Hardware " + h)));
    return new StudyResult(
        "study",
        "A question.",
        "digits",
        ruleTitles,
        specs,
        List.of(trials),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of("Java", "17"));
  }

  /**
   * Two rules on "a" and on "b", which sweep "depth" does not concern. At depth 1, which is the
   * study, x is at 90 % (92 and 88) and y at 80 %; at depth 4 x is at 60 %, takes four times the
   * energy, and one of its seeds diverged, and y diverged.
   */
  static StudyResult swept() {
    StudyResult study = study(
        List.of("x", "y"),
        List.of("a", "b"),
        trial("x", "a", 1, cost(4e-9, 8e-6), 0.5, 0.92),
        trial("x", "a", 2, cost(4e-9, 8e-6), 0.5, 0.88),
        trial("y", "a", 1, cost(2e-9, 2e-6), 0.5, 0.8),
        trial("x", "b", 1, cost(4e-9, 8e-6), 0.5, 0.7));
    List<SweepResult.Point> points = List.of(
        new SweepResult.Point("1", true, study.trials().subList(0, 3)),
        new SweepResult.Point(
            "4",
            false,
            List.of(
                trial("x", "a", 1, cost(16e-9, 16e-6), 0.5, 0.6),
                diverged("x", "a", 2, 0.4),
                diverged("y", "a", 1, 0.1))));
    return new StudyResult(
        study.study(),
        study.description(),
        study.data(),
        study.rules(),
        study.hardware(),
        study.trials(),
        study.equalArea(),
        List.of(new UpdateWear("x", "a", 1, 0.25)),
        List.of(new SweepResult("depth", "Hidden layers", true, points)),
        List.of(),
        study.cautions(),
        study.manifest());
  }

  /** Resistive cells with 6-bit successive-approximation converters. */
  static HardwareSpec spec(String description) {
    HardwareSpec preset = Presets.hardware("analog-rram");
    return new HardwareSpec(description, preset.device(), preset.crossbar(), preset.chip());
  }

  static TrialResult trial(
      String rule, String hardware, long seed, HardwareCost cost, double... accuracies) {
    return new TrialResult(
        "f",
        rule,
        hardware,
        seed,
        epochs(accuracies),
        0,
        10L * accuracies.length,
        cost,
        Map.of(),
        List.of(),
        null);
  }

  /** A trial of one epoch that was priced with other converters too. */
  static TrialResult trial(
      String rule,
      String hardware,
      long seed,
      HardwareCost cost,
      Map<ChipSpec.Adc, CostTotals> otherConverters) {
    return new TrialResult(
        "f", rule, hardware, seed, epochs(0.9), 0, 10, cost, otherConverters, List.of(), null);
  }

  /** A trial of one epoch that was evaluated again after a day and after a year. */
  static TrialResult aged(
      String rule, String hardware, long seed, double fresh, double day, double year) {
    List<AgedResult> ages =
        List.of(new AgedResult(86_400, day), new AgedResult(365.25 * 86_400, year));
    return new TrialResult(
        "f", rule, hardware, seed, epochs(fresh), 0, 10, null, Map.of(), ages, null);
  }

  /** A trial of one epoch that did this to its cells. */
  static TrialResult worn(String rule, String hardware, long seed, CellHistory cells) {
    return new TrialResult(
        "f", rule, hardware, seed, epochs(0.9), 0, 10, null, Map.of(), List.of(), cells);
  }

  static TrialResult diverged(String rule, String hardware, long seed, double... accuracies) {
    return new TrialResult(
        "f",
        rule,
        hardware,
        seed,
        epochs(accuracies),
        accuracies.length + 1,
        5,
        null,
        Map.of(),
        List.of(),
        null);
  }

  /** A step of 4 images and a batch of 2; training takes {@code joules} and {@code seconds}. */
  static HardwareCost cost(double joules, double seconds) {
    return new HardwareCost(
        new ChipArea(List.of(
            new AreaItem("ADC", "layer1", 2e-7, 1e-4),
            new AreaItem("array", "layer1", 1e-7, 0),
            new AreaItem("ADC", "layer2", 3e-7, 2e-4))),
        new WorkloadCost(
            4,
            8e3,
            seconds,
            seconds,
            seconds / 2,
            List.of(
                new EnergyItem(Phase.FORWARD, "ADC", "layer1", joules / 4),
                new EnergyItem(Phase.ERROR, "ADC", "layer2", joules / 2),
                new EnergyItem(Phase.UPDATE, "array", "layer1", joules / 4)),
            List.of(
                new BusyItem(Phase.FORWARD, "layer1", seconds, seconds / 4),
                new BusyItem(Phase.UPDATE, "layer1", seconds, seconds * 3 / 4))),
        new WorkloadCost(
            2,
            4e3,
            6e-6,
            6e-6,
            3e-6,
            List.of(new EnergyItem(Phase.FORWARD, "ADC", "layer1", 8e-9)),
            List.of(new BusyItem(Phase.FORWARD, "layer1", 6e-6, 6e-6))));
  }

  /** Training of 8 us that no schedule can do in less than {@code boundSeconds}. */
  static HardwareCost withBound(double boundSeconds) {
    HardwareCost cost = cost(4e-9, 8e-6);
    WorkloadCost training = cost.training();
    return new HardwareCost(
        cost.area(),
        new WorkloadCost(
            training.samples(),
            training.operations(),
            training.latencySeconds(),
            boundSeconds,
            training.arraySeconds(),
            training.energy(),
            training.busy()),
        cost.inference());
  }

  private static List<EpochResult> epochs(double... accuracies) {
    List<EpochResult> epochs = new ArrayList<>();
    for (double accuracy : accuracies) {
      epochs.add(new EpochResult(epochs.size() + 1, accuracy));
    }
    return epochs;
  }
}
