package org.crosslearn.reports.study;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.reports.bounds.Bound;

/**
 * What is to be compared.
 *
 * @param name also the name of the results folder
 * @param description what the study asks, one or two sentences
 * @param data name of the data set
 * @param rules in the order of the file
 * @param hardware in the order of the file
 * @param seeds one trial of every rule on every hardware for each
 * @param evaluateAfter ages at which trained networks are evaluated again, ascending
 * @param bounds what must hold of the results
 */
public record Study(
    String name,
    String description,
    String data,
    List<RuleEntry<?>> rules,
    List<HardwareEntry> hardware,
    List<Long> seeds,
    List<Age> evaluateAfter,
    List<Bound> bounds) {
  public Study {
    rules = List.copyOf(rules);
    hardware = List.copyOf(hardware);
    seeds = List.copyOf(seeds);
    evaluateAfter = List.copyOf(evaluateAfter);
    bounds = List.copyOf(bounds);
  }

  /** Every rule on every hardware from every seed, in this order. */
  public List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (RuleEntry<?> rule : rules) {
      for (HardwareEntry place : hardware) {
        for (long seed : seeds) {
          trials.add(new Trial(rule, place, seed, place.spec().ages() ? evaluateAfter : List.of()));
        }
      }
    }
    return trials;
  }
}
