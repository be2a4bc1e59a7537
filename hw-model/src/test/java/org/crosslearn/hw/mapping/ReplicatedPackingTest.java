package org.crosslearn.hw.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.crosslearn.hw.mapping.Packing.Share;
import org.crosslearn.hw.mapping.ReplicatedPacking.Mapping;
import org.crosslearn.hw.mapping.ReplicatedPacking.Matrix;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;

class ReplicatedPackingTest {

  private static List<Matrix> random(SplittableRandom random, int count, int mostSubarrays) {
    List<Matrix> matrices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      matrices.add(new Matrix(
          "m" + i,
          1 + random.nextInt(mostSubarrays),
          1e-6 * (1 + random.nextInt(100)),
          1 + random.nextInt(6)));
    }
    return matrices;
  }

  /** The shortest interval over all numbers of copies that can be packed. */
  private static double leastByEnumeration(
      List<Matrix> matrices, List<Share> shares, int next, double interval, int size, int tiles) {
    if (next == matrices.size()) {
      boolean fits = Packing.solve(shares, size, Limits.DEFAULT).objective() <= tiles;
      return fits ? interval : Double.POSITIVE_INFINITY;
    }
    Matrix matrix = matrices.get(next);
    double least = Double.POSITIVE_INFINITY;
    List<Share> more = new ArrayList<>(shares);
    for (int n = 1; n <= matrix.mostCopies(); n++) {
      more.add(new Share(matrix.name(), matrix.subarrays()));
      double own = matrix.secondsPerImage() / n;
      least = Math.min(
          least,
          leastByEnumeration(matrices, more, next + 1, Math.max(interval, own), size, tiles));
    }
    return least;
  }

  private static void assertPossible(
      List<Matrix> matrices, int tileSize, int tiles, Solution<Mapping> solved, long seed) {
    Mapping mapping = solved.value();
    assertThat(mapping.tiles()).as("seed %d", seed).hasSizeLessThanOrEqualTo(tiles);
    double slowest = 0;
    for (int i = 0; i < matrices.size(); i++) {
      Matrix matrix = matrices.get(i);
      int copies = mapping.copies().get(i);
      assertThat(copies).as("seed %d", seed).isBetween(1, matrix.mostCopies());
      int placed = mapping.tiles().stream()
          .flatMap(List::stream)
          .filter(share -> share.matrix().equals(matrix.name()))
          .mapToInt(Share::subarrays)
          .sum();
      assertThat(placed).as("seed %d", seed).isEqualTo(copies * matrix.subarrays());
      slowest = Math.max(slowest, matrix.secondsPerImage() / copies);
    }
    for (List<Share> tile : mapping.tiles()) {
      assertThat(tile.stream().mapToInt(Share::subarrays).sum())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(tileSize);
    }
    assertThat(solved.objective()).as("seed %d", seed).isCloseTo(slowest, within(1e-15));
  }

  @Test
  void smallProblemsAreSolvedAsWellAsByTryingEverything() {
    for (long seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Matrix> matrices = random(random, 1 + random.nextInt(3), 7);
      int tiles = 3 + random.nextInt(5);
      Solution<Mapping> solved = ReplicatedPacking.solve(matrices, 10, tiles, Limits.DEFAULT);
      assertPossible(matrices, 10, tiles, solved, seed);
      assertThat(solved.objective())
          .as("seed %d", seed)
          .isCloseTo(leastByEnumeration(matrices, List.of(), 0, 0, 10, tiles), within(1e-15));
      assertThat(solved.proven()).as("seed %d", seed).isTrue();
      Solution<Mapping> greedy = ReplicatedPacking.greedy(matrices, 10, tiles);
      assertPossible(matrices, 10, tiles, greedy, seed);
      assertThat(greedy.objective())
          .as("seed %d", seed)
          .isBetween(
              solved.objective(),
              matrices.stream().mapToDouble(Matrix::secondsPerImage).max().orElseThrow());
    }
  }

  @Test
  void sharingTilesMakesRoomForCopies() {
    List<Matrix> matrices =
        List.of(new Matrix("small", 3, 6e-6, 8), new Matrix("wide", 5, 2e-6, 8));
    Solution<Mapping> solved = ReplicatedPacking.solve(matrices, 8, 3, Limits.DEFAULT);
    assertThat(solved.value().copies()).containsExactly(4, 2);
    // on tiles of their own, three tiles hold two copies of one and one of the other
    assertThat(Replication.greedy(
                List.of(
                    new Replication.Layer("small", 1, 1e-7, 6e-6, 8),
                    new Replication.Layer("wide", 1, 1e-7, 2e-6, 8)),
                new Replication.Budget.Tiles(3),
                Replication.Goal.PIPELINE_INTERVAL)
            .value())
        .containsExactly(2, 1);
  }

  @Test
  void theSolverSharesTilesThatGreedyWastes() {
    // two copies of all are 4 + 3 + 3 on each of two tiles; largest first joins the fours
    List<Matrix> matrices = List.of(
        new Matrix("a", 4, 2e-6, 2), new Matrix("b", 3, 2e-6, 2), new Matrix("c", 3, 2e-6, 2));
    assertThat(ReplicatedPacking.greedy(matrices, 10, 2).objective()).isEqualTo(2e-6);
    Solution<Mapping> solved = ReplicatedPacking.solve(matrices, 10, 2, Limits.DEFAULT);
    assertThat(solved.objective()).isEqualTo(1e-6);
    assertThat(solved.value().copies()).containsExactly(2, 2, 2);
    assertThat(solved.proven()).isTrue();
  }

  @Test
  void onLargerProblemsTheSolverIsNeverWorseThanGreedyAndNeverBelowItsBound() {
    for (long seed = 0; seed < 10; seed++) {
      List<Matrix> matrices = random(new SplittableRandom(seed), 20, 40);
      Solution<Mapping> greedy = ReplicatedPacking.greedy(matrices, 16, 60);
      Solution<Mapping> solved = ReplicatedPacking.solve(matrices, 16, 60, new Limits(5, 1_000));
      assertPossible(matrices, 16, 60, solved, seed);
      assertThat(solved.objective())
          .as("seed %d", seed)
          .isBetween(solved.bound(), greedy.objective());
    }
  }

  @Test
  void tooFewTilesAreRefusedWithANumberThatIsEnough() {
    List<Matrix> matrices = List.of(new Matrix("a", 6, 1e-6, 9), new Matrix("b", 12, 1e-6, 9));
    assertThatThrownBy(() -> ReplicatedPacking.greedy(matrices, 8, 2))
        .isInstanceOf(InvalidValue.class)
        .hasMessage(
            "tiles must be at least 3, which one copy of each of 2 matrices takes, found 2");
    assertThat(ReplicatedPacking.greedy(matrices, 8, 3).value().copies()).containsExactly(1, 1);
  }
}
