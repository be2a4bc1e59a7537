package org.crosslearn.hw.mapping;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When each task runs if tasks are admitted in a given order: as soon as everything it depends on is
 * done and everything admitted before it has left its resource.
 */
public final class Schedule {
  private static final int NOTHING = -1;

  private final double[] start;
  private final double[] seconds;
  private final boolean[] critical;
  private final double latencySeconds;

  /** @param order every task once, each after all that it depends on */
  Schedule(List<Task> tasks, int[] order) {
    int size = tasks.size();
    this.start = new double[size];
    this.seconds = tasks.stream().mapToDouble(Task::seconds).toArray();
    this.critical = new boolean[size];
    int[] waitedFor = new int[size];
    List<List<Integer>> followers = Task.followers(tasks);
    double[] readyAt = new double[size];
    int[] readyAfter = new int[size];
    Arrays.fill(readyAfter, NOTHING);
    Map<Object, Integer> lastOn = new HashMap<>();
    int last = NOTHING;
    for (int id : order) {
      Integer before = lastOn.put(tasks.get(id).resource(), id);
      boolean waitedForResource = before != null && endSeconds(before) > readyAt[id];
      waitedFor[id] = waitedForResource ? before : readyAfter[id];
      start[id] = waitedForResource ? endSeconds(before) : readyAt[id];
      double end = endSeconds(id);
      if (last == NOTHING || end > endSeconds(last)) {
        last = id;
      }
      for (int follower : followers.get(id)) {
        if (readyAfter[follower] == NOTHING || end > readyAt[follower]) {
          readyAt[follower] = end;
          readyAfter[follower] = id;
        }
      }
    }
    this.latencySeconds = last == NOTHING ? 0 : endSeconds(last);
    for (int id = last; id != NOTHING; id = waitedFor[id]) {
      critical[id] = true;
    }
  }

  /** End of the last task. */
  public double latencySeconds() {
    return latencySeconds;
  }

  public double startSeconds(int task) {
    return start[task];
  }

  public double endSeconds(int task) {
    return start[task] + seconds[task];
  }

  /**
   * Whether the task lies on the chain of tasks, each waiting for the one before, that ends last. The
   * times on the chain sum to the latency.
   */
  public boolean critical(int task) {
    return critical[task];
  }
}
