package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;

/**
 * Weights on memory devices. Conductances are kept in units of the largest: a cell of normalised
 * state {@code g} conducts {@code c = 1/r + (1 - 1/r) g} with on/off ratio {@code r}.
 */
final class DeviceMatrix extends CrossbarMatrix {
  private final DeviceSpec device;
  private final CrossbarSpec spec;
  private final float limit;
  private final RandomStreams random;
  private final DeviceArray positive;

  /** The second cell of each pair; null where a reference column takes its place. */
  private final DeviceArray negative;

  private final float offConductance;
  private final AnalogReader reader;
  private long updates;
  private long reads;

  /** Weights of the present cell states; null after a write. */
  private float[] exact;

  DeviceMatrix(
      Matrix shape,
      DeviceSpec device,
      CrossbarSpec spec,
      double limit,
      RandomStreams random,
      OpRecorder recorder,
      DenseKernels kernels) {
    super(shape, recorder, kernels);
    this.device = device;
    this.spec = spec;
    this.limit = (float) limit;
    this.random = random;
    int cells = shape.outputs() * shape.inputs();
    positive = new DeviceArray(device, cells, random.stream(shape.name() + "/variation+", 0));
    negative = spec.encoding() == Encoding.DIFFERENTIAL_PAIR
        ? new DeviceArray(device, cells, random.stream(shape.name() + "/variation-", 0))
        : null;
    offConductance = (float) (1 / device.cell().onOffRatio());
    reader = new AnalogReader(spec, device.readNoise(), kernels);
    write(new float[cells]);
  }

  @Override
  public float[] weights() {
    return exactWeights().clone();
  }

  private float[] exactWeights() {
    if (exact == null) {
      float[] plus = positive.conductance();
      exact = new float[plus.length];
      for (int i = 0; i < exact.length; i++) {
        exact[i] =
            limit * (negative == null ? 2 * plus[i] - 1 : plus[i] - negative.conductance()[i]);
      }
    }
    return exact;
  }

  private float[] conductances(DeviceArray cells) {
    float[] conductances = cells.conductance().clone();
    for (int i = 0; i < conductances.length; i++) {
      conductances[i] = offConductance + (1 - offConductance) * conductances[i];
    }
    return conductances;
  }

  @Override
  HardwareOp multiply(Signal x, Direction direction, float[] y) {
    boolean exactReadOut = spec.adc() == null && device.readNoise() == 0;
    if (exactReadOut) {
      multiplyExactly(InputPulses.rounded(x, spec.dac()), x.batch(), direction, y);
      if (!recorder.recording()) {
        return null;
      }
    }
    InputPulses pulses = InputPulses.of(x, spec.dac());
    if (!exactReadOut) {
      multiplyByPulses(pulses, direction, y);
    }
    return recorder.recording() ? measured(pulses, direction) : null;
  }

  private void multiplyExactly(float[] x, int batch, Direction direction, float[] y) {
    if (direction == Direction.FORWARD) {
      kernels.multiplyNT(
          batch,
          outputs(),
          inputs(),
          x,
          0,
          inputs(),
          exactWeights(),
          0,
          inputs(),
          y,
          0,
          outputs(),
          false);
    } else {
      kernels.multiplyNN(
          batch,
          inputs(),
          outputs(),
          x,
          0,
          outputs(),
          exactWeights(),
          0,
          inputs(),
          y,
          0,
          inputs(),
          false);
    }
  }

  private void multiplyByPulses(InputPulses pulses, Direction direction, float[] y) {
    RandomStream noise = random.stream(shape.name() + "/read", reads++);
    float unit = limit / (1 - offConductance);
    if (negative != null) {
      reader.read(pulses, direction, conductances(positive), outputs(), inputs(), unit, y, noise);
      reader.read(pulses, direction, conductances(negative), outputs(), inputs(), -unit, y, noise);
      return;
    }
    reader.read(pulses, direction, conductances(positive), outputs(), inputs(), 2 * unit, y, noise);
    // The reference is one column (one line when read transposed) of cells half-way up.
    float[] reference = new float[pulses.size()];
    Arrays.fill(reference, (1 + offConductance) / 2);
    boolean forward = direction == Direction.FORWARD;
    float[] offset = new float[pulses.batch()];
    reader.read(
        pulses,
        direction,
        reference,
        forward ? 1 : outputs(),
        forward ? inputs() : 1,
        2 * unit,
        offset,
        noise);
    int columns = y.length / pulses.batch();
    for (int i = 0; i < y.length; i++) {
      y[i] -= offset[i / columns];
    }
  }

  private HardwareOp measured(InputPulses pulses, Direction direction) {
    int[] pulsesOfLine = new int[pulses.size()];
    long active = 0;
    for (int i = 0; i < pulses.pulses().length; i++) {
      if (pulses.pulses()[i] != 0) {
        pulsesOfLine[i % pulses.size()]++;
        active++;
      }
    }
    double siemens = 0;
    for (int line = 0; line < pulsesOfLine.length; line++) {
      if (pulsesOfLine[line] > 0) {
        siemens += pulsesOfLine[line] * meanConductance(direction, line);
      }
    }
    return new HardwareOp.MatrixRead(
        shape,
        direction,
        pulses.batch(),
        active / (double) pulses.pulses().length,
        active == 0 ? 0 : siemens / active);
  }

  /** Mean conductance of the cells on one line, siemens. */
  private double meanConductance(Direction direction, int line) {
    boolean forward = direction == Direction.FORWARD;
    int cells = forward ? outputs() : inputs();
    double sum = 0;
    for (int k = 0; k < cells; k++) {
      int cell = forward ? k * inputs() + line : line * inputs() + k;
      sum += positive.conductance()[cell];
      if (negative != null) {
        sum += negative.conductance()[cell];
      }
    }
    double state = sum / cells / spec.encoding().cellsPerWeight();
    return (offConductance + (1 - offConductance) * state) * device.cell().maxConductanceSiemens();
  }

