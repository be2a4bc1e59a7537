package org.crosslearn.hw.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.chocosolver.solver.Model;
import org.chocosolver.solver.search.strategy.Search;
import org.chocosolver.solver.variables.IntVar;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * How many copies of each layer a chip holds. Images are shared out among the copies of a layer, so
 * that {@code n} copies take one {@code n}-th of the time per image.
 */
public final class Replication {
  /** What whole numbers of the solver must stay below, all layers together. */
  private static final double STEPS = 1 << 30;

  /** Times that differ by less than this fraction are the same. */
  private static final double ROUNDING = 1e-12;

  private Replication() {}

  /**
   * A layer that may be copied.
   *
   * @param name for messages
   * @param tiles that one copy takes
   * @param tileSquareMeters area of one of its tiles; only budgets of area look at it
   * @param secondsPerImage that one copy needs
   * @param mostCopies more are of no use, e.g. the positions of a convolution
   */
  public record Layer(
      String name, int tiles, double tileSquareMeters, double secondsPerImage, int mostCopies) {
    public Layer {
      InvalidValue.require(tiles > 0, "tiles", tiles, "a whole number above 0");
      InvalidValue.requirePositive("tile-square-meters", tileSquareMeters);
      InvalidValue.requirePositive("seconds-per-image", secondsPerImage);
      InvalidValue.require(mostCopies > 0, "most-copies", mostCopies, "a whole number above 0");
    }
  }

  /** What the copies of all layers together may take. */
  public sealed interface Budget {
    /** A number of tiles. */
    record Tiles(int most) implements Budget {}

    /**
     * An area. It and the tiles in it are counted in whole steps, about one part in a billion of the
     * area per layer.
     */
    record Area(double squareMeters) implements Budget {}
  }

  /** What is made small. */
  public enum Goal {
    /**
     * Seconds between images when every layer works on another one: those of the slowest layer. Among
     * equals the one with the least tiles or area.
     */
    PIPELINE_INTERVAL,
    /** Seconds from an image to its result: the sum over the layers. */
    LATENCY
  }

  /**
   * Gives one copy after another, as long as the budget lasts.
   *
   * <p>For the pipeline always to the slowest layer. This is the best that can be done: when the
   * slowest layer has {@code n} copies, no layer has more than it needs to be faster than that layer
   * was with {@code n - 1}; so whatever is as fast takes at least as much. For the latency to the
   * layer that gains most per tile (or area) among those of which another copy fits. The bound lets
   * the last copy be a fraction, since every copy of a layer gains less than the one before.
   *
   * @return copies per layer, at least 1
   * @throws InvalidValue if one copy of each layer exceeds the budget
   */
  public static Solution<List<Integer>> greedy(List<Layer> layers, Budget budget, Goal goal) {
    long begin = System.nanoTime();
    Problem problem = new Problem(layers, budget);
    int[] copies = new int[layers.size()];
    Arrays.fill(copies, 1);
    if (goal == Goal.PIPELINE_INTERVAL) {
      problem.speedUpSlowest(copies);
    } else {
      problem.addMostUseful(copies);
    }
    double objective = problem.objective(goal, copies);
    return new Solution<>(
        boxed(copies),
        objective,
        goal == Goal.PIPELINE_INTERVAL ? objective : problem.leastLatencySeconds(),
        Solution.Method.GREEDY,
        Solution.secondsSince(begin));
  }

  /**
   * The greedy answer, improved by the solver until it is proven best or a limit is met. For the
   * pipeline the greedy answer is the best, and no search is made.
   *
   * @return copies per layer, at least 1
   * @throws InvalidValue if one copy of each layer exceeds the budget
   */
  public static Solution<List<Integer>> solve(
      List<Layer> layers, Budget budget, Goal goal, Limits limits) {
    long begin = System.nanoTime();
    Solution<List<Integer>> greedy = greedy(layers, budget, goal);
    return greedy.proven()
        ? greedy
        : new Problem(layers, budget).searchLatency(greedy, limits, begin);
  }

  private static List<Integer> boxed(int[] copies) {
    return IntStream.of(copies).boxed().toList();
  }

  private static final class Problem {
    private final List<Layer> layers;
    private final int[] price;
    private final int budget;

