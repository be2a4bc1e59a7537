package org.crosslearn.algorithms.readout;

import java.util.List;
import org.crosslearn.algorithms.parallel.Workers;

/**
 * The k nearest of the references vote. Products of whole blocks find a few candidates, whose distances
 * are then computed exactly: far faster than one distance after the other, and as good as long as the k
 * nearest are among the {@value #CANDIDATES_PER_NEIGHBOUR} k that seem nearest in single precision. Of
 * equally near vectors the earlier reference counts, of equally strong classes the lower one.
 *
 * @param neighbours that vote
 * @param threads that share the work; what is found does not depend on it
 */
public record NearestVectors(int neighbours, Vote vote, int threads) implements Classifier {
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

  /**
   * @throws IllegalArgumentException if a split has fewer references than neighbours
   */
  @Override
  public int[][] classify(LabelledVectors vectors, List<Split> splits) {
    for (Split split : splits) {
      if (neighbours < 1 || neighbours > split.references().length) {
        throw new IllegalArgumentException(
            neighbours + " neighbours among " + split.references().length + " vectors");
      }
    }
    Distances distances = switch (vote) {
      case EUCLIDEAN_BY_DISTANCE -> Distances.betweenPlaces(vectors, threads);
      case COSINE_MAJORITY -> Distances.betweenDirections(vectors, threads);
    };
    int candidates = CANDIDATES_PER_NEIGHBOUR * neighbours;
    Nearest[][] near = new NeighbourSearch(distances, splits, candidates).run(threads);
    int[][] classes = new int[near.length][];
    for (int s = 0; s < near.length; s++) {
      Split split = splits.get(s);
      Nearest[] ofSplit = near[s];
      int[] found = new int[ofSplit.length];
      Workers.share(found.length, threads, () -> q -> {
        Nearest nearest = exactly(ofSplit[q], split.queries()[q], split, distances);
        found[q] = named(nearest, split, vectors);
      });
      classes[s] = found;
    }
    return classes;
  }

  private Nearest exactly(Nearest candidates, int query, Split split, Distances distances) {
    Nearest nearest = new Nearest(neighbours);
    for (int k = 0; k < candidates.count(); k++) {
      int rank = candidates.rank(k);
      nearest.offer(distances.squared(query, split.references()[rank]), rank);
    }
    return nearest;
  }

  private int named(Nearest nearest, Split split, LabelledVectors vectors) {
    double[] votes = new double[vectors.classes()];
    for (int k = 0; k < neighbours; k++) {
      votes[vectors.labels()[split.references()[nearest.rank(k)]]] +=
          vote == Vote.EUCLIDEAN_BY_DISTANCE
              ? 1 / Math.max(LEAST_DISTANCE, Math.sqrt(nearest.distance(k)))
              : 1;
    }
    int best = 0;
    for (int c = 1; c < votes.length; c++) {
      best = votes[c] > votes[best] ? c : best;
    }
    return best;
  }
}
