package org.crosslearn.algorithms.training;

import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * @param epochs training and evaluation by turns
 * @param batch samples per training step; evaluation uses batches of the same size
 * @param images that one epoch presents, going on where the last one ended in a shuffled order of
 *     all training images; null for all of them
 */
public record TrainingSpec(int epochs, int batch, Integer images) {
  /** Epochs of all training images. */
  public TrainingSpec(int epochs, int batch) {
    this(epochs, batch, null);
  }

  public TrainingSpec {
    InvalidValue.requireRange("epochs", epochs, 1, 100_000);
    InvalidValue.requireRange("batch", batch, 1, 100_000);
    InvalidValue.require(
        images == null || images >= batch,
        "images",
        images,
        "a whole number of at least one batch");
  }

  /** Images of one epoch. */
  public int imagesPerEpoch(DataSet data) {
    return images == null ? data.train().size() : images;
  }

  /** Training steps of one epoch. */
  public int stepsPerEpoch(DataSet data) {
    return (imagesPerEpoch(data) + batch - 1) / batch;
  }
}
