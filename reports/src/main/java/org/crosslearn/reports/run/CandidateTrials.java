package org.crosslearn.reports.run;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.experiment.Conditions;
import org.crosslearn.algorithms.experiment.Experiment;
import org.crosslearn.reports.bounds.ExperimentFigure;
import org.crosslearn.reports.study.Candidate;
import org.crosslearn.reports.study.ExperimentStudy;
import org.crosslearn.reports.study.ExperimentTrial;
import org.crosslearn.reports.study.HardwareEntry;

/**
 * The trials that say how good a candidate of a calibration is: one for every size, hardware and seed
 * that the figure speaks of. They are named after the settings, so that they stay what they are when the
 * space changes.
 */
record CandidateTrials(ExperimentFigure figure, List<ExperimentTrial> trials) {
  private static final int NAME_LENGTH = 16;

  CandidateTrials {
    trials = List.copyOf(trials);
  }

  /**
   * @throws org.crosslearn.hw.yaml.YamlError if the values of the candidate do not go together
   */
  static CandidateTrials of(ExperimentStudy study, Candidate candidate) {
    Experiment experiment = study.calibration().space().experiment(candidate);
    ExperimentFigure figure = study.calibration().figure();
    String name = Fingerprint.of(experiment).substring(0, NAME_LENGTH);
    List<ExperimentTrial> trials = new ArrayList<>();
    for (HardwareEntry place : study.hardware()) {
      for (int nodes : figure.nodes().stream().sorted().toList()) {
        for (long seed : study.seeds()) {
          if (figure.hardware().contains(place.name())) {
            trials.add(new ExperimentTrial(
                experiment, study.data(), nodes, place, seed, name, asked(experiment, figure)));
          }
        }
      }
    }
    return new CandidateTrials(figure, trials);
  }

  /** Edges are looked at when the network's own features are best. */
  private static Conditions.Asked asked(Experiment experiment, ExperimentFigure figure) {
    return figure.features() == null
        ? new Conditions.Asked(
            experiment.features().get(0), experiment.readouts().get(0))
        : new Conditions.Asked(figure.features(), figure.readout());
  }

  /** Mean over all results; NaN where one has no such figure. */
  double figure(List<ExperimentResult> results) {
    return results.stream().mapToDouble(figure::of).average().orElse(Double.NaN);
  }
}
