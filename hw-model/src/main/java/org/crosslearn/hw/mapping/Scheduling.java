package org.crosslearn.hw.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.chocosolver.solver.Model;
import org.chocosolver.solver.Settings;
import org.chocosolver.solver.search.strategy.Search;
import org.chocosolver.solver.search.strategy.selectors.values.IntDomainLast;
import org.chocosolver.solver.search.strategy.selectors.values.IntDomainMax;
import org.chocosolver.solver.search.strategy.selectors.variables.DomOverWDeg;
import org.chocosolver.solver.variables.BoolVar;
import org.chocosolver.solver.variables.IntVar;

/**
 * When tasks run so that the last ends as early as possible: the job shop with arbitrary
 * precedences.
 *
 * <p>Source of the bound: Carlier, "The one-machine sequencing problem", EJOR 11(1), 1982.
 */
public final class Scheduling {
  /** The greedy latency in steps of the solver's whole numbers, which end at 2^31. */
  private static final double STEPS = 1 << 30;

  /** Pairs of tasks whose order is open, above which a model no longer fits in sensible time. */
  private static final int MOST_PAIRS = 20_000;

  private Scheduling() {}

  /**
   * Of the tasks that could start first, the one with the longest way to the end of the graph goes
   * first (list scheduling; Graham, SIAM J. Appl. Math. 17(2), 1969).
   *
   * @throws IllegalArgumentException if a task depends on one that does not precede it
   */
  public static Schedule greedy(List<Task> tasks) {
    return new Schedule(tasks, listOrder(tasks));
  }

  /** No schedule ends earlier: the longest chain, or the resource that cannot be done before. */
  public static double leastLatencySeconds(List<Task> tasks) {
    return new Windows(tasks).leastLatencySeconds();
  }

  /**
   * The greedy schedule, improved by the solver until it is proven best or a limit is met. Above
   * twenty thousand pairs of tasks that compete for a resource only the bound is computed.
   *
   * @throws IllegalArgumentException if a task depends on one that does not precede it
   */
  public static Solution<Schedule> solve(List<Task> tasks, Limits limits) {
    long begin = System.nanoTime();
    int[] order = listOrder(tasks);
    Schedule list = new Schedule(tasks, order);
    Windows windows = new Windows(tasks);
    Solution<Schedule> greedy = new Solution<>(
        list,
        list.latencySeconds(),
        windows.leastLatencySeconds(),
        Solution.Method.GREEDY,
        Solution.secondsSince(begin));
    if (greedy.proven()) {
      return greedy;
    }
    List<int[]> pairs = openPairs(tasks, order);
    if (pairs.size() > MOST_PAIRS) {
      return greedy;
    }
    return improve(tasks, greedy, windows, pairs, limits, begin);
  }

