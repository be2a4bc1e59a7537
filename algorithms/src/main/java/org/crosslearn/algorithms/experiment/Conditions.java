package org.crosslearn.algorithms.experiment;

import java.util.Set;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * What one run of an experiment happens under. Findings depend neither on threads nor on memory.
 *
 * @param nodes recurrent nodes of the network
 * @param random of the seed: network, noise, splits and projections
 * @param threads stimuli that are simulated at once
 * @param memoryBytes that features may take; with less of it, stimuli are simulated more often
 * @param asked the accuracies that are wanted, so that the others, the controls and what hardware does
 *     are left out; null for everything
 */
public record Conditions(
    DataSet data,
    int nodes,
    HardwareSpec hardware,
    RandomStreams random,
    int threads,
    long memoryBytes,
    Progress progress,
    Set<Asked> asked) {

  /** Everything is wanted. */
  public Conditions(
      DataSet data,
      int nodes,
      HardwareSpec hardware,
      RandomStreams random,
      int threads,
      long memoryBytes,
      Progress progress) {
    this(data, nodes, hardware, random, threads, memoryBytes, progress, null);
  }

  /**
   * An accuracy.
   *
   * @param features a name of {@link Features}
   * @param readout a name of {@link Readout}
   */
  public record Asked(String features, String readout) {}

  boolean asks(String features, String readout) {
    return asked == null || asked.contains(new Asked(features, readout));
  }

  /** Told how far a run is; called by several threads. */
  public interface Progress {

    /**
     * @param stage what is being done
     * @param part of that stage, 0..1
     */
    void reached(String stage, double part);
  }
}
