package org.crosslearn.crossbar.matrix;

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
  private final String readName;
  private long reads;

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
        device, spec.encoding(), shape.outputs(), shape.inputs(), limit, name, random);
    offConductance = (float) (1 / device.cell().onOffRatio());
    conductances = new Conductances(cells, shape.outputs(), shape.inputs(), offConductance);
    AnalogKernels analog = kernels.analog();
    forwardInputs = new RoundedInputs(spec.dac(), analog);
    transposedInputs = new RoundedInputs(spec.dac(), analog);
    pulses = new InputPulses(spec.dac(), analog);
    reader = new AnalogReader(spec, device.readNoise(), conductances, kernels, analog);
    readName = shape.name() + "/read";
    updater = spec.update().updater(shape, cells, random, analog);
    programmer = new Programmer(shape, cells);
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
    return (direction == Direction.FORWARD ? forwardInputs : transposedInputs).of(signal);
  }

  @Override
  double bitActivity(Signal signal) {
    return forwardInputs.activity(signal);
  }

  @Override
  HardwareOp multiply(Signal x, Direction direction, float[] y) {
    if (direction == Direction.TRANSPOSED && spec.backward() == Backward.SOFTWARE) {
      reader.readExactly(x.values(), x.batch(), direction, y);
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
    boolean converted = spec.adc() != null;
    boolean noisy = device.readNoise() > 0;
    if (!converted) {
      reader.readExactly(rounded(x, direction), x.batch(), direction, y);
    }
    if (converted || noisy || recorder.recording()) {
      pulses.encode(x);
    }
    if (converted || noisy) {
      RandomStream noise = noisy ? random.stream(readName, reads++) : null;
      if (converted) {
        reader.read(pulses, direction, y, noise);
      } else {
        reader.addNoise(pulses, direction, y, noise);
      }
    }
    return recorder.recording() ? measured(direction) : null;
  }

  private float sense(int array, int cell, RandomStream noise) {
    float state = cells.arrays().get(array).conductance()[cell];
    return reader.sense(conductances.of(state), offConductance, noise);
  }

  private boolean paired() {
    return spec.encoding() == Encoding.DIFFERENTIAL_PAIR;
  }

  private HardwareOp measured(Direction direction) {
    int[] pulsesOfLine = pulses.pulsesOfLines();
    int active = pulses.count();
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
          paired() ? 0 : reader.sense((1 + offConductance) / 2, offConductance, noise);
      for (int o = 0; o < outputs(); o++) {
        int cell = o * inputs() + lines[k];
        float first = sense(0, cell, noise);
        sensed[k * outputs() + o] =
            paired() ? unit * (first - sense(1, cell, noise)) : 2 * unit * (first - reference);
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
  HardwareOp.PulseUpdate write(float[] weights) {
    HardwareOp.PulseUpdate pulses = programmer.write(
        spec.mlpNeurosimFaults().offsetAtStart() ? withoutSmallestConductance(weights) : weights);
    changed(List.of());
    return pulses;
  }

  private float[] withoutSmallestConductance(float[] weights) {
    float offset = (float) (2 * limit / (device.cell().onOffRatio() - 1));
    float[] lower = new float[weights.length];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = weights[i] - offset;
    }
    return lower;
  }

  private List<HardwareOp> changed(List<HardwareOp> operations) {
    conductances.changed();
    return operations;
  }
}
