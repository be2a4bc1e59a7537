package org.crosslearn.algorithms.experiment;

import java.util.List;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.hw.yaml.InvalidValue;

/** One of the published experiments, with its settings. */
public sealed interface Experiment permits Trajectories, Patterns, TwoDigits {

  /** How study files call it. */
  String kind();

  /** Sizes of the networks: recurrent nodes. */
  List<Integer> nodes();

  Wiring network();

  /** Simulated times at which the network's features are read, ascending. */
  List<Double> readingSeconds();

  /** The same with one size of network. */
  Experiment of(int size);

  /** What is classified, by names of {@link Features}: the network's own first. */
  List<String> features();

  /** How, by names of {@link Readout}. */
  List<String> readouts();

  /** Whether recurrent weights change. */
  boolean plastic();

  /** Images that are classified, or that others are classified by. */
  int images();

  /** How many of them are remembered in each random split. */
  int references();

  /**
   * Refuses data that the experiment cannot be done with.
   *
   * @throws InvalidValue naming the key of the setting that does not fit
   */
  void check(DataSet data);

  /**
   * Runs it with one size of network.
   *
   * @param conditions data that {@link #check} accepts
   */
  Findings run(Conditions conditions);

  /** Checks what all experiments have. */
  static List<Integer> checked(
      List<Integer> nodes, int images, int references, int splits, int neighbours, double pixel) {
    InvalidValue.require(!nodes.isEmpty(), "nodes", nodes, "at least one number of nodes");
    for (int size : nodes) {
      InvalidValue.requireRange("nodes", size, 2, 4096);
    }
    InvalidValue.require(
        nodes.stream().distinct().count() == nodes.size(), "nodes", nodes, "different numbers");
    InvalidValue.requireRange("images", images, 2, 1_000_000);
    InvalidValue.require(
        references >= 1 && references < images,
        "references",
        references,
        "from 1 to " + (images - 1) + ", fewer than the images (" + images + ")");
    InvalidValue.requireRange("splits", splits, 1, 1000);
    InvalidValue.requireRange("neighbours", neighbours, 1, references);
    InvalidValue.require(
        pixel > 0 && pixel <= 1, "pixel-threshold", pixel, "a number above 0 and at most 1");
    return List.copyOf(nodes);
  }
}
