package org.crosslearn.reports.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslearn.reports.bounds.Bound;

/**
 * What is to be compared.
 *
 * @param name also the name of the results folder
 * @param profile name of the profile that is laid over the study, or null
 * @param description what the study asks, one or two sentences
 * @param data name of the data set, where no sweep says another
 * @param rules in the order of the file
 * @param hardware in the order of the file
 * @param seeds one trial of every rule on every hardware for each
 * @param evaluateAfter ages at which trained networks are evaluated again, ascending
 * @param sweeps in the order of the file
 * @param accountings other ways to price the same trials, in the order of the file
 * @param bounds what must hold of the results
 */
public record Study(
    String name,
    String profile,
    String description,
    String data,
    List<RuleEntry<?>> rules,
    List<HardwareEntry> hardware,
    List<Long> seeds,
    List<Age> evaluateAfter,
    List<Sweep> sweeps,
    List<Accounting> accountings,
    List<Bound> bounds) {
  public Study {
    rules = List.copyOf(rules);
    hardware = List.copyOf(hardware);
    seeds = List.copyOf(seeds);
    evaluateAfter = List.copyOf(evaluateAfter);
    sweeps = List.copyOf(sweeps);
    accountings = List.copyOf(accountings);
    bounds = List.copyOf(bounds);
  }

  /** The same with what rests on its trials. */
  Study with(List<Accounting> otherAccountings, List<Bound> otherBounds) {
    return new Study(
        name,
        profile,
        description,
        data,
        rules,
        hardware,
        seeds,
        evaluateAfter,
        sweeps,
        otherAccountings,
        otherBounds);
  }

  /** Name of the folder of its results: a profile has one of its own. */
  public String folder() {
    return profile == null ? name : name + "-" + profile;
  }

  /** Every rule on every hardware from every seed, in this order. */
  public List<Trial> baseTrials() {
    List<Trial> trials = new ArrayList<>();
    for (RuleEntry<?> rule : rules) {
      for (HardwareEntry place : hardware) {
        for (long seed : seeds) {
          trials.add(
              new Trial(Trial.BASE, data, rule, place, seed, place.ages(evaluateAfter), null));
        }
      }
    }
    return trials;
  }

  /** All trials: those of the study itself, then those that only sweeps need. */
  public List<Trial> trials() {
    Set<Trial> trials = new LinkedHashSet<>(baseTrials());
    for (Sweep sweep : sweeps) {
      sweep.points().forEach(point -> trials.addAll(point.trials()));
    }
    return List.copyOf(trials);
  }

  /** Trials whose trained weights others evaluate. */
  public Set<Trial> evaluatedElsewhere() {
    return trials().stream()
        .map(Trial::trained)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** Names of the data sets that the trials learn, that of the study itself first. */
  public Set<String> dataSets() {
    return trials().stream().map(Trial::data).collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
