package org.crosslearn.algorithms.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Test
  void everyTaskIsDoneOnce() {
    AtomicIntegerArray done = new AtomicIntegerArray(1000);
    AtomicInteger workers = new AtomicInteger();
    Workers.share(1000, 3, () -> {
      workers.incrementAndGet();
      return done::incrementAndGet;
    });
    assertThat(workers).hasValue(3);
    for (int task = 0; task < 1000; task++) {
      assertThat(done.get(task)).isEqualTo(1);
    }
  }

  @Test
  void twoTasksAreDoneAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    AtomicInteger met = new AtomicInteger();
    Workers.share(2, 2, () -> task -> {
      both.countDown();
      try {
        met.addAndGet(both.await(30, TimeUnit.SECONDS) ? 1 : 0);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    assertThat(met).hasValue(2);
  }

  @Test
  void whenOneFailsNobodyBeginsAnotherTask() {
    AtomicInteger done = new AtomicInteger();
    IntConsumer worker = task -> {
      if (task == 10) {
        throw new IllegalStateException("task " + task);
      }
      done.incrementAndGet();
    };
    assertThatThrownBy(() -> Workers.share(Integer.MAX_VALUE / 2, 2, () -> worker))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("task 10");
    assertThat(done).satisfies(count -> assertThat(count.get()).isBetween(9, 100_000_000));
  }

  @Test
  void errorsStayWhatTheyAre() {
    OutOfMemoryError error = new OutOfMemoryError("of a test");
    assertThatThrownBy(() -> Workers.share(1, 1, () -> {
          throw error;
        }))
        .isSameAs(error);
  }
}
