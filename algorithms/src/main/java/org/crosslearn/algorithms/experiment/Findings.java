package org.crosslearn.algorithms.experiment;

import java.util.List;
import org.crosslearn.hw.workload.OpGraph;

/**
 * What an experiment found with one network.
 *
 * @param readings accuracies by what was classified, how, and when
 * @param changes what became of the recurrent weights; empty without plasticity
 * @param activity of the network while it was read out
 * @param raster what it did at one stimulus
 * @param embedding the most accurate features of the network seen from three sides
 * @param classification what hardware does for one image, as recorded; null on ideal hardware
 */
public record Findings(
    List<Reading> readings,
    List<WeightChanges> changes,
    Activity activity,
    Raster raster,
    Embedding embedding,
    Recordings classification) {

  /** The same without {@link #classification}, which is large. */
  public Findings withoutRecordings() {
    return new Findings(readings, changes, activity, raster, embedding, null);
  }

  /**
   * Accuracy of one readout of one kind of feature.
   *
   * @param features a name of {@link Features}
   * @param readout a name of {@link Readout}
   * @param seconds simulated time at which features were read
   * @param size numbers in a vector of features
   * @param accuracies of the random splits, 0..1
   * @param byClass accuracy on each class, NaN for classes that did not occur
   */
  public record Reading(
      String features,
      String readout,
      double seconds,
      int size,
      double[] accuracies,
      double[] byClass) {

    /** Mean over the splits. */
    public double accuracy() {
      double sum = 0;
      for (double accuracy : accuracies) {
        sum += accuracy;
      }
      return sum / accuracies.length;
    }
  }

  /**
   * What became of the recurrent weights, as parts of all of them that sum to 1.
   *
   * @param seconds simulated time since the last stimulus began
   * @param stimuli that the network saw one after the other
   * @param up grew, be it from below 0
   * @param down fell and were not turned
   * @param turnedInhibitory were excitatory and are inhibitory now
   * @param unchanged are what they were, bit for bit
   */
  public record WeightChanges(
      double seconds,
      int stimuli,
      double up,
      double down,
      double turnedInhibitory,
      double unchanged) {}

  /**
   * Means over the stimuli.
   *
   * @param spikesPerNode of recurrent nodes
   * @param inputReads rows of the input array read
   * @param inserts signals sent on their way
   * @param arrivals signals that arrived
   * @param lost part of the arrivals that met a refractory node
   * @param updates changes of single weights
   * @param refractionRatio mean over all activations
   * @param refractionShares part of the activations in equal steps of the ratio from 0 to 1
   */
  public record Activity(
      double spikesPerNode,
      double inputReads,
      double inserts,
      double arrivals,
      double lost,
      double updates,
      double refractionRatio,
      double[] refractionShares) {}

  /**
   * The spikes of one response.
   *
   * @param label class of the stimulus
   * @param nodes which node spiked
   * @param seconds when, in the same order
   */
  public record Raster(int label, int[] nodes, float[] seconds) {}

  /**
   * Principal components of features.
   *
   * @param features a name of {@link Features}
   * @param seconds simulated time at which they were read
   * @param labels class of each
   * @param coordinates {@code labels x 3}
   * @param shares part of the variance along each of the three
   */
  public record Embedding(
      String features, double seconds, int[] labels, float[][] coordinates, double[] shares) {}

  /**
   * What hardware does for one image, mean over a few images.
   *
   * @param seconds simulated time at which the features are read
   * @param network the network alone
   * @param whole with the vote that names the class
   * @param learning from one image, in an experiment that learns before it classifies; else null
   */
  public record Recordings(double seconds, OpGraph network, OpGraph whole, OpGraph learning) {
    Recordings with(OpGraph learning) {
      return new Recordings(seconds, network, whole, learning);
    }
  }
}
