package org.crosslearn.algorithms.readout;

/** Names the classes of vectors. */
public interface Classifier {

  /**
   * @param queries of the size that the classifier learned; their labels are not looked at
   * @return class of each
   */
  int[] classify(LabelledVectors queries);

  /** Part of the vectors whose class is named rightly, 0..1. */
  default double accuracy(LabelledVectors queries) {
    int[] found = classify(queries);
    int correct = 0;
    for (int q = 0; q < found.length; q++) {
      correct += found[q] == queries.label(q) ? 1 : 0;
    }
    return (double) correct / found.length;
  }
}
