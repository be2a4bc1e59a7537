package org.crosslearn.crossbar.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Storage;

/**
 * Labelled vectors in digital memory, and the arithmetic that classifies others by them: the k
 * nearest in Euclidean distance vote for their classes with the reciprocal of their distance
 * (the reciprocal weights of Dudani, IEEE Trans. Syst. Man Cybern. 6(4):325, 1976).
 *
 * <p>The arithmetic and the size of the memory are recorded; operands travel with the arithmetic.
 */
public final class NearestNeighbours {
  /** Votes of identical vectors stay finite; far below any distance of vectors that differ. */
  private static final double LEAST_DISTANCE = 1e-6;

  private final OpRecorder recorder;
  private final int neighbours;
  private final int classes;
  private final List<float[]> vectors = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();

  NearestNeighbours(OpRecorder recorder, int neighbours, int classes) {
    this.recorder = recorder;
    this.neighbours = neighbours;
    this.classes = classes;
  }

  /**
   * Remembers vectors.
   *
   * @param batch {@code batch x size}, the same size every time
   * @param batchLabels class of each
   */
  public void store(Signal batch, int[] batchLabels) {
    if (batch.batch() != batchLabels.length) {
      throw new IllegalArgumentException(
          batch.batch() + " vectors with " + batchLabels.length + " labels");
    }
    requireSize(batch);
    for (int b = 0; b < batch.batch(); b++) {
      int from = b * batch.size();
      vectors.add(Arrays.copyOfRange(batch.values(), from, from + batch.size()));
      labels.add(batchLabels[b]);
    }
  }

  /** Vectors remembered. */
  public int stored() {
    return vectors.size();
  }

  /**
   * Votes for each class; all zero as long as nothing is stored. Records what is stored by now.
   *
   * <p>Per pair of a query and a stored vector: a subtraction, a multiplication and an addition for
   * each component, and a comparison with each neighbour kept so far. Per query and neighbour: a
   * look-up of the reciprocal root and an addition to the class.
   *
   * @param queries {@code batch x size}
   * @return {@code batch x classes}
   */
  public Signal scores(Signal queries) {
    requireSize(queries);
    float[] scores = new float[queries.batch() * classes];
    int kept = Math.min(neighbours, stored());
    double[] nearest = new double[kept];
    int[] votes = new int[kept];
    for (int b = 0; b < queries.batch(); b++) {
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      for (int r = 0; r < stored(); r++) {
        double distance =
            squaredDistance(queries.values(), b * queries.size(), vectors.get(r), queries.size());
        insert(distance, labels.get(r), nearest, votes);
      }
      for (int k = 0; k < kept; k++) {
        scores[b * classes + votes[k]] +=
            (float) (1 / Math.max(LEAST_DISTANCE, Math.sqrt(nearest[k])));
      }
    }
    return new Signal(scores, queries.batch(), classes, recordVote(stored(), queries));
  }

  /** Keeps the list of nearest sorted; of equal distances the vector stored first wins. */
  private static void insert(double distance, int label, double[] nearest, int[] votes) {
    int place = nearest.length;
    while (place > 0 && distance < nearest[place - 1]) {
      place--;
    }
    for (int k = nearest.length - 1; k > place; k--) {
      nearest[k] = nearest[k - 1];
      votes[k] = votes[k - 1];
    }
    if (place < nearest.length) {
      nearest[place] = distance;
      votes[place] = label;
    }
  }

  /** Four sums side by side keep the adders busy; their order is fixed, so are the bits. */
  private static double squaredDistance(float[] a, int from, float[] b, int size) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    int i = 0;
    for (; i <= size - 4; i += 4) {
      float d0 = a[from + i] - b[i];
      float d1 = a[from + i + 1] - b[i + 1];
      float d2 = a[from + i + 2] - b[i + 2];
      float d3 = a[from + i + 3] - b[i + 3];
      sum0 += d0 * d0;
      sum1 += d1 * d1;
      sum2 += d2 * d2;
      sum3 += d3 * d3;
    }
    for (; i < size; i++) {
      float d = a[from + i] - b[i];
      sum0 += d * d;
    }
    return (double) sum0 + sum1 + sum2 + sum3;
  }

  /**
   * Records what {@link #scores} would among so many stored vectors, and computes nothing: for votes
   * that are taken elsewhere.
   *
   * @param vectors how many there are, each of the size of a query
   * @param queries {@code batch x size}
   * @return producer of the scores
   */
  public int recordVote(int vectors, Signal queries) {
    keep((double) vectors * queries.size());
    double components = (double) queries.batch() * vectors * queries.size();
    int differences = record(DigitalFunction.ADD, components, queries.producer());
    int squares = record(DigitalFunction.MULTIPLY, components, differences);
    int sums = record(DigitalFunction.ADD, components, squares);
    int selected = select(vectors, queries, sums);
    double votes = (double) queries.batch() * Math.min(neighbours, vectors);
    int weights = record(DigitalFunction.LOOKUP, votes, selected);
    return record(DigitalFunction.ADD, votes, weights);
  }

  /**
   * Records a vote of those of so many stored vectors that have the largest cosines with a query, each
   * with the same weight, and computes nothing.
   *
   * <p>Per pair of a query and a stored vector: a multiplication and an addition for each component, a
   * multiplication with the reciprocal length of the stored vector, which is stored with it, and a
   * comparison with each neighbour kept so far. Per query and neighbour: an addition to the class. The
   * length of the query changes no order.
   *
   * @param vectors how many there are, each of the size of a query
   * @param queries {@code batch x size}
   * @return producer of the scores
   */
  public int recordCosineVote(int vectors, Signal queries) {
    keep((double) vectors * (queries.size() + 1));
    double pairs = (double) queries.batch() * vectors;
    int products = record(DigitalFunction.MULTIPLY, pairs * queries.size(), queries.producer());
    int sums = record(DigitalFunction.ADD, pairs * queries.size(), products);
    int cosines = record(DigitalFunction.MULTIPLY, pairs, sums);
    int selected = select(vectors, queries, cosines);
    return record(
        DigitalFunction.ADD, (double) queries.batch() * Math.min(neighbours, vectors), selected);
  }

  private void keep(double numbers) {
    recorder.record(new Storage("nearest neighbours", numbers), Signal.GIVEN);
  }

  private int select(int vectors, Signal queries, int nearness) {
    double comparisons = (double) queries.batch() * vectors * Math.min(neighbours, vectors);
    return record(DigitalFunction.COMPARE, comparisons, nearness);
  }

  private int record(DigitalFunction function, double operations, int cause) {
    return recorder.record(new Digital(function, operations), cause);
  }

  private void requireSize(Signal batch) {
    if (!vectors.isEmpty() && vectors.get(0).length != batch.size()) {
      throw new IllegalArgumentException(
          "vectors of " + vectors.get(0).length + " are stored, got " + batch.size());
    }
  }
}
