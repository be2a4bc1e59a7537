package org.crosslearn.reports.run;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.reports.run.CalibrationResult.Attempt;
import org.crosslearn.reports.study.ExperimentStudy;

/**
 * Runs the trials that a calibration asks for, one candidate after the other, and then the study with
 * the values that were found best. Trials that have a result are not run again; those that failed in an
 * earlier run are.
 */
public final class CalibrationRun {
  private final ExperimentStudy study;
  private final ExperimentRun trials;

  /**
   * @param study with a calibration
   * @param data that of the study
   * @param version of crosslearn
   */
  public CalibrationRun(ExperimentStudy study, DataSet data, String version, ResultFolder folder) {
    this.study = study;
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
    RunLedger ledger = trials.ledger(studyFile, studyText, threads);
    ledger.write();
    // Ids of all trials that the search came to.
    Set<String> met = new HashSet<>();
    CalibrationResult.Trials attempt = trial -> {
      boolean anew = met.add(trial.id()) && fresh;
      Optional<ExperimentResult> stored = anew ? Optional.empty() : trials.stored(trial);
      return stored
          .or(() -> trials.run(trial, threads, ledger, ofTrials))
          .map(result -> new Attempt(result, null))
          .orElseGet(() -> new Attempt(null, ledger.failure(trial.id())));
    };
    CalibrationListener keeping = (course, step, reason) -> {
      ledger.write();
      ofCandidates.tried(course, step, reason);
    };
    CalibrationResult.follow(study, attempt, keeping)
        .chosen()
        .map(chosen -> study.calibration().space().experiment(chosen.candidate()))
        .ifPresent(experiment -> study.with(experiment).trials().forEach(attempt::of));
    ledger.keepOnly(met);
    return ledger.write();
  }
}
