package org.crosslearn.algorithms.readout;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Some of the rows of a matrix, with their classes. Selections share the matrix: the features of
 * 10,000 stimuli take gigabytes. The record hands its arrays out without copying them.
 *
 * @param values one vector per row
 * @param size numbers in a vector, at least 1
 * @param labels class of each row, from 0
 * @param rows those that are selected, at least one, in their order
 */
public record LabelledVectors(float[] values, int size, int[] labels, int[] rows) {
  public LabelledVectors {
    if (size < 1 || values.length != (long) labels.length * size) {
      throw new IllegalArgumentException(
          values.length + " values do not make " + labels.length + " vectors of " + size);
    }
    if (rows.length == 0 || Arrays.stream(rows).anyMatch(row -> row < 0 || row >= labels.length)) {
      throw new IllegalArgumentException(
          "at least one of " + labels.length + " rows, got " + Arrays.toString(rows));
    }
  }

  /** All rows. */
  public LabelledVectors(float[] values, int size, int[] labels) {
    this(values, size, labels, IntStream.range(0, labels.length).toArray());
  }

  /** The vectors at some places among these. */
  public LabelledVectors at(int[] places) {
    return new LabelledVectors(
        values, size, labels, Arrays.stream(places).map(place -> rows[place]).toArray());
  }

  /** The vectors from one place to before another. */
  public LabelledVectors between(int from, int to) {
    return new LabelledVectors(values, size, labels, Arrays.copyOfRange(rows, from, to));
  }

  public int count() {
    return rows.length;
  }

  /** Class of the vector at a place. */
  public int label(int place) {
    return labels[rows[place]];
  }

  /** Where the vector at a place begins in {@link #values}. */
  public int start(int place) {
    return rows[place] * size;
  }

  /** Classes that occur are below this. */
  public int classes() {
    return Arrays.stream(rows).map(row -> labels[row]).max().orElseThrow() + 1;
  }

  /** The mean vector. */
  float[] mean() {
    double[] sums = new double[size];
    for (int v = 0; v < rows.length; v++) {
      int from = start(v);
      for (int i = 0; i < size; i++) {
        sums[i] += values[from + i];
      }
    }
    float[] mean = new float[size];
    for (int i = 0; i < size; i++) {
      mean[i] = (float) (sums[i] / rows.length);
    }
    return mean;
  }

  /**
   * Copies vectors less another one.
   *
   * @param subtracted null for none
   * @return {@code count x size}
   */
  float[] less(float[] subtracted, int first, int count) {
    float[] copy = new float[Math.multiplyExact(count, size)];
    for (int v = 0; v < count; v++) {
      int from = start(first + v);
      int to = v * size;
      for (int i = 0; i < size; i++) {
        copy[to + i] = subtracted == null ? values[from + i] : values[from + i] - subtracted[i];
      }
    }
    return copy;
  }
}
