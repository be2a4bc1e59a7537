package org.crosslearn.algorithms.readout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * Accuracies of a classifier on random splits of the same vectors into references and queries.
 *
 * @param accuracies of the splits, 0..1, at least one
 * @param byClass part of the queries of each class that is named rightly, over all splits; NaN for a
 *     class that was never asked for
 */
public record RandomSplits(double[] accuracies, double[] byClass) {

  /**
   * @param references vectors to learn from in each split; all others are classified
   */
  public static RandomSplits of(
      LabelledVectors vectors,
      int references,
      int splits,
      RandomStreams random,
      Classifier classifier) {
    if (references < 1 || references >= vectors.count() || splits < 1) {
      throw new IllegalArgumentException(splits + " splits of " + vectors.count() + " vectors with "
          + references + " references; at least one split, one reference and one query");
    }
    List<Split> drawn = new ArrayList<>();
    for (int s = 0; s < splits; s++) {
      int[] order = shuffled(vectors.count(), random.stream("splits", s));
      drawn.add(new Split(
          Arrays.copyOf(order, references), Arrays.copyOfRange(order, references, order.length)));
    }
    int[][] found = classifier.classify(vectors, drawn);
    double[] accuracies = new double[splits];
    long[] asked = new long[vectors.classes()];
    long[] right = new long[asked.length];
    for (int s = 0; s < splits; s++) {
      int[] queries = drawn.get(s).queries();
      int correct = 0;
      for (int q = 0; q < queries.length; q++) {
        int label = vectors.labels()[queries[q]];
        asked[label]++;
        if (found[s][q] == label) {
          right[label]++;
          correct++;
        }
      }
      accuracies[s] = (double) correct / queries.length;
    }
    double[] byClass = new double[asked.length];
    Arrays.setAll(byClass, c -> asked[c] == 0 ? Double.NaN : (double) right[c] / asked[c]);
    return new RandomSplits(accuracies, byClass);
  }

  private static int[] shuffled(int size, RandomStream random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
