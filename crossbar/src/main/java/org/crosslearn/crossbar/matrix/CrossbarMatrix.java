package org.crosslearn.crossbar.matrix;

import java.util.List;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.Phase;

/**
 * A weight matrix {@code W} of {@code outputs x inputs} on crossbar arrays of its own. Weights start
 * at zero.
 */
public abstract sealed class CrossbarMatrix permits FloatMatrix, DeviceMatrix, TwoArrayMatrix {
  final Matrix shape;
  final OpRecorder recorder;
  final DenseKernels kernels;
  private float[] gradient;

  CrossbarMatrix(Matrix shape, OpRecorder recorder, DenseKernels kernels) {
    this.shape = shape;
    this.recorder = recorder;
    this.kernels = kernels;
  }

  public final int outputs() {
    return shape.outputs();
  }

  public final int inputs() {
    return shape.inputs();
  }

  /**
   * Forward read {@code y = W x}.
   *
   * @param x {@code batch x inputs}
   * @return {@code batch x outputs}
   */
  public final Signal read(Signal x) {
    return read(x, Direction.FORWARD, inputs(), outputs());
  }

  /**
   * Transposed read {@code y = W^T x}.
   *
   * @param x {@code batch x outputs}
   * @return {@code batch x inputs}
   */
  public final Signal readTransposed(Signal x) {
    return read(x, Direction.TRANSPOSED, outputs(), inputs());
  }

  Signal read(Signal x, Direction direction, int from, int to) {
    requireSize(x, from, direction == Direction.FORWARD ? "inputs" : "outputs");
    float[] y = new float[x.batch() * to];
    HardwareOp op = multiply(x, direction, y);
    int read = recorder.record(op, x.producer());
    if (subtractsOffset()) {
      int sum = recorder.record(additions((double) x.batch() * from), x.producer());
      read = recorder.record(additions((double) x.batch() * to), read, sum);
    }
    return new Signal(y, x.batch(), to, recordScaling(y.length, read));
  }

  private static HardwareOp additions(double count) {
    return new HardwareOp.Digital(HardwareOp.DigitalFunction.ADD, count);
  }

  /**
   * Spike-driven read: pulses single input lines one after another.
   *
   * @param lines indices of inputs
   * @param count how many of {@code lines} count
   * @param cause what the spikes depend on
   * @return {@code count x outputs}, row k being the weights from input {@code lines[k]}
   */
  public final Signal readLines(int[] lines, int count, int cause) {
    float[] weights = new float[count * outputs()];
    double siemens = senseLines(lines, count, weights);
    int read = recorder.record(new HardwareOp.SpikeRead(shape, count, siemens), cause);
    if (subtractsOffset()) {
      read = recorder.record(additions(weights.length), read);
    }
    return new Signal(weights, count, outputs(), recordScaling(weights.length, read));
  }

  private int recordScaling(int numbers, int read) {
    return scalesOutputs()
        ? recorder.record(
            new HardwareOp.Digital(HardwareOp.DigitalFunction.MULTIPLY, numbers), read)
        : read;
  }

  /** Reads every weight out, input line by input line: {@code outputs x inputs}. */
  public final Signal readOut() {
    int[] lines = new int[inputs()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = i;
    }
    Signal transposed = readLines(lines, lines.length, Signal.GIVEN);
    float[] weights = new float[outputs() * inputs()];
    for (int i = 0; i < inputs(); i++) {
      for (int o = 0; o < outputs(); o++) {
        weights[o * inputs() + i] = transposed.values()[i * outputs() + o];
      }
    }
    return new Signal(weights, outputs(), inputs(), transposed.producer());
  }

  /**
   * The outer products of two batches, summed over the batch in digital: {@code sum_b errors_b
   * x_b^T}. The multipliers have the resolution of the converters at the inputs of the array, so both
   * factors are rounded as for a read; products and sums are exact.
   *
   * @param errors {@code batch x outputs}
   * @param x {@code batch x inputs}
   */
  public final Gradient accumulate(Signal errors, Signal x) {
    requireFactors(errors, x);
    if (gradient == null) {
      gradient = new float[outputs() * inputs()];
    }
    kernels.multiplyTN(
        outputs(),
        inputs(),
        x.batch(),
        operand(errors, Direction.TRANSPOSED),
        0,
        outputs(),
        operand(x, Direction.FORWARD),
        0,
        inputs(),
        gradient,
        0,
        inputs(),
        false);
    boolean measured = recorder.recording();
    int op = recorder.record(
        new HardwareOp.GradientAccumulation(
            shape,
            x.batch(),
            measured ? bitActivity(x, Direction.FORWARD) : 0,
            measured ? bitActivity(errors, Direction.TRANSPOSED) : 0),
        errors.producer(),
        x.producer());
    return new Gradient(gradient, op);
  }

  /** Changes the weights in place: {@code W += rate * gradient}, as far as the devices follow. */
  public final void update(Gradient gradient, double rate) {
    requireWeights(gradient.values());
    record(change(gradient.values(), (float) rate), gradient.producer());
  }

