package org.crosslearn.reports.run;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What a run writes down of itself beside the results: its study, what ran it, how long every trial
 * took and why trials failed. Trials may run on several threads.
 */
final class RunLedger {
  private final ResultFolder folder;
  private final Manifest begun;
  private final Map<String, Double> wallSeconds = new ConcurrentHashMap<>();
  private final Map<String, String> failed = new ConcurrentHashMap<>();

  /**
   * Keeps the study in the folder and takes over how long trials took in earlier runs there.
   *
   * @param studyText content of the study's file
   * @param begun the run before its first trial
   */
  RunLedger(ResultFolder folder, String studyText, Manifest begun) {
    this.folder = folder;
    this.begun = begun;
    folder.manifest().ifPresent(earlier -> wallSeconds.putAll(earlier.wallSeconds()));
    folder.writeStudy(studyText);
  }

  /**
   * Drops what an earlier study had besides.
   *
   * @param trials ids of all trials of the study
   */
  void keepOnly(Collection<String> trials) {
    wallSeconds.keySet().retainAll(trials);
  }

  /** Drops how long the trial took: it is to run again. */
  void forget(String id) {
    wallSeconds.remove(id);
  }

  /**
   * Runs a trial. If it fails, or the listener does, that is noted and told, and not thrown.
   *
   * @param run runs it and stores what it returns
   * @return what it returns; empty if it failed
   */
  <T, R> Optional<R> run(T trial, String id, TrialListener<T, R> listener, Supplier<R> run) {
    try {
      listener.started(trial);
      long start = System.nanoTime();
      R result = run.get();
      double seconds = (System.nanoTime() - start) * 1e-9;
      wallSeconds.put(id, seconds);
      listener.finished(trial, result, seconds);
      return Optional.of(result);
    } catch (RuntimeException | Error e) {
      failed.put(id, e.toString());
      wallSeconds.remove(id);
      listener.failed(trial, e);
      return Optional.empty();
    }
  }

  /** Why a trial failed; null if it did not. */
  String failure(String id) {
    return failed.get(id);
  }

  /** Writes the manifest as it is by now. */
  Manifest write() {
    Manifest manifest = begun.with(wallSeconds, failed);
    folder.writeManifest(manifest);
    return manifest;
  }
}
