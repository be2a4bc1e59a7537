package org.crosslearn.algorithms.experiment;

import java.util.concurrent.atomic.AtomicLongArray;
import org.crosslearn.algorithms.experiment.Findings.WeightChanges;

/** Counts what became of weights; whole numbers, so that the order of the counting does not matter. */
final class ChangeCounts {
  private static final int UP = 0;
  private static final int DOWN = 1;
  private static final int TURNED = 2;
  private static final int UNCHANGED = 3;

  private final float[] initial;
  private final AtomicLongArray edges = new AtomicLongArray(4);

  ChangeCounts(float[] initial) {
    this.initial = initial;
  }

  /** May be called by several threads. */
  void add(float[] weights) {
    long[] counts = new long[4];
    for (int e = 0; e < weights.length; e++) {
      counts[kind(initial[e], weights[e])]++;
    }
    for (int kind = 0; kind < counts.length; kind++) {
      edges.addAndGet(kind, counts[kind]);
    }
  }

  private static int kind(float before, float after) {
    if (after == before) {
      return UNCHANGED;
    }
    if (before > 0 && after < 0) {
      return TURNED;
    }
    return after > before ? UP : DOWN;
  }

  WeightChanges shares(double seconds, int stimuli) {
    double all = 0;
    for (int kind = 0; kind < edges.length(); kind++) {
      all += edges.get(kind);
    }
    return new WeightChanges(
        seconds,
        stimuli,
        edges.get(UP) / all,
        edges.get(DOWN) / all,
        edges.get(TURNED) / all,
        edges.get(UNCHANGED) / all);
  }
}
