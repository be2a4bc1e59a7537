package org.crosslearn.hw.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SchedulingTest {

  private static Task task(String resource, double seconds, Integer... dependsOn) {
    return new Task(seconds, resource, List.of(dependsOn));
  }

  private static List<Task> random(
      SplittableRandom random, int size, int resources, int mostDependencies) {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int id = i;
      List<Integer> dependsOn = random
          .ints(random.nextInt(mostDependencies + 1), 0, size)
          .filter(d -> d < id)
          .distinct()
          .boxed()
          .toList();
      double seconds = random.nextInt(8) == 0 ? 0 : 1e-6 * random.nextDouble();
      tasks.add(new Task(seconds, "array" + random.nextInt(resources), dependsOn));
    }
    return tasks;
  }

  /** The best latency over every order in which the tasks can be admitted. */
  private static double leastByEnumeration(List<Task> tasks) {
    return enumerate(tasks, new int[tasks.size()], 0, new boolean[tasks.size()]);
  }

  private static double enumerate(List<Task> tasks, int[] order, int done, boolean[] admitted) {
    if (done == order.length) {
      return new Schedule(tasks, order).latencySeconds();
    }
    double least = Double.POSITIVE_INFINITY;
    for (int id = 0; id < order.length; id++) {
      if (!admitted[id] && tasks.get(id).dependsOn().stream().allMatch(d -> admitted[d])) {
        admitted[id] = true;
        order[done] = id;
        least = Math.min(least, enumerate(tasks, order, done + 1, admitted));
        admitted[id] = false;
      }
    }
    return least;
  }

  private static void assertPossible(List<Task> tasks, Schedule schedule, long seed) {
    double critical = 0;
    for (int i = 0; i < tasks.size(); i++) {
      critical += schedule.critical(i) ? tasks.get(i).seconds() : 0;
      double start = schedule.startSeconds(i);
      assertThat(schedule.endSeconds(i))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(schedule.latencySeconds());
      for (int d : tasks.get(i).dependsOn()) {
        assertThat(start).as("seed %d", seed).isGreaterThanOrEqualTo(schedule.endSeconds(d));
      }
      for (int j = 0; j < i; j++) {
        if (tasks.get(i).resource().equals(tasks.get(j).resource())) {
          boolean apart =
              schedule.endSeconds(j) <= start || schedule.endSeconds(i) <= schedule.startSeconds(j);
          assertThat(apart).as("seed %d: %d and %d on one array", seed, i, j).isTrue();
        }
      }
    }
    assertThat(critical)
        .as("seed %d: the times on the critical path sum to the latency", seed)
        .isCloseTo(schedule.latencySeconds(), within(1e-9 * schedule.latencySeconds()));
  }

  @Test
  void nothingTakesNoTime() {
    assertThat(Scheduling.greedy(List.of()).latencySeconds()).isZero();
    assertThat(Scheduling.solve(List.of(), Limits.DEFAULT).proven()).isTrue();
  }

  @Test
  void independentTasksOnDifferentArraysOverlap() {
    Schedule schedule = Scheduling.greedy(List.of(task("a", 3), task("b", 5)));
    assertThat(schedule.latencySeconds()).isEqualTo(5);
    assertThat(schedule.critical(0)).isFalse();
    assertThat(schedule.critical(1)).isTrue();
  }

  @Test
  void anArrayDoesOneTaskAtATime() {
    Schedule schedule = Scheduling.greedy(List.of(task("a", 3), task("a", 5)));
    assertThat(schedule.latencySeconds()).isEqualTo(8);
    assertThat(schedule.critical(0)).isTrue();
    assertThat(schedule.critical(1)).isTrue();
  }

  @Test
  void aTaskWaitsForWhatItDependsOn() {
    Schedule schedule = Scheduling.greedy(List.of(task("a", 3), task("b", 5), task("c", 2, 0, 1)));
    assertThat(schedule.startSeconds(2)).isEqualTo(5);
    assertThat(schedule.latencySeconds()).isEqualTo(7);
    assertThat(schedule.critical(0)).isFalse();
  }

  @Test
  void anArrayIsNotKeptIdleForAnEarlierTaskThatIsNotReady() {
    // 1 waits for 0; 2 on the same array as 1 is ready at once
    Schedule schedule = Scheduling.greedy(List.of(task("a", 4), task("b", 1, 0), task("b", 4)));
    assertThat(schedule.startSeconds(2)).isZero();
    assertThat(schedule.latencySeconds()).isEqualTo(5);
  }

  @Test
  void theLongestWayToTheEndGoesFirst() {
    // both 0 and 1 want the array; 2 follows 1 elsewhere
    Schedule schedule = Scheduling.greedy(List.of(task("a", 2), task("a", 2), task("b", 6, 1)));
    assertThat(schedule.startSeconds(1)).isZero();
    assertThat(schedule.latencySeconds()).isEqualTo(8);
  }

  @Test
  void itCanPayToKeepAnArrayIdle() {
    // greedy starts the long task at once and makes the one with the long way to the end wait
    List<Task> tasks = List.of(task("a", 1), task("b", 10), task("b", 1, 0), task("c", 10, 2));
    assertThat(Scheduling.greedy(tasks).latencySeconds()).isEqualTo(21);
    Solution<Schedule> solved = Scheduling.solve(tasks, Limits.DEFAULT);
    assertThat(solved.value().latencySeconds()).isEqualTo(12);
    assertThat(solved.objective()).isEqualTo(12);
    assertThat(solved.proven()).isTrue();
    assertThat(solved.method()).isEqualTo(Solution.Method.SEARCH);
  }

  @Test
  void aTaskCannotDependOnALaterOne() {
    assertThatThrownBy(() -> Scheduling.greedy(List.of(task("a", 1, 1), task("a", 1))))
        .hasMessageContaining("task 0 depends on 1");
  }

  @Test
  void smallProblemsAreSolvedAsWellAsByTryingEveryOrder() {
    int improved = 0;
    for (long seed = 0; seed < 150; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Task> tasks = random(random, 1 + random.nextInt(7), 2, 2);
      Solution<Schedule> solved = Scheduling.solve(tasks, Limits.DEFAULT);
      double least = leastByEnumeration(tasks);
      assertThat(solved.objective())
          .as("seed %d", seed)
          .isEqualTo(solved.value().latencySeconds())
          .isCloseTo(least, within(Solution.RESOLUTION * least));
      assertThat(solved.proven()).as("seed %d", seed).isTrue();
      assertThat(solved.bound())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(least * (1 + Solution.RESOLUTION));
      assertPossible(tasks, solved.value(), seed);
      improved += solved.method() == Solution.Method.SEARCH ? 1 : 0;
    }
    assertThat(improved).as("problems that greedy did not solve").isPositive();
  }

  @Test
  void onLargerProblemsTheSolverIsNeverWorseThanGreedyAndNeverBelowItsBound() {
    int improved = 0;
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Task> tasks = random(random, 40 + random.nextInt(40), 5, 3);
      Schedule greedy = Scheduling.greedy(tasks);
      assertPossible(tasks, greedy, seed);
      Solution<Schedule> solved = Scheduling.solve(tasks, new Limits(10, 2_000));
      assertPossible(tasks, solved.value(), seed);
      assertThat(solved.objective())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(greedy.latencySeconds())
          .isGreaterThanOrEqualTo(solved.bound());
      improved += solved.objective() < greedy.latencySeconds() ? 1 : 0;
    }
    assertThat(improved).as("problems that greedy did not solve").isPositive();
  }

  @Test
  void theSameProblemHasTheSameSolution() {
    List<Task> tasks = jobs(TEN_BY_TEN);
    double[][] starts = new double[2][];
    for (int run = 0; run < 2; run++) {
      Schedule schedule = Scheduling.solve(tasks, new Limits(60, 1_000)).value();
      starts[run] = new double[tasks.size()];
      Arrays.setAll(starts[run], schedule::startSeconds);
    }
    assertThat(starts[0]).isEqualTo(starts[1]);
  }

  /** A job shop: each line the machine and the time of one job's tasks after another. */
  private static List<Task> jobs(String text) {
    List<Task> tasks = new ArrayList<>();
    for (String line : text.strip().split("\n")) {
      String[] words = line.split(" ");
      for (int i = 0; i < words.length; i += 2) {
        double seconds = Double.parseDouble(words[i + 1]);
        tasks.add(i == 0 ? task(words[i], seconds) : task(words[i], seconds, tasks.size() - 1));
      }
    }
    return tasks;
  }

  /** Six jobs on six machines of Fisher and Thompson (1963); the best schedule is known to take 55. */
  @Test
  void theClassicJobShopTakesAsLongAsIsKnown() {
    List<Task> tasks = jobs("""
        2 1 0 3 1 6 3 7 5 3 4 6
        1 8 2 5 4 10 5 10 0 10 3 4
        2 5 3 4 5 8 0 9 1 1 4 7
        1 5 0 5 2 5 3 3 4 8 5 9
        2 9 1 3 4 5 5 4 0 3 3 1
        1 3 3 3 5 9 0 10 4 4 2 1
        """);
    Solution<Schedule> solved = Scheduling.solve(tasks, Limits.DEFAULT);
    assertPossible(tasks, solved.value(), 0);
    assertThat(solved.objective()).isEqualTo(55);
    assertThat(solved.proven()).isTrue();
  }

  /** Ten jobs on ten machines of the same authors: 930, proven by Carlier and Pinson (1989). */
  private static final String TEN_BY_TEN = """
      0 29 1 78 2 9 3 36 4 49 5 11 6 62 7 56 8 44 9 21
      0 43 2 90 4 75 9 11 3 69 1 28 6 46 5 46 7 72 8 30
      1 91 0 85 3 39 2 74 8 90 5 10 7 12 6 89 9 45 4 33
      1 81 2 95 0 71 4 99 6 9 8 52 7 85 3 98 9 22 5 43
      2 14 0 6 1 22 5 61 3 26 4 69 8 21 7 49 9 72 6 53
      2 84 1 2 5 52 3 95 8 48 9 72 0 47 6 65 4 6 7 25
      1 46 0 37 3 61 2 13 6 32 5 21 9 32 8 89 7 30 4 55
      2 31 0 86 1 46 5 74 4 32 6 88 8 19 9 48 7 36 3 79
      0 76 1 69 3 76 5 51 2 85 9 11 6 40 7 89 4 26 8 74
      1 85 0 13 2 61 6 7 8 64 9 76 5 47 3 52 4 90 7 45
      """;

  @Test
  void theClockIsObeyedAndWhatIsFoundByThenIsKept() {
    List<Task> tasks = jobs(TEN_BY_TEN);
    Solution<Schedule> solved = Scheduling.solve(tasks, new Limits(0.5, Long.MAX_VALUE));
    assertPossible(tasks, solved.value(), 0);
    assertThat(solved.searchSeconds()).isLessThan(5);
    assertThat(solved.objective()).isBetween(930.0, Scheduling.greedy(tasks).latencySeconds());
    assertThat(solved.bound()).isLessThanOrEqualTo(930);
  }
}
