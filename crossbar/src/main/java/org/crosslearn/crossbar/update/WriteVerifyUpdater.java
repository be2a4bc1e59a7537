package org.crosslearn.crossbar.update;

import java.util.Arrays;
import java.util.List;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.StepLaw;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;

/** See {@link UpdateSpec.WriteVerify}. */
final class WriteVerifyUpdater implements Updater {
  private final UpdateSpec.WriteVerify spec;
  private final Matrix matrix;
  private final WeightCells cells;
  private final StepLaw.Levels levels;
  private final RandomStreams random;
  private final PulseCounter counter;
  private final LineReads reads;

  /** Of one line: {@code arrays x outputs}. */
  private final float[] states;

  private final float[] targets;

  /** Changes asked of one line. */
  private final float[] asked;

  private RandomStream noise;
  private long updates;

  WriteVerifyUpdater(UpdateSite site, UpdateSpec.WriteVerify spec) {
    this.spec = spec;
    matrix = site.matrix();
    cells = site.cells();
    levels = cells.device().step().levels();
    random = site.random();
    counter = new PulseCounter(matrix, cells);
    reads = new LineReads(site);
    states = new float[cells.arrays().size() * matrix.outputs()];
    targets = new float[states.length];
    asked = new float[matrix.outputs()];
  }

  @Override
  public List<HardwareOp> change(float[] gradient, float rate, boolean counted) {
    start(counted);
    for (int line = 0; line < matrix.inputs(); line++) {
      boolean any = false;
      for (int o = 0; o < asked.length; o++) {
        asked[o] = rate * gradient[o * matrix.inputs() + line];
        any |= asked[o] != 0;
      }
      if (any) {
        writeLine(line);
      }
    }
    return List.of(reads.counted(), counter.counted());
  }

  @Override
  public List<HardwareOp> changeCells(int[] indices, float[] changes, int count, boolean counted) {
    start(counted);
    Arrays.fill(asked, 0);
    for (int k = 0; k < count; k++) {
      int output = indices[k] / matrix.inputs();
      asked[output] = changes[k];
      if (changes[k] != 0) {
        writeLine(indices[k] % matrix.inputs());
      }
      asked[output] = 0;
    }
    return List.of(reads.counted(), counter.counted());
  }

  private void start(boolean counted) {
    noise = random.stream(matrix.name() + "/write", updates++);
    counter.start(counted);
    reads.start(counted);
  }

  private void writeLine(int line) {
    reads.read(line, states);
    for (int o = 0; o < asked.length; o++) {
      if (cells.areDigits()) {
        aimAtDigits(o);
      } else {
        aimAtStates(o);
      }
    }
    for (int attempt = 0; attempt < spec.attempts(); attempt++) {
      if (!pulse(line)) {
        return;
      }
      reads.read(line, states);
    }
    for (int i = 0; i < targets.length; i++) {
      if (isOff(i)) {
        cells.countUnconverged();
      }
    }
  }

  private void aimAtStates(int output) {
    for (int k = 0; k < cells.arrays().size(); k++) {
      int i = k * asked.length + output;
      targets[i] = Math.max(0, Math.min(1, states[i] + cells.stateChange(k, asked[output])));
    }
  }

  /** The digits of the weight as it was read, plus its change. */
  private void aimAtDigits(int output) {
    float weight = cells.base();
    for (int k = 0; k < cells.arrays().size(); k++) {
      weight += cells.worth(k) * states[k * asked.length + output];
    }
    for (int k = 0; k < cells.arrays().size(); k++) {
      targets[k * asked.length + output] = cells.state(k, cells.limit() * weight + asked[output]);
    }
  }

  /** Sends the cells that are off their targets there, and says whether there were any. */
  private boolean pulse(int line) {
    boolean any = false;
    for (int i = 0; i < targets.length; i++) {
      if (isOff(i)) {
        any = true;
        float missing = targets[i] - states[i];
        float train = Math.copySign(
            Math.max(1, Math.round(Math.abs(missing) * levels.towards(missing))), missing);
        DeviceArray array = cells.arrays().get(i / asked.length);
        int cell = i % asked.length * matrix.inputs() + line;
        float before = array.conductance()[cell];
        array.pulse(cell, train, noise);
        counter.add(i / asked.length, cell, train, before, array.conductance()[cell]);
      }
    }
    return any;
  }

  private boolean isOff(int i) {
    return asked[i % asked.length] != 0 && Math.abs(targets[i] - states[i]) > spec.tolerance();
  }
}
