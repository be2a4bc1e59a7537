package org.crosslearn.reports.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.crosslearn.algorithms.experiment.Experiment;
import org.crosslearn.algorithms.experiment.TwoDigits;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.reports.bounds.BoundCheck;
import org.crosslearn.reports.bounds.ExperimentBoundChecks;
import org.crosslearn.reports.study.ExperimentReader;
import org.crosslearn.reports.study.ExperimentStudy;
import org.crosslearn.reports.study.ExperimentTrial;

/**
 * What a results folder of an experiment holds, as a report needs it.
 *
 * @param study of a calibration: with the constants that were found, as far as it has come
 * @param calibration how they were found; null for a study that takes its constants as they are
 * @param results finished trials, in study order
 * @param bounds the study's bounds held against them
 * @param missing trials without a valid result
 * @param cautions reasons why the numbers may mislead
 * @param manifest what produced the results, shown as a table
 */
public record ExperimentResults(
    ExperimentStudy study,
    CalibrationResult calibration,
    List<ExperimentResult> results,
    List<BoundCheck> bounds,
    List<ExperimentTrial> missing,
    List<String> cautions,
    Map<String, String> manifest) {
  private static final int ENOUGH_SEEDS = 3;

  /** Nodes that fire less than once in so many images hardly say anything about them. */
  private static final int SELDOM = 10;

  public ExperimentResults {
    results = List.copyOf(results);
    bounds = List.copyOf(bounds);
    missing = List.copyOf(missing);
    cautions = List.copyOf(cautions);
  }

  /** Whether a folder holds the results of an experiment. */
  public static boolean areIn(ResultFolder folder) {
    return folder.manifest().isPresent()
        && ExperimentReader.isFor(YamlDocument.read(folder.studyFile(), folder::namedFile));
  }

  /**
   * Reads a folder for which {@link #areIn} says yes. Results that do not belong to the study as it
   * stands in the folder are left out.
   */
  public static ExperimentResults read(ResultFolder folder, ExperimentReader reader) {
    Manifest manifest = folder.manifest().orElseThrow();
    ExperimentStudy written =
        reader.read(YamlDocument.read(folder.studyFile(), folder::namedFile), manifest.profile());
    CalibrationResult calibration = written.calibration() == null
        ? null
        : CalibrationResult.follow(
            written, trial -> attempt(trial, folder, manifest), (course, step, reason) -> {});
    ExperimentStudy study = calibration == null
        ? written
        : calibration.experiment().map(written::with).orElse(written);
    List<ExperimentResult> results = new ArrayList<>();
    List<ExperimentTrial> missing = new ArrayList<>();
    for (ExperimentTrial trial : study.trials()) {
      stored(trial, folder, manifest).ifPresentOrElse(results::add, () -> missing.add(trial));
    }
    return new ExperimentResults(
        study,
        calibration,
        results,
        ExperimentBoundChecks.check(study.bounds(), results),
        missing,
        cautions(study, calibration, results, missing, manifest),
        table(study, manifest));
  }

  /** Titles of trials without a valid result, and of a candidate that the search waits for. */
  public List<String> unfinished() {
    List<String> titles = new ArrayList<>();
    if (calibration != null && !calibration.ended()) {
      titles.add("candidate " + (calibration.course().steps().size() + 1) + " of the search");
    }
    missing.forEach(trial -> titles.add(trial.title()));
    return titles;
  }

  /** Which images were used. */
  public String images() {
    return images(study);
  }

  private static String images(ExperimentStudy study) {
    Experiment experiment = study.experiment();
    int first = experiment.firstImage();
    return experiment instanceof TwoDigits digits
        ? String.format(
            Locale.ROOT,
            "training images of the classes %d and %d of %s from image %d on: %d learned, the next %d"
                + " read out",
            digits.digits().get(0),
            digits.digits().get(1),
            study.data(),
            first,
            digits.learned(),
            digits.images())
        : String.format(
            Locale.ROOT,
            "training images %d to %d of %s",
            first,
            first + experiment.images() - 1,
            study.data());
  }

  private static Map<String, String> table(ExperimentStudy study, Manifest manifest) {
    Map<String, String> table = new LinkedHashMap<>(StoredResults.table(manifest));
    table.put("images", images(study) + ", counted from 0");
    return table;
  }

  private static Optional<ExperimentResult> stored(
      ExperimentTrial trial, ResultFolder folder, Manifest manifest) {
    return folder.experiment(
        trial.id(),
        Fingerprint.of(trial, manifest.crosslearn(), manifest.kernels(), manifest.dataSha256()));
  }

  private static CalibrationResult.Attempt attempt(
      ExperimentTrial trial, ResultFolder folder, Manifest manifest) {
    return stored(trial, folder, manifest)
        .map(result -> new CalibrationResult.Attempt(result, null))
        .orElseGet(() -> new CalibrationResult.Attempt(null, manifest.failed().get(trial.id())));
  }

  private static List<String> cautions(
      ExperimentStudy study,
      CalibrationResult calibration,
      List<ExperimentResult> results,
      List<ExperimentTrial> missing,
      Manifest manifest) {
    List<String> cautions = new ArrayList<>();
    if (calibration != null) {
      cautions.addAll(calibration.cautions());
    }
    Map<String, String> failed = new TreeMap<>(manifest.failed());
    failed.keySet().retainAll(study.trials().stream().map(ExperimentTrial::id).toList());
    cautions.addAll(StoredResults.cautions(
        missing.stream().map(ExperimentTrial::title).collect(Collectors.toList()),
        study.trials().size(),
        failed,
        manifest));
    if (study.seeds().size() < ENOUGH_SEEDS) {
      cautions.add("Fewer than " + ENOUGH_SEEDS + " seeds: a seed draws the network, and networks"
          + " differ. Deviations over random splits say nothing about that.");
    }
    String silent = results.stream()
        .filter(result -> result.findings().activity().spikesPerNode() * SELDOM < 1)
        .map(result -> result.nodes() + " nodes on " + result.hardware())
        .distinct()
        .collect(Collectors.joining(", "));
    if (!silent.isEmpty()) {
      cautions.add(
          "Networks that hardly answer: " + silent + ". Their nodes fire less than once in "
              + SELDOM + " images. What tells images without any spike apart is noise at most, and"
              + " accuracies are then a matter of chance.");
    }
    Experiment experiment = study.experiment();
    if (experiment.dynamics().refractorySeconds() <= experiment.network().tickSeconds()) {
      cautions.add(
          "The refractory period is at most a tick, which is none: no arrival is ever lost.");
    }
    if (experiment.readingSeconds().size() > 1) {
      cautions.add("What is read out at several times is most accurate at one of them; the best is"
          + " chosen by the same images that it is measured with.");
    }
    return cautions;
  }
}
