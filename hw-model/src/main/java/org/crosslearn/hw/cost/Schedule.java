package org.crosslearn.hw.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.hw.workload.OpGraph;

/**
 * When each operation of a graph runs: as soon as what it depends on is done and its resource is
 * free. Of the operations that could start first, the one with the longest way to the end of the
 * graph goes first (list scheduling; Graham, SIAM J. Appl. Math. 17(2), 1969).
 */
final class Schedule {
  private static final int NOTHING = -1;

  private final double[] start;
  private final double[] seconds;
  private final boolean[] critical;
  private final double latencySeconds;

  /**
   * @param resources what each operation keeps busy; equal ones serve one operation at a time
   * @param seconds how long each operation takes
   */
  Schedule(OpGraph graph, List<?> resources, double[] seconds) {
    int size = graph.nodes().size();
    this.seconds = seconds.clone();
    this.start = new double[size];
    this.critical = new boolean[size];
    int[] waitedFor = new int[size];
    double[] wayToEnd = new double[size];
    int[] missing = new int[size];
    double[] readyAt = new double[size];
    int[] readyAfter = new int[size];
    List<List<Integer>> followers = new ArrayList<>();
    for (OpGraph.Node node : graph.nodes()) {
      followers.add(new ArrayList<>());
      readyAfter[node.id()] = NOTHING;
      missing[node.id()] = node.dependsOn().size();
      node.dependsOn().forEach(id -> followers.get(id).add(node.id()));
    }
    List<Integer> ready = new ArrayList<>();
    for (int id = size - 1; id >= 0; id--) {
      double after = 0;
      for (int follower : followers.get(id)) {
        after = Math.max(after, wayToEnd[follower]);
      }
      wayToEnd[id] = seconds[id] + after;
      if (missing[id] == 0) {
        ready.add(id);
      }
    }
    Map<Object, Integer> lastOn = new HashMap<>();
    int last = NOTHING;
    while (!ready.isEmpty()) {
      int next = NOTHING;
      double nextStart = 0;
      for (int id : ready) {
        double earliest = Math.max(readyAt[id], freeAt(lastOn.get(resources.get(id))));
        if (next == NOTHING
            || earliest < nextStart
            || (earliest == nextStart && wayToEnd[id] > wayToEnd[next])
            || (earliest == nextStart && wayToEnd[id] == wayToEnd[next] && id < next)) {
          next = id;
          nextStart = earliest;
        }
      }
      ready.remove(Integer.valueOf(next));
      Integer before = lastOn.put(resources.get(next), next);
      boolean waitedForResource = before != null && freeAt(before) > readyAt[next];
      waitedFor[next] = waitedForResource ? before : readyAfter[next];
      start[next] = nextStart;
      double end = end(next);
      if (last == NOTHING || end > end(last)) {
        last = next;
      }
      for (int follower : followers.get(next)) {
        if (readyAfter[follower] == NOTHING || end > readyAt[follower]) {
          readyAt[follower] = end;
          readyAfter[follower] = next;
        }
        if (--missing[follower] == 0) {
          ready.add(follower);
        }
      }
    }
    this.latencySeconds = last == NOTHING ? 0 : end(last);
    for (int id = last; id != NOTHING; id = waitedFor[id]) {
      critical[id] = true;
    }
  }

  private double freeAt(Integer previous) {
    return previous == null ? 0 : end(previous);
  }

  private double end(int id) {
    return start[id] + seconds[id];
  }

  /** End of the last operation. */
  double latencySeconds() {
    return latencySeconds;
  }

  double startSeconds(int id) {
    return start[id];
  }

  /**
   * Whether the operation lies on the chain of operations, each waiting for the one before, that
   * ends last. The times on the chain sum to the latency.
   */
  boolean critical(int id) {
    return critical[id];
  }
}
