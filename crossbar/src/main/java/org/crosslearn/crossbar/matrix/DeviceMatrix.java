package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import java.util.List;
import org.crosslearn.crossbar.Backward;
import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.crossbar.update.InPlaceUpdater;
import org.crosslearn.crossbar.update.Programmer;
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
   */
  DeviceMatrix(
      Matrix shape,
      String name,
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
    forwardInputs = new RoundedInputs(spec.dac());
    transposedInputs = new RoundedInputs(spec.dac());
    pulses = new InputPulses(spec.dac());
    // The last arrays are references, of each slice, where there are any.
    int arrays = cells.arrays().size() + cells.slices();
    reader =
        new AnalogReader(spec, device.readNoise(), offConductance, name, arrays, random, analog);
    updater = spec.update().updater(shape, cells, random, analog);
    programmer = new Programmer(shape, cells);
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
    return (direction == Direction.FORWARD ? forwardInputs : transposedInputs).of(signal);
  }

  @Override
  double bitActivity(Signal signal) {
    return forwardInputs.activity(signal);
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
    boolean exactReadOut = spec.adc() == null && device.readNoise() == 0;
    if (exactReadOut) {
      multiplyDense(rounded(x, direction), x.batch(), direction, exactWeights(), y);
      if (!recorder.recording()) {
        return null;
      }
    }
    pulses.encode(
        spec.encoding().linesPerWeight(direction) == 1 ? x : opposed(x), spec.tileLines(direction));
    if (!exactReadOut) {
      multiplyByPulses(x, direction, y);
    }
    return recorder.recording() ? measured(direction) : null;
  }

  /** Each entry and its negative, for the two lines of a weight. */
  private static Signal opposed(Signal x) {
    float[] both = new float[2 * x.values().length];
    for (int i = 0; i < x.values().length; i++) {
      both[2 * i] = x.values()[i];
      both[2 * i + 1] = -x.values()[i];
    }
    return Signal.given(both, x.batch(), 2 * x.size());
  }

  private void multiplyByPulses(Signal x, Direction direction, float[] y) {
    RandomStream noise = random.stream(shape.name() + "/read", reads++);
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
    return conductances.of(cells.arrays().get(array).conductance()[output * inputs() + line]);
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
    int[] pulsesOfLine = pulses.pulsesOfLines();
    int active = pulses.count();
    double siemens = 0;
    for (int line = 0; line < pulsesOfLine.length; line++) {
      if (pulsesOfLine[line] > 0) {
        siemens += pulsesOfLine[line]
            * meanConductance(direction, line / spec.encoding().linesPerWeight(direction));
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
    if (count == 0) {
      return 0;
    }
    RandomStream noise = random.stream(shape.name() + "/sense", reads++);
    float[] ofReferences = new float[cells.sides() == 2 ? 0 : cells.slices()];
    double siemens = 0;
    for (int k = 0; k < count; k++) {
      if (recorder.recording()) {
        siemens += meanConductance(Direction.FORWARD, lines[k]) / count;
      }
      // Reference cells of a line serve all outputs.
      senseReferences(lines[k], ofReferences, noise);
      for (int o = 0; o < outputs(); o++) {
        sensed[k * outputs() + o] = senseWeight(lines[k], o, ofReferences, noise);
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
    return changed(updater.changeCells(indices, changes, count, recorder.recording()));
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
