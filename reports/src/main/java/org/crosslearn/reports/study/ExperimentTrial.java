package org.crosslearn.reports.study;

import java.util.Set;
import org.crosslearn.algorithms.experiment.Conditions;
import org.crosslearn.algorithms.experiment.Experiment;

/**
 * An experiment with one network.
 *
 * @param data name of the data set
 * @param nodes recurrent nodes of the network
 * @param candidate name of the candidate of a calibration that it tries; null for the study itself
 * @param asked what the calibration wants to know; null for everything
 */
public record ExperimentTrial(
    Experiment experiment,
    String data,
    int nodes,
    HardwareEntry hardware,
    long seed,
    String candidate,
    Set<Conditions.Asked> asked) {

  /** A trial of the study itself. */
  ExperimentTrial(
      Experiment experiment, String data, int nodes, HardwareEntry hardware, long seed) {
    this(experiment, data, nodes, hardware, seed, null, null);
  }

  /** Unique within the study, and fit for a file name. */
  public String id() {
    String place = "nodes=" + nodes + "__" + hardware.name() + "__seed" + seed;
    return candidate == null ? place : "candidate-" + candidate + "__" + place;
  }

  /** For people. */
  public String title() {
    return nodes + " nodes on " + hardware.name() + ", seed " + seed;
  }
}
