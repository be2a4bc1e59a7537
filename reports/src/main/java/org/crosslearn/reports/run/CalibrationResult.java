package org.crosslearn.reports.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslearn.algorithms.experiment.Experiment;
import org.crosslearn.hw.yaml.YamlError;
import org.crosslearn.reports.run.Search.Course;
import org.crosslearn.reports.run.Search.Step;
import org.crosslearn.reports.study.Calibration;
import org.crosslearn.reports.study.Candidate;
import org.crosslearn.reports.study.ExperimentStudy;
import org.crosslearn.reports.study.ExperimentTrial;
import org.crosslearn.reports.study.Space;

/**
 * What a search for constants has found.
 *
 * @param figures of every candidate that has them, one for every aim
 * @param refused why the values of candidates do not go together
 * @param failed why candidates have no figure although their values do
 */
public record CalibrationResult(
    Calibration calibration,
    Course course,
    Map<Candidate, List<Double>> figures,
    Map<Candidate, String> refused,
    Map<Candidate, String> failed) {
  private static final String NO_FIGURE =
      "there is no such figure, perhaps because nothing is read at that time";

  /** Where the results of trials come from. */
  interface Trials {
    Attempt of(ExperimentTrial trial);
  }

  /**
   * What became of a trial: a result, a failure, or nothing yet.
   *
   * @param failure why there is no result
   */
  record Attempt(ExperimentResult result, String failure) {}

  /**
   * What a key does around the chosen candidate.
   *
   * @param below with the value before the chosen one in the list, empty at its start
   * @param above with the value after it, empty at its end
   */
  public record Sensitivity(
      String key, Optional<Neighbour> below, Neighbour chosen, Optional<Neighbour> above) {}

  /**
   * The chosen candidate with one value changed, or as it is.
   *
   * @param figure empty where it was not tried; {@link Search#WORST} where it was refused or failed
   */
  public record Neighbour(String value, Optional<Double> figure) {}

  /** Follows a search as far as there are results. */
  static CalibrationResult follow(
      ExperimentStudy study, Trials trials, CalibrationListener listener) {
    Calibration calibration = study.calibration();
    Search search = new Search(calibration);
    Map<Candidate, Double> tried = new HashMap<>();
    Map<Candidate, List<Double>> figures = new HashMap<>();
    Map<Candidate, String> refused = new LinkedHashMap<>();
    Map<Candidate, String> failed = new LinkedHashMap<>();
    Course course = search.course(tried);
    while (course.next().isPresent()) {
      Candidate candidate = course.next().get();
      try {
        Optional<Means> means = means(CandidateTrials.of(study, candidate), trials);
        if (means.isEmpty()) {
          break;
        }
        if (means.get().failure() == null) {
          figures.put(candidate, means.get().figures());
          tried.put(candidate, calibration.worth(means.get().figures()));
        } else {
          tried.put(candidate, Search.WORST);
          failed.put(candidate, means.get().failure());
        }
      } catch (YamlError e) {
        tried.put(candidate, Search.WORST);
        refused.put(candidate, e.getMessage());
      }
      course = search.course(tried);
      listener.tried(
          course,
          course.steps().get(course.steps().size() - 1),
          refused.getOrDefault(candidate, failed.get(candidate)));
    }
    return new CalibrationResult(calibration, course, figures, refused, failed);
  }

  /** Of all trials of a candidate, or why there are none. */
  private record Means(List<Double> figures, String failure) {}

  /**
   * @return empty where a trial has not run yet
   */
  private static Optional<Means> means(CandidateTrials candidate, Trials trials) {
    List<ExperimentResult> results = new ArrayList<>();
    for (ExperimentTrial trial : candidate.trials()) {
      Attempt attempt = trials.of(trial);
      if (attempt.failure() != null) {
        return Optional.of(new Means(null, trial.title() + ": " + attempt.failure()));
      }
      if (attempt.result() == null) {
        return Optional.empty();
      }
      results.add(attempt.result());
    }
    List<Double> figures = candidate.figures(results);
    return Optional.of(
        new Means(figures, figures.stream().anyMatch(figure -> figure.isNaN()) ? NO_FIGURE : null));
  }

  /** The best candidate so far; empty as long as none has a figure. */
  public Optional<Step> chosen() {
    return course.best();
  }

  /** The experiment with the values of the best candidate so far. */
  public Optional<Experiment> experiment() {
    return chosen().map(chosen -> calibration.space().experiment(chosen.candidate()));
  }

  /** Why what was found may mislead. */
  List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    if (!ended()) {
      cautions.add("The search has not ended: it is at candidate "
          + (course.steps().size() + 1) + " of at most " + calibration.mostCandidates()
          + ". Running the study again goes on there.");
    }
    if (chosen().isEmpty()) {
      cautions.add(
          "No candidate has a figure; what is shown is the experiment as the study has it.");
    } else {
      cautions.add("The chosen values are the best of " + course.steps().size()
          + " candidates on these very images, which flatters them. What they are worth is told by other"
          + " images: run them in a study with another first-image.");
    }
    String ends = sensitivities().stream()
        .filter(key -> key.below().isEmpty() || key.above().isEmpty())
        .filter(key -> isNumber(key.chosen().value()))
        .map(key -> key.key() + " " + key.chosen().value())
        .collect(Collectors.joining(", "));
    if (!ends.isEmpty()) {
      cautions.add("Chosen values at an end of their lists, beyond which better ones may lie: "
          + ends + ".");
    }
    first(failed)
        .ifPresent(reason -> cautions.add(
            failed.size() + " of the candidates failed and count as worst; the first: " + reason));
    return cautions;
  }

  private static boolean isNumber(String value) {
    try {
      return Double.isFinite(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Optional<String> first(Map<Candidate, String> reasons) {
    return reasons.values().stream().findFirst();
  }

  /** Whether the search has ended, by whatever reason. */
  public boolean ended() {
    return course.next().isEmpty();
  }

  /** For every key what the neighbours of the chosen candidate achieve. */
  public List<Sensitivity> sensitivities() {
    Space space = calibration.space();
    return chosen()
        .map(chosen -> IntStream.range(0, space.axes().size())
            .mapToObj(axis -> new Sensitivity(
                space.axes().get(axis).key(),
                space.neighbour(chosen.candidate(), axis, -1).map(other -> at(other, axis)),
                at(chosen.candidate(), axis),
                space.neighbour(chosen.candidate(), axis, 1).map(other -> at(other, axis))))
            .toList())
        .orElse(List.of());
  }

  private Neighbour at(Candidate candidate, int axis) {
    String value = calibration.space().axes().get(axis).values().get(candidate.place(axis));
    return new Neighbour(value, course.figure(candidate));
  }
}
