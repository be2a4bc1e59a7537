package org.crosslearn.hw.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chocosolver.solver.Model;
import org.chocosolver.solver.constraints.extension.Tuples;
import org.chocosolver.solver.search.strategy.Search;
import org.chocosolver.solver.variables.IntVar;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Where on a grid the tiles of layers lie, so that what they send each other travels least: the
 * quadratic assignment problem.
 */
public final class Placement {
  /** Bits times distance in steps of the solver's whole numbers, which end at 2^31. */
  private static final double STEPS = 1 << 30;

  /** Cells of a grid above which exchanging tiles is all that is tried. */
  private static final int MOST_CELLS_TO_SEARCH = 36;

  private Placement() {}

  /** How far apart tiles are. */
  public enum Network {
    /** Along rows and columns. */
    MESH,
    /** Up a binary tree that halves the longer side of the grid, and down again. */
    H_TREE
  }

  /** Cells for tiles, and the network between them. */
  public record Grid(int rows, int columns, Network network) {
    public Grid {
      InvalidValue.require(rows > 0, "rows", rows, "a whole number above 0");
      InvalidValue.require(columns > 0, "columns", columns, "a whole number above 0");
    }

    int cells() {
      return rows * columns;
    }

    /** Way between two cells, counted row by row, in widths of a tile. */
    int distance(int from, int to) {
      int fromRow = from / columns;
      int toRow = to / columns;
      int fromColumn = from % columns;
      int toColumn = to % columns;
      if (network == Network.MESH) {
        return Math.abs(fromRow - toRow) + Math.abs(fromColumn - toColumn);
      }
      int height = powerOfTwo(rows);
      int width = powerOfTwo(columns);
      while (from != to && height * width > 1) {
        int half = Math.max(height, width) / 2;
        boolean across =
            width >= height ? fromColumn / half != toColumn / half : fromRow / half != toRow / half;
        if (across) {
          return wayThroughRoot(height, width);
        }
        if (width >= height) {
          width = half;
          fromColumn %= half;
          toColumn %= half;
        } else {
          height = half;
          fromRow %= half;
          toRow %= half;
        }
      }
      return 0;
    }

    /** From a leaf up to the root of a tree and down: each level spans half of the side it halves. */
    private static int wayThroughRoot(int height, int width) {
      int way = 0;
      int h = height;
      int w = width;
      while (h * w > 1) {
        way += Math.max(h, w) / 2;
        if (w >= h) {
          w /= 2;
        } else {
          h /= 2;
        }
      }
      return way;
    }

    private static int powerOfTwo(int atLeast) {
      return atLeast == 1 ? 1 : Integer.highestOneBit(atLeast - 1) * 2;
    }
  }

  /**
   * What two layers send each other, evenly between their tiles.
   *
   * @param from position of a layer in the list of layers
   * @param to position of another one
   * @param bits in both directions together, in any unit of time
   */
  public record Flow(int from, int to, double bits) {
    public Flow {
      InvalidValue.requirePositive("bits", bits);
      InvalidValue.require(from != to, "to", to, "another layer than " + from);
    }
  }

  /**
   * Layer after layer along the rows, every second row backwards (a snake), so that neighbours in the
   * list lie side by side.
   *
   * @param tilesPerLayer at least 1 each
   * @return for every layer the cells of its tiles, counted row by row; the objective is the sum of
   *     bits times distance
   * @throws InvalidValue if the grid has fewer cells than there are tiles
   */
  public static Solution<List<List<Integer>>> greedy(
      List<Integer> tilesPerLayer, List<Flow> flows, Grid grid) {
    long begin = System.nanoTime();
    Problem problem = new Problem(tilesPerLayer, flows, grid);
    return problem.solution(problem.snake(), Solution.Method.GREEDY, begin);
  }

  /**
   * The greedy answer; then tiles change places while any two, or a tile and a free cell, gain by it;
   * then, on grids of at most 36 cells, the solver improves and proves it.
   *
   * @param tilesPerLayer at least 1 each
   * @return for every layer the cells of its tiles, counted row by row; the objective is the sum of
   *     bits times distance
   * @throws InvalidValue if the grid has fewer cells than there are tiles
   */
  public static Solution<List<List<Integer>>> solve(
      List<Integer> tilesPerLayer, List<Flow> flows, Grid grid, Limits limits) {
    long begin = System.nanoTime();
    Problem problem = new Problem(tilesPerLayer, flows, grid);
    int[] cells = problem.snake();
    Solution<List<List<Integer>>> best = problem.solution(cells, Solution.Method.GREEDY, begin);
    if (best.proven()) {
      return best;
    }
    if (problem.exchange(cells, begin, limits)) {
      best = problem.solution(cells, Solution.Method.SEARCH, begin);
    }
    return best.proven() || grid.cells() > MOST_CELLS_TO_SEARCH
        ? best
        : problem.search(best, limits, begin);
  }

