package org.crosslearn.crossbar.update;

import java.util.List;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.hw.workload.HardwareOp;

/** See {@link UpdateSpec.Ideal}. */
final class IdealUpdater implements Updater {
  private final WeightCells cells;
  private final PulseCounter counter;

  IdealUpdater(UpdateSite site) {
    cells = site.cells();
    counter = new PulseCounter(site.matrix(), cells);
  }

  @Override
  public List<HardwareOp> change(float[] gradient, float rate, boolean counted) {
    counter.start(counted);
    for (int i = 0; i < gradient.length; i++) {
      move(i, rate * gradient[i]);
    }
    return List.of(counter.counted());
  }

  @Override
  public List<HardwareOp> changeCells(int[] indices, float[] changes, int count, boolean counted) {
    counter.start(counted);
    for (int k = 0; k < count; k++) {
      move(indices[k], changes[k]);
    }
    return List.of(counter.counted());
  }

  private void move(int cell, float weightChange) {
    if (cells.areDigits()) {
      reprogram(cell, weightChange);
      return;
    }
    for (int k = 0; k < cells.arrays().size(); k++) {
      DeviceArray array = cells.arrays().get(k);
      float change = cells.stateChange(k, weightChange);
      float before = array.conductance()[cell];
      array.setExactly(cell, before + change);
      counter.add(
          k,
          cell,
          change * cells.device().step().levels().towards(change),
          before,
          array.conductance()[cell]);
    }
  }

  /** Writes the digits that differ between the code nearest to the weight and that of the new one. */
  private void reprogram(int cell, float weightChange) {
    float weight = cells.weight(cell);
    for (int k = 0; k < cells.arrays().size(); k++) {
      float state = cells.state(k, weight + weightChange);
      if (state == cells.state(k, weight)) {
        continue;
      }
      DeviceArray array = cells.arrays().get(k);
      float before = array.conductance()[cell];
      array.setExactly(cell, state);
      float after = array.conductance()[cell];
      float change = after - before;
      counter.add(k, cell, change * cells.device().step().levels().towards(change), before, after);
    }
  }
}
