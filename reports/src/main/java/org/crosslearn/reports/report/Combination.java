package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.crosslearn.algorithms.training.TrainingResult.AgedResult;
import org.crosslearn.algorithms.training.TrainingResult.EpochResult;
import org.crosslearn.hw.chip.ChipSpec.Adc;
import org.crosslearn.hw.cost.ChipArea.AreaItem;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.hw.cost.WorkloadCost.BusyItem;
import org.crosslearn.hw.cost.WorkloadCost.EnergyItem;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.reports.run.StudyResult;
import org.crosslearn.reports.run.TrialResult;

/**
 * One rule on one hardware with all its seeds.
 *
 * <p>A diverged trial has no final accuracy and its recorded activity may not be finite, so figures
 * rest on the trials that finished; the diverged ones are counted beside them.
 *
 * @param trials one per seed, possibly none if the study is not complete
 */
record Combination(String rule, String hardware, List<TrialResult> trials) {

  /** Accuracy after one epoch over the seeds. */
  record Epoch(int epoch, Spread accuracy) {}

  /** Accuracy some time after training over the seeds. */
  record Aged(double seconds, Spread accuracy) {}

  /** One of two workloads that are priced. */
  enum Workload {
    TRAINING,
    INFERENCE;

    /** Null where it is not billed. */
    WorkloadCost of(HardwareCost cost) {
      return this == TRAINING ? cost.training() : cost.inference();
    }

    /** A figure of it, NaN where it is not billed. */
    ToDoubleFunction<HardwareCost> figure(ToDoubleFunction<WorkloadCost> figure) {
      return cost -> of(cost) == null ? Double.NaN : figure.applyAsDouble(of(cost));
    }
  }

  /**
   * Every rule on every hardware, hardware first, both in study order: rules are compared on equal
   * hardware.
   *
   * @throws IllegalArgumentException if a trial belongs to a rule or hardware that is not listed
   */
  static List<Combination> of(StudyResult result) {
    return of(result, result.trials());
  }

  /** The same of other trials, such as those at a point of a sweep. */
  static List<Combination> of(StudyResult result, List<TrialResult> trials) {
    for (TrialResult trial : trials) {
      if (!result.rules().containsKey(trial.rule())
          || !result.hardware().containsKey(trial.hardware())) {
        throw new IllegalArgumentException(
            "trial of rule " + trial.rule() + " on hardware " + trial.hardware()
                + " is not part of study " + result.study() + " with rules "
                + result.rules().keySet() + " and hardware " + result.hardware().keySet());
      }
    }
    List<Combination> combinations = new ArrayList<>();
    for (String hardware : result.hardware().keySet()) {
      for (String rule : result.rules().keySet()) {
        combinations.add(new Combination(
            rule,
            hardware,
            trials.stream()
                .filter(t -> t.rule().equals(rule) && t.hardware().equals(hardware))
                .toList()));
      }
    }
    return combinations;
  }

  List<TrialResult> finished() {
    return trials.stream().filter(t -> t.divergedEpoch() == 0).toList();
  }

  List<TrialResult> diverged() {
    return trials.stream().filter(t -> t.divergedEpoch() != 0).toList();
  }

  /** Final accuracy over the seeds that finished. */
  Spread accuracy() {
    return Spread.of(finished().stream().mapToDouble(TrialResult::accuracy).toArray());
  }

  /** Accuracy after each epoch over the seeds that finished. */
  List<Epoch> epochs() {
    return accuracies(
        TrialResult::epochs, EpochResult::epoch, EpochResult::testAccuracy, Epoch::new);
  }

  /** Accuracy after each time over the seeds that finished; none on hardware that does not age. */
  List<Aged> aged() {
    return accuracies(TrialResult::aged, AgedResult::seconds, AgedResult::testAccuracy, Aged::new);
  }

