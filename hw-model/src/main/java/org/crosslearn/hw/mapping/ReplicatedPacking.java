package org.crosslearn.hw.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.crosslearn.hw.mapping.Packing.Share;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * How many copies of each matrix a chip of so many tiles holds, and which share tiles, so that a
 * pipeline of all layers takes the next image as soon as possible. Where {@link Replication} gives
 * every copy tiles of its own, copies here are packed like {@link Packing} does; the price of a copy
 * depends on all others.
 *
 * <p>The interval between images is some matrix's time over a number of copies. For a shorter
 * interval no matrix needs fewer copies, so the tiles needed never get fewer: the intervals are tried
 * in order, and the first whose copies cannot be packed ends the search.
 */
public final class ReplicatedPacking {
  /** Times that differ by less than this fraction are the same. */
  private static final double ROUNDING = 1e-12;

  private ReplicatedPacking() {}

  /**
   * A weight matrix that may be copied.
   *
   * @param subarrays that one copy takes
   * @param secondsPerImage that one copy needs
   * @param mostCopies more are of no use, e.g. the positions of a convolution
   */
  public record Matrix(String name, int subarrays, double secondsPerImage, int mostCopies) {
    public Matrix {
      InvalidValue.require(subarrays > 0, "subarrays", subarrays, "a whole number above 0");
      InvalidValue.requirePositive("seconds-per-image", secondsPerImage);
      InvalidValue.require(mostCopies > 0, "most-copies", mostCopies, "a whole number above 0");
    }
  }

  /**
   * @param copies of each matrix, at least 1
   * @param tiles what lies on each; a copy has a share of its own
   */
  public record Mapping(List<Integer> copies, List<List<Share>> tiles) {
    public Mapping {
      copies = List.copyOf(copies);
      tiles = List.copyOf(tiles);
    }
  }

  /**
   * Packs first fit decreasing, and finds by bisection an interval whose copies fit while those of
   * the next shorter one do not.
   *
   * @return a mapping; the objective is the interval between images, seconds
   * @throws InvalidValue if one copy of each does not fit, with a number of tiles on which it does
   */
  public static Solution<Mapping> greedy(List<Matrix> matrices, int subarraysPerTile, int tiles) {
    long begin = System.nanoTime();
    Problem problem = new Problem(matrices, subarraysPerTile, tiles);
    int fits = problem.greedy();
    return problem.solution(fits, problem.packGreedily(fits), Solution.Method.GREEDY, begin);
  }

  /**
   * The greedy answer, then shorter intervals while the solver can pack their copies.
   *
   * @param limits of each packing
   * @return a mapping; the objective is the interval between images, seconds
   * @throws InvalidValue if one copy of each does not fit, with a number of tiles on which it does
   */
  public static Solution<Mapping> solve(
      List<Matrix> matrices, int subarraysPerTile, int tiles, Limits limits) {
    long begin = System.nanoTime();
    Problem problem = new Problem(matrices, subarraysPerTile, tiles);
    int fits = problem.greedy();
    Solution<Mapping> best =
        problem.solution(fits, problem.packGreedily(fits), Solution.Method.GREEDY, begin);
    while (!best.proven()) {
      Solution<List<List<Share>>> packed =
          Packing.solve(problem.shares(fits + 1), subarraysPerTile, limits);
      if (packed.objective() > tiles) {
        boolean never = packed.bound() > tiles;
        return best.afterSearch(never ? best.objective() : best.bound(), begin);
      }
      fits++;
      best = problem.solution(fits, packed.value(), Solution.Method.SEARCH, begin);
    }
    return best;
  }

  private static final class Problem {
    private final List<Matrix> matrices;
    private final int tileSize;
    private final int tiles;

    /** Every interval that some numbers of copies may give, longest first. */
    private final double[] intervals;

    private final List<List<Share>> oneOfEach;

    Problem(List<Matrix> matrices, int subarraysPerTile, int tiles) {
      InvalidValue.require(!matrices.isEmpty(), "matrices", "none", "at least one");
      this.matrices = List.copyOf(matrices);
      this.tileSize = subarraysPerTile;
      this.tiles = tiles;
      double longest =
          matrices.stream().mapToDouble(Matrix::secondsPerImage).max().orElseThrow();
      double shortest = matrices.stream()
          .mapToDouble(m -> m.secondsPerImage() / m.mostCopies())
          .max()
          .orElseThrow();
      long capacity = (long) tiles * subarraysPerTile;
      this.intervals = matrices.stream()
          .flatMapToDouble(m -> IntStream.rangeClosed(1, (int)
                  Math.max(1, Math.min(m.mostCopies(), capacity / m.subarrays())))
              .mapToDouble(n -> m.secondsPerImage() / n))
          .filter(seconds -> seconds >= shortest * (1 - ROUNDING) && seconds <= longest)
          .boxed()
          .sorted(Collections.reverseOrder())
          .mapToDouble(Double::doubleValue)
          .distinct()
          .toArray();
      Solution<List<List<Share>>> ones = Packing.greedy(shares(0), tileSize);
      if (ones.objective() > tiles) {
        ones = Packing.solve(shares(0), tileSize, Limits.DEFAULT);
      }
      InvalidValue.require(
          ones.objective() <= tiles,
          "tiles",
          tiles,
          "at least " + (int) ones.objective() + ", which one copy of each of " + matrices.size()
              + " matrices takes");
      this.oneOfEach = ones.value();
    }

    private List<Integer> copies(int interval) {
      return matrices.stream()
          .map(m -> (int) Math.ceil(m.secondsPerImage() / intervals[interval] * (1 - ROUNDING)))
          .toList();
    }

    List<Share> shares(int interval) {
      List<Integer> copies = copies(interval);
      List<Share> shares = new ArrayList<>();
      for (int i = 0; i < copies.size(); i++) {
        Matrix matrix = matrices.get(i);
        shares.addAll(
            Collections.nCopies(copies.get(i), new Share(matrix.name(), matrix.subarrays())));
      }
      return shares;
    }

    List<List<Share>> packGreedily(int interval) {
      return interval == 0
          ? oneOfEach
          : Packing.greedy(shares(interval), tileSize).value();
    }

    /** Position of an interval that fits, of which the next does not. */
    int greedy() {
      return lastBelow(interval -> packGreedily(interval).size() > tiles);
    }

    /** Bisection between the first interval, which fits, and the end, which does not. */
    private int lastBelow(IntPredicate tooMany) {
      int fits = 0;
      int fitsNot = intervals.length;
      while (fitsNot - fits > 1) {
        int middle = (fits + fitsNot) >>> 1;
        if (tooMany.test(middle)) {
          fitsNot = middle;
        } else {
          fits = middle;
        }
      }
      return fits;
    }

    Solution<Mapping> solution(
        int interval, List<List<Share>> packed, Solution.Method method, long begin) {
      int last = lastBelow(i -> Packing.greedy(shares(i), tileSize).bound() > tiles);
      return new Solution<>(
          new Mapping(copies(interval), packed),
          intervals[interval],
          intervals[last],
          method,
          Solution.secondsSince(begin));
    }
  }
}
