package org.crosslearn.algorithms.rule;

import java.util.List;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * What is to be learned, and with which network.
 *
 * @param image shape of one input
 * @param hidden widths of the hidden layers, first to last; may be empty
 * @param epochs passes over the training set
 * @param trainingSamples samples in one pass
 * @param random the trial's randomness
 */
public record LearningTask(
    ImageShape image,
    int classes,
    List<Integer> hidden,
    int epochs,
    int trainingSamples,
    RandomStreams random) {
  public LearningTask {
    hidden = List.copyOf(hidden);
  }

  /** Inputs of the network. */
  public int inputs() {
    return image.features();
  }
}
