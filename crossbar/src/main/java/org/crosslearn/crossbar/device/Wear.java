package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;

/** The pulses that the cells of an array have taken, and how many they stand. */
final class Wear {
  private final Endurance endurance;
  private final double[] taken;
  private final float[] life;

  Wear(Endurance endurance, int cells, RandomStream variation) {
    this.endurance = endurance;
    taken = new double[cells];
    life = new float[cells];
    for (int i = 0; i < cells; i++) {
      life[i] = (float) endurance.life().pulses(variation);
    }
  }

  Endurance.End end() {
    return endurance.end();
  }

  /** Counts pulses; returns whether the life of the cell is over. */
  boolean wears(int cell, double pulses) {
    taken[cell] += Math.abs(pulses);
    return taken[cell] >= life[cell];
  }

  /** Share of the range that a cell has lost at each end. */
  float lost(int cell) {
    Endurance.Narrowing narrowing = endurance.narrowing();
    if (narrowing == null) {
      return 0;
    }
    double used = Math.min(1, taken[cell] / life[cell]);
    return (float) (narrowing.loss() * Math.pow(used, narrowing.power()) / 2);
  }
}