  private static Solution<Schedule> improve(
      List<Task> tasks,
      Solution<Schedule> greedy,
      Windows windows,
      List<int[]> pairs,
      Limits limits,
      long begin) {
    double stepSeconds = greedy.objective() / STEPS;
    int size = tasks.size();
    // at least one step each, so that a task without length still has a place in the order
    int[] steps = tasks.stream()
        .mapToInt(task -> (int) Math.max(1, Math.round(task.seconds() / stepSeconds)))
        .toArray();
    // an improvement must be more than what rounding makes of every task
    int latest = (int) STEPS - size;
    int earliest = Math.min(latest, (int) (greedy.bound() / stepSeconds) - size);

    // the solver's own check of a cumulative constraint visits every step of time; what it finds is
    // timed anew from its order anyhow
    Model model = new Model("schedule", Settings.init().setModelChecker(solver -> true));
    IntVar makespan = model.intVar("makespan", Math.max(0, earliest), latest, true);
    IntVar[] start = new IntVar[size];
    for (int id = 0; id < size; id++) {
      int head = Math.max(0, (int) (windows.head[id] / stepSeconds) - size);
      int tail = Math.max(0, (int) (windows.tail[id] / stepSeconds) - size);
      start[id] = model.intVar("start" + id, head, Math.max(head, latest - tail - steps[id]), true);
      model.arithm(start[id], "<=", makespan, "-", steps[id]).post();
      for (int before : tasks.get(id).dependsOn()) {
        model.arithm(start[before], "<=", start[id], "-", steps[before]).post();
      }
    }
    BoolVar[] asGreedy = new BoolVar[pairs.size()];
    for (int p = 0; p < asGreedy.length; p++) {
      int first = pairs.get(p)[0];
      int second = pairs.get(p)[1];
      asGreedy[p] = model.boolVar("order" + p);
      model.reifXrelYC(start[first], "<=", start[second], -steps[first], asGreedy[p]);
      model.reifXrelYC(start[second], "<=", start[first], -steps[second], asGreedy[p].not());
    }
    for (int[] onOne : tasksByResource(tasks)) {
      if (onOne.length > 1) {
        IntVar[] starts = select(start, onOne);
        int[] lengths = IntStream.of(onOne).map(id -> steps[id]).toArray();
        int[] ones = new int[onOne.length];
        Arrays.fill(ones, 1);
        model.cumulative(starts, lengths, ones, 1).post();
      }
    }
    org.chocosolver.solver.Solution last = new org.chocosolver.solver.Solution(model, asGreedy);
    model
        .getSolver()
        .setSearch(
            Search.intVarSearch(
                new DomOverWDeg<>(asGreedy, 0),
                new IntDomainLast(last, new IntDomainMax(), null),
                asGreedy),
            Search.inputOrderLBSearch(makespan),
            Search.inputOrderLBSearch(start));

    List<Schedule> best = new ArrayList<>(List.of(greedy.value()));
    boolean complete = Descent.minimise(model, makespan, limits, () -> {
      last.record();
      int[] order = IntStream.range(0, size)
          .boxed()
          .sorted(Comparator.comparingInt((Integer id) -> start[id].getValue()))
          .mapToInt(Integer::intValue)
          .toArray();
      Schedule found = new Schedule(tasks, order);
      if (found.latencySeconds() < best.get(0).latencySeconds()) {
        best.set(0, found);
      }
    });
    double objective = best.get(0).latencySeconds();
    double bound = complete ? objective : greedy.bound();
    return best.get(0) == greedy.value()
        ? greedy.afterSearch(bound, begin)
        : new Solution<>(
            best.get(0), objective, bound, Solution.Method.SEARCH, Solution.secondsSince(begin));
  }

  private static IntVar[] select(IntVar[] variables, int[] ids) {
    return IntStream.of(ids).mapToObj(id -> variables[id]).toArray(IntVar[]::new);
  }

