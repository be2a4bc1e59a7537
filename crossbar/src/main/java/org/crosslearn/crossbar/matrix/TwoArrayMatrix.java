package org.crosslearn.crossbar.matrix;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.update.UpdateSpec;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;

/**
 * Weights on a slow array that learns from a fast one: see {@link UpdateSpec.TikiTaka}. The slow array
 * has the name of the matrix, the fast one is called {@code name/fast}.
 */
final class TwoArrayMatrix extends CrossbarMatrix {
  private final UpdateSpec.TikiTaka scheme;
  private final DeviceMatrix slow;
  private final DeviceMatrix fast;

  /** H, {@code outputs x inputs}; null for the first version. */
  private final float[] buffer;

  private final float threshold;

  /** Updates of the fast array that no transfer has followed yet. */
  private double untransferred;

  private int nextLine;
  private int[] lines = {};
  private int[] cells = {};
  private float[] read = {};

  /** What transfers took in each update since the last that was recorded. */
  private final List<HardwareOp.SpikeRead> transferReads = new ArrayList<>();

  private final List<HardwareOp.Digital> transferSums = new ArrayList<>();
  private final List<HardwareOp.PulseUpdate> transferPulses = new ArrayList<>();

  TwoArrayMatrix(
      Matrix shape,
      UpdateSpec.TikiTaka scheme,
      DeviceMatrix slow,
      DeviceMatrix fast,
      OpRecorder recorder,
      DenseKernels kernels) {
    super(shape, recorder, kernels);
    this.scheme = scheme;
    this.slow = slow;
    this.fast = fast;
    buffer = scheme.buffer() == null ? null : new float[outputs() * inputs()];
    threshold = buffer == null ? 0 : scheme.buffer().threshold() * slow.step();
  }

  @Override
  Signal read(Signal x, Direction direction, int from, int to) {
    Signal ofSlow = slow.read(x, direction, from, to);
    if (scheme.gamma() == 0) {
      return ofSlow;
    }
    Signal ofFast = fast.read(x, direction, from, to);
    float[] sum = ofSlow.values();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (float) scheme.gamma() * ofFast.values()[i];
    }
    int added = recorder.record(
        new HardwareOp.Digital(DigitalFunction.ADD, sum.length),
        ofSlow.producer(),
        ofFast.producer());
    return new Signal(sum, x.batch(), to, added);
  }

  @Override
  public float[] weights() {
    float[] weights = slow.weights();
    if (scheme.gamma() > 0) {
      float[] ofFast = fast.weights();
      for (int i = 0; i < weights.length; i++) {
        weights[i] += (float) scheme.gamma() * ofFast[i];
      }
    }
    return weights;
  }

  @Override
  float[] operand(Signal signal, Direction direction) {
    return slow.operand(signal, direction);
  }

  @Override
  double bitActivity(Signal signal, Direction direction) {
    return slow.bitActivity(signal, direction);
  }

  @Override
  boolean scalesOutputs() {
    return slow.scalesOutputs();
  }

  @Override
  HardwareOp multiply(Signal x, Direction direction, float[] y) {
    throw new IllegalStateException("each array is read by itself");
  }

  @Override
  double senseLines(int[] lines, int count, float[] weights) {
    return slow.senseLines(lines, count, weights);
  }

  @Override
  List<HardwareOp> change(float[] gradient, float rate) {
    return transferAfter(fast.change(gradient, gained(rate)), 1);
  }

  @Override
  List<HardwareOp> changeCells(int[] cells, float[] changes, int count) {
    float[] gained = new float[count];
    for (int k = 0; k < count; k++) {
      gained[k] = gained(changes[k]);
    }
    return transferAfter(fast.changeCells(cells, gained, count), 1);
  }

  @Override
  boolean multipliesInPlace() {
    return fast.multipliesInPlace();
  }

  @Override
  List<HardwareOp> changeInPlace(Signal errors, Signal x, float rate) {
    return transferAfter(fast.changeInPlace(errors, x, gained(rate)), x.batch());
  }

  private float gained(float rate) {
    return (float) scheme.fastGain() * rate;
  }

  @Override
  int wordLines() {
    return slow.wordLines();
  }

  @Override
  boolean subtractsOffset() {
    return slow.subtractsOffset();
  }

  @Override
  HardwareOp.PulseUpdate write(float[] weights) {
    return slow.write(weights);
  }

  @Override
  double meanConductanceSiemens() {
    return slow.meanConductanceSiemens();
  }

  private List<HardwareOp> transferAfter(List<HardwareOp> changed, int updates) {
    untransferred += updates;
    int due = (int) (untransferred / scheme.transferEvery());
    untransferred -= due * scheme.transferEvery();
    transfer(due);
    if (!recorder.recording()) {
      return changed;
    }
    List<HardwareOp> done = new ArrayList<>(changed);
    done.add(HardwareOp.mean(transferReads));
    if (buffer != null) {
      done.add(new HardwareOp.Storage(shape.name() + "/transfer", buffer.length));
      HardwareOp sums = HardwareOp.mean(transferSums);
      done.add(sums);
      done.add(new HardwareOp.Digital(
          DigitalFunction.COMPARE, ((HardwareOp.Digital) sums).operations()));
    }
    done.add(HardwareOp.mean(transferPulses));
    transferReads.clear();
    transferSums.clear();
    transferPulses.clear();
    return done;
  }

  /** Moves what so many lines hold. Reading leaves A as it is, so all reads may come first. */
  private void transfer(int due) {
    if (lines.length < due) {
      lines = new int[due];
      cells = new int[due * outputs()];
      read = new float[due * outputs()];
    }
    for (int k = 0; k < due; k++) {
      lines[k] = nextLine;
      nextLine = (nextLine + 1) % inputs();
    }
    double siemens = fast.senseLines(lines, due, read, true);
    int count = due * outputs();
    for (int k = 0; k < count; k++) {
      int cell = k % outputs() * inputs() + lines[k / outputs()];
      cells[k] = cell;
      read[k] *= (float) scheme.transferRate();
      if (buffer != null) {
        float sum = buffer[cell] + read[k];
        read[k] = (int) (sum / threshold) * threshold;
        buffer[cell] = sum - read[k];
      }
    }
    transferReads.add(new HardwareOp.SpikeRead(fast.shape, due, siemens));
    transferSums.add(new HardwareOp.Digital(DigitalFunction.ADD, count));
    // One operation: no scheme of the slow array reads.
    transferPulses.add(
        (HardwareOp.PulseUpdate) slow.changeCells(cells, read, count, true).get(0));
  }
}