  @Override
  double meanConductanceSiemens() {
    double sum = 0;
    for (int line = 0; line < inputs(); line++) {
      sum += meanConductance(Direction.FORWARD, line);
    }
    return sum / inputs();
  }

  @Override
  double senseLines(int[] lines, int count, float[] sensed) {
    if (count == 0) {
      return 0;
    }
    RandomStream noise = random.stream(shape.name() + "/sense", reads++);
    float unit = limit / (1 - offConductance);
    double siemens = 0;
    for (int k = 0; k < count; k++) {
      if (recorder.recording()) {
        siemens += meanConductance(Direction.FORWARD, lines[k]) / count;
      }
      // One reference cell per line serves all outputs.
      float reference =
          negative == null ? reader.sense((1 + offConductance) / 2, offConductance, noise) : 0;
      for (int o = 0; o < outputs(); o++) {
        int cell = o * inputs() + lines[k];
        float plus = reader.sense(conductance(positive, cell), offConductance, noise);
        sensed[k * outputs() + o] = negative == null
            ? 2 * unit * (plus - reference)
            : unit * (plus - reader.sense(conductance(negative, cell), offConductance, noise));
      }
    }
    return siemens;
  }

  private float conductance(DeviceArray cells, int cell) {
    return offConductance + (1 - offConductance) * cells.conductance()[cell];
  }

  @Override
  HardwareOp change(float[] gradient, float rate) {
    Pulses pulses = new Pulses();
    for (int cell = 0; cell < gradient.length; cell++) {
      pulses.request(cell, rate * gradient[cell]);
    }
    return pulses.applied();
  }

  @Override
  HardwareOp changeCells(int[] cells, float[] changes, int count) {
    Pulses pulses = new Pulses();
    for (int k = 0; k < count; k++) {
      pulses.request(cells[k], changes[k]);
    }
    return pulses.applied();
  }

  @Override
  HardwareOp.PulseUpdate write(float[] weights) {
    Pulses pulses = new Pulses();
    for (int cell = 0; cell < weights.length; cell++) {
      float half = weights[cell] / limit / 2;
      pulses.program(positive, cell, 0.5f + half);
      if (negative != null) {
        pulses.program(negative, cell, 0.5f - half);
      }
    }
    return pulses.applied();
  }

  /** One write operation: turns requests into pulses and counts them. */
  private final class Pulses {
    private final RandomStream rounding = random.stream(shape.name() + "/rounding", updates);
    private final RandomStream noise = random.stream(shape.name() + "/write", updates);
    private final Polarity potentiation = new Polarity();
    private final Polarity depression = new Polarity();

    /** Moves a weight: each cell of a pair by half, in opposite directions. */
    void request(int cell, float weightChange) {
      float stateChange = weightChange / (2 * limit);
      pulse(positive, cell, stateChange);
      if (negative != null) {
        pulse(negative, cell, -stateChange);
      }
    }

    private void pulse(DeviceArray array, int cell, float stateChange) {
      int levels =
          stateChange > 0 ? device.levels().potentiation() : device.levels().depression();
      float count = whole(stateChange * levels);
      if (count != 0) {
        float before = conductance(array, cell);
        array.pulse(cell, count, noise);
        count(cell, count, before, conductance(array, cell));
      }
    }

    private float whole(float pulses) {
      // In double, because a float sum would itself be rounded, at times up to the next pulse.
      double magnitude = Math.abs(pulses);
      double rounded = switch (spec.pulses()) {
        case NEAREST -> Math.floor(magnitude + 0.5);
        case STOCHASTIC -> Math.floor(magnitude + rounding.uniform());
        case FRACTIONAL -> magnitude;
      };
      return (float) Math.copySign(rounded, pulses);
    }

    void program(DeviceArray array, int cell, float state) {
      float before = conductance(array, cell);
      float stateBefore = array.conductance()[cell];
      array.set(cell, state);
      float change = array.conductance()[cell] - stateBefore;
      if (change != 0) {
        int levels =
            change > 0 ? device.levels().potentiation() : device.levels().depression();
        count(cell, change * levels, before, conductance(array, cell));
      }
    }

    private void count(int cell, float pulses, float before, float after) {
      (pulses > 0 ? potentiation : depression)
          .add(cell % inputs(), Math.abs(pulses), (before + after) / 2);
    }

    HardwareOp.PulseUpdate applied() {
      updates++;
      exact = null;
      return new HardwareOp.PulseUpdate(shape, potentiation.counted(), depression.counted());
    }
  }

  /** Counts the pulses of one polarity. */
  private final class Polarity {
    private final float[] mostOnLine = new float[inputs()];
    private double pulses;
    private double conductances;
    private long cells;

    /**
     * A train on one cell.
     *
     * @param conductance midway between that before and after, in units of the largest
     */
    void add(int line, float train, float conductance) {
      cells++;
      pulses += train;
      conductances += (double) train * conductance;
      mostOnLine[line] = Math.max(mostOnLine[line], train);
    }

    HardwareOp.Pulses counted() {
      if (cells == 0) {
        return HardwareOp.Pulses.NONE;
      }
      double serial = 0;
      int lines = 0;
      for (float most : mostOnLine) {
        serial += most;
        lines += most > 0 ? 1 : 0;
      }
      double siemens = conductances / pulses * device.cell().maxConductanceSiemens();
      return new HardwareOp.Pulses(pulses, serial, cells, lines, siemens);
    }
  }
}
