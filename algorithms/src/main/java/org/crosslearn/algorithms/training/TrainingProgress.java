package org.crosslearn.algorithms.training;

/** Told after every training step and evaluation; called on the training thread. */
@FunctionalInterface
public interface TrainingProgress {

  /**
   * @param images images presented since the start, training and test
   * @param total images that the whole training will present
   */
  void presented(long images, long total);
}
