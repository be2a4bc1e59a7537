package org.crosslearn.algorithms.experiment;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts stimuli as they are answered, by any thread. */
final class Shown {
  private final Conditions.Progress progress;
  private final String stage;
  private final int stimuli;
  private final AtomicInteger answered = new AtomicInteger();

  Shown(Conditions.Progress progress, String stage, int stimuli) {
    this.progress = progress;
    this.stage = stage;
    this.stimuli = stimuli;
  }

  void another() {
    progress.reached(stage, (double) answered.incrementAndGet() / stimuli);
  }
}
