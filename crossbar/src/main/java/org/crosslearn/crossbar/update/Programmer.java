package org.crosslearn.crossbar.update;

import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.StepLaw;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;

/** Writes weights, or their digits, on the grid of the device's levels. */
public final class Programmer {
  private final WeightCells cells;
  private final StepLaw.Levels levels;
  private final PulseCounter counter;

  public Programmer(Matrix matrix, WeightCells cells) {
    this.cells = cells;
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
    for (int i = 0; i < weights.length; i++) {
      if (Math.abs(weights[i]) > cells.limit()) {
        cells.countClip();
      }
      for (int k = 0; k < cells.arrays().size(); k++) {
        write(k, i, cells.state(k, weights[i]));
      }
    }
    return counter.counted();
  }

  private void write(int k, int cell, float state) {
    DeviceArray array = cells.arrays().get(k);
    float before = array.conductance()[cell];
    array.set(cell, state);
    float after = array.conductance()[cell];
    counter.add(k, cell, (after - before) * levels.towards(after - before), before, after);
  }
}
