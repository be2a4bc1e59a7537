package org.crosslearn.algorithms.data;

/**
 * Labelled images.
 *
 * @param images {@code size x features}, row-major, values 0..1; not copied, not to be changed
 * @param labels one class per image; not copied, not to be changed
 */
public record Samples(float[] images, int[] labels) {
  public Samples {
    if (labels.length == 0 || images.length % labels.length != 0) {
      throw new IllegalArgumentException(
          images.length + " values do not make " + labels.length + " images");
    }
  }

  public int size() {
    return labels.length;
  }
}
