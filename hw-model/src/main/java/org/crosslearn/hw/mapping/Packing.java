package org.crosslearn.hw.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.chocosolver.solver.Model;
import org.chocosolver.solver.search.strategy.Search;
import org.chocosolver.solver.variables.IntVar;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Which matrices share tiles, so that fewest tiles are used. A matrix larger than a tile fills whole
 * tiles; what is left of it stays together, because its partial sums are added where they arise.
 */
public final class Packing {
  private Packing() {}

  /**
   * Subarrays of one matrix: all of them, or those on one tile.
   *
   * @param subarrays at least 1
   */
  public record Share(String matrix, int subarrays) {
    public Share {
      InvalidValue.require(subarrays > 0, "subarrays", subarrays, "a whole number above 0");
    }
  }

  /**
   * First fit decreasing: the largest rest first, each on the first tile that has room for it. It uses
   * at most 11/9 of the fewest tiles, and one more (Johnson et al., SIAM J. Comput. 3(4), 1974).
   *
   * @param matrices one entry for every matrix, or for every copy of one
   * @return what lies on each tile; the objective is the number of tiles
   */
  public static Solution<List<List<Share>>> greedy(List<Share> matrices, int subarraysPerTile) {
    long begin = System.nanoTime();
    Problem problem = new Problem(matrices, subarraysPerTile);
    return problem.solution(
        problem.firstFit(), problem.leastTiles(), Solution.Method.GREEDY, begin);
  }

  /**
   * The greedy answer, or the fewest tiles that the solver finds: each number of tiles between the
   * bound (L2 of Martello and Toth, Discrete Appl. Math. 28(1), 1990) and greedy has its part of the
   * limits.
   *
   * @param matrices one entry for every matrix, or for every copy of one
   * @return what lies on each tile; the objective is the number of tiles
   */
  public static Solution<List<List<Share>>> solve(
      List<Share> matrices, int subarraysPerTile, Limits limits) {
    long begin = System.nanoTime();
    Solution<List<List<Share>>> greedy = greedy(matrices, subarraysPerTile);
    if (greedy.proven()) {
      return greedy;
    }
    Problem problem = new Problem(matrices, subarraysPerTile);
    int bound = problem.leastTiles();
    int numbers = (int) greedy.objective() - bound;
    Limits part = new Limits(limits.seconds() / numbers, Math.max(1, limits.failures() / numbers));
    for (int tiles = bound; tiles < greedy.objective(); tiles++) {
      int[] tileOf = new int[problem.rests.size()];
      switch (problem.fit(tiles, part, tileOf)) {
        case FITS -> {
          return problem.solution(tileOf, bound, Solution.Method.SEARCH, begin);
        }
        // a number of tiles is a bound only if no smaller one is left open
        case DOES_NOT_FIT -> bound += bound == tiles ? 1 : 0;
        case UNDECIDED -> {}
      }
    }
    return greedy.afterSearch(bound, begin);
  }

  private enum Verdict {
    FITS,
    DOES_NOT_FIT,
    UNDECIDED
  }

  private static final class Problem {
    private final int tileSize;
    private final List<List<Share>> fullTiles = new ArrayList<>();

    /** What must share tiles, largest first. */
    private final List<Share> rests = new ArrayList<>();

    Problem(List<Share> matrices, int subarraysPerTile) {
      InvalidValue.require(
          subarraysPerTile > 0, "subarrays-per-tile", subarraysPerTile, "a whole number above 0");
      this.tileSize = subarraysPerTile;
      for (Share matrix : matrices) {
        for (int full = 0; full < matrix.subarrays() / tileSize; full++) {
          fullTiles.add(List.of(new Share(matrix.matrix(), tileSize)));
        }
        int rest = matrix.subarrays() % tileSize;
        if (rest > 0) {
          rests.add(new Share(matrix.matrix(), rest));
        }
      }
      rests.sort(Comparator.comparingInt(Share::subarrays).reversed());
    }

    /** Tile of each rest, counted from the first shared tile. */
    int[] firstFit() {
      int[] tileOf = new int[rests.size()];
      int[] room = new int[rests.size()];
      for (int i = 0; i < tileOf.length; i++) {
        room[i] = tileSize;
        int size = rests.get(i).subarrays();
        while (room[tileOf[i]] < size) {
          tileOf[i]++;
        }
        room[tileOf[i]] -= size;
      }
      return tileOf;
    }

    /**
     * Rests above half a tile have a tile each. For any threshold, those that leave less room than it
     * cannot take in what is at least as large; the others must hold it in the room that they leave.
     */
    int leastTiles() {
      int least = 0;
      for (int threshold = 0; threshold <= tileSize / 2; threshold++) {
        int alone = 0;
        int large = 0;
        int room = 0;
        int small = 0;
        for (Share rest : rests) {
          int size = rest.subarrays();
          if (size > tileSize - threshold) {
            alone++;
          } else if (2 * size > tileSize) {
            large++;
            room += tileSize - size;
          } else if (size >= threshold) {
            small += size;
          }
        }
        int more = Math.max(0, (small - room + tileSize - 1) / tileSize);
        least = Math.max(least, alone + large + more);
      }
      return fullTiles.size() + least;
    }

    Verdict fit(int tiles, Limits limits, int[] tileOf) {
      int shared = tiles - fullTiles.size();
      Model model = new Model("packing");
      IntVar[] place = new IntVar[rests.size()];
      int[] sizes = rests.stream().mapToInt(Share::subarrays).toArray();
      for (int i = 0; i < place.length; i++) {
        // tiles are alike: a rest opens at most one tile more than those before it
        place[i] = model.intVar("tile" + i, 0, Math.min(i, shared - 1));
        if (i > 0 && sizes[i] == sizes[i - 1]) {
          model.arithm(place[i - 1], "<=", place[i]).post();
        }
      }
      IntVar[] load = model.intVarArray("load", shared, 0, tileSize, true);
      model.binPacking(place, sizes, load, 0).post();
      model.getSolver().setSearch(Search.domOverWDegSearch(place));
      boolean[] found = {false};
      boolean decided = Descent.satisfy(model, limits, () -> {
        found[0] = true;
        for (int i = 0; i < tileOf.length; i++) {
          tileOf[i] = place[i].getValue();
        }
      });
      if (found[0]) {
        return Verdict.FITS;
      }
      return decided ? Verdict.DOES_NOT_FIT : Verdict.UNDECIDED;
    }

    Solution<List<List<Share>>> solution(
        int[] tileOf, int bound, Solution.Method method, long begin) {
      List<List<Share>> tiles = new ArrayList<>(fullTiles);
      int shared = IntStream.of(tileOf).max().orElse(-1) + 1;
      for (int tile = 0; tile < shared; tile++) {
        int here = tile;
        tiles.add(IntStream.range(0, tileOf.length)
            .filter(i -> tileOf[i] == here)
            .mapToObj(rests::get)
            .toList());
      }
      return new Solution<>(
          List.copyOf(tiles), tiles.size(), bound, method, Solution.secondsSince(begin));
    }
  }
}
