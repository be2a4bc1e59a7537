package org.crosslearn.reports.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crosslearn.algorithms.data.DataSet;
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

  /** Trials without a valid result, in study order. */
  public List<Trial> pending() {
    return study.trials().stream().filter(trial -> stored(trial).isEmpty()).toList();
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
    Map<String, Double> wallSeconds = new ConcurrentHashMap<>();
    folder.manifest().ifPresent(earlier -> wallSeconds.putAll(earlier.wallSeconds()));
    Map<String, String> failed = new ConcurrentHashMap<>();
    folder.writeStudy(studyText);
    writeManifest(studyFile, studyText, threads, wallSeconds, failed);

    List<Trial> toRun = new ArrayList<>();
    for (Trial trial : study.trials()) {
      Optional<TrialResult> stored = fresh ? Optional.empty() : stored(trial);
      if (stored.isPresent()) {
        listener.skipped(trial, stored.get());
      } else {
        wallSeconds.remove(trial.id());
        toRun.add(trial);
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, StudyRun::daemon);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Trial trial : toRun) {
        running.add(pool.submit(() -> run(trial, wallSeconds, failed, listener)));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ResultsException("interrupted; finished trials are kept in " + folder.path(), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the run itself failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return writeManifest(studyFile, studyText, threads, wallSeconds, failed);
  }

  private void run(
      Trial trial,
      Map<String, Double> wallSeconds,
      Map<String, String> failed,
      RunListener listener) {
    try {
      listener.started(trial);
      long start = System.nanoTime();
      TrialRun.Outcome outcome = TrialRun.run(
          trial,
          data.get(trial.data()),
          fingerprint(trial),
          (images, total) -> listener.presented(trial, images, total));
      TrialResult result = outcome.result();
      // First, so that there is none of an earlier configuration beside a new result.
      folder.writeOperations(trial.id(), outcome.operations());
      folder.writeTrial(trial.id(), result);
      double seconds = (System.nanoTime() - start) * 1e-9;
      wallSeconds.put(trial.id(), seconds);
      listener.finished(trial, result, seconds);
    } catch (RuntimeException | Error e) {
      failed.put(trial.id(), e.toString());
      listener.failed(trial, e);
    }
  }

  private Optional<TrialResult> stored(Trial trial) {
    return folder.trial(trial.id(), fingerprint(trial));
  }

  private String fingerprint(Trial trial) {
    return Fingerprint.of(trial, version, Manifest.thisKernels(), dataSha256);
  }

  private Manifest writeManifest(
      String studyFile,
      String studyText,
      int threads,
      Map<String, Double> wallSeconds,
      Map<String, String> failed) {
    List<String> ids = study.trials().stream().map(Trial::id).toList();
    wallSeconds.keySet().retainAll(ids);
    Manifest manifest = new Manifest(
        version,
        studyFile,
        Fingerprint.of(studyText),
        study.profile(),
        dataSha256,
        study.seeds(),
        Manifest.thisMachine(),
        Manifest.thisJava(),
        Manifest.thisKernels(),
        threads,
        wallSeconds,
        failed);
    folder.writeManifest(manifest);
    return manifest;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "trial");
    thread.setDaemon(true);
    return thread;
  }
}