  /** Accuracies at each epoch or age, over the seeds that finished, in ascending order. */
  private <T, K, R> List<R> accuracies(
      Function<TrialResult, List<T>> tests,
      Function<T, K> when,
      ToDoubleFunction<T> accuracy,
      BiFunction<K, Spread, R> result) {
    return finished().stream()
        .flatMap(trial -> tests.apply(trial).stream())
        .collect(Collectors.groupingBy(when, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(e -> result.apply(
            e.getKey(), Spread.of(e.getValue().stream().mapToDouble(accuracy).toArray())))
        .toList();
  }

  boolean priced() {
    return !bills().isEmpty();
  }

  /** Mean of a figure of the bill over the seeds, NaN where nothing is priced. */
  double mean(ToDoubleFunction<HardwareCost> figure) {
    return bills().stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  /** A figure of the bill over the seeds. */
  Spread spread(ToDoubleFunction<HardwareCost> figure) {
    return Spread.of(bills().stream().mapToDouble(figure).toArray());
  }

  /** Training steps of a seed that finished, NaN if none did or all were trained elsewhere. */
  double trainingSteps() {
    return finished().stream()
        .mapToLong(TrialResult::trainingSteps)
        .filter(steps -> steps > 0)
        .average()
        .orElse(Double.NaN);
  }

  /** Largest value of a figure of the bill over the seeds, NaN where nothing is priced. */
  double most(ToDoubleFunction<HardwareCost> figure) {
    return bills().stream().mapToDouble(figure).max().orElse(Double.NaN);
  }

  /** Training steps of a pass over the data, NaN if no seed finished or all were trained elsewhere. */
  double trainingStepsPerEpoch() {
    return finished().stream()
        .filter(trial -> !trial.epochs().isEmpty() && trial.trainingSteps() > 0)
        .mapToDouble(trial -> trial.trainingSteps() / (double) trial.epochs().size())
        .average()
        .orElse(Double.NaN);
  }

  /** Models of converters with which the work was priced, the chip's own included. */
  Set<Adc> converters(Adc own) {
    Set<Adc> models = new TreeSet<>();
    for (TrialResult trial : finished()) {
      if (trial.cost() != null) {
        models.add(own);
        models.addAll(trial.otherConverters().keySet());
      }
    }
    return models;
  }

  /**
   * Mean of a total over the seeds with one model of converters, NaN where it was not priced.
   *
   * @param own the model of the chip
   */
  double mean(Adc own, Adc converters, ToDoubleFunction<CostTotals> figure) {
    return finished().stream()
        .filter(trial -> trial.cost() != null)
        .map(trial ->
            converters == own ? trial.cost().totals() : trial.otherConverters().get(converters))
        .filter(Objects::nonNull)
        .mapToDouble(figure)
        .average()
        .orElse(Double.NaN);
  }

  /** Energy per image of each circuit in joules, mean over the seeds. */
  Map<String, Double> energyByComponent(Workload workload) {
    return energyPerImage(workload, EnergyItem::component);
  }

  /** Energy per image of each phase in joules, mean over the seeds. */
  Map<String, Double> energyByPhase(Workload workload) {
    return energyPerImage(workload, item -> name(item.phase()));
  }

  private Map<String, Double> energyPerImage(Workload workload, Function<EnergyItem, String> part) {
    return breakdown((cost, parts) -> {
      WorkloadCost work = workload.of(cost);
      for (EnergyItem item : work.energy()) {
        parts.merge(part.apply(item), item.joules() / work.samples(), Double::sum);
      }
    });
  }

  /** Time per image that each phase holds the critical path in seconds, mean over the seeds. */
  Map<String, Double> latencyByPhase(Workload workload) {
    return breakdown((cost, parts) -> {
      WorkloadCost work = workload.of(cost);
      for (BusyItem item : work.busy()) {
        parts.merge(name(item.phase()), item.criticalSeconds() / work.samples(), Double::sum);
      }
    });
  }

  /** The name of a phase in reports. */
  static String name(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  /** Chip area of each circuit in square metres, mean over the seeds. */
  Map<String, Double> areaByComponent() {
    return breakdown((cost, parts) -> {
      for (AreaItem item : cost.area().items()) {
        parts.merge(item.component(), item.squareMeters(), Double::sum);
      }
    });
  }

  /** Leakage power of each circuit in watts, mean over the seeds. */
  Map<String, Double> leakageByComponent() {
    return breakdown((cost, parts) -> {
      for (AreaItem item : cost.area().items()) {
        parts.merge(item.component(), item.leakageWatts(), Double::sum);
      }
    });
  }

  private Map<String, Double> breakdown(BiConsumer<HardwareCost, Map<String, Double>> addParts) {
    Map<String, Double> parts = new LinkedHashMap<>();
    for (HardwareCost bill : bills()) {
      addParts.accept(bill, parts);
    }
    parts.replaceAll((part, sum) -> sum / bills().size());
    return parts;
  }

  private List<HardwareCost> bills() {
    return finished().stream().map(TrialResult::cost).filter(Objects::nonNull).toList();
  }
}
