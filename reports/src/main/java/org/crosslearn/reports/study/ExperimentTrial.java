package org.crosslearn.reports.study;

import org.crosslearn.algorithms.experiment.Experiment;

/**
 * An experiment with one network.
 *
 * @param data name of the data set
 * @param nodes recurrent nodes of the network
 */
public record ExperimentTrial(
    Experiment experiment, String data, int nodes, HardwareEntry hardware, long seed) {

  /** Unique within the study, and fit for a file name. */
  public String id() {
    return "nodes=" + nodes + "__" + hardware.name() + "__seed" + seed;
  }

  /** For people. */
  public String title() {
    return nodes + " nodes on " + hardware.name() + ", seed " + seed;
  }
}