  private static final class Problem {
    private final Grid grid;
    private final int[] layerOf;
    private final int layers;

    /** Bits between two tiles, in both directions. */
    private final double[][] bits;

    private final int[][] distance;

    Problem(List<Integer> tilesPerLayer, List<Flow> flows, Grid grid) {
      this.grid = grid;
      this.layers = tilesPerLayer.size();
      for (int tiles : tilesPerLayer) {
        InvalidValue.require(tiles > 0, "tiles", tiles, "a whole number above 0");
      }
      this.layerOf = IntStream.range(0, layers)
          .flatMap(layer -> IntStream.generate(() -> layer).limit(tilesPerLayer.get(layer)))
          .toArray();
      InvalidValue.require(
          layerOf.length <= grid.cells(),
          "cells",
          grid.cells(),
          "at least " + layerOf.length + ", the tiles of " + layers + " layers");
      double[][] share = new double[layers][layers];
      for (Flow flow : flows) {
        double pairs = (double) tilesPerLayer.get(flow.from()) * tilesPerLayer.get(flow.to());
        share[flow.from()][flow.to()] += flow.bits() / pairs;
        share[flow.to()][flow.from()] += flow.bits() / pairs;
      }
      this.bits = new double[layerOf.length][layerOf.length];
      for (int a = 0; a < layerOf.length; a++) {
        for (int b = 0; b < layerOf.length; b++) {
          bits[a][b] = share[layerOf[a]][layerOf[b]];
        }
      }
      this.distance = new int[grid.cells()][grid.cells()];
      for (int a = 0; a < grid.cells(); a++) {
        for (int b = 0; b < grid.cells(); b++) {
          distance[a][b] = grid.distance(a, b);
        }
      }
    }

    /** Cell of each tile. */
    int[] snake() {
      int[] cells = new int[layerOf.length];
      for (int tile = 0; tile < cells.length; tile++) {
        int row = tile / grid.columns();
        int column = tile % grid.columns();
        cells[tile] = row * grid.columns() + (row % 2 == 0 ? column : grid.columns() - 1 - column);
      }
      return cells;
    }

    private double way(int[] cells) {
      double way = 0;
      for (int a = 0; a < cells.length; a++) {
        for (int b = 0; b < a; b++) {
          way += bits[a][b] * distance[cells[a]][cells[b]];
        }
      }
      return way;
    }

    /** What is gained if a tile moves to a cell, and the tile there, if any, to where it was. */
    private double gain(int[] cells, int tile, int cell, int other) {
      double gain = 0;
      int from = cells[tile];
      for (int third = 0; third < cells.length; third++) {
        if (third != tile && third != other) {
          int shorter = distance[from][cells[third]] - distance[cell][cells[third]];
          gain += (bits[tile][third] - (other < 0 ? 0 : bits[other][third])) * shorter;
        }
      }
      return gain;
    }

    /** Returns whether anything was gained. */
    boolean exchange(int[] cells, long begin, Limits limits) {
      double worthwhile = Solution.RESOLUTION * way(cells) / Math.max(1, cells.length);
      int[] tileAt = new int[grid.cells()];
      Arrays.fill(tileAt, -1);
      for (int tile = 0; tile < cells.length; tile++) {
        tileAt[cells[tile]] = tile;
      }
      boolean gained = false;
      boolean again = true;
      while (again && Solution.secondsSince(begin) < limits.seconds()) {
        again = false;
        for (int tile = 0; tile < cells.length; tile++) {
          for (int cell = 0; cell < tileAt.length; cell++) {
            int other = tileAt[cell];
            if (other != tile && gain(cells, tile, cell, other) > worthwhile) {
              int from = cells[tile];
              tileAt[from] = other;
              if (other >= 0) {
                cells[other] = from;
              }
              tileAt[cell] = tile;
              cells[tile] = cell;
              again = true;
              gained = true;
            }
          }
        }
      }
      return gained;
    }

