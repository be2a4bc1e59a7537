package org.crosslearn.algorithms.readout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.crosslearn.algorithms.parallel.Workers;

/**
 * Finds the references that seem nearest to each query, in single precision, for many splits of the
 * same vectors: a distance does not depend on the split, so the product of a pair is taken once.
 */
final class NeighbourSearch {
  private static final int BLOCK = 512;

  private final Distances distances;

  /** By split and vector: which of the references it is, -1 if it is none. */
  private final int[][] ranks;

  /** By split and query. */
  private final Nearest[][] nearest;

  /** By vector: where it is a query. */
  private final List<List<Question>> questions = new ArrayList<>();

  private record Question(int split, Nearest nearest) {}

  /**
   * @param count how many of the nearest to find; fewer where there are fewer references
   */
  NeighbourSearch(Distances distances, List<Split> splits, int count) {
    this.distances = distances;
    int vectors = distances.vectors().length;
    ranks = new int[splits.size()][vectors];
    nearest = new Nearest[splits.size()][];
    for (int v = 0; v < vectors; v++) {
      questions.add(new ArrayList<>());
    }
    for (int s = 0; s < nearest.length; s++) {
      int[] references = splits.get(s).references();
      int[] queries = splits.get(s).queries();
      Arrays.fill(ranks[s], -1);
      for (int r = 0; r < references.length; r++) {
        ranks[s][references[r]] = r;
      }
      nearest[s] = new Nearest[queries.length];
      for (int q = 0; q < queries.length; q++) {
        nearest[s][q] = new Nearest(Math.min(count, references.length));
        questions.get(queries[q]).add(new Question(s, nearest[s][q]));
      }
    }
  }

  /** Returns by split and query the ranks of the references that seem nearest. */
  Nearest[][] run(int threads) {
    int[] asked = IntStream.range(0, questions.size()).filter(this::isAsked).toArray();
    int[] never = IntStream.range(0, questions.size()).filter(v -> !isAsked(v)).toArray();
    // A product serves both of its vectors: pairs of those that are asked about are taken once.
    int[] all = IntStream.concat(Arrays.stream(asked), Arrays.stream(never)).toArray();
    List<int[][]> pairs = new ArrayList<>();
    for (int a = 0; a < asked.length; a += BLOCK) {
      int[] rows = Arrays.copyOfRange(all, a, Math.min(a + BLOCK, all.length));
      for (int b = a; b < all.length; b += BLOCK) {
        pairs.add(new int[][] {rows, Arrays.copyOfRange(all, b, Math.min(b + BLOCK, all.length))});
      }
    }
    Workers.share(pairs.size(), threads, () -> {
      InnerProducts products = new InnerProducts(distances.centre());
      float[] block = new float[BLOCK * BLOCK];
      return pair -> compare(pairs.get(pair)[0], pairs.get(pair)[1], products, block);
    });
    return nearest;
  }

  private boolean isAsked(int vector) {
    return !questions.get(vector).isEmpty();
  }

  private void compare(int[] rows, int[] columns, InnerProducts products, float[] block) {
    products.multiply(at(rows), at(columns), block);
    for (int i = 0; i < rows.length; i++) {
      offer(rows[i], columns, block, i * columns.length, 1);
    }
    if (rows[0] != columns[0]) {
      for (int j = 0; j < columns.length; j++) {
        offer(columns[j], rows, block, j, columns.length);
      }
    }
  }

  private float[][] at(int[] places) {
    return Arrays.stream(places).mapToObj(v -> distances.vectors()[v]).toArray(float[][]::new);
  }

  /** Offers vectors to a query in every split where they are references. */
  private void offer(int query, int[] others, float[] products, int from, int stride) {
    for (Question question : questions.get(query)) {
      int[] rank = ranks[question.split];
      synchronized (question.nearest) {
        for (int k = 0; k < others.length; k++) {
          int other = others[k];
          if (rank[other] >= 0) {
            double distance = distances.squared(query, other, products[from + k * stride]);
            question.nearest.offer(distance, rank[other]);
          }
        }
      }
    }
  }
}
