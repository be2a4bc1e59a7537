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
  private long reads;

  /** Weights of the cell states, and whether no cell has changed since. */
  private float[] exact;

  private boolean exactIsCurrent;

  /** Null where outputs are taken as they are. */
  private final DriftCompensation compensation;

  private long lapses;

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
        device,
        spec.encoding(),
        spec.slices(),
        shape.outputs(),
        shape.inputs(),
        limit,
        name,
        random);
    offConductance = (float) (1 / device.onOffRatio());
    conductances = new Conductances(cells, shape.outputs(), shape.inputs(), offConductance);
    AnalogKernels analog = kernels.analog();
    forwardInputs = new RoundedInputs(inputConverter("/dac-rows", analog));
    transposedInputs = new RoundedInputs(inputConverter("/dac-columns", analog));
    forwardErrors = lineErrors(name + "/dac-rows");
    transposedErrors = lineErrors(name + "/dac-columns");
    pulses = new InputPulses(spec.dac());
    // The last arrays are references, of each slice, where there are any.
    int arrays = cells.arrays().size() + cells.slices();
    reader =
        new AnalogReader(spec, device.readNoise(), offConductance, name, arrays, random, analog);
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
    exactIsCurrent = false;
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
    exactIsCurrent = false;
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
      RandomStream noise = random.stream(shape.name() + "/read", reads++);
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
    boolean exactReadOut = spec.adc() == null && device.readNoise() == 0 && errors == null;
    if (exactReadOut) {
      multiplyDense(rounded(x, direction), x.batch(), direction, exactWeights(), y);
      if (!recorder.recording()) {
        return null;
      }
    }
    RandomStream noise = random.stream(shape.name() + "/read", reads);
    pulses.encode(
        x,
        converter,
        spec.encoding().linesPerWeight(direction),
        spec.tileLines(direction),
        errors,
        noise);
    if (!exactReadOut) {
      reads++;
      multiplyByPulses(x, direction, y, noise);
    }
    return recorder.recording() ? measured(direction) : null;
  }

  private void multiplyByPulses(Signal x, Direction direction, float[] y, RandomStream noise) {
    for (int slice = 0; slice < cells.slices(); slice++) {
      readSlice(slice, direction, y, noise);
    }
    if (spec.encoding() == Encoding.DIGITAL_OFFSET) {
      subtractOffset(rounded(x, direction), x.batch(), y);
    }
  }

  private void readSlice(int slice, Direction direction, float[] y, RandomStream noise) {
    int first = cells.array(slice, 0);
    float perConductance = limit * cells.worth(first) / (1 - offConductance);
    int columns = direction == Direction.FORWARD ? outputs() : inputs();
    int lines = spec.encoding().linesPerWeight(direction);
    for (int array = first; array < first + cells.sides(); array += lines) {
      float sign = array == first ? 1 : -1;
      reader.read(
          pulses,
          direction,
          array,
          conductances.panel(direction, array, lines),
          columns,
          sign * perConductance,
          y,
          noise);
    }
    if (spec.encoding() == Encoding.REFERENCE_COLUMN) {
      // The reference is one column (one line when read transposed) of cells that hold 0.
      float[] reference = Conductances.referenceColumn(pulses.size(), referenceConductance(slice));
      if (ofReference.length < pulses.batch()) {
        ofReference = new float[pulses.batch()];
      }
      Arrays.fill(ofReference, 0);
      reader.read(
          pulses,
          direction,
          references() + slice,
          reference,
          1,
          perConductance,
          ofReference,
          noise);
      for (int i = 0; i < y.length; i++) {
        y[i] -= ofReference[i / columns];
      }
    }
  }

  /** Where the reference columns of the slices stand among the arrays. */
  private int references() {
    return cells.arrays().size();
  }

  private float referenceConductance(int slice) {
    return conductances.of(cells.reference(slice));
  }

  /**
   * Subtracts, from what each vector gives, the sum of its entries times what cells would give that
   * hold the weight 0.
   */
  private void subtractOffset(float[] entries, int batch, float[] y) {
    double perEntry = offset();
    int size = entries.length / batch;
    int columns = y.length / batch;
    for (int b = 0; b < batch; b++) {
      double sum = 0;
      for (int i = b * size; i < (b + 1) * size; i++) {
        sum += entries[i];
      }
      float offset = (float) (perEntry * sum);
      for (int j = b * columns; j < (b + 1) * columns; j++) {
        y[j] -= offset;
      }
    }
  }

  /** What cells that hold the weight 0 give for an input of 1. */
  private double offset() {
    double sum = 0;
    for (int slice = 0; slice < cells.slices(); slice++) {
      sum += (double) cells.worth(slice) * referenceConductance(slice);
    }
    return limit * sum / (1 - offConductance);
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
    return conductances.of(cells.arrays().get(array).visible()[output * inputs() + line]);
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

  /** What the cells of a line are compared with, in each slice. */
  private void senseReferences(int line, float[] sensed, RandomStream noise) {
    for (int slice = 0; slice < sensed.length; slice++) {
      float conductance = referenceConductance(slice);
      sensed[slice] = spec.encoding() == Encoding.REFERENCE_COLUMN
          ? reader.sense(references() + slice, line, 0, 1, conductance, noise)
          : conductance;
    }
  }

  private HardwareOp measured(Direction direction) {
    double[] pulsesOfLine = pulses.pulsesOfLines();
    double active = 0;
    double siemens = 0;
    for (int line = 0; line < pulsesOfLine.length; line++) {
      if (pulsesOfLine[line] > 0) {
        active += pulsesOfLine[line];
        siemens += pulsesOfLine[line]
            * meanConductance(direction, line / spec.encoding().linesPerWeight(direction));
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
    return changed(((InPlaceUpdater) updater)
        .change(errors.values(), x.values(), x.batch(), rate, recorder.recording()));
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
    exactIsCurrent = false;
    conductances.changed();
    return operations;
  }
}
