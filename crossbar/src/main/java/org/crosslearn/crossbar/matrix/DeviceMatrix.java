package org.crosslearn.crossbar.matrix;

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
  private final String name;
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
  private final String readName;
  private long reads;

  /** Null where outputs are taken as they are. */
  private final DriftCompensation compensation;

  private long lapses;

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
        device,
        spec.encoding(),
        spec.slices(),
        shape.outputs(),
        shape.inputs(),
        limit,
        name,
        random);
    offConductance = (float) (1 / device.onOffRatio());
    WiredCells wired = spec.wires() == null
        ? null
        : new WiredCells(spec, device, cells.arrays(), shape.outputs(), shape.inputs());
    conductances = new Conductances(cells, shape.outputs(), shape.inputs(), offConductance, wired);
    AnalogKernels analog = kernels.analog();
    forwardInputs = new RoundedInputs(inputConverter("/dac-rows", analog), analog);
    transposedInputs = new RoundedInputs(inputConverter("/dac-columns", analog), analog);
    forwardErrors = lineErrors(name + "/dac-rows");
    transposedErrors = lineErrors(name + "/dac-columns");
    pulses = new InputPulses(spec.dac(), analog);
    reader =
        new AnalogReader(spec, device.readNoise(), conductances, name, random, kernels, analog);
    readName = shape.name() + "/read";
    updater = scheme.updater(new UpdateSite(shape, cells, this::readStates, random, analog));
    programmer = new Programmer(shape, cells, scheme instanceof UpdateSpec.OneSided, random);
    compensation = spec.driftCompensation() ? new DriftCompensation() : null;
    this.name = name;
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
    float[] weights = new float[cells.size()];
    cells.weights(weights);
    return weights;
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
      reader.readExactly(x.values(), x.batch(), direction, y);
      return new HardwareOp.Digital(
          HardwareOp.DigitalFunction.MULTIPLY, (double) x.batch() * cells.size());
    }
    HardwareOp read = readArrays(x, direction, y);
    if (scalesOutputs()) {
      compensation.scale(y, y.length);
    }
    if (direction == Direction.FORWARD && spec.mlpNeurosimFaults().halfGain()) {
      for (int i = 0; i < y.length; i++) {
        y[i] /= 2;
      }
    }
    return read;
  }

  /** Sets the temperature of the cells. */
  void temperature(double kelvin) {
    cells.arrays().forEach(array -> array.temperature(kelvin));
    conductances.changed();
  }

  /**
   * Lets time pass without programming. With drift compensation the array is read with all its lines
   * on before and after: before only where there is no such read since the last programming.
   */
  void elapse(double seconds) {
    if (compensation != null && !compensation.isReferred()) {
      compensation.refer(totalCurrent());
    }
    for (int k = 0; k < cells.arrays().size(); k++) {
      RandomStream flicker = random.stream(name + "/flicker" + k, lapses);
      cells.arrays().get(k).elapse(seconds, flicker);
    }
    lapses++;
    conductances.changed();
    if (compensation != null) {
      compensation.compensate(totalCurrent());
    }
  }

  /**
   * Current of all columns with all lines on, in units of what the largest conductance gives. Its
   * conversion is taken to be exact: errors of single columns average out.
   */
  private double totalCurrent() {
    double sum = 0;
    double squares = 0;
    for (DeviceArray array : cells.arrays()) {
      for (float state : array.visible()) {
        double current = conductances.of(state);
        sum += current;
        squares += current * current;
      }
    }
    if (device.readNoise() > 0) {
      RandomStream noise = random.stream(readName, reads++);
      sum += device.readNoise() * Math.sqrt(squares) * noise.gaussian();
    }
    recorder.record(new HardwareOp.MatrixRead(
        shape, Direction.FORWARD, 1, 1, recorder.recording() ? meanConductanceSiemens() : 0));
    return sum;
  }

  @Override
  boolean scalesOutputs() {
    return compensation != null && compensation.isActive();
  }

  private HardwareOp readArrays(Signal x, Direction direction, float[] y) {
    InputConverter converter = inputs(direction).converter();
    if (converter != null) {
      converter.startRead(x.values(), x.batch(), x.size());
    }
    LineErrors errors = direction == Direction.FORWARD ? forwardErrors : transposedErrors;
    boolean linear = spec.converters() == null && errors == null;
    boolean exact = linear && device.readNoise() == 0;
    if (linear) {
      reader.readExactly(rounded(x, direction), x.batch(), direction, y);
    }
    if (exact && !recorder.recording()) {
      return null;
    }
    RandomStream noise = exact ? null : random.stream(readName, reads++);
    pulses.encode(x, converter, spec.encoding().linesPerWeight(direction), errors, noise);
    if (!linear) {
      reader.read(pulses, direction, y, noise);
      if (subtractsOffset()) {
        reader.subtractOffset(rounded(x, direction), x.batch(), x.size(), y);
      }
    } else if (!exact) {
      reader.addNoise(pulses, direction, y, noise);
    }
    return recorder.recording() ? measured(direction) : null;
  }

  /** A single weight, as its cells answer to a spike on their line. */
  private float senseWeight(int line, int output, float[] ofReferences, RandomStream noise) {
    float sum = 0;
    for (int slice = 0; slice < cells.slices(); slice++) {
      int first = cells.array(slice, 0);
      float current = switch (spec.encoding()) {
        case DIFFERENTIAL_PAIR ->
          sense(first, line, output, noise) - sense(first + 1, line, output, noise);
        case INTERLEAVED_PAIR ->
          reader.senseOpposed(
              first,
              line,
              output,
              outputs(),
              conductance(first, line, output),
              conductance(first + 1, line, output),
              noise);
        case REFERENCE_COLUMN, DIGITAL_OFFSET ->
          sense(first, line, output, noise) - ofReferences[slice];
      };
      sum += limit * cells.worth(first) / (1 - offConductance) * current;
    }
    return sum;
  }

  private float sense(int array, int line, int output, RandomStream noise) {
    float conductance = conductance(array, line, output);
    return reader.sense(array, line, output, outputs(), conductance, noise);
  }

  private float conductance(int array, int line, int output) {
    return conductances.of(conductances.states(array)[output * inputs() + line]);
  }

  /** What the cells of a line are compared with, in each slice. */
  private void senseReferences(int line, float[] sensed, RandomStream noise) {
    for (int slice = 0; slice < sensed.length; slice++) {
      float conductance = conductances.reference(slice);
      sensed[slice] = spec.encoding() == Encoding.REFERENCE_COLUMN
          ? reader.sense(conductances.arrays() + slice, line, 0, 1, conductance, noise)
          : conductance;
    }
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

  private HardwareOp measured(Direction direction) {
    double[] pulsesOfEntry = pulses.pulsesOfEntries();
    double active = 0;
    double siemens = 0;
    for (int line = 0; line < pulsesOfEntry.length; line++) {
      if (pulsesOfEntry[line] > 0) {
        active += pulsesOfEntry[line];
        siemens += pulsesOfEntry[line] * meanConductance(direction, line);
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
        sum += array.visible()[forward ? k * inputs() + line : line * inputs() + k];
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
    float[] ofReferences = new float[cells.sides() == 2 ? 0 : cells.slices()];
    double siemens = 0;
    for (int k = 0; k < count; k++) {
      if (measured) {
        siemens += meanConductance(Direction.FORWARD, lines[k]) / count;
      }
      // Reference cells of a line serve all outputs.
      senseReferences(lines[k], ofReferences, noise);
      for (int o = 0; o < outputs(); o++) {
        sensed[k * outputs() + o] = senseWeight(lines[k], o, ofReferences, noise);
      }
    }
    if (scalesOutputs()) {
      compensation.scale(sensed, count * outputs());
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
    InPlaceUpdater inPlace = (InPlaceUpdater) updater;
    List<HardwareOp> operations =
        inPlace.change(errors.values(), x.values(), x.batch(), rate, recorder.recording());
    // With small batches few outputs change; all of them would where cells grow young again.
    if (device.ages() || device.readTemperature() != null || compensation != null) {
      return changed(operations);
    }
    cells.programmed();
    for (int output = 0; output < outputs(); output++) {
      if (inPlace.touched(output)) {
        conductances.changed(output);
      }
    }
    return operations;
  }

  @Override
  int wordLines() {
    return cells.wordLines();
  }

  @Override
  boolean subtractsOffset() {
    return spec.encoding() == Encoding.DIGITAL_OFFSET;
  }

  @Override
  HardwareOp.PulseUpdate write(float[] weights) {
    HardwareOp.PulseUpdate pulses = programmer.write(weights);
    updater.written(weights);
    if (spec.mlpNeurosimFaults().offsetAtStart()) {
      setWithoutSmallestConductance(weights);
    }
    if (compensation != null) {
      compensation.reset();
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
    cells.programmed();
    if (compensation != null) {
      compensation.programmed();
    }
    conductances.changed();
    return operations;
  }
}
