package org.crosslearn.reports.study;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.experiment.Experiment;
import org.crosslearn.reports.bounds.ExperimentBound;

/**
 * A study that repeats a published experiment over sizes of the network and hardware.
 *
 * @param name also the name of the results folder
 * @param profile name of the profile that is laid over the study, or null
 * @param description what the study asks, one or two sentences
 * @param data name of the data set
 * @param hardware in the order of the file
 * @param seeds one trial of every size on every hardware for each
 * @param calibration search for the constants of the experiment, which is then where it starts; null
 *     for a study that takes them as they are
 * @param bounds what must hold of the results
 */
public record ExperimentStudy(
    String name,
    String profile,
    String description,
    String data,
    Experiment experiment,
    List<HardwareEntry> hardware,
    List<Long> seeds,
    Calibration calibration,
    List<ExperimentBound> bounds) {
  public ExperimentStudy {
    hardware = List.copyOf(hardware);
    seeds = List.copyOf(seeds);
    bounds = List.copyOf(bounds);
  }

  /** The same with other constants. */
  public ExperimentStudy with(Experiment other) {
    return new ExperimentStudy(
        name, profile, description, data, other, hardware, seeds, calibration, bounds);
  }

  /** Name of the folder of its results: a profile has one of its own. */
  public String folder() {
    return profile == null ? name : name + "-" + profile;
  }

  /** Every size on every hardware from every seed: hardware first, small networks first within it. */
  public List<ExperimentTrial> trials() {
    List<ExperimentTrial> trials = new ArrayList<>();
    for (HardwareEntry place : hardware) {
      for (int nodes : experiment.nodes().stream().sorted().toList()) {
        for (long seed : seeds) {
          trials.add(new ExperimentTrial(experiment, data, nodes, place, seed));
        }
      }
    }
    return trials;
  }
}
