package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import java.util.List;
import org.crosslearn.crossbar.Backward;
import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.converter.InputConverter;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.encoding.CellHistory;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.crossbar.update.InPlaceUpdater;
import org.crosslearn.crossbar.update.Programmer;
import org.crosslearn.crossbar.update.UpdateSite;
import org.crosslearn.crossbar.update.UpdateSpec;
import org.crosslearn.crossbar.update.Updater;
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
  private final WeightCells cells;
  private final Updater updater;
  private final Programmer programmer;
  private final float offConductance;
  private final Conductances conductances;
  private final RoundedInputs forwardInputs;
  private final RoundedInputs transposedInputs;

  /** Of the lines that are driven; null where pulses are as they should be. */
  private final LineErrors forwardErrors;

  private final LineErrors transposedErrors;
  private final InputPulses pulses;
  private final AnalogReader reader;
  private long reads;

  /** Weights of the cell states, and whether no cell has changed since. */
  private float[] exact;

  private boolean exactIsCurrent;

  /** What the reference column gives for each sample. */
  private float[] ofReference = {};

  /**
   * @param name which cells these are: matrices that share cells give the same name
   * @param scheme by which these cells are updated
   */
  DeviceMatrix(
      Matrix shape,
      String name,
      DeviceSpec device,
      CrossbarSpec spec,
      UpdateSpec.OfCells scheme,
      double limit,
      RandomStreams random,
      OpRecorder recorder,
      DenseKernels kernels) {
    super(shape, recorder, kernels);
    this.device = device;
    this.spec = spec;
    this.limit = (float) limit;
    this.random = random;
    cells = new WeightCells(
        device, spec.encoding(), shape.outputs(), shape.inputs(), limit, name, random);
    offConductance = (float) (1 / device.onOffRatio());
    conductances =
        new Conductances(cells.arrays(), shape.outputs(), shape.inputs(), offConductance);
    AnalogKernels analog = kernels.analog();
    forwardInputs = new RoundedInputs(inputConverter("/dac-rows", analog));
    transposedInputs = new RoundedInputs(inputConverter("/dac-columns", analog));
    forwardErrors = lineErrors(name + "/dac-rows");
    transposedErrors = lineErrors(name + "/dac-columns");
    pulses = new InputPulses(spec.dac());
    // The last array is the reference, where there is one.
    reader = new AnalogReader(
        spec, device.readNoise(), offConductance, name, cells.arrays().size() + 1, random, analog);
    updater = scheme.updater(new UpdateSite(shape, cells, this::readStates, random, analog));
    programmer = new Programmer(shape, cells, scheme instanceof UpdateSpec.OneSided);
  }

  private InputConverter inputConverter(String side, AnalogKernels analog) {
    return spec.dac() == null
        ? null
        : new InputConverter(spec.dac(), shape.name() + side, random, analog);
  }

  private LineErrors lineErrors(String name) {
    return spec.dac() == null || !spec.dac().errors().any()
        ? null
        : new LineErrors(spec.dac().errors(), name + "-lines", random);
  }

  @Override
  public float[] weights() {
    return exactWeights().clone();
  }

  private float[] exactWeights() {
    if (exact == null) {
      exact = new float[cells.size()];
    }
    if (!exactIsCurrent) {
      cells.weights(exact);
      exactIsCurrent = true;
    }
    return exact;
  }

  @Override
  float[] operand(Signal signal, Direction direction) {
    return spec.backward() == Backward.SOFTWARE ? signal.values() : rounded(signal, direction);
  }

  private float[] rounded(Signal signal, Direction direction) {
    return inputs(direction).of(signal);
  }

  private RoundedInputs inputs(Direction direction) {
    return direction == Direction.FORWARD ? forwardInputs : transposedInputs;
  }

  @Override
  double bitActivity(Signal signal, Direction direction) {
    return inputs(direction).activity(signal);
  }

  @Override
  HardwareOp multiply(Signal x, Direction direction, float[] y) {
    if (direction == Direction.TRANSPOSED && spec.backward() == Backward.SOFTWARE) {
      multiplyDense(x.values(), x.batch(), direction, exactWeights(), y);
      return new HardwareOp.Digital(
          HardwareOp.DigitalFunction.MULTIPLY, (double) x.batch() * cells.size());
    }
    HardwareOp read = readArrays(x, direction, y);
    if (direction == Direction.FORWARD && spec.mlpNeurosimFaults().halfGain()) {
      for (int i = 0; i < y.length; i++) {
        y[i] /= 2;
      }
    }
    return read;
  }

  private HardwareOp readArrays(Signal x, Direction direction, float[] y) {
    InputConverter converter = inputs(direction).converter();
    if (converter != null) {
      converter.startRead(x.values(), x.batch(), x.size());
    }
    LineErrors errors = direction == Direction.FORWARD ? forwardErrors : transposedErrors;
    boolean exactReadOut = spec.adc() == null && device.readNoise() == 0 && errors == null;
    if (exactReadOut) {
      multiplyDense(rounded(x, direction), x.batch(), direction, exactWeights(), y);
      if (!recorder.recording()) {
        return null;
      }
    }
    RandomStream noise = random.stream(shape.name() + "/read", reads);
    pulses.encode(
        x, converter, reader.linesPerWeight(direction), reader.tileLines(direction), errors, noise);
    if (!exactReadOut) {
      reads++;
      multiplyByPulses(direction, y, noise);
    }
    return recorder.recording() ? measured(direction) : null;
  }

  private void multiplyByPulses(Direction direction, float[] y, RandomStream noise) {
    boolean forward = direction == Direction.FORWARD;
    int columns = forward ? outputs() : inputs();
    float unit = limit / (1 - offConductance);
    if (paired()) {
      if (forward) {
        reader.read(pulses, direction, 0, conductances.forward(0), columns, unit, y, noise);
        reader.read(pulses, direction, 1, conductances.forward(1), columns, -unit, y, noise);
      } else {
        reader.read(pulses, direction, 0, conductances.transposed(), columns, unit, y, noise);
      }
      return;
    }
    float[] signal = forward ? conductances.forward(0) : conductances.transposed();
    reader.read(pulses, direction, 0, signal, columns, 2 * unit, y, noise);
    // The reference is one column (one line when read transposed) of cells half-way up.
    float[] reference = Conductances.referenceColumn(pulses.size(), (1 + offConductance) / 2);
    if (ofReference.length < pulses.batch()) {
      ofReference = new float[pulses.batch()];
    }
    Arrays.fill(ofReference, 0);
    int array = cells.arrays().size();
    reader.read(pulses, direction, array, reference, 1, 2 * unit, ofReference, noise);
    for (int i = 0; i < y.length; i++) {
      y[i] -= ofReference[i / columns];
    }
  }

  private float sense(int array, int line, int output, RandomStream noise) {
    float state = cells.arrays().get(array).conductance()[output * inputs() + line];
    return reader.sense(array, line, output, outputs(), conductances.of(state), noise);
  }

  private float senseReference(int line, RandomStream noise) {
    return reader.sense(cells.arrays().size(), line, 0, 1, (1 + offConductance) / 2, noise);
  }

  /** What the converters say of the cells of one line, in states: {@code arrays x outputs}. */
  private void readStates(int line, float[] states) {
    RandomStream noise = random.stream(shape.name() + "/verify", reads++);
    for (int i = 0; i < states.length; i++) {
      float sensed = sense(i / outputs(), line, i % outputs(), noise);
      states[i] = (sensed - offConductance) / (1 - offConductance);
    }
  }

  /** What was done to the cells. */
  CellHistory history() {
    return cells.history();
  }

  /** Change of a weight by one pulse, see {@link WeightCells#step}. */
  float step() {
    return cells.step();
  }

  private boolean paired() {
    return spec.encoding() == Encoding.DIFFERENTIAL_PAIR;
  }

  private HardwareOp measured(Direction direction) {
    double[] pulsesOfLine = pulses.pulsesOfLines();
    double active = 0;
    double siemens = 0;
    for (int line = 0; line < pulsesOfLine.length; line++) {
      if (pulsesOfLine[line] > 0) {
        active += pulsesOfLine[line];
        siemens += pulsesOfLine[line]
            * meanConductance(direction, line / reader.linesPerWeight(direction));
      }
    }
    return new HardwareOp.MatrixRead(
        shape,
        direction,
        pulses.batch(),
        Math.min(1, active / ((double) pulses.planes() * pulses.batch() * pulses.size())),
        active == 0 ? 0 : siemens / active);
  }

  /** Mean conductance of the cells on one line, siemens. */
  private double meanConductance(Direction direction, int line) {
    boolean forward = direction == Direction.FORWARD;
    int length = forward ? outputs() : inputs();
    double sum = 0;
    for (DeviceArray array : cells.arrays()) {
      for (int k = 0; k < length; k++) {
        sum += array.conductance()[forward ? k * inputs() + line : line * inputs() + k];
      }
    }
    double state = sum / length / cells.arrays().size();
    return (offConductance + (1 - offConductance) * state) * device.maxConductanceSiemens();
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
    return senseLines(lines, count, sensed, recorder.recording());
  }

  /**
   * @param measured whether to return the mean conductance
   */
  double senseLines(int[] lines, int count, float[] sensed, boolean measured) {
    if (count == 0) {
      return 0;
    }
    RandomStream noise = random.stream(shape.name() + "/sense", reads++);
    float unit = limit / (1 - offConductance);
    double siemens = 0;
    for (int k = 0; k < count; k++) {
      if (measured) {
        siemens += meanConductance(Direction.FORWARD, lines[k]) / count;
      }
      // One reference cell per line serves all outputs.
      float reference = paired() ? 0 : senseReference(lines[k], noise);
      for (int o = 0; o < outputs(); o++) {
        float first = sense(0, lines[k], o, noise);
        sensed[k * outputs() + o] = paired()
            ? unit * (first - sense(1, lines[k], o, noise))
            : 2 * unit * (first - reference);
      }
    }
    return siemens;
  }

  @Override
  List<HardwareOp> change(float[] gradient, float rate) {
    return changed(updater.change(gradient, rate, recorder.recording()));
  }

  @Override
  List<HardwareOp> changeCells(int[] indices, float[] changes, int count) {
    return changeCells(indices, changes, count, recorder.recording());
  }

  List<HardwareOp> changeCells(int[] indices, float[] changes, int count, boolean counted) {
    return changed(updater.changeCells(indices, changes, count, counted));
  }

  @Override
  boolean multipliesInPlace() {
    return updater instanceof InPlaceUpdater;
  }

  @Override
  List<HardwareOp> changeInPlace(Signal errors, Signal x, float rate) {
    return changed(((InPlaceUpdater) updater)
        .change(errors.values(), x.values(), x.batch(), rate, recorder.recording()));
  }

  @Override
  HardwareOp.PulseUpdate write(float[] weights) {
    HardwareOp.PulseUpdate pulses = programmer.write(weights);
    if (spec.mlpNeurosimFaults().offsetAtStart()) {
      setWithoutSmallestConductance(weights);
    }
    changed(List.of());
    return pulses;
  }

  private void setWithoutSmallestConductance(float[] weights) {
    double missing = 1 / (device.cell().onOffRatio() - 1);
    for (int i = 0; i < weights.length; i++) {
      for (int k = 0; k < cells.arrays().size(); k++) {
        cells.arrays().get(k).setBehindAccess(i, cells.state(k, weights[i]) - missing);
      }
    }
  }

  private List<HardwareOp> changed(List<HardwareOp> operations) {
    exactIsCurrent = false;
    conductances.changed();
    return operations;
  }
}
