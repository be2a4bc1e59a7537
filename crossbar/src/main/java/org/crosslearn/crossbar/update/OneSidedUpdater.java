package org.crosslearn.crossbar.update;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;

/** See {@link UpdateSpec.OneSided}. */
final class OneSidedUpdater implements Updater {
  private final UpdateSpec.OneSided spec;
  private final Matrix matrix;
  private final WeightCells cells;
  private final float levels;
  private final RandomStreams random;
  private final PulseCounter counter;
  private final PulseCounter refreshCounter;
  private final LineReads reads;

  /** Of one line: {@code arrays x outputs}. */
  private final float[] states;

  /** What refreshing took in each update since the last that was recorded. */
  private final List<HardwareOp.SpikeRead> checks = new ArrayList<>();

  private final List<HardwareOp.PulseUpdate> refreshes = new ArrayList<>();
  private RandomStream dither;
  private RandomStream noise;
  private long updates;

  OneSidedUpdater(UpdateSite site, UpdateSpec.OneSided spec) {
    this.spec = spec;
    matrix = site.matrix();
    cells = site.cells();
    levels = (float) cells.device().step().levels().potentiation();
    random = site.random();
    counter = new PulseCounter(matrix, cells);
    refreshCounter = new PulseCounter(matrix, cells);
    reads = new LineReads(site);
    states = new float[2 * matrix.outputs()];
    for (DeviceArray array : cells.arrays()) {
      for (int i = 0; i < cells.size(); i++) {
        array.setExactly(i, 0);
      }
    }
  }

  @Override
  public List<HardwareOp> change(float[] gradient, float rate, boolean counted) {
    start(counted);
    for (int i = 0; i < gradient.length; i++) {
      raise(i, rate * gradient[i], counter);
    }
    return finish(counted);
  }

  @Override
  public List<HardwareOp> changeCells(int[] indices, float[] changes, int count, boolean counted) {
    start(counted);
    for (int k = 0; k < count; k++) {
      raise(indices[k], changes[k], counter);
    }
    return finish(counted);
  }

  private void start(boolean counted) {
    dither = random.stream(matrix.name() + "/rounding", updates);
    noise = random.stream(matrix.name() + "/write", updates);
    updates++;
    counter.start(counted);
  }

  private List<HardwareOp> finish(boolean counted) {
    refreshCounter.start(true);
    reads.start(true);
    if (updates % spec.refreshEvery() == 0) {
      for (int line = 0; line < matrix.inputs(); line++) {
        refresh(line);
      }
    }
    checks.add(reads.counted());
    refreshes.add(refreshCounter.counted());
    if (!counted) {
      return List.of();
    }
    List<HardwareOp> done =
        List.of(counter.counted(), HardwareOp.mean(checks), HardwareOp.mean(refreshes));
    checks.clear();
    refreshes.clear();
    return done;
  }

  /** Potentiates the cell whose sign the change has. */
  private void raise(int weight, float change, PulseCounter counted) {
    float wanted = Math.abs(change) / cells.limit() * levels;
    float pulses = (float) Math.floor(wanted);
    if (pulses != wanted && dither.uniform() < wanted - pulses) {
      pulses++;
    }
    int k = cells.worth(0) > 0 == change > 0 ? 0 : 1;
    DeviceArray array = cells.arrays().get(k);
    float before = array.conductance()[weight];
    array.pulse(weight, pulses, noise);
    counted.add(k, weight, pulses, before, array.conductance()[weight]);
  }

  private void refresh(int line) {
    reads.read(line, states);
    int outputs = matrix.outputs();
    for (int o = 0; o < outputs; o++) {
      if (Math.max(states[o], states[outputs + o]) > spec.refreshAt()) {
        int weight = o * matrix.inputs() + line;
        erase(0, weight);
        erase(1, weight);
        float difference = cells.worth(0) * states[o] + cells.worth(1) * states[outputs + o];
        raise(weight, cells.limit() * difference, refreshCounter);
        cells.countRefresh();
      }
    }
  }

  private void erase(int k, int cell) {
    DeviceArray array = cells.arrays().get(k);
    float before = array.conductance()[cell];
    array.setExactly(cell, 0);
    refreshCounter.add(k, cell, -1, before, array.conductance()[cell]);
  }
}
