package org.crosslearn.reports.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.reports.run.CalibrationResult.Attempt;
import org.crosslearn.reports.study.ExperimentStudy;
import org.crosslearn.reports.study.ExperimentTrial;

/**
 * Runs the trials that a calibration asks for, one candidate after the other, and then the study with
 * the values that were found best. Trials that have a result are not run again; those that failed in an
 * earlier run are.
 */
public final class CalibrationRun {
  private final ExperimentStudy study;
  private final ResultFolder folder;
  private final ExperimentRun trials;

  /**
   * @param study with a calibration
   * @param data that of the study
   * @param version of crosslearn
   */
  public CalibrationRun(ExperimentStudy study, DataSet data, String version, ResultFolder folder) {
    this.study = study;
    this.folder = folder;
    trials = new ExperimentRun(study, data, version, folder);
  }

  /**
   * Searches, and writes the manifest anew after every candidate. The caller holds the folder's lock.
   *
   * @param studyFile name of the study's file, for the manifest
   * @param studyText its content
   * @param fresh whether to run all trials anew
   * @param threads stimuli that are simulated at once; the results do not depend on it
   * @param ofTrials told of trials that run
   * @param ofCandidates told of every candidate, even if its trials ran earlier
   * @return how it went, including earlier runs in this folder
   */
  public Manifest run(
      String studyFile,
      String studyText,
      boolean fresh,
      int threads,
      ExperimentListener ofTrials,
      CalibrationListener ofCandidates) {
    folder.writeStudy(studyText);
    Session session = new Session(studyFile, studyText, fresh, threads, ofTrials);
    session.writeManifest();
    CalibrationListener keeping = (course, step, reason) -> {
      session.writeManifest();
      ofCandidates.tried(course, step, reason);
    };
    CalibrationResult.follow(study, session::attempt, keeping)
        .chosen()
        .map(chosen -> study.calibration().space().experiment(chosen.candidate()))
        .ifPresent(experiment -> study.with(experiment).trials().forEach(session::attempt));
    session.wallSeconds.keySet().retainAll(session.met);
    return session.writeManifest();
  }

  private final class Session {
    private final String studyFile;
    private final String studyText;
    private final boolean fresh;
    private final int threads;
    private final ExperimentListener listener;
    private final Map<String, Double> wallSeconds = new TreeMap<>();
    private final Map<String, String> failed = new HashMap<>();

    /** Ids of all trials that the search came to. */
    private final Set<String> met = new HashSet<>();

    Session(
        String studyFile,
        String studyText,
        boolean fresh,
        int threads,
        ExperimentListener listener) {
      this.studyFile = studyFile;
      this.studyText = studyText;
      this.fresh = fresh;
      this.threads = threads;
      this.listener = listener;
      folder.manifest().ifPresent(earlier -> wallSeconds.putAll(earlier.wallSeconds()));
    }

    Attempt attempt(ExperimentTrial trial) {
      boolean anew = met.add(trial.id()) && fresh;
      Optional<ExperimentResult> stored = anew ? Optional.empty() : trials.stored(trial);
      if (stored.isPresent()) {
        return new Attempt(stored.get(), null);
      }
      try {
        return new Attempt(trials.run(trial, threads, wallSeconds, listener), null);
      } catch (RuntimeException | Error e) {
        failed.put(trial.id(), e.toString());
        wallSeconds.remove(trial.id());
        listener.failed(trial, e);
        return new Attempt(null, e.toString());
      }
    }

    Manifest writeManifest() {
      return trials.writeManifest(studyFile, studyText, threads, wallSeconds, failed);
    }
  }
}