  /**
   * {@code W += rate * sum_b errors_b x_b^T}: {@link #accumulate} and {@link #update} in one, or
   * neither where the update scheme forms the products in the cells. Sets the recorded phases.
   *
   * @param errors {@code batch x outputs}
   * @param x {@code batch x inputs}
   */
  public final void update(Signal errors, Signal x, double rate) {
    requireFactors(errors, x);
    if (multipliesInPlace()) {
      recorder.phase(Phase.UPDATE);
      record(changeInPlace(errors, x, (float) rate), errors.producer(), x.producer());
      return;
    }
    recorder.phase(Phase.GRADIENT);
    Gradient sum = accumulate(errors, x);
    recorder.phase(Phase.UPDATE);
    update(sum, rate);
  }

  /**
   * Event-driven update of single weights. A cell that is listed twice changes twice, one change
   * after the other; the recorded pulses are all there, but {@code cells} and {@code serial} count
   * its two trains as if they were on two cells.
   *
   * @param cells indices {@code output * inputs + input}
   * @param changes requested change of each
   * @param count how many of {@code cells} count
   * @param cause what the changes depend on
   */
  public final void adjust(int[] cells, float[] changes, int count, int cause) {
    record(changeCells(cells, changes, count), cause);
  }

  /**
   * Writes the weights with verification: exact up to the levels and limits of the device. Every
   * word line is read once to see what to do and again after each of its pulses to see what they
   * did; the reads are recorded as one operation before the pulses.
   *
   * @param weights {@code outputs x inputs}
   */
  public final void program(float[] weights) {
    requireWeights(weights);
    HardwareOp.PulseUpdate pulses = write(weights);
    double reads =
        wordLines() + pulses.potentiation().serial() + pulses.depression().serial();
    double siemens = recorder.recording() ? meanConductanceSiemens() : 0;
    recorder.record(new HardwareOp.SpikeRead(shape, reads, siemens));
    recorder.record(pulses);
  }

  /** The weights as they are, for inspection: no operation on the hardware, nothing is recorded. */
  public abstract float[] weights();

  /**
   * The values of a signal at the resolution of digital multipliers, that of a read; valid until the
   * next call for the same direction.
   */
  abstract float[] operand(Signal signal, Direction direction);

  /** Fraction of the bits of a signal that are set, at the resolution of a read; 0 if not rounded. */
  abstract double bitActivity(Signal signal, Direction direction);

  /** {@code y = W x} or {@code W^T x} in plain algebra, for weights of {@code outputs x inputs}. */
  final void multiplyDense(float[] x, int batch, Direction direction, float[] weights, float[] y) {
    if (direction == Direction.FORWARD) {
      kernels.multiplyNT(
          batch, outputs(), inputs(), x, 0, inputs(), weights, 0, inputs(), y, 0, outputs(), false);
    } else {
      kernels.multiplyNN(
          batch, inputs(), outputs(), x, 0, outputs(), weights, 0, inputs(), y, 0, inputs(), false);
    }
  }

  /** Whether every output of a read is multiplied by a factor in digital. */
  abstract boolean scalesOutputs();

  abstract HardwareOp multiply(Signal x, Direction direction, float[] y);

  /** Writes {@code count x outputs} weights, returns the mean conductance of the lines in siemens. */
  abstract double senseLines(int[] lines, int count, float[] weights);

  /** Returns what the hardware did, one after the other. */
  abstract List<HardwareOp> change(float[] gradient, float rate);

  abstract List<HardwareOp> changeCells(int[] cells, float[] changes, int count);

  /** Whether {@link #changeInPlace} can take the place of an accumulated gradient. */
  abstract boolean multipliesInPlace();

  abstract List<HardwareOp> changeInPlace(Signal errors, Signal x, float rate);

  abstract HardwareOp.PulseUpdate write(float[] weights);

  /** Word lines that the cells take. */
  abstract int wordLines();

  /**
   * Whether what the cells add to every result is summed up and subtracted in digital: the sum of all
   * inputs, then one subtraction from each result.
   */
  boolean subtractsOffset() {
    return false;
  }

  /** Mean over all cells as they are. */
  abstract double meanConductanceSiemens();

  private void record(List<HardwareOp> operations, int... causes) {
    int[] before = causes;
    for (HardwareOp operation : operations) {
      before = new int[] {recorder.record(operation, before)};
    }
  }

  private void requireFactors(Signal errors, Signal x) {
    requireSize(errors, outputs(), "outputs");
    requireSize(x, inputs(), "inputs");
    if (errors.batch() != x.batch()) {
      throw new IllegalArgumentException("batches differ: " + errors.batch() + " errors, "
          + x.batch() + " inputs of " + shape.name());
    }
  }

  private void requireWeights(float[] values) {
    if (values.length != outputs() * inputs()) {
      throw new IllegalArgumentException(
          shape.name() + " has " + outputs() + " x " + inputs() + " weights, got " + values.length);
    }
  }

  private void requireSize(Signal signal, int size, String side) {
    if (signal.size() != size) {
      throw new IllegalArgumentException(
          shape.name() + " has " + size + " " + side + ", got vectors of " + signal.size());
    }
  }
}
