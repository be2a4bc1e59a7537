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
  private static final int QUERIES = 512;
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

  /** Of the references as they are seen: centred, or of length 1. */
  private final double[] squares;

  /**
   * @param references at least {@code neighbours}
   */
  public NearestVectors(int neighbours, Vote vote, LabelledVectors references) {
    if (neighbours < 1 || neighbours > references.count()) {
      throw new IllegalArgumentException(
          neighbours + " neighbours among " + references.count() + " vectors");
    }
    this.neighbours = neighbours;
    this.vote = vote;
    this.references = references;
    centre = vote == Vote.EUCLIDEAN_BY_DISTANCE ? references.mean() : null;
    squares = new double[references.count()];
    for (int first = 0; first < squares.length; first += REFERENCES) {
      int count = Math.min(REFERENCES, squares.length - first);
      float[] block = seen(references, first, count);
      for (int v = 0; v < count; v++) {
        squares[first + v] = squareOf(block, v * references.size());
      }
    }
  }

  private float[] seen(LabelledVectors vectors, int first, int count) {
    float[] seen = vectors.less(centre, first, count);
    int size = references.size();
    for (int v = 0; v < count && centre == null; v++) {
      double length = Math.sqrt(squareOf(seen, v * size));
      for (int i = v * size; i < (v + 1) * size && length > 0; i++) {
        seen[i] /= (float) length;
      }
    }
    return seen;
  }

  private double squareOf(float[] vectors, int from) {
    double sum = 0;
    for (int i = from; i < from + references.size(); i++) {
      sum += (double) vectors[i] * vectors[i];
    }
    return sum;
  }

  @Override
  public int[] classify(LabelledVectors queries) {
    if (queries.size() != references.size()) {
      throw new IllegalArgumentException(
          "references are vectors of " + references.size() + ", got queries of " + queries.size());
    }
    int[] classes = new int[queries.count()];
    for (int first = 0; first < classes.length; first += QUERIES) {
      int count = Math.min(QUERIES, classes.length - first);
      classifyBlock(seen(queries, first, count), count, classes, first);
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
      float[] seen = seen(references, first, block);
      kernels.multiplyNT(
          count, block, size, queries, 0, size, seen, 0, size, products, 0, block, false);
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
      float[] seen = seen(references, place, 1);
      double sum = 0;
      for (int i = 0; i < seen.length; i++) {
        double difference = (double) queries[from + i] - seen[i];
        sum += difference * difference;
      }
      nearest.offer(sum, place);
    }
    return nearest;
  }

  private int vote(Nearest nearest) {
    double[] votes = new double[references.classes()];
    for (int k = 0; k < neighbours; k++) {
      votes[references.label(nearest.places[k])] += vote == Vote.EUCLIDEAN_BY_DISTANCE
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
