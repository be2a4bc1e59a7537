package org.crosslearn.algorithms.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Threads that take numbered tasks in turn. */
public final class Workers {
  private Workers() {}

  /**
   * Does every task once; all are done when this returns.
   *
   * @param tasks how many there are
   * @param worker called once by each thread: makes what that thread works with, and does the tasks
   *     that it is given
   * @throws RuntimeException of a worker that failed; the others begin no other task
   */
  public static void share(int tasks, int threads, Supplier<IntConsumer> worker) {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        workers.add(pool.submit(() -> work(tasks, next, worker)));
      }
      for (Future<?> working : workers) {
        working.get();
      }
    } catch (InterruptedException e) {
      next.set(tasks);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while threads were working", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static void work(int tasks, AtomicInteger next, Supplier<IntConsumer> worker) {
    try {
      IntConsumer doing = worker.get();
      for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
        doing.accept(task);
      }
    } finally {
      // Whoever fails leaves nothing to do for the others.
      next.set(tasks);
    }
  }
}
