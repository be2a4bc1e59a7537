package org.crosslearn.hw.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  /** A graph whose operation i depends on the operations listed at position i. */
  private static OpGraph graph(Integer[]... dependencies) {
    Steps steps = new Steps();
    for (Integer[] dependsOn : dependencies) {
      steps.add(Phase.FORWARD, Steps.rectify(1), dependsOn);
    }
    return steps.graph(1);
  }

  private static Integer[] after(Integer... ids) {
    return ids;
  }

  @Test
  void anEmptyGraphTakesNoTime() {
    assertThat(new Schedule(graph(), List.of(), new double[0]).latencySeconds()).isZero();
  }

  @Test
  void independentOperationsOnDifferentArraysOverlap() {
    OpGraph graph = graph(after(), after());
    Schedule schedule = new Schedule(graph, List.of("a", "b"), new double[] {3, 5});
    assertThat(schedule.latencySeconds()).isEqualTo(5);
    assertThat(schedule.critical(0)).isFalse();
    assertThat(schedule.critical(1)).isTrue();
  }

  @Test
  void anArrayDoesOneOperationAtATime() {
    OpGraph graph = graph(after(), after());
    Schedule schedule = new Schedule(graph, List.of("a", "a"), new double[] {3, 5});
    assertThat(schedule.latencySeconds()).isEqualTo(8);
    assertThat(schedule.critical(0)).isTrue();
    assertThat(schedule.critical(1)).isTrue();
  }

  @Test
  void anOperationWaitsForWhatItDependsOn() {
    OpGraph graph = graph(after(), after(), after(0, 1));
    Schedule schedule = new Schedule(graph, List.of("a", "b", "c"), new double[] {3, 5, 2});
    assertThat(schedule.startSeconds(2)).isEqualTo(5);
    assertThat(schedule.latencySeconds()).isEqualTo(7);
    assertThat(schedule.critical(0)).isFalse();
  }

  @Test
  void anArrayIsNotKeptIdleForAnEarlierOperationThatIsNotReady() {
    // 1 waits for 0; 2 on the same array as 1 is ready at once
    OpGraph graph = graph(after(), after(0), after());
    Schedule schedule = new Schedule(graph, List.of("a", "b", "b"), new double[] {4, 1, 4});
    assertThat(schedule.startSeconds(2)).isZero();
    assertThat(schedule.latencySeconds()).isEqualTo(5);
  }

  @Test
  void theLongestWayToTheEndGoesFirst() {
    // both 0 and 1 want the array; 2 and 3 follow 1 elsewhere
    OpGraph graph = graph(after(), after(), after(1));
    Schedule schedule = new Schedule(graph, List.of("a", "a", "b"), new double[] {2, 2, 6});
    assertThat(schedule.startSeconds(1)).isZero();
    assertThat(schedule.latencySeconds()).isEqualTo(8);
  }

  @Test
  void inAnyGraphNothingOverlapsOnAnArrayAndTheCriticalTimesSumToTheLatency() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int size = 1 + random.nextInt(30);
      Integer[][] dependencies = new Integer[size][];
      String[] resources = new String[size];
      double[] seconds = new double[size];
      for (int i = 0; i < size; i++) {
        int id = i;
        dependencies[i] = random
            .ints(random.nextInt(3), 0, size)
            .filter(d -> d < id)
            .distinct()
            .boxed()
            .toArray(Integer[]::new);
        resources[i] = "array" + random.nextInt(4);
        seconds[i] = random.nextInt(8) == 0 ? 0 : random.nextDouble();
      }
      OpGraph graph = graph(dependencies);
      Schedule schedule = new Schedule(graph, List.of(resources), seconds);
      double critical = 0;
      for (int i = 0; i < size; i++) {
        critical += schedule.critical(i) ? seconds[i] : 0;
        double start = schedule.startSeconds(i);
        assertThat(start + seconds[i])
            .as("seed %d", seed)
            .isLessThanOrEqualTo(schedule.latencySeconds());
        for (int d : dependencies[i]) {
          assertThat(start)
              .as("seed %d", seed)
              .isGreaterThanOrEqualTo(schedule.startSeconds(d) + seconds[d]);
        }
        for (int j = 0; j < i; j++) {
          if (resources[i].equals(resources[j])) {
            boolean apart = schedule.startSeconds(j) + seconds[j] <= start
                || start + seconds[i] <= schedule.startSeconds(j);
            assertThat(apart)
                .as("seed %d: %d and %d on %s", seed, i, j, resources[i])
                .isTrue();
          }
        }
      }
      assertThat(critical).as("seed %d", seed).isCloseTo(schedule.latencySeconds(), within(1e-9));
      assertThat(schedule.latencySeconds())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(Arrays.stream(seconds).sum() + 1e-9);
    }
  }
}
