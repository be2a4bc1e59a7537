package org.crosslearn.hw.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.crosslearn.hw.mapping.Packing.Share;
import org.junit.jupiter.api.Test;

class PackingTest {

  private static List<Share> matrices(int... subarrays) {
    List<Share> matrices = new ArrayList<>();
    for (int size : subarrays) {
      matrices.add(new Share("m" + matrices.size(), size));
    }
    return matrices;
  }

  private static List<Share> random(SplittableRandom random, int count, int most) {
    return matrices(random.ints(count, 1, most + 1).toArray());
  }

  private static int fewestByEnumeration(List<Share> matrices, int tileSize) {
    return enumerate(matrices, 0, new ArrayList<>(), tileSize, Integer.MAX_VALUE);
  }

  private static int enumerate(
      List<Share> matrices, int next, List<Integer> loads, int tileSize, int fewest) {
    if (next == matrices.size()) {
      return Math.min(fewest, loads.size());
    }
    int size = matrices.get(next).subarrays();
    int best = fewest;
    for (int tile = 0; tile < loads.size(); tile++) {
      int load = loads.get(tile);
      if (load + size <= tileSize) {
        loads.set(tile, load + size);
        best = enumerate(matrices, next + 1, loads, tileSize, best);
        loads.set(tile, load);
      }
    }
    loads.add(size);
    best = enumerate(matrices, next + 1, loads, tileSize, best);
    loads.remove(loads.size() - 1);
    return best;
  }

  /** Every subarray lies somewhere, no tile holds too many, no rest is divided. */
  private static void assertPossible(
      List<Share> matrices, int tileSize, List<List<Share>> tiles, long seed) {
    Map<String, Integer> placed = new HashMap<>();
    Map<String, Integer> rests = new HashMap<>();
    for (List<Share> tile : tiles) {
      assertThat(tile).as("seed %d", seed).isNotEmpty();
      assertThat(tile.stream().mapToInt(Share::subarrays).sum())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(tileSize);
      for (Share share : tile) {
        placed.merge(share.matrix(), share.subarrays(), Integer::sum);
        rests.merge(share.matrix(), share.subarrays() < tileSize ? 1 : 0, Integer::sum);
      }
    }
    for (Share matrix : matrices) {
      assertThat(placed).as("seed %d", seed).containsEntry(matrix.matrix(), matrix.subarrays());
      assertThat(rests.get(matrix.matrix())).as("seed %d", seed).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void smallProblemsAreSolvedAsWellAsByTryingEverything() {
    int improved = 0;
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Share> matrices = random(random, 1 + random.nextInt(9), 10);
      int tileSize = 10 + random.nextInt(10);
      Solution<List<List<Share>>> solved = Packing.solve(matrices, tileSize, Limits.DEFAULT);
      assertPossible(matrices, tileSize, solved.value(), seed);
      assertThat(solved.value()).as("seed %d", seed).hasSize((int) solved.objective());
      assertThat(solved.objective())
          .as("seed %d", seed)
          .isEqualTo(fewestByEnumeration(matrices, tileSize));
      assertThat(solved.proven()).as("seed %d", seed).isTrue();
      improved += solved.method() == Solution.Method.SEARCH ? 1 : 0;
    }
    assertThat(improved).as("problems that greedy did not solve").isPositive();
  }

  @Test
  void largestFirstCanWasteATile() {
    // 4 + 3 + 3 twice fills two tiles; greedy joins the fours
    List<Share> matrices = matrices(4, 4, 3, 3, 3, 3);
    assertThat(Packing.greedy(matrices, 10).objective()).isEqualTo(3);
    Solution<List<List<Share>>> solved = Packing.solve(matrices, 10, Limits.DEFAULT);
    assertThat(solved.objective()).isEqualTo(2);
    assertThat(solved.proven()).isTrue();
    assertPossible(matrices, 10, solved.value(), 0);
  }

  @Test
  void aLargeMatrixFillsWholeTilesAndSharesTheLast() {
    List<Share> matrices = List.of(new Share("large", 21), new Share("small", 3));
    assertThat(Packing.greedy(matrices, 8).value())
        .containsExactlyInAnyOrder(
            List.of(new Share("large", 8)),
            List.of(new Share("large", 8)),
            List.of(new Share("large", 5), new Share("small", 3)));
  }

  @Test
  void onLargerProblemsTheSolverIsNeverWorseThanGreedyAndNeverBelowItsBound() {
    int proven = 0;
    for (long seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Share> matrices = random(random, 60, 50);
      Solution<List<List<Share>>> greedy = Packing.greedy(matrices, 32);
      Solution<List<List<Share>>> solved = Packing.solve(matrices, 32, new Limits(5, 2_000));
      assertPossible(matrices, 32, greedy.value(), seed);
      assertPossible(matrices, 32, solved.value(), seed);
      assertThat(solved.objective())
          .as("seed %d", seed)
          .isBetween(solved.bound(), greedy.objective());
      proven += solved.proven() ? 1 : 0;
    }
    assertThat(proven).isGreaterThan(30);
  }

  @Test
  void nothingTakesNoTile() {
    assertThat(Packing.solve(List.of(), 8, Limits.DEFAULT).value()).isEmpty();
  }
}