    /**
     * Each tile by itself: its heaviest flows to the nearest cells, from the cell where that is least;
     * a flow is counted at both of its ends.
     */
    private double leastWay() {
      double twice = 0;
      for (double[] flows : bits) {
        double[] sorted = flows.clone();
        Arrays.sort(sorted);
        double least = Double.POSITIVE_INFINITY;
        for (int[] ways : distance) {
          int[] nearest = ways.clone();
          Arrays.sort(nearest);
          double sum = 0;
          for (int i = 1; i < sorted.length; i++) {
            sum += sorted[sorted.length - i] * nearest[i];
          }
          least = Math.min(least, sum);
        }
        twice += least;
      }
      return twice / 2;
    }

    Solution<List<List<Integer>>> solution(int[] cells, Solution.Method method, long begin) {
      List<List<Integer>> byLayer = new ArrayList<>();
      for (int layer = 0; layer < layers; layer++) {
        int here = layer;
        byLayer.add(IntStream.range(0, cells.length)
            .filter(tile -> layerOf[tile] == here)
            .mapToObj(tile -> cells[tile])
            .sorted()
            .toList());
      }
      return new Solution<>(
          List.copyOf(byLayer), way(cells), leastWay(), method, Solution.secondsSince(begin));
    }

    Solution<List<List<Integer>>> search(
        Solution<List<List<Integer>>> start, Limits limits, long begin) {
      int size = layerOf.length;
      int farthest = Arrays.stream(distance).flatMapToInt(Arrays::stream).max().orElse(0);
      double step =
          farthest * Arrays.stream(bits).flatMapToDouble(Arrays::stream).sum() / STEPS;
      Model model = new Model("placement");
      IntVar[] cell = new IntVar[size];
      for (int tile = 0; tile < size; tile++) {
        cell[tile] = model.intVar("cell" + tile, 0, grid.cells() - 1);
        if (tile > 0 && layerOf[tile] == layerOf[tile - 1]) {
          model.arithm(cell[tile - 1], "<", cell[tile]).post();
        }
      }
      model.allDifferent(cell).post();
      if (grid.network() == Network.MESH) {
        keepInOneQuarter(model, cell);
      }
      Tuples ways = new Tuples(true);
      for (int a = 0; a < grid.cells(); a++) {
        for (int b = 0; b < grid.cells(); b++) {
          if (a != b) {
            ways.add(a, b, distance[a][b]);
          }
        }
      }
      List<IntVar> way = new ArrayList<>();
      List<Integer> weight = new ArrayList<>();
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < a; b++) {
          if (bits[a][b] > 0) {
            IntVar between = model.intVar("way" + a + "_" + b, 1, farthest);
            model.table(new IntVar[] {cell[a], cell[b], between}, ways).post();
            way.add(between);
            weight.add((int) Math.round(bits[a][b] / step));
          }
        }
      }
      // what rounding can make of the sum
      int slack = way.size() * farthest;
      int most = (int) (start.objective() / step) - slack;
      int least = Math.min(most, (int) (start.bound() / step) - slack);
      IntVar total = model.intVar("total", Math.max(0, least), Math.max(0, most), true);
      int[] weights = weight.stream().mapToInt(Integer::intValue).toArray();
      model.scalar(way.toArray(IntVar[]::new), weights, "=", total).post();
      model.getSolver().setSearch(Search.domOverWDegSearch(cell));

      int[] best = new int[size];
      boolean[] found = {false};
      boolean complete = Descent.minimise(model, total, limits, () -> {
        found[0] = true;
        Arrays.setAll(best, tile -> cell[tile].getValue());
      });
      Solution<List<List<Integer>>> result =
          found[0] ? solution(best, Solution.Method.SEARCH, begin) : start;
      if (result.objective() >= start.objective()) {
        result = start;
      }
      return result.afterSearch(complete ? result.objective() : result.bound(), begin);
    }

    /** A mesh looks the same from its four corners: one layer of a single tile may choose its own. */
    private void keepInOneQuarter(Model model, IntVar[] cell) {
      for (int tile = 0; tile < cell.length; tile++) {
        int layer = layerOf[tile];
        if (IntStream.of(layerOf).filter(other -> other == layer).count() == 1) {
          int[] quarter = IntStream.range(0, grid.cells())
              .filter(c -> c / grid.columns() <= (grid.rows() - 1) / 2)
              .filter(c -> c % grid.columns() <= (grid.columns() - 1) / 2)
              .toArray();
          model.member(cell[tile], quarter).post();
          return;
        }
      }
    }
  }
}
