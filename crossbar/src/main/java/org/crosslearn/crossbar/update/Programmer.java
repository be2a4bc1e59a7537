package org.crosslearn.crossbar.update;

import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.StepLaw;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;

/**
 * Writes weights, or their digits, on the grid of the device's levels. What the first writing leaves
 * belongs to the chip, so that weights that nobody writes again are the same on all occasions.
 */
public final class Programmer {
  private final WeightCells cells;
  private final StepLaw.Levels levels;
  private final PulseCounter counter;
  private final Matrix matrix;
  private final boolean oneSided;
  private final RandomStreams random;
  private long writes;

  /**
   * @param oneSided whether one cell of a pair stays at its smallest conductance; otherwise the cells
   *     of a weight lie equally far from the middle
   */
  public Programmer(Matrix matrix, WeightCells cells, boolean oneSided, RandomStreams random) {
    this.matrix = matrix;
    this.cells = cells;
    this.oneSided = oneSided;
    this.random = random;
    levels = cells.device().step().levels();
    counter = new PulseCounter(matrix, cells);
  }

  /**
   * Programs all cells. Weights beyond the limit become the nearest that the cells can hold and are
   * counted in {@link WeightCells#clipped}.
   *
   * @param weights {@code outputs x inputs}
   * @return the pulses that it takes on a straight line
   */
  public HardwareOp.PulseUpdate write(float[] weights) {
    counter.start(true);
    String name = matrix.name() + "/programming";
    RandomStream noise = writes == 0 ? random.ofChip(name, 0) : random.stream(name, writes);
    writes++;
    for (int i = 0; i < weights.length; i++) {
      if (Math.abs(weights[i]) > cells.limit()) {
        cells.countClip();
      }
      for (int k = 0; k < cells.arrays().size(); k++) {
        float state = oneSided
            ? Math.max(0, Math.signum(cells.worth(k)) * weights[i] / cells.limit())
            : cells.state(k, weights[i]);
        write(k, i, state, noise);
      }
    }
    return counter.counted();
  }

  private void write(int k, int cell, float state, RandomStream noise) {
    DeviceArray array = cells.arrays().get(k);
    float before = array.conductance()[cell];
    array.set(cell, state, noise);
    float after = array.conductance()[cell];
    counter.add(k, cell, (after - before) * levels.towards(after - before), before, after);
  }
}
