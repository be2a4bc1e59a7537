package org.crosslearn.reports.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.experiment.Conditions;
import org.crosslearn.algorithms.experiment.Findings;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.cost.CostModel;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.reports.study.ExperimentStudy;
import org.crosslearn.reports.study.ExperimentTrial;

/**
 * Runs the trials of an experiment that have no result yet, one after the other: each shows its stimuli
 * on all threads and needs all the memory. A trial that fails does not stop the others.
 */
public final class ExperimentRun {
  /** Of the memory that Java has; the rest is for what is no feature. */
  private static final double FEATURES_PART = 0.5;

  private final ExperimentStudy study;
  private final DataSet data;
  private final Map<String, String> dataSha256;
  private final String version;
  private final ResultFolder folder;

  /**
   * @param data that of the study
   * @param version of crosslearn
   */
  public ExperimentRun(ExperimentStudy study, DataSet data, String version, ResultFolder folder) {
    this.study = study;
    this.data = data;
    this.version = version;
    this.folder = folder;
    dataSha256 = Map.of(study.data(), Fingerprint.of(data));
  }

  /** Trials without a valid result, in study order. */
  public List<ExperimentTrial> pending() {
    return study.trials().stream().filter(trial -> stored(trial).isEmpty()).toList();
  }

  /** Whether a result of another configuration, or a damaged one, is lost when the trial runs. */
  public boolean replaces(ExperimentTrial trial) {
    return folder.holds(trial.id()) && stored(trial).isEmpty();
  }

  /**
   * Runs what is to be run and writes the manifest. The caller holds the folder's lock.
   *
   * @param studyFile name of the study's file, for the manifest
   * @param studyText its content
   * @param fresh whether to run all trials anew
   * @param threads stimuli that are simulated at once; the results do not depend on it
   * @return how it went, including earlier runs in this folder
   */
  public Manifest run(
      String studyFile, String studyText, boolean fresh, int threads, ExperimentListener listener) {
    RunLedger ledger = ledger(studyFile, studyText, threads);
    ledger.keepOnly(study.trials().stream().map(ExperimentTrial::id).toList());
    List<ExperimentTrial> toRun = fresh ? study.trials() : pending();
    toRun.forEach(trial -> ledger.forget(trial.id()));
    ledger.write();
    for (ExperimentTrial trial : toRun) {
      run(trial, threads, ledger, listener);
    }
    return ledger.write();
  }

  /** A ledger of a run that has not begun. */
  RunLedger ledger(String studyFile, String studyText, int threads) {
    return new RunLedger(
        folder,
        studyText,
        Manifest.begin(
            version, studyFile, studyText, study.profile(), dataSha256, study.seeds(), threads));
  }

  /** Runs a trial and stores what it found; empty if it failed. */
  Optional<ExperimentResult> run(
      ExperimentTrial trial, int threads, RunLedger ledger, ExperimentListener listener) {
    return ledger.run(trial, trial.id(), listener, () -> {
      ExperimentResult result = result(trial, threads, listener);
      folder.writeTrial(trial.id(), result);
      return result;
    });
  }

  private ExperimentResult result(ExperimentTrial trial, int threads, ExperimentListener listener) {
    HardwareSpec spec = trial.hardware().spec();
    Findings findings = trial
        .experiment()
        .run(new Conditions(
            data,
            trial.nodes(),
            spec,
            new RandomStreams(trial.seed()),
            threads,
            (long) (FEATURES_PART * Runtime.getRuntime().maxMemory()),
            (stage, part) -> listener.reached(trial, stage, part),
            trial.asked()));
    return new ExperimentResult(
        fingerprint(trial),
        trial.nodes(),
        trial.hardware().name(),
        trial.seed(),
        findings.withoutRecordings(),
        spec.chip() == null || findings.classification() == null
            ? null
            : cost(spec, findings.classification()));
  }

  private static ExperimentResult.Cost cost(HardwareSpec spec, Findings.Recordings recordings) {
    HardwareCost whole = priced(spec, recordings.whole());
    WorkloadCost network = priced(spec, recordings.network()).inference();
    Map<String, Double> joules = new TreeMap<>();
    for (WorkloadCost.EnergyItem item : network.energy()) {
      joules.merge(spentOn(item.phase()), item.joules(), Double::sum);
    }
    return new ExperimentResult.Cost(
        recordings.seconds(),
        whole.inference().energyPerSampleJoules(),
        whole.inference().latencyPerSampleSeconds(),
        whole.area().areaSquareMeters(),
        network.latencySeconds(),
        joules,
        recordings.learning() == null ? null : learning(spec, recordings.learning()));
  }

  private static ExperimentResult.Cost.Learning learning(HardwareSpec spec, OpGraph step) {
    WorkloadCost cost = priced(spec, step).inference();
    return new ExperimentResult.Cost.Learning(
        cost.energyPerSampleJoules(), cost.latencyPerSampleSeconds());
  }

  private static HardwareCost priced(HardwareSpec spec, OpGraph graph) {
    return CostModel.priceInference(spec.chip(), spec.array(), spec.device().cell(), graph);
  }

  private static String spentOn(Phase phase) {
    return switch (phase) {
      case FORWARD -> "spikes and reading";
      case GRADIENT, ERROR -> "traces";
      case UPDATE -> "writing";
    };
  }

  /** Empty where the trial did not finish, or was another one of the same name. */
  Optional<ExperimentResult> stored(ExperimentTrial trial) {
    return folder.experiment(trial.id(), fingerprint(trial));
  }

  private String fingerprint(ExperimentTrial trial) {
    return Fingerprint.of(trial, version, Manifest.thisKernels(), dataSha256);
  }
}
