package org.crosslearn.algorithms.readout;

/** Names the class of a vector. */
public interface Classifier {

  /**
   * @param queries {@code count x size}, of the size that the classifier learned
   * @return class of each
   */
  int[] classify(float[] queries, int count);

  /** Part of the vectors whose class is named rightly, 0..1. */
  default double accuracy(LabelledVectors queries) {
    int[] found = classify(queries.values(), queries.count());
    int correct = 0;
    for (int q = 0; q < found.length; q++) {
      correct += found[q] == queries.labels()[q] ? 1 : 0;
    }
    return (double) correct / found.length;
  }
}
