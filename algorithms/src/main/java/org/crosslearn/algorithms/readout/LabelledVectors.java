package org.crosslearn.algorithms.readout;

import java.util.Arrays;

/**
 * Vectors with their classes. The record keeps its arrays and hands them out without copying them.
 *
 * @param values {@code count x size}, one vector per row
 * @param size numbers in a vector, at least 1
 * @param labels class of each vector, from 0
 */
public record LabelledVectors(float[] values, int size, int[] labels) {
  public LabelledVectors {
    if (size < 1 || labels.length == 0 || values.length != labels.length * size) {
      throw new IllegalArgumentException(values.length + " values do not make " + labels.length
          + " vectors of " + size + ", at least one of at least one");
    }
  }

  public int count() {
    return labels.length;
  }

  /** The vectors at some places, in their order there. */
  public LabelledVectors at(int[] places) {
    float[] some = new float[Math.multiplyExact(places.length, size)];
    int[] theirs = new int[places.length];
    for (int k = 0; k < places.length; k++) {
      System.arraycopy(values, places[k] * size, some, k * size, size);
      theirs[k] = labels[places[k]];
    }
    return new LabelledVectors(some, size, theirs);
  }

  /** The vectors from one place to before another. */
  public LabelledVectors between(int from, int to) {
    return new LabelledVectors(
        Arrays.copyOfRange(values, from * size, to * size),
        size,
        Arrays.copyOfRange(labels, from, to));
  }

  /** Number of classes: one more than the largest label. */
  public int classes() {
    return Arrays.stream(labels).max().orElseThrow() + 1;
  }
}
