package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import java.util.List;
import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.crossbar.update.PulseRounding;
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
  private final Conductances conductances;
  private final RoundedInputs forwardInputs;
  private final RoundedInputs transposedInputs;
  private final InputPulses pulses;
  private final AnalogReader reader;
  private final Programmer programmer;
  private long updates;
  private long reads;

  /** Weights of the cell states, and whether no cell has changed since. */
  private float[] exact;

  private boolean exactIsCurrent;

  /** What the reference column gives for each sample. */
  private float[] ofReference = {};

  /**
   * @param cells which cells these are: matrices that share cells give the same name
   */
  DeviceMatrix(
      Matrix shape,
      String cells,
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
    int count = shape.outputs() * shape.inputs();
    positive = new DeviceArray(device, count, random.stream(cells + "/variation+", 0));
    negative = spec.encoding() == Encoding.DIFFERENTIAL_PAIR
        ? new DeviceArray(device, count, random.stream(cells + "/variation-", 0))
        : null;
    offConductance = (float) (1 / device.cell().onOffRatio());
    conductances = new Conductances(
        negative == null ? List.of(positive) : List.of(positive, negative),
        shape.outputs(),
        shape.inputs(),
        offConductance);
    AnalogKernels analog = kernels.analog();
    forwardInputs = new RoundedInputs(spec.dac());
    transposedInputs = new RoundedInputs(spec.dac());
    pulses = new InputPulses(spec.dac());
    reader = new AnalogReader(spec, device.readNoise(), analog);
    programmer = new Programmer(analog);
    write(new float[count]);
  }

  @Override
  public float[] weights() {
    return exactWeights().clone();
  }

  private float[] exactWeights() {
    float[] plus = positive.conductance();
    if (exact == null) {
      exact = new float[plus.length];
    }
    if (!exactIsCurrent) {
      for (int i = 0; i < exact.length; i++) {
        exact[i] =
            limit * (negative == null ? 2 * plus[i] - 1 : plus[i] - negative.conductance()[i]);
      }
      exactIsCurrent = true;
    }
    return exact;
  }

  @Override
  float[] operand(Signal signal, Direction direction) {
    return (direction == Direction.FORWARD ? forwardInputs : transposedInputs).of(signal);
  }

  @Override
  double bitActivity(Signal signal) {
    return forwardInputs.activity(signal);
  }

  @Override
  HardwareOp multiply(Signal x, Direction direction, float[] y) {
    boolean exactReadOut = spec.adc() == null && device.readNoise() == 0;
    if (exactReadOut) {
      multiplyDense(operand(x, direction), x.batch(), direction, exactWeights(), y);
      if (!recorder.recording()) {
        return null;
      }
    }
    pulses.encode(
        reader.linesPerWeight(direction) == 1 ? x : opposed(x), reader.tileLines(direction));
    if (!exactReadOut) {
      multiplyByPulses(direction, y);
    }
    return recorder.recording() ? measured(direction) : null;
  }

  /** Each entry and its negative, for the two columns of a weight. */
  private static Signal opposed(Signal x) {
    float[] both = new float[2 * x.values().length];
    for (int i = 0; i < x.values().length; i++) {
      both[2 * i] = x.values()[i];
      both[2 * i + 1] = -x.values()[i];
    }
    return Signal.given(both, x.batch(), 2 * x.size());
  }

  private void multiplyByPulses(Direction direction, float[] y) {
    RandomStream noise = random.stream(shape.name() + "/read", reads++);
    boolean forward = direction == Direction.FORWARD;
    int columns = forward ? outputs() : inputs();
    float unit = limit / (1 - offConductance);
    if (negative != null) {
      if (forward) {
        reader.read(pulses, direction, conductances.forward(0), columns, unit, y, noise);
        reader.read(pulses, direction, conductances.forward(1), columns, -unit, y, noise);
      } else {
        reader.read(pulses, direction, conductances.transposed(), columns, unit, y, noise);
      }
      return;
    }
    float[] cells = forward ? conductances.forward(0) : conductances.transposed();
    reader.read(pulses, direction, cells, columns, 2 * unit, y, noise);
    // The reference is one column (one line when read transposed) of cells half-way up.
    float[] reference = Conductances.referenceColumn(pulses.size(), (1 + offConductance) / 2);
    if (ofReference.length < pulses.batch()) {
      ofReference = new float[pulses.batch()];
    }
    Arrays.fill(ofReference, 0);
    reader.read(pulses, direction, reference, 1, 2 * unit, ofReference, noise);
    for (int i = 0; i < y.length; i++) {
      y[i] -= ofReference[i / columns];
    }
  }

  private HardwareOp measured(Direction direction) {
    int[] pulsesOfLine = pulses.pulsesOfLines();
    int active = pulses.count();
    double siemens = 0;
    for (int line = 0; line < pulsesOfLine.length; line++) {
      if (pulsesOfLine[line] > 0) {
        siemens += pulsesOfLine[line]
            * meanConductance(direction, line / reader.linesPerWeight(direction));
      }
    }
    return new HardwareOp.MatrixRead(
        shape,
        direction,
        pulses.batch(),
        active / ((double) pulses.planes() * pulses.batch() * pulses.size()),
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
        float plus =
            reader.sense(conductances.of(positive.conductance()[cell]), offConductance, noise);
        sensed[k * outputs() + o] = negative == null
            ? 2 * unit * (plus - reference)
            : unit
                * (plus
                    - reader.sense(
                        conductances.of(negative.conductance()[cell]), offConductance, noise));
      }
    }
    return siemens;
  }

  @Override
  HardwareOp change(float[] gradient, float rate) {
    programmer.start();
    for (int first = 0; first < gradient.length; first += Programmer.CHUNK) {
      int count = Math.min(Programmer.CHUNK, gradient.length - first);
      for (int k = 0; k < count; k++) {
        programmer.request(k, rate * gradient[first + k]);
      }
      programmer.pulse(count, null, first);
    }
    return programmer.applied();
  }

  @Override
  HardwareOp changeCells(int[] cells, float[] changes, int count) {
    programmer.start();
    for (int first = 0; first < count; first += Programmer.CHUNK) {
      int chunk = Math.min(Programmer.CHUNK, count - first);
      for (int k = 0; k < chunk; k++) {
        programmer.request(k, changes[first + k]);
      }
      programmer.pulse(chunk, cells, first);
    }
    return programmer.applied();
  }

  @Override
  HardwareOp.PulseUpdate write(float[] weights) {
    programmer.start();
    for (int cell = 0; cell < weights.length; cell++) {
      float half = weights[cell] / limit / 2;
      programmer.program(positive, cell, 0.5f + half);
      if (negative != null) {
        programmer.program(negative, cell, 0.5f - half);
      }
    }
    return programmer.applied();
  }

  /** Turns requests into pulses, one write operation after another, and counts them. */
  private final class Programmer {
    /** Requests that are rounded together. */
    static final int CHUNK = 1024;

    private final AnalogKernels analog;
    private final float[] stateChanges = new float[CHUNK];
    private final float[] dither = new float[CHUNK];
    private final float[] trains = new float[CHUNK];
    private final int[] hits = new int[CHUNK];
    private final Polarity potentiation = new Polarity();
    private final Polarity depression = new Polarity();
    private RandomStream rounding;
    private RandomStream noise;

    Programmer(AnalogKernels analog) {
      this.analog = analog;
      Arrays.fill(dither, 0.5f);
    }

    void start() {
      rounding = random.stream(shape.name() + "/rounding", updates);
      noise = random.stream(shape.name() + "/write", updates);
      potentiation.clear();
      depression.clear();
    }

    /** Asks for a change of weight number k of the chunk: each cell of a pair moves by half. */
    void request(int k, float weightChange) {
      stateChanges[k] = weightChange / (2 * limit);
    }

    /**
     * Applies the requests of a chunk, in opposite directions to the cells of a pair.
     *
     * @param cells the cell of request k at {@code first + k}; null for cell {@code first + k} itself
     */
    void pulse(int count, int[] cells, int first) {
      pulse(positive, 1, count, cells, first);
      if (negative != null) {
        pulse(negative, -1, count, cells, first);
      }
    }

    private void pulse(DeviceArray array, int direction, int count, int[] cells, int first) {
      int found = roundToPulses(direction, count);
      for (int h = 0; h < found; h++) {
        int k = hits[h];
        int cell = cells == null ? first + k : cells[first + k];
        float before = conductances.of(array.conductance()[cell]);
        array.pulse(cell, trains[k], noise);
        count(cell, trains[k], before, conductances.of(array.conductance()[cell]));
      }
    }

    private int roundToPulses(int direction, int count) {
      float up = device.levels().potentiation();
      float down = device.levels().depression();
      if (spec.pulses() == PulseRounding.FRACTIONAL) {
        int found = 0;
        for (int k = 0; k < count; k++) {
          float change = direction * stateChanges[k];
          trains[k] = change * (change > 0 ? up : down);
          if (change != 0) {
            hits[found++] = k;
          }
        }
        return found;
      }
      if (spec.pulses() == PulseRounding.STOCHASTIC) {
        int groups = Conductances.groups(count);
        analog.uniforms(rounding.key(), rounding.takeGroups(groups), groups, dither);
      }
      return analog.wholePulses(count, stateChanges, direction, up, down, dither, trains, hits);
    }

    void program(DeviceArray array, int cell, float state) {
      float before = conductances.of(array.conductance()[cell]);
      float stateBefore = array.conductance()[cell];
      array.set(cell, state);
      float change = array.conductance()[cell] - stateBefore;
      if (change != 0) {
        int levels =
            change > 0 ? device.levels().potentiation() : device.levels().depression();
        count(cell, change * levels, before, conductances.of(array.conductance()[cell]));
      }
    }

    private void count(int cell, float pulses, float before, float after) {
      (pulses > 0 ? potentiation : depression)
          .add(cell % inputs(), Math.abs(pulses), (before + after) / 2);
    }

    HardwareOp.PulseUpdate applied() {
      updates++;
      exactIsCurrent = false;
      conductances.changed();
      return new HardwareOp.PulseUpdate(shape, potentiation.counted(), depression.counted());
    }
  }

  /** Counts the pulses of one polarity. */
  private final class Polarity {
    private final float[] mostOnLine = new float[inputs()];
    private double pulses;
    private double conductances;
    private long cells;

    void clear() {
      Arrays.fill(mostOnLine, 0);
      pulses = 0;
      conductances = 0;
      cells = 0;
    }

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
