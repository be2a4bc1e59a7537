package org.crosslearn.algorithms.rule;

import java.util.List;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.network.NetworkSpec;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * What is to be learned, and with which network.
 *
 * @param image shape of one input
 * @param network hidden layers, as far as the rule takes them
 * @param epochs passes over the training set
 * @param trainingSamples samples in one pass
 * @param random the trial's randomness
 */
public record LearningTask(
    ImageShape image,
    int classes,
    NetworkSpec network,
    int epochs,
    int trainingSamples,
    RandomStreams random) {

  /** Widths of the hidden layers, first to last; may be empty. */
  public List<Integer> hidden() {
    return network.hidden();
  }

  /** Inputs of the network. */
  public int inputs() {
    return image.features();
  }
}
