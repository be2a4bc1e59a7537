package org.crosslearn.reports.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.training.TrainingProgress;
import org.crosslearn.reports.study.Study;
import org.crosslearn.reports.study.Trial;

/**
 * Runs the trials of a study that have no result yet. A trial that fails does not stop the others;
 * finished trials are kept whatever happens after.
 */
public final class StudyRun {
  private final Study study;
  private final Map<String, DataSet> data;
  private final Map<String, String> dataSha256 = new TreeMap<>();
  private final String version;
  private final ResultFolder folder;

  /**
   * @param data {@link Study#dataSets} by name; trials share them
   * @param version of crosslearn
   */
  public StudyRun(Study study, Map<String, DataSet> data, String version, ResultFolder folder) {
    this.study = study;
    this.data = Map.copyOf(data);
    this.version = version;
    this.folder = folder;
    data.forEach((name, set) -> dataSha256.put(name, Fingerprint.of(set)));
  }

  /**
   * Trials without a valid result, in study order, and those among the others of which one without
   * needs trained weights that were not kept: trained again, they become the same.
   */
  public List<Trial> pending() {
    Set<Trial> pending = study.trials().stream()
        .filter(trial -> stored(trial).isEmpty())
        .collect(Collectors.toSet());
    Set<Trial> sources =
        pending.stream().map(Trial::trained).filter(Objects::nonNull).collect(Collectors.toSet());
    sources.stream().filter(trial -> weights(trial).isEmpty()).forEach(pending::add);
    return study.trials().stream().filter(pending::contains).toList();
  }

  /** Whether a result of another configuration, or a damaged one, is lost when the trial runs. */
  public boolean replaces(Trial trial) {
    return folder.holds(trial.id()) && stored(trial).isEmpty();
  }

  /**
   * Runs what is to be run and writes the manifest. The caller holds the folder's lock.
   *
   * @param studyFile name of the study's file, for the manifest
   * @param studyText its content
   * @param fresh whether to run all trials anew
   * @param threads trials side by side; the results do not depend on it
   * @return how it went, including earlier runs in this folder
   */
  public Manifest run(
      String studyFile, String studyText, boolean fresh, int threads, RunListener listener) {
    Manifest begun = Manifest.begin(
        version, studyFile, studyText, study.profile(), dataSha256, study.seeds(), threads);
    RunLedger ledger = new RunLedger(folder, studyText, begun);
    ledger.keepOnly(study.trials().stream().map(Trial::id).toList());
    ledger.write();

    Set<Trial> toRun = new LinkedHashSet<>(fresh ? study.trials() : pending());
    for (Trial trial : study.trials()) {
      if (toRun.contains(trial)) {
        ledger.forget(trial.id());
      } else {
        listener.skipped(trial, stored(trial).orElseThrow());
      }
    }
    Set<Trial> sources = study.evaluatedElsewhere();
    ExecutorService pool = Executors.newFixedThreadPool(threads, StudyRun::daemon);
    try {
      // Evaluations take the weights that trainings leave behind, so all of these come first.
      for (boolean trains : new boolean[] {true, false}) {
        List<Future<?>> running = new ArrayList<>();
        for (Trial trial : toRun) {
          if (trial.trained() == null == trains) {
            boolean kept = sources.contains(trial);
            running.add(pool.submit(
                () -> ledger.run(trial, trial.id(), listener, () -> run(trial, kept, listener))));
          }
        }
        for (Future<?> future : running) {
          future.get();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ResultsException("interrupted; finished trials are kept in " + folder.path(), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the run itself failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return ledger.write();
  }

  /**
   * @param kept whether its weights are needed after it
   */
  private TrialResult run(Trial trial, boolean kept, RunListener listener) {
    TrainingProgress progress = (images, total) -> listener.presented(trial, images, total);
    TrialRun.Outcome outcome = trial.trained() == null
        ? TrialRun.run(trial, data.get(trial.data()), fingerprint(trial), kept, progress)
        : evaluate(trial, progress);
    // First, so that there is none of an earlier configuration beside a new result.
    folder.writeOperations(trial.id(), outcome.operations());
    folder.writeWeights(trial.id(), outcome.weights());
    folder.writeTrial(trial.id(), outcome.result());
    return outcome.result();
  }

  private TrialRun.Outcome evaluate(Trial trial, TrainingProgress progress) {
    Trial trained = trial.trained();
    Optional<TrialResult> result = stored(trained);
    Optional<TrainedWeights> weights = weights(trained);
    if (result.isEmpty() || weights.isEmpty()) {
      throw new ResultsException("there is no trained network of " + trained.title());
    }
    return TrialRun.evaluate(
        trial, result.get(), weights.get(), data.get(trial.data()), fingerprint(trial), progress);
  }

  private Optional<TrainedWeights> weights(Trial trial) {
    return folder.weights(trial.id(), fingerprint(trial));
  }

  private Optional<TrialResult> stored(Trial trial) {
    return folder.trial(trial.id(), fingerprint(trial));
  }

  private String fingerprint(Trial trial) {
    return Fingerprint.of(trial, version, Manifest.thisKernels(), dataSha256);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "trial");
    thread.setDaemon(true);
    return thread;
  }
}