    Problem(List<Layer> layers, Budget budget) {
      this.layers = List.copyOf(layers);
      this.price = new int[layers.size()];
      if (budget instanceof Budget.Tiles tiles) {
        this.budget = tiles.most();
        long needed = layers.stream().mapToLong(Layer::tiles).sum();
        InvalidValue.require(needed <= tiles.most(), "tiles", tiles.most(), atLeast(needed));
        Arrays.setAll(price, i -> layers.get(i).tiles());
      } else {
        double area = ((Budget.Area) budget).squareMeters();
        InvalidValue.requirePositive("square-meters", area);
        this.budget = (int) (STEPS / Math.max(1, layers.size()));
        double[] copyArea = layers.stream()
            .mapToDouble(layer -> layer.tiles() * layer.tileSquareMeters())
            .toArray();
        double needed = Arrays.stream(copyArea).sum();
        double[] steps = Arrays.stream(copyArea)
            .map(a -> Math.max(1, Math.floor(a / area * this.budget)))
            .toArray();
        InvalidValue.require(
            Arrays.stream(steps).sum() <= this.budget, "square-meters", area, atLeast(needed));
        Arrays.setAll(price, i -> (int) steps[i]);
      }
    }

    private String atLeast(Number needed) {
      return "at least " + needed + ", which one copy of each of " + layers.size()
          + " layers takes";
    }

    private double seconds(int layer, int copies) {
      return layers.get(layer).secondsPerImage() / copies;
    }

    private long spent(int[] copies) {
      long spent = 0;
      for (int i = 0; i < copies.length; i++) {
        spent += (long) price[i] * copies[i];
      }
      return spent;
    }

    double objective(Goal goal, int[] copies) {
      double slowest = 0;
      double sum = 0;
      for (int i = 0; i < copies.length; i++) {
        slowest = Math.max(slowest, seconds(i, copies[i]));
        sum += seconds(i, copies[i]);
      }
      return goal == Goal.PIPELINE_INTERVAL ? slowest : sum;
    }

    void speedUpSlowest(int[] copies) {
      long left = budget - spent(copies);
      while (copies.length > 0) {
        double interval = objective(Goal.PIPELINE_INTERVAL, copies);
        // all that are equally slow must gain, or none does
        int[] slowest = IntStream.range(0, copies.length)
            .filter(i -> seconds(i, copies[i]) >= interval * (1 - ROUNDING))
            .toArray();
        long needed = IntStream.of(slowest).mapToLong(i -> price[i]).sum();
        if (needed > left
            || IntStream.of(slowest).anyMatch(i -> copies[i] == layers.get(i).mostCopies())) {
          return;
        }
        left -= needed;
        for (int i : slowest) {
          copies[i]++;
        }
      }
    }

    private double gainPerPrice(int layer, int copies) {
      return copies == layers.get(layer).mostCopies()
          ? 0
          : (seconds(layer, copies) - seconds(layer, copies + 1)) / price[layer];
    }

    /** The layer to which another copy is worth most, among those that cost at most so much. */
    private int mostUseful(int[] copies, long mostPrice) {
      int best = -1;
      for (int i = 0; i < copies.length; i++) {
        if (price[i] <= mostPrice
            && gainPerPrice(i, copies[i]) > (best < 0 ? 0 : gainPerPrice(best, copies[best]))) {
          best = i;
        }
      }
      return best;
    }

    void addMostUseful(int[] copies) {
      long left = budget - spent(copies);
      for (int i = mostUseful(copies, left); i >= 0; i = mostUseful(copies, left)) {
        left -= price[i];
        copies[i]++;
      }
    }

    /**
     * The best answer that may end with a fraction of a copy.
     *
     * @param latencySeconds a bound of the latency
     * @param gainPerPrice of that fraction, seconds per tile or step of area
     */
    private record Relaxed(double latencySeconds, double gainPerPrice) {}

    private Relaxed relaxed() {
      int[] copies = new int[layers.size()];
      Arrays.fill(copies, 1);
      long left = budget - spent(copies);
      int best = mostUseful(copies, Long.MAX_VALUE);
      while (best >= 0 && price[best] <= left) {
        left -= price[best];
        copies[best]++;
        best = mostUseful(copies, Long.MAX_VALUE);
      }
      double gain = best < 0 ? 0 : gainPerPrice(best, copies[best]);
      return new Relaxed(objective(Goal.LATENCY, copies) - left * gain, gain);
    }

    double leastLatencySeconds() {
      return relaxed().latencySeconds();
    }

