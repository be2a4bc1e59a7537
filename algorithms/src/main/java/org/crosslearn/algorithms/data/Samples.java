package org.crosslearn.algorithms.data;

/**
 * Labelled images. The record keeps the two arrays and hands them out without copying them, because
 * the training images of MNIST alone take 188 MB: whoever passes them in gives them away, and
 * whoever reads them must not write to them. Two instances are equal only if they share their
 * arrays.
 *
 * @param images size x features, one sample per row, values 0..1
 * @param labels class of each sample, counted from 0
 */
public record Samples(float[] images, int[] labels) {
  public Samples {
    if (labels.length == 0 || images.length == 0 || images.length % labels.length != 0) {
      throw new IllegalArgumentException(images.length + " image values do not make "
          + labels.length + " samples of equal, non-zero length");
    }
  }

  /** Number of samples, at least 1. */
  public int size() {
    return labels.length;
  }

  /** Values per sample. */
  public int features() {
    return images.length / labels.length;
  }
}
