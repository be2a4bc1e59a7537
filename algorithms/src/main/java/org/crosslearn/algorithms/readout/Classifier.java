package org.crosslearn.algorithms.readout;

import java.util.List;

/** Names the classes of vectors after those of others. */
public interface Classifier {

  /**
   * Learns from the references of each split alone. All splits are given at once because much of the
   * work may be the same for them.
   *
   * @param vectors the labels of queries are not looked at
   * @return for each split the class of each query
   */
  int[][] classify(LabelledVectors vectors, List<Split> splits);
}
