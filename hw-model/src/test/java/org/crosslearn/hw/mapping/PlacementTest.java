package org.crosslearn.hw.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.crosslearn.hw.mapping.Placement.Flow;
import org.crosslearn.hw.mapping.Placement.Grid;
import org.crosslearn.hw.mapping.Placement.Network;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlacementTest {

  private record Instance(List<Integer> tilesPerLayer, List<Flow> flows, Grid grid) {

    static Instance random(long seed, int layers, int mostTiles, int rows, int columns, Network n) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Integer> tiles = new ArrayList<>();
      List<Flow> flows = new ArrayList<>();
      for (int to = 0; to < layers; to++) {
        tiles.add(1 + random.nextInt(mostTiles));
        for (int from = 0; from < to; from++) {
          if (from == to - 1 || random.nextInt(3) == 0) {
            flows.add(new Flow(from, to, 1e3 * (1 + random.nextInt(100))));
          }
        }
      }
      return new Instance(tiles, flows, new Grid(rows, columns, n));
    }

    Solution<List<List<Integer>>> greedy() {
      return Placement.greedy(tilesPerLayer, flows, grid);
    }

    Solution<List<List<Integer>>> solve(Limits limits) {
      return Placement.solve(tilesPerLayer, flows, grid, limits);
    }

    /** Bits times distance. */
    double way(List<List<Integer>> cells) {
      double way = 0;
      for (Flow flow : flows) {
        List<Integer> from = cells.get(flow.from());
        List<Integer> to = cells.get(flow.to());
        for (int a : from) {
          for (int b : to) {
            way += flow.bits() / (from.size() * to.size()) * grid.distance(a, b);
          }
        }
      }
      return way;
    }

    void assertPossible(List<List<Integer>> cells, long seed) {
      assertThat(cells).as("seed %d", seed).hasSameSizeAs(tilesPerLayer);
      for (int layer = 0; layer < cells.size(); layer++) {
        assertThat(cells.get(layer)).as("seed %d", seed).hasSize(tilesPerLayer.get(layer));
      }
      assertThat(cells.stream().flatMap(List::stream).toList())
          .as("seed %d", seed)
          .doesNotHaveDuplicates()
          .allMatch(cell -> cell >= 0 && cell < grid.rows() * grid.columns());
    }

    double leastByEnumeration() {
      int[] layerOf = IntStream.range(0, tilesPerLayer.size())
          .flatMap(layer -> IntStream.generate(() -> layer).limit(tilesPerLayer.get(layer)))
          .toArray();
      List<List<Integer>> cells = new ArrayList<>();
      tilesPerLayer.forEach(tiles -> cells.add(new ArrayList<>()));
      return enumerate(layerOf, 0, new boolean[grid.rows() * grid.columns()], cells);
    }

    private double enumerate(int[] layerOf, int tile, boolean[] taken, List<List<Integer>> cells) {
      if (tile == layerOf.length) {
        return way(cells);
      }
      double least = Double.POSITIVE_INFINITY;
      List<Integer> own = cells.get(layerOf[tile]);
      int after = own.isEmpty() ? 0 : own.get(own.size() - 1) + 1;
      for (int cell = after; cell < taken.length; cell++) {
        if (!taken[cell]) {
          taken[cell] = true;
          own.add(cell);
          least = Math.min(least, enumerate(layerOf, tile + 1, taken, cells));
          own.remove(own.size() - 1);
          taken[cell] = false;
        }
      }
      return least;
    }
  }

  @Test
  void waysAlongAMeshAreThoseOfATaxi() {
    Grid grid = new Grid(3, 4, Network.MESH);
    assertThat(grid.distance(0, 3)).isEqualTo(3);
    assertThat(grid.distance(0, 11)).isEqualTo(5);
    assertThat(grid.distance(5, 5)).isZero();
  }

  @Test
  void neighboursAcrossTheRootOfATreeAreAsFarApartAsCorners() {
    Grid grid = new Grid(4, 4, Network.H_TREE);
    assertThat(grid.distance(0, 4)).as("one branch up and down").isEqualTo(1);
    assertThat(grid.distance(0, 1)).as("two branches up and down").isEqualTo(2);
    assertThat(grid.distance(1, 2)).as("through the root").isEqualTo(6);
    assertThat(grid.distance(0, 15)).isEqualTo(6);
    assertThat(grid.distance(9, 9)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void smallProblemsAreSolvedAsWellAsByTryingEverything(Network network) {
    int improved = 0;
    for (long seed = 0; seed < 25; seed++) {
      Instance instance = Instance.random(seed, 4, 2, 2, 4, network);
      Solution<List<List<Integer>>> solved = instance.solve(Limits.DEFAULT);
      double least = instance.leastByEnumeration();
      instance.assertPossible(solved.value(), seed);
      assertThat(solved.objective())
          .as("seed %d", seed)
          .isCloseTo(instance.way(solved.value()), within(1e-9 * least))
          .isCloseTo(least, within(Solution.RESOLUTION * least));
      assertThat(solved.proven()).as("seed %d", seed).isTrue();
      improved += solved.objective() < instance.greedy().objective() * (1 - 1e-6) ? 1 : 0;
    }
    assertThat(improved).as("problems that the snake did not solve").isPositive();
  }

  @Test
  void aChainLiesBestAlongASnake() {
    List<Flow> chain =
        IntStream.range(0, 15).mapToObj(i -> new Flow(i, i + 1, 1e3)).toList();
    Solution<List<List<Integer>>> greedy = Placement.greedy(
        IntStream.generate(() -> 1).limit(16).boxed().toList(),
        chain,
        new Grid(4, 4, Network.MESH));
    assertThat(greedy.objective()).isEqualTo(15e3);
    assertThat(greedy.proven()).isTrue();
  }

  @Test
  void theLayerThatAllTalkToLiesInTheMiddle() {
    List<Flow> star = IntStream.range(1, 5).mapToObj(i -> new Flow(0, i, 1e3)).toList();
    Solution<List<List<Integer>>> solved =
        Placement.solve(List.of(1, 1, 1, 1, 1), star, new Grid(3, 3, Network.MESH), Limits.DEFAULT);
    assertThat(solved.value().get(0)).containsExactly(4);
    assertThat(solved.objective()).isEqualTo(4e3);
    assertThat(solved.proven()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void onLargerProblemsTheSolverIsNeverWorseThanTheSnakeAndNeverBelowItsBound(Network network) {
    for (long seed = 0; seed < 5; seed++) {
      Instance instance = Instance.random(seed, 10, 6, 8, 8, network);
      Solution<List<List<Integer>>> solved = instance.solve(new Limits(2, 500));
      instance.assertPossible(solved.value(), seed);
      assertThat(solved.objective())
          .as("seed %d", seed)
          .isBetween(solved.bound(), instance.greedy().objective());
    }
  }

  @Test
  void theClockIsObeyed() {
    Instance instance = Instance.random(1, 12, 3, 6, 6, Network.MESH);
    Solution<List<List<Integer>>> solved = instance.solve(new Limits(0.3, Long.MAX_VALUE));
    assertThat(solved.searchSeconds()).isLessThan(5);
    assertThat(solved.bound()).isBetween(1.0, solved.objective());
  }

  @Test
  void theSameProblemHasTheSameSolution() {
    Instance instance = Instance.random(2, 9, 3, 5, 5, Network.MESH);
    assertThat(instance.solve(new Limits(60, 500)).value())
        .isEqualTo(instance.solve(new Limits(60, 500)).value());
  }

  @Test
  void aGridThatIsTooSmallIsRefusedWithWhatItNeeds() {
    assertThatThrownBy(() -> Placement.greedy(
            List.of(3, 2), List.of(new Flow(0, 1, 1)), new Grid(2, 2, Network.MESH)))
        .isInstanceOf(InvalidValue.class)
        .hasMessage("cells must be at least 5, the tiles of 2 layers, found 4");
  }
}
