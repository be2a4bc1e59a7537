package org.crosslearn.algorithms.readout;

import java.util.Arrays;
import org.crosslearn.crossbar.kernel.DenseKernels;

/**
 * The k nearest of the reference vectors vote. Products of whole blocks find a few candidates, whose
 * distances are then computed exactly: far faster than one distance after the other, and as good as
 * long as the k nearest are among the {@value #CANDIDATES_PER_NEIGHBOUR} k that seem nearest in single
 * precision. Of equally near vectors the earlier one counts, of equally strong classes the lower one.
 */
public final class NearestVectors implements Classifier {
  private static final int QUERIES = 64;
  private static final int REFERENCES = 1024;
  private static final int CANDIDATES_PER_NEIGHBOUR = 4;

  /** Votes of identical vectors stay finite; far below any distance of vectors that differ. */
  private static final double LEAST_DISTANCE = 1e-6;

  /** What is near, and how much a neighbour's vote weighs. */
  public enum Vote {
    /** Euclidean; the reciprocal of the distance (Dudani, IEEE Trans. SMC 6(4):325, 1976). */
    EUCLIDEAN_BY_DISTANCE,
    /** By the cosine of the angle between the vectors; all the same. */
    COSINE_MAJORITY
  }

  private final int neighbours;
  private final Vote vote;
  private final LabelledVectors references;
  private final DenseKernels kernels = DenseKernels.create();

  /** Subtracted before products are taken: distances stay, what cancels in them shrinks. */
  private final float[] centre;

  /** {@code references x size}, centred, or of length 1. */
  private final float[] seen;

  private final double[] squares;

  /**
   * @param references at least {@code neighbours}; for Euclidean votes a centred copy is made
   */
  public NearestVectors(int neighbours, Vote vote, LabelledVectors references) {
    if (neighbours < 1 || neighbours > references.count()) {
      throw new IllegalArgumentException(
          neighbours + " neighbours among " + references.count() + " vectors");
    }
    this.neighbours = neighbours;
    this.vote = vote;
    this.references = references;
    centre = vote == Vote.EUCLIDEAN_BY_DISTANCE ? mean(references) : null;
    seen = seen(references.values(), 0, references.count());
    squares = squares(seen, references.count(), references.size());
  }

  private static float[] mean(LabelledVectors vectors) {
    double[] sums = new double[vectors.size()];
    for (int v = 0, from = 0; v < vectors.count(); v++, from += vectors.size()) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += vectors.values()[from + i];
      }
    }
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / vectors.count());
    }
    return mean;
  }

  private float[] seen(float[] values, int first, int count) {
    int size = references.size();
    float[] copy = Arrays.copyOfRange(values, first * size, (first + count) * size);
    for (int v = 0; v < count; v++) {
      int from = v * size;
      if (centre != null) {
        for (int i = 0; i < size; i++) {
          copy[from + i] -= centre[i];
        }
      } else {
        double length = Math.sqrt(squareOf(copy, from, size));
        for (int i = 0; i < size && length > 0; i++) {
          copy[from + i] /= (float) length;
        }
      }
    }
    return copy;
  }

  private static double[] squares(float[] vectors, int count, int size) {
    double[] squares = new double[count];
    for (int v = 0; v < count; v++) {
      squares[v] = squareOf(vectors, v * size, size);
    }
    return squares;
  }

  private static double squareOf(float[] vector, int from, int size) {
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += (double) vector[i] * vector[i];
    }
    return sum;
  }

  @Override
  public int[] classify(float[] queries, int count) {
    int[] classes = new int[count];
    for (int first = 0; first < count; first += QUERIES) {
      int block = Math.min(QUERIES, count - first);
      classifyBlock(seen(queries, first, block), block, classes, first);
    }
    return classes;
  }

  private void classifyBlock(float[] queries, int count, int[] classes, int to) {
    int size = references.size();
    int kept = Math.min(references.count(), CANDIDATES_PER_NEIGHBOUR * neighbours);
    Nearest[] candidates = new Nearest[count];
    Arrays.setAll(candidates, q -> new Nearest(kept));
    float[] products = new float[count * REFERENCES];
    for (int first = 0; first < references.count(); first += REFERENCES) {
      int block = Math.min(REFERENCES, references.count() - first);
      kernels.multiplyNT(
          count,
          block,
          size,
          queries,
          0,
          size,
          seen,
          first * size,
          size,
          products,
          0,
          block,
          false);
      for (int q = 0; q < count; q++) {
        for (int r = 0; r < block; r++) {
          // The square of the query is the same for all.
          candidates[q].offer(squares[first + r] - 2.0 * products[q * block + r], first + r);
        }
      }
    }
    for (int q = 0; q < count; q++) {
      classes[to + q] = vote(exactly(candidates[q], queries, q * size));
    }
  }

  private Nearest exactly(Nearest candidates, float[] queries, int from) {
    int[] places = candidates.places.clone();
    Arrays.sort(places);
    Nearest nearest = new Nearest(neighbours);
    for (int place : places) {
      double sum = 0;
      int other = place * references.size();
      for (int i = 0; i < references.size(); i++) {
        double difference = (double) queries[from + i] - seen[other + i];
        sum += difference * difference;
      }
      nearest.offer(sum, place);
    }
    return nearest;
  }

  private int vote(Nearest nearest) {
    double[] votes = new double[references.classes()];
    for (int k = 0; k < neighbours; k++) {
      votes[references.labels()[nearest.places[k]]] += vote == Vote.EUCLIDEAN_BY_DISTANCE
          ? 1 / Math.max(LEAST_DISTANCE, Math.sqrt(nearest.distances[k]))
          : 1;
    }
    int best = 0;
    for (int c = 1; c < votes.length; c++) {
      best = votes[c] > votes[best] ? c : best;
    }
    return best;
  }

  /** The nearest of what was offered, in the order of their distances. */
  private static final class Nearest {
    private final double[] distances;
    private final int[] places;

    Nearest(int count) {
      distances = new double[count];
      places = new int[count];
      Arrays.fill(distances, Double.POSITIVE_INFINITY);
    }

    void offer(double distance, int place) {
      int last = distances.length - 1;
      if (!(distance < distances[last])) {
        return;
      }
      int to = last;
      while (to > 0 && distance < distances[to - 1]) {
        distances[to] = distances[to - 1];
        places[to] = places[to - 1];
        to--;
      }
      distances[to] = distance;
      places[to] = place;
    }
  }
}