    /** What so many copies cost if tiles (or area) are paid for in seconds. */
    private double priced(int layer, int copies, double gainPerPrice) {
      return seconds(layer, copies) + gainPerPrice * price[layer] * copies;
    }

    /**
     * Where tiles are paid for at what the last of them gains, each layer has a best number of copies
     * of its own, and what another number costs more adds to the bound. Numbers that cost more than
     * the gap between greedy and bound are left out, and what all cost more is kept within the gap.
     */
    Solution<List<Integer>> searchLatency(
        Solution<List<Integer>> greedy, Limits limits, long begin) {
      int size = layers.size();
      double gain = relaxed().gainPerPrice();
      double[] least = new double[size];
      for (int i = 0; i < size; i++) {
        int layer = i;
        least[i] = IntStream.rangeClosed(1, mostCopies(i))
            .mapToDouble(n -> priced(layer, n, gain))
            .min()
            .orElseThrow();
      }
      double gap = greedy.objective()
          - (Arrays.stream(least).sum() - gain * budget)
          + ROUNDING * greedy.objective();
      int[][] useful = new int[size][];
      double slowest = 0;
      for (int i = 0; i < size; i++) {
        int layer = i;
        useful[i] = IntStream.rangeClosed(1, mostCopies(i))
            .filter(n -> priced(layer, n, gain) - least[layer] <= gap)
            .boxed()
            // the search tries the first value first
            .sorted(Comparator.comparingDouble(n -> priced(layer, n, gain)))
            .mapToInt(Integer::intValue)
            .toArray();
        slowest += seconds(i, IntStream.of(useful[i]).min().orElseThrow());
      }

      Model model = new Model("replication");
      IntVar[] choice = new IntVar[size];
      IntVar[] copies = new IntVar[size];
      IntVar[] steps = new IntVar[size];
      IntVar[] extra = new IntVar[size];
      double stepSeconds = slowest / STEPS;
      double extraSeconds = gap * size / STEPS;
      for (int i = 0; i < size; i++) {
        int layer = i;
        choice[i] = model.intVar("choice" + i, 0, useful[i].length - 1);
        copies[i] = column(model, choice[i], useful[i]);
        steps[i] = column(
            model,
            choice[i],
            IntStream.of(useful[i])
                .map(n -> (int) Math.round(seconds(layer, n) / stepSeconds))
                .toArray());
        extra[i] = column(
            model,
            choice[i],
            IntStream.of(useful[i])
                .map(n -> (int) ((priced(layer, n, gain) - least[layer]) / extraSeconds))
                .toArray());
      }
      model.scalar(copies, price, "<=", budget).post();
      model.sum(extra, "<=", (int) (STEPS / size)).post();
      // an improvement must be more than what rounding makes of every layer
      int most = (int) Math.round(greedy.objective() / stepSeconds) - size;
      IntVar latency = model.intVar("latency", 0, Math.max(0, most), true);
      model.sum(steps, "=", latency).post();
      model.getSolver().setSearch(Search.domOverWDegSearch(choice));

      List<int[]> best = new ArrayList<>();
      boolean complete = Descent.minimise(model, latency, limits, () -> {
        best.clear();
        best.add(IntStream.range(0, size).map(i -> copies[i].getValue()).toArray());
      });
      double found = best.isEmpty() ? greedy.objective() : objective(Goal.LATENCY, best.get(0));
      if (found >= greedy.objective()) {
        return greedy.afterSearch(complete ? greedy.objective() : greedy.bound(), begin);
      }
      return new Solution<>(
          boxed(best.get(0)),
          found,
          complete ? found : greedy.bound(),
          Solution.Method.SEARCH,
          Solution.secondsSince(begin));
    }

    /** Of use, and within the budget if all others have one. */
    private int mostCopies(int layer) {
      int[] ones = new int[layers.size()];
      Arrays.fill(ones, 1);
      long more = (budget - spent(ones)) / price[layer];
      return (int) Math.min(layers.get(layer).mostCopies(), 1 + more);
    }

    /** The entry of a table that a choice selects. */
    private static IntVar column(Model model, IntVar choice, int[] table) {
      int least = IntStream.of(table).min().orElseThrow();
      int most = IntStream.of(table).max().orElseThrow();
      // only its ends are kept: a set of values this far apart would fill the memory
      IntVar entry = model.intVar("entry", least, most, true);
      model.element(entry, table, choice).post();
      return entry;
    }
  }
}
