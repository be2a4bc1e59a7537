package org.crosslearn.algorithms.training;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * @param epochs passes over the training set
 * @param batch samples per training step; evaluation uses batches of the same size
 */
public record TrainingSpec(int epochs, int batch) {
  public TrainingSpec {
    InvalidValue.requireRange("epochs", epochs, 1, 100_000);
    InvalidValue.requireRange("batch", batch, 1, 100_000);
  }
}
