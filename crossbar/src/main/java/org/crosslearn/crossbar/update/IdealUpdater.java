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
    for (int k = 0; k < cells.arrays().size(); k++) {
      DeviceArray array = cells.arrays().get(k);
      float change = cells.stateChange(k, weightChange);
      float before = array.conductance()[cell];
      array.setExactly(cell, before + change);
      counter.add(
          cell,
          change * cells.device().step().levels().towards(change),
          before,
          array.conductance()[cell]);
    }
  }
}
