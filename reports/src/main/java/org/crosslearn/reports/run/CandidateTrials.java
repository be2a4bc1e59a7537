package org.crosslearn.reports.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslearn.algorithms.experiment.Conditions;
import org.crosslearn.algorithms.experiment.Experiment;
import org.crosslearn.reports.bounds.Aim;
import org.crosslearn.reports.bounds.ExperimentFigure;
import org.crosslearn.reports.study.Calibration;
import org.crosslearn.reports.study.Candidate;
import org.crosslearn.reports.study.ExperimentStudy;
import org.crosslearn.reports.study.ExperimentTrial;
import org.crosslearn.reports.study.HardwareEntry;

/**
 * The trials that say how good a candidate of a calibration is: one for every size, hardware and seed
 * that its aims speak of. They are named after the settings, so that they stay what they are when the
 * space changes.
 */
record CandidateTrials(Calibration calibration, List<ExperimentTrial> trials) {
  private static final int NAME_LENGTH = 16;

  CandidateTrials {
    trials = List.copyOf(trials);
  }

  /**
   * @throws org.crosslearn.hw.yaml.YamlError if the values of the candidate do not go together
   */
  static CandidateTrials of(ExperimentStudy study, Candidate candidate) {
    Experiment experiment = study.calibration().space().experiment(candidate);
    Calibration calibration = study.calibration();
    Set<Conditions.Asked> asked = calibration.aims().stream()
        .map(aim -> asked(experiment, aim.figure()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
    String name = Fingerprint.of(experiment).substring(0, NAME_LENGTH);
    List<ExperimentTrial> trials = new ArrayList<>();
    for (HardwareEntry place : study.hardware()) {
      for (int nodes : calibration.nodes()) {
        for (long seed : study.seeds()) {
          if (calibration.hardware().contains(place.name())) {
            trials.add(
                new ExperimentTrial(experiment, study.data(), nodes, place, seed, name, asked));
          }
        }
      }
    }
    return new CandidateTrials(calibration, trials);
  }

  /** Edges are looked at when the network's own features are best. */
  private static Conditions.Asked asked(Experiment experiment, ExperimentFigure figure) {
    return figure.features() == null
        ? new Conditions.Asked(
            experiment.features().get(0), experiment.readouts().get(0))
        : new Conditions.Asked(figure.features(), figure.readout());
  }

  /** Of every aim the mean over the results that it speaks of; NaN where one has no such figure. */
  List<Double> figures(List<ExperimentResult> results) {
    return calibration.aims().stream()
        .map(Aim::figure)
        .map(figure -> results.stream()
            .filter(result -> figure.nodes().contains(result.nodes()))
            .filter(result -> figure.hardware().contains(result.hardware()))
            .mapToDouble(figure::of)
            .average()
            .orElse(Double.NaN))
        .toList();
  }
}
