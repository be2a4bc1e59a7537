package org.crosslearn.hw.mapping;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Something that keeps one resource busy for some time. Tasks are named by their positions in a list.
 *
 * @param seconds how long it takes, at least 0
 * @param resource what it keeps busy; equal ones serve one task at a time
 * @param dependsOn tasks that must be done before, all at smaller positions
 */
public record Task(double seconds, Object resource, List<Integer> dependsOn) {
  public Task {
    InvalidValue.require(
        seconds >= 0 && Double.isFinite(seconds), "seconds", seconds, "a number from 0");
    dependsOn = List.copyOf(dependsOn);
  }

  /** Per task those that depend on it. */
  static List<List<Integer>> followers(List<Task> tasks) {
    List<List<Integer>> followers = new ArrayList<>();
    for (int id = 0; id < tasks.size(); id++) {
      followers.add(new ArrayList<>());
      for (int before : tasks.get(id).dependsOn()) {
        if (before < 0 || before >= id) {
          throw new IllegalArgumentException(
              "task " + id + " depends on " + before + ", which does not precede it");
        }
        followers.get(before).add(id);
      }
    }
    return followers;
  }
}
