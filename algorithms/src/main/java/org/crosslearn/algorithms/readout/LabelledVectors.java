package org.crosslearn.algorithms.readout;

import java.util.Arrays;

/**
 * Vectors of one size with their classes. Selections share the vectors: the features of 10,000 stimuli
 * take gigabytes, far more than one array holds. The record hands its arrays out without copying them.
 *
 * @param vectors {@code count x size}, at least one of at least one number
 * @param labels class of each, from 0
 */
public record LabelledVectors(float[][] vectors, int[] labels) {
  public LabelledVectors {
    if (vectors.length == 0 || vectors.length != labels.length) {
      throw new IllegalArgumentException(
          vectors.length + " vectors with " + labels.length + " labels; one each, at least one");
    }
    for (float[] vector : vectors) {
      if (vector.length == 0 || vector.length != vectors[0].length) {
        throw new IllegalArgumentException(
            "vectors of one size, got some of " + vectors[0].length + " and " + vector.length);
      }
    }
  }

  /** The vectors at some places among these. */
  public LabelledVectors at(int[] places) {
    return new LabelledVectors(
        Arrays.stream(places).mapToObj(place -> vectors[place]).toArray(float[][]::new),
        Arrays.stream(places).map(place -> labels[place]).toArray());
  }

  /** The vectors from one place to before another. */
  public LabelledVectors between(int from, int to) {
    return new LabelledVectors(
        Arrays.copyOfRange(vectors, from, to), Arrays.copyOfRange(labels, from, to));
  }

  public int count() {
    return vectors.length;
  }

  /** Numbers in a vector. */
  public int size() {
    return vectors[0].length;
  }

  /** Classes that occur are below this. */
  public int classes() {
    return Arrays.stream(labels).max().orElseThrow() + 1;
  }

  /** The mean vector. */
  float[] mean() {
    double[] sums = new double[size()];
    for (float[] vector : vectors) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += vector[i];
      }
    }
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / vectors.length);
    }
    return mean;
  }
}
