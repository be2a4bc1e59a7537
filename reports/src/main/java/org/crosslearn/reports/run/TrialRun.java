package org.crosslearn.reports.run;

import java.util.List;
import java.util.Map;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.algorithms.training.Trainer;
import org.crosslearn.algorithms.training.TrainingProgress;
import org.crosslearn.algorithms.training.TrainingResult;
import org.crosslearn.algorithms.training.TrainingSpec;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.cost.CostModel;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.PricedChip;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.reports.study.Age;
import org.crosslearn.reports.study.RuleEntry;
import org.crosslearn.reports.study.Trial;

/** Trains one rule on one hardware, or evaluates what was trained elsewhere, and prices what ran. */
final class TrialRun {
  private TrialRun() {}

  /**
   * @param operations what ran; null on ideal hardware, where no activity is measured, and where
   *     nothing was trained
   * @param weights after training; null where nothing was trained or they are not kept
   */
  record Outcome(TrialResult result, RecordedOperations operations, TrainedWeights weights) {}

  /**
   * @param kept whether the trained weights are needed after it
   */
  static Outcome run(
      Trial trial, DataSet data, String fingerprint, boolean kept, TrainingProgress progress) {
    RuleEntry<?> rule = trial.rule();
    RandomStreams random = new RandomStreams(trial.seed());
    Hardware hardware = new Hardware(trial.hardware().spec(), random);
    LearningTask task = rule.task(data, random);
    Learner learner = rule.learner(task, hardware);
    Trainer trainer = new Trainer(data, rule.training(), hardware.recorder(), random, progress);
    TrainingResult training = trainer.train(learner);
    // Before time passes for the cells.
    TrainedWeights weights = kept ? TrainedWeights.of(fingerprint, hardware) : null;
    List<Double> ages = training.divergedEpoch() > 0
        ? List.of()
        : trial.ages().stream().map(Age::seconds).toList();
    PricedChip chip =
        priced(trial.hardware().spec(), training.trainingStep(), training.inference());
    TrialResult result = new TrialResult(
        fingerprint,
        rule.name(),
        trial.hardware().name(),
        trial.seed(),
        training.epochs(),
        training.divergedEpoch(),
        steps(data, rule.training(), training),
        chip == null ? null : chip.cost(),
        chip == null ? Map.of() : chip.withOtherConverters(),
        trainer.evaluateAfter(ages, learner, hardware),
        trial.hardware().spec().isIdeal() ? null : hardware.cellHistory());
    return new Outcome(result, operations(fingerprint, trial.hardware().spec(), training), weights);
  }

  /**
   * Writes trained weights into the cells of other hardware and evaluates the network there. The
   * hardware draws from the streams of the trial's seed, as the one did on which it was trained: where
   * both have cells, these are the same ones as far as their descriptions agree.
   *
   * @param trained how the training went
   */
  static Outcome evaluate(
      Trial trial,
      TrialResult trained,
      TrainedWeights weights,
      DataSet data,
      String fingerprint,
      TrainingProgress progress) {
    RuleEntry<?> rule = trial.rule();
    HardwareSpec spec = trial.hardware().spec();
    RandomStreams random = new RandomStreams(trial.seed());
    Hardware hardware = new Hardware(spec, random);
    Trainer trainer = new Trainer(data, rule.training(), hardware.recorder(), random, progress);
    List<TrainingResult.EpochResult> accuracy = List.of();
    List<TrainingResult.AgedResult> aged = List.of();
    HardwareCost cost = null;
    // What diverged has no weights to evaluate.
    if (trained.divergedEpoch() == 0) {
      Learner learner = rule.learner(rule.task(data, random), hardware);
      weights.programOn(hardware);
      TrainingResult evaluation = trainer.evaluate(learner);
      accuracy = evaluation.epochs();
      aged = trainer.evaluateAfter(
          trial.ages().stream().map(Age::seconds).toList(), learner, hardware);
      cost = spec.chip() == null
          ? null
          : CostModel.priceInference(
              spec.chip(), spec.array(), spec.device().cell(), evaluation.inference());
    }
    TrialResult result = new TrialResult(
        fingerprint,
        rule.name(),
        trial.hardware().name(),
        trial.seed(),
        accuracy,
        trained.divergedEpoch(),
        0,
        cost,
        Map.of(),
        aged,
        spec.isIdeal() ? null : hardware.cellHistory());
    return new Outcome(result, null, null);
  }

  private static RecordedOperations operations(
      String fingerprint, HardwareSpec spec, TrainingResult training) {
    if (spec.isIdeal()) {
      return null;
    }
    CellSpec.Pulsed cell = spec.device().cell();
    return new RecordedOperations(
        fingerprint,
        spec.crossbar().cellsPerWeight(),
        cell.minConductanceSiemens(),
        cell.maxConductanceSiemens(),
        training.trainingStep(),
        training.inference());
  }

  private static long steps(DataSet data, TrainingSpec spec, TrainingResult training) {
    int passes = training.divergedEpoch() > 0
        ? training.divergedEpoch()
        : training.epochs().size();
    return passes * (long) spec.stepsPerEpoch(data);
  }

  /** What is to be priced, or null where nothing is. */
  static PricedChip priced(HardwareSpec spec, OpGraph training, OpGraph inference) {
    return spec.chip() == null
        ? null
        : new PricedChip(spec.chip(), spec.array(), spec.device().cell(), training, inference);
  }
}
