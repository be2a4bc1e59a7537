package org.crosslearn.hw.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.crosslearn.hw.mapping.Replication.Budget;
import org.crosslearn.hw.mapping.Replication.Goal;
import org.crosslearn.hw.mapping.Replication.Layer;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplicationTest {
  private static final double TILE = 1e-7;

  private static Layer layer(int tiles, double seconds, int mostCopies) {
    return new Layer("layer", tiles, TILE, seconds, mostCopies);
  }

  private static List<Layer> random(SplittableRandom random, int size, int mostTiles, int most) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      layers.add(layer(
          1 + random.nextInt(mostTiles),
          1e-6 * (1 + random.nextInt(1000)),
          1 + random.nextInt(most)));
    }
    return layers;
  }

  private static int tiles(List<Layer> layers, List<Integer> copies) {
    int tiles = 0;
    for (int i = 0; i < copies.size(); i++) {
      tiles += layers.get(i).tiles() * copies.get(i);
    }
    return tiles;
  }

  private static double objective(Goal goal, List<Layer> layers, List<Integer> copies) {
    double slowest = 0;
    double sum = 0;
    for (int i = 0; i < copies.size(); i++) {
      double seconds = layers.get(i).secondsPerImage() / copies.get(i);
      slowest = Math.max(slowest, seconds);
      sum += seconds;
    }
    return goal == Goal.LATENCY ? sum : slowest;
  }

  /** Objective, then tiles, of the best of all numbers of copies. */
  private static double[] leastByEnumeration(Goal goal, List<Layer> layers, int budget) {
    double[] best = {Double.POSITIVE_INFINITY, 0};
    enumerate(goal, layers, budget, new ArrayList<>(), best);
    return best;
  }

  private static void enumerate(
      Goal goal, List<Layer> layers, int budget, List<Integer> copies, double[] best) {
    int tiles = tiles(layers, copies);
    if (tiles > budget) {
      return;
    }
    if (copies.size() == layers.size()) {
      double objective = objective(goal, layers, copies);
      if (objective < best[0] || objective == best[0] && tiles < best[1]) {
        best[0] = objective;
        best[1] = tiles;
      }
      return;
    }
    for (int n = 1; n <= layers.get(copies.size()).mostCopies(); n++) {
      copies.add(n);
      enumerate(goal, layers, budget, copies, best);
      copies.remove(copies.size() - 1);
    }
  }

  private static int least(List<Layer> layers) {
    return layers.stream().mapToInt(Layer::tiles).sum();
  }

  @ParameterizedTest
  @EnumSource
  void smallProblemsAreSolvedAsWellAsByTryingEverything(Goal goal) {
    int improved = 0;
    for (long seed = 0; seed < 150; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Layer> layers = random(random, 1 + random.nextInt(4), 6, 8);
      int budget = least(layers) + random.nextInt(40);
      Solution<List<Integer>> solved =
          Replication.solve(layers, new Budget.Tiles(budget), goal, Limits.DEFAULT);
      double[] least = leastByEnumeration(goal, layers, budget);
      assertThat(solved.objective())
          .as("seed %d", seed)
          .isCloseTo(objective(goal, layers, solved.value()), within(1e-18))
          .isCloseTo(least[0], within(Solution.RESOLUTION * least[0]));
      assertThat(solved.proven()).as("seed %d", seed).isTrue();
      assertThat(tiles(layers, solved.value())).as("seed %d", seed).isLessThanOrEqualTo(budget);
      if (goal == Goal.PIPELINE_INTERVAL) {
        assertThat(tiles(layers, solved.value())).as("seed %d", seed).isEqualTo((int) least[1]);
      }
      improved += solved.method() == Solution.Method.SEARCH ? 1 : 0;
    }
    if (goal == Goal.LATENCY) {
      assertThat(improved).as("problems that greedy did not solve").isPositive();
    }
  }

  @Test
  void greedyBuysTheBetterBargainAndCannotAffordTheBetterPair() {
    // a copy of the first gains most per tile, but then none of the second fits
    List<Layer> layers = List.of(layer(2, 7e-3, 2), layer(3, 10e-3, 2));
    Budget budget = new Budget.Tiles(5 + 3);
    Solution<List<Integer>> greedy = Replication.greedy(layers, budget, Goal.LATENCY);
    assertThat(greedy.value()).containsExactly(2, 1);
    assertThat(greedy.proven()).isFalse();
    Solution<List<Integer>> solved =
        Replication.solve(layers, budget, Goal.LATENCY, Limits.DEFAULT);
    assertThat(solved.value()).containsExactly(1, 2);
    assertThat(solved.objective()).isCloseTo(12e-3, within(1e-15));
    assertThat(solved.proven()).isTrue();
  }

  @Test
  void aPipelineTakesNoTilesThatDoNotMakeItFaster() {
    // the second cannot be copied, so the first needs to be no faster than it
    List<Layer> layers = List.of(layer(1, 10e-3, 100), layer(1, 5e-3, 1));
    assertThat(Replication.greedy(layers, new Budget.Tiles(50), Goal.PIPELINE_INTERVAL)
            .value())
        .containsExactly(2, 1);
  }

  @Test
  void largeProblemsAreProvenOrBoundedAndNeverWorseThanGreedy() {
    int proven = 0;
    for (long seed = 0; seed < 15; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Layer> layers = random(random, 20, 60, 200);
      Budget budget = new Budget.Tiles(least(layers) + 50 + random.nextInt(2000));
      Solution<List<Integer>> greedy = Replication.greedy(layers, budget, Goal.LATENCY);
      Solution<List<Integer>> solved =
          Replication.solve(layers, budget, Goal.LATENCY, new Limits(10, 2_000));
      assertThat(solved.objective())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(greedy.objective())
          .isGreaterThanOrEqualTo(solved.bound());
      assertThat(solved.gap()).as("seed %d", seed).isLessThan(0.01);
      proven += solved.proven() ? 1 : 0;
    }
    assertThat(proven).isGreaterThan(10);
  }

  @Test
  void anAreaIsABudgetOfTilesIfAllTilesAreEqual() {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Layer> layers = random(random, 5, 20, 30);
      int tiles = least(layers) + random.nextInt(200);
      for (Goal goal : Goal.values()) {
        Solution<List<Integer>> byTiles =
            Replication.solve(layers, new Budget.Tiles(tiles), goal, Limits.DEFAULT);
        Solution<List<Integer>> byArea = Replication.solve(
            layers, new Budget.Area(tiles * TILE * (1 + 1e-12)), goal, Limits.DEFAULT);
        assertThat(byArea.objective())
            .as("seed %d, %s", seed, goal)
            .isCloseTo(byTiles.objective(), within(1e-6 * byTiles.objective()));
      }
    }
  }

  @Test
  void aLayerOnSmallerTilesIsCopiedRather() {
    List<Layer> layers =
        List.of(new Layer("coarse", 1, 4e-7, 1e-3, 9), new Layer("fine", 1, 1e-7, 1e-3, 9));
    List<Integer> copies =
        Replication.greedy(layers, new Budget.Area(10e-7), Goal.LATENCY).value();
    assertThat(copies.get(1)).isGreaterThan(copies.get(0));
  }

  @Test
  void aBudgetThatHoldsNotEvenOneCopyOfEachIsRefusedWithTheLeastThatDoes() {
    List<Layer> layers = List.of(layer(3, 1e-3, 9), layer(4, 1e-3, 9));
    assertThatThrownBy(
            () -> Replication.greedy(layers, new Budget.Tiles(6), Goal.PIPELINE_INTERVAL))
        .isInstanceOf(InvalidValue.class)
        .hasMessage("tiles must be at least 7, which one copy of each of 2 layers takes, found 6");
    assertThat(Replication.greedy(layers, new Budget.Tiles(7), Goal.PIPELINE_INTERVAL)
            .value())
        .containsExactly(1, 1);
    assertThatThrownBy(() -> Replication.greedy(layers, new Budget.Area(6e-7), Goal.LATENCY))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("square-meters must be at least 7");
  }

  @Test
  void theSameProblemHasTheSameSolution() {
    List<Layer> layers = random(new SplittableRandom(5), 20, 60, 200);
    Budget budget = new Budget.Tiles(least(layers) + 777);
    List<Integer> first =
        Replication.solve(layers, budget, Goal.LATENCY, new Limits(60, 2_000)).value();
    List<Integer> second =
        Replication.solve(layers, budget, Goal.LATENCY, new Limits(60, 2_000)).value();
    assertThat(first).isEqualTo(second);
  }
}
