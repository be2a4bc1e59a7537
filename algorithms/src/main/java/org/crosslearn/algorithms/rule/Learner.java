package org.crosslearn.algorithms.rule;

import org.crosslearn.crossbar.matrix.Signal;

/** A network on hardware that learns by one rule. */
public interface Learner {

  /**
   * One training step.
   *
   * @param images {@code batch x inputs}
   * @param labels one class per sample
   * @param epoch pass over the training set, from 0
   */
  void learn(Signal images, int[] labels, int epoch);

  /**
   * Inference.
   *
   * @return {@code batch x classes}; the largest entry of a row names the class
   */
  Signal scores(Signal images);
}
