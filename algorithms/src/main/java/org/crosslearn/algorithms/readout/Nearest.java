package org.crosslearn.algorithms.readout;

import java.util.Arrays;

/**
 * The nearest of what was offered, in the order of their distances; of equal distances the lower rank
 * comes first. So it does not matter in which order they are offered.
 */
final class Nearest {
  private final double[] distances;
  private final int[] ranks;

  Nearest(int count) {
    distances = new double[count];
    ranks = new int[count];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
  }

  void offer(double distance, int rank) {
    int to = distances.length;
    while (to > 0 && isBefore(distance, rank, to - 1)) {
      to--;
    }
    if (to < distances.length) {
      System.arraycopy(distances, to, distances, to + 1, distances.length - to - 1);
      System.arraycopy(ranks, to, ranks, to + 1, ranks.length - to - 1);
      distances[to] = distance;
      ranks[to] = rank;
    }
  }

  private boolean isBefore(double distance, int rank, int place) {
    return distance < distances[place] || distance == distances[place] && rank < ranks[place];
  }

  int count() {
    return ranks.length;
  }

  int rank(int place) {
    return ranks[place];
  }

  double distance(int place) {
    return distances[place];
  }
}
