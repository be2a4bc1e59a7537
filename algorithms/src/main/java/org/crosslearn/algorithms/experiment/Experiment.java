package org.crosslearn.algorithms.experiment;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.hw.yaml.InvalidValue;

/** One of the published experiments, with its settings. */
public sealed interface Experiment permits Trajectories, Patterns, TwoDigits {
  /** Of a response; more than this was meant otherwise. */
  int MOST_TICKS = 1_000_000;

  /** How study files call it. */
  String kind();

  /** Sizes of the networks: recurrent nodes. */
  List<Integer> nodes();

  Wiring network();

  DynamicsSettings dynamics();

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

  /** Place among the training images, from 0, from which on images are taken. */
  int firstImage();

  /** Images that are classified, or that others are classified by. */
  int images();

  /** How many of them are remembered in each random split. */
  int references();

  /**
   * Refuses data that the experiment cannot be done with, and sizes that there is no memory for.
   *
   * @param memoryBytes that Java may use
   * @throws InvalidValue naming the key of the setting that does not fit
   */
  void check(DataSet data, long memoryBytes);

  /**
   * Runs it with one size of network.
   *
   * @param conditions data that {@link #check} accepts
   */
  Findings run(Conditions conditions);

  /** Checks what all experiments have. */
  static List<Integer> checked(
      List<Integer> nodes,
      int firstImage,
      int images,
      int references,
      int splits,
      int neighbours,
      double pixel) {
    InvalidValue.require(!nodes.isEmpty(), "nodes", nodes, "at least one number of nodes");
    for (int size : nodes) {
      InvalidValue.requireRange("nodes", size, 2, 4096);
    }
    InvalidValue.require(
        nodes.stream().distinct().count() == nodes.size(), "nodes", nodes, "different numbers");
    InvalidValue.requireRange("first-image", firstImage, 0, 1_000_000);
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

  /** Refuses responses that would never end, or not where they are said to. */
  static void requireDuration(Wiring network, DynamicsSettings dynamics) {
    InvalidValue.requireRange(
        "dynamics.duration-seconds",
        dynamics.durationSeconds(),
        network.tickSeconds(),
        MOST_TICKS * network.tickSeconds());
    requireTicks("dynamics.duration-seconds", dynamics.durationSeconds(), network);
  }

  /** Refuses a time that the simulation would round: figures would be told of another one. */
  static void requireTicks(String key, double seconds, Wiring network) {
    double ticks = seconds / network.tickSeconds();
    InvalidValue.require(
        Math.rint(ticks) >= 1 && Math.abs(ticks - Math.rint(ticks)) < 1e-6 * ticks,
        key,
        seconds,
        "a whole number of ticks of " + network.tickSeconds() + " s");
  }

  /** Refuses images that are not there, where all of them count from the first one on. */
  static void requireImages(int firstImage, int images, DataSet data) {
    int there = data.train().size();
    InvalidValue.requireRange("first-image", firstImage, 0, there - 2);
    InvalidValue.require(
        images <= there - firstImage,
        "images",
        images,
        "a whole number from 2 to " + (there - firstImage)
            + (firstImage == 0
                ? ""
                : ", what is left of " + there + " from image " + firstImage + " on"));
  }

  /**
   * Refuses images whose features do not fit into memory with the largest network.
   *
   * @param numbers of each image that are kept at once
   * @param memoryBytes that Java may use
   */
  static void requireRoom(int images, double numbers, List<Integer> nodes, long memoryBytes) {
    double bytes = Float.BYTES * numbers * images;
    // Images, networks and blocks of products need some of it too. And of arrays longer than half a
    // region, G1 lets up to as much lie idle; it makes about 2048 regions.
    double part = Float.BYTES * numbers > memoryBytes / 4096.0 ? 0.4 : 0.8;
    InvalidValue.require(
        bytes <= part * memoryBytes,
        "images",
        images,
        String.format(
            Locale.ROOT,
            "at most %d with %d nodes (the features of %d take %.1f GB, Java may use %.1f GB;"
                + " JDK_JAVA_OPTIONS=-Xmx%dg allows it enough)",
            (long) (part * memoryBytes / (Float.BYTES * numbers)),
            Collections.max(nodes),
            images,
            1e-9 * bytes,
            1e-9 * memoryBytes,
            // What -Xmx calls a gigabyte is 2^30 bytes.
            (long) Math.ceil(bytes / part / (1 << 30))));
  }
}