  private static List<int[]> tasksByResource(List<Task> tasks) {
    Map<Object, List<Integer>> byResource = new LinkedHashMap<>();
    for (int id = 0; id < tasks.size(); id++) {
      byResource
          .computeIfAbsent(tasks.get(id).resource(), resource -> new ArrayList<>())
          .add(id);
    }
    return byResource.values().stream()
        .map(ids -> ids.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  /** Pairs on one resource of which neither depends on the other; the greedy first one first. */
  private static List<int[]> openPairs(List<Task> tasks, int[] order) {
    int size = tasks.size();
    boolean[][] after = new boolean[size][];
    for (int id = 0; id < size; id++) {
      after[id] = new boolean[id];
      for (int before : tasks.get(id).dependsOn()) {
        after[id][before] = true;
        for (int i = 0; i < before; i++) {
          after[id][i] |= after[before][i];
        }
      }
    }
    int[] rank = new int[size];
    for (int i = 0; i < size; i++) {
      rank[order[i]] = i;
    }
    List<int[]> pairs = new ArrayList<>();
    for (int[] onOne : tasksByResource(tasks)) {
      for (int b = 1; b < onOne.length; b++) {
        for (int a = 0; a < b; a++) {
          if (!after[onOne[b]][onOne[a]]) {
            boolean inOrder = rank[onOne[a]] < rank[onOne[b]];
            pairs.add(inOrder ? new int[] {onOne[a], onOne[b]} : new int[] {onOne[b], onOne[a]});
          }
        }
      }
    }
    return pairs;
  }

  private static int[] listOrder(List<Task> tasks) {
    int size = tasks.size();
    List<List<Integer>> followers = Task.followers(tasks);
    double[] wayToEnd = new double[size];
    int[] missing = new int[size];
    List<Integer> ready = new ArrayList<>();
    for (int id = size - 1; id >= 0; id--) {
      double after = 0;
      for (int follower : followers.get(id)) {
        after = Math.max(after, wayToEnd[follower]);
      }
      wayToEnd[id] = tasks.get(id).seconds() + after;
      missing[id] = tasks.get(id).dependsOn().size();
      if (missing[id] == 0) {
        ready.add(id);
      }
    }
    double[] readyAt = new double[size];
    Map<Object, Double> freeAt = new HashMap<>();
    int[] order = new int[size];
    for (int done = 0; done < size; done++) {
      int next = -1;
      double nextStart = 0;
      for (int id : ready) {
        double earliest =
            Math.max(readyAt[id], freeAt.getOrDefault(tasks.get(id).resource(), 0.0));
        if (next < 0
            || earliest < nextStart
            || (earliest == nextStart && wayToEnd[id] > wayToEnd[next])
            || (earliest == nextStart && wayToEnd[id] == wayToEnd[next] && id < next)) {
          next = id;
          nextStart = earliest;
        }
      }
      ready.remove(Integer.valueOf(next));
      order[done] = next;
      double end = nextStart + tasks.get(next).seconds();
      freeAt.put(tasks.get(next).resource(), end);
      for (int follower : followers.get(next)) {
        readyAt[follower] = Math.max(readyAt[follower], end);
        if (--missing[follower] == 0) {
          ready.add(follower);
        }
      }
    }
    return order;
  }

  /** What must pass before each task starts and after it ends, were resources unlimited. */
  private static final class Windows {
    final double[] head;
    final double[] tail;
    private final List<Task> tasks;

    Windows(List<Task> tasks) {
      this.tasks = tasks;
      this.head = new double[tasks.size()];
      this.tail = new double[tasks.size()];
      for (int id = 0; id < tasks.size(); id++) {
        for (int before : tasks.get(id).dependsOn()) {
          head[id] = Math.max(head[id], head[before] + tasks.get(before).seconds());
        }
      }
      for (int id = tasks.size() - 1; id >= 0; id--) {
        for (int before : tasks.get(id).dependsOn()) {
          tail[before] = Math.max(tail[before], tail[id] + tasks.get(id).seconds());
        }
      }
    }

    /** The longest chain, or the resource that cannot end earlier even if tasks may be broken off. */
    double leastLatencySeconds() {
      double least = 0;
      for (int id = 0; id < tasks.size(); id++) {
        least = Math.max(least, head[id] + tasks.get(id).seconds() + tail[id]);
      }
      for (int[] onOne : tasksByResource(tasks)) {
        least = Math.max(least, oneMachineSeconds(onOne));
      }
      return least;
    }

    /**
     * Jackson's preemptive schedule of one resource: at any time the available task with the longest
     * tail runs. Its end is the best of all preemptive ones.
     */
    private double oneMachineSeconds(int[] ids) {
      int[] byHead = IntStream.of(ids)
          .boxed()
          .sorted(Comparator.comparingDouble(id -> head[id]))
          .mapToInt(Integer::intValue)
          .toArray();
      double[] left = new double[tasks.size()];
      for (int id : ids) {
        left[id] = tasks.get(id).seconds();
      }
      PriorityQueue<Integer> available =
          new PriorityQueue<>(Comparator.comparingDouble((Integer id) -> -tail[id]));
      double now = 0;
      double end = 0;
      int arrived = 0;
      while (arrived < byHead.length || !available.isEmpty()) {
        if (available.isEmpty()) {
          now = Math.max(now, head[byHead[arrived]]);
        }
        while (arrived < byHead.length && head[byHead[arrived]] <= now) {
          available.add(byHead[arrived++]);
        }
        int id = available.element();
        double until = arrived < byHead.length ? head[byHead[arrived]] : Double.POSITIVE_INFINITY;
        if (now + left[id] <= until) {
          available.remove();
          now += left[id];
          end = Math.max(end, now + tail[id]);
        } else {
          left[id] -= until - now;
          now = until;
        }
      }
      return end;
    }
  }
}
