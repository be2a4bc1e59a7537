package org.crosslearn.reports.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.reports.bounds.BoundCheck;
import org.crosslearn.reports.bounds.BoundChecks;
import org.crosslearn.reports.study.HardwareEntry;
import org.crosslearn.reports.study.RuleEntry;
import org.crosslearn.reports.study.Study;
import org.crosslearn.reports.study.StudyReader;
import org.crosslearn.reports.study.Sweep;
import org.crosslearn.reports.study.Trial;

/**
 * What a results folder holds, as a report needs it.
 *
 * @param result study and finished trials
 * @param bounds the study's bounds held against them
 * @param missing trials without a valid result
 */
public record StoredResults(StudyResult result, List<BoundCheck> bounds, List<Trial> missing) {
  public StoredResults {
    bounds = List.copyOf(bounds);
    missing = List.copyOf(missing);
  }

  /**
   * Reads a folder. Results that do not belong to the study as it stands in the folder are left
   * out.
   *
   * @throws ResultsException if the folder holds no results
   * @throws org.crosslearn.hw.yaml.YamlError if its study can no longer be read
   */
  public static StoredResults read(ResultFolder folder, StudyReader reader) {
    Manifest manifest = folder
        .manifest()
        .orElseThrow(() -> new ResultsException(
            folder.path() + " holds no results: there is no readable manifest.json in it."
                + " Give the folder that crosslearn run named, e.g. results/quickstart."));
    Study study =
        reader.read(YamlDocument.read(folder.studyFile(), folder::namedFile), manifest.profile());
    Map<Trial, TrialResult> results = new LinkedHashMap<>();
    List<Trial> missing = new ArrayList<>();
    for (Trial trial : study.trials()) {
      String fingerprint =
          Fingerprint.of(trial, manifest.crosslearn(), manifest.kernels(), manifest.dataSha256());
      folder
          .trial(trial.id(), fingerprint)
          .ifPresentOrElse(result -> results.put(trial, result), () -> missing.add(trial));
    }
    List<TrialResult> base = found(study.baseTrials(), results);
    List<AccountedResult> accountings = AccountedResult.of(study, results, folder);
    StudyResult result = new StudyResult(
        study.profile() == null ? study.name() : study.name() + " (" + study.profile() + ")",
        study.description(),
        study.data(),
        titles(study),
        specs(study),
        base,
        EqualArea.of(study, base, folder),
        wear(study, results, folder),
        sweeps(study, results),
        accountings,
        cautions(
            missing.stream().map(Trial::title).toList(),
            study.trials().size(),
            manifest.failed(),
            manifest),
        table(manifest));
    return new StoredResults(
        result, BoundChecks.check(study.bounds(), byPlace(study, results, accountings)), missing);
  }

  private static List<TrialResult> found(List<Trial> trials, Map<Trial, TrialResult> results) {
    return trials.stream().filter(results::containsKey).map(results::get).toList();
  }

  private static List<UpdateWear> wear(
      Study study, Map<Trial, TrialResult> results, ResultFolder folder) {
    List<UpdateWear> wear = new ArrayList<>();
    for (Trial trial : study.baseTrials()) {
      if (results.containsKey(trial)) {
        folder
            .operationsOf(trial.id())
            .ifPresent(recorded -> wear.add(UpdateWear.of(results.get(trial), recorded)));
      }
    }
    return wear;
  }

  private static List<SweepResult> sweeps(Study study, Map<Trial, TrialResult> results) {
    List<SweepResult> sweeps = new ArrayList<>();
    for (Sweep sweep : study.sweeps()) {
      List<SweepResult.Point> points = sweep.points().stream()
          .map(point ->
              new SweepResult.Point(point.value(), point.isBase(), found(point.trials(), results)))
          .toList();
      sweeps.add(new SweepResult(sweep.name(), sweep.label(), sweep.retrained(), points));
    }
    return sweeps;
  }

  /** By accounting, then by point; the empty text stands for the study's own. */
  private static Map<String, Map<String, List<TrialResult>>> byPlace(
      Study study, Map<Trial, TrialResult> results, List<AccountedResult> accountings) {
    Map<String, Map<String, List<TrialResult>>> places = new LinkedHashMap<>();
    places.put("", byPoint(study, results));
    for (AccountedResult accounting : accountings) {
      Map<String, List<TrialResult>> points = new LinkedHashMap<>();
      points.put(Trial.BASE, accounting.trials());
      List<Sweep> sweeps = AccountedResult.trained(study);
      for (int s = 0; s < sweeps.size(); s++) {
        Sweep sweep = sweeps.get(s);
        for (int p = 0; p < sweep.points().size(); p++) {
          points.put(
              sweep.at(sweep.points().get(p)),
              accounting.sweeps().get(s).points().get(p).trials());
        }
      }
      places.put(accounting.name(), points);
    }
    return places;
  }

  private static Map<String, List<TrialResult>> byPoint(
      Study study, Map<Trial, TrialResult> results) {
    Map<String, List<TrialResult>> points = new LinkedHashMap<>();
    points.put(Trial.BASE, found(study.baseTrials(), results));
    for (Sweep sweep : study.sweeps()) {
      sweep.points().forEach(point -> points.put(sweep.at(point), found(point.trials(), results)));
    }
    return points;
  }

  private static Map<String, String> titles(Study study) {
    Map<String, String> titles = new LinkedHashMap<>();
    for (RuleEntry<?> rule : study.rules()) {
      titles.put(rule.name(), rule.title());
    }
    return titles;
  }

  private static Map<String, HardwareSpec> specs(Study study) {
    Map<String, HardwareSpec> specs = new LinkedHashMap<>();
    for (HardwareEntry hardware : study.hardware()) {
      specs.put(hardware.name(), hardware.spec());
    }
    return specs;
  }

  /**
   * @param missing titles of trials without a result
   * @param all how many trials there should be
   * @param failed why some of them have none, by id
   */
  static List<String> cautions(
      List<String> missing, int all, Map<String, String> failed, Manifest manifest) {
    List<String> cautions = new ArrayList<>();
    if (!missing.isEmpty()) {
      String first = missing.stream().limit(3).collect(Collectors.joining("; "));
      cautions.add(missing.size() + " of " + all + " trials have no result and are missing"
          + " from every figure: " + first + (missing.size() > 3 ? "; …" : "") + ".");
    }
    failed.forEach((id, reason) -> cautions.add("Trial " + id + " failed: " + reason));
    if (manifest.crosslearn().endsWith("-SNAPSHOT")) {
      cautions.add("Made by a development version (" + manifest.crosslearn()
          + "), which cannot be told apart from other states of that version.");
    }
    return cautions;
  }

  static Map<String, String> table(Manifest manifest) {
    Map<String, String> table = new LinkedHashMap<>();
    table.put("crosslearn", manifest.crosslearn());
    table.put("study file", manifest.studyFile());
    table.put("study SHA-256", manifest.studySha256());
    if (manifest.profile() != null) {
      table.put("profile", manifest.profile());
    }
    manifest.dataSha256().forEach((name, hash) -> table.put("data SHA-256, " + name, hash));
    table.put(
        "seeds", manifest.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    table.put("machine", manifest.machine());
    table.put("Java", manifest.java());
    table.put("kernels", manifest.kernels());
    table.put("threads", String.valueOf(manifest.threads()));
    double seconds =
        manifest.wallSeconds().values().stream().mapToDouble(t -> t).sum();
    table.put("wall time of all trials", String.format(Locale.ROOT, "%.1f s", seconds));
    return table;
  }
}
