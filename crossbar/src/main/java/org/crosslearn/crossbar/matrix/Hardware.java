package org.crosslearn.crossbar.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.converter.InputConverter;
import org.crosslearn.crossbar.encoding.CellHistory;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.crossbar.update.UpdateSpec;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.workload.Matrix;

/** The hardware of one trial: makes matrices and digital circuits that share one recorder. */
public final class Hardware {
  private final HardwareSpec spec;
  private final RandomStreams random;
  private final OpRecorder recorder = new OpRecorder();
  private final DenseKernels kernels = DenseKernels.create();
  private final List<DeviceMatrix> onDevices = new ArrayList<>();
  private final Map<String, CrossbarMatrix> matrices = new LinkedHashMap<>();
  private final DigitalUnit digital = new DigitalUnit(recorder, kernels.analog());

  /**
   * @param random of the trial; device variation and noise draw from streams named after the matrix
   */
  public Hardware(HardwareSpec spec, RandomStreams random) {
    this.spec = spec;
    this.random = random;
  }

  public OpRecorder recorder() {
    return recorder;
  }

  public DigitalUnit digital() {
    return digital;
  }

  /**
   * A matrix of zeros on arrays of its own.
   *
   * @param name unique on this hardware
   * @param limit weights that devices can hold lie in {@code -limit..limit}; ideal hardware has no
   *     limit
   */
  public CrossbarMatrix matrix(String name, int outputs, int inputs, double limit) {
    CrossbarMatrix matrix = onArrays(new Matrix(name, outputs, inputs), name, limit);
    matrices.put(name, matrix);
    return matrix;
  }

  /** What {@link #matrix} made, by name and in that order: all whose weights can change. */
  public Map<String, CrossbarMatrix> matrices() {
    return Collections.unmodifiableMap(matrices);
  }

  private CrossbarMatrix onArrays(Matrix shape, String cells, double limit) {
    if (spec.isIdeal()) {
      return new FloatMatrix(shape, null, recorder, kernels);
    }
    UpdateSpec update = spec.crossbar().update();
    if (update instanceof UpdateSpec.TikiTaka scheme) {
      DeviceMatrix slow = onCells(shape, cells, scheme.slow(), limit);
      if (shape.fixed()) {
        return slow;
      }
      Matrix fastShape = new Matrix(
          shape.name() + "/fast", shape.outputs(), shape.inputs(), shape.kernel(), false);
      DeviceMatrix fast = onCells(fastShape, cells + "/fast", scheme.fast(), limit);
      return new TwoArrayMatrix(shape, scheme, slow, fast, recorder, kernels);
    }
    return onCells(shape, cells, (UpdateSpec.OfCells) update, limit);
  }

  private DeviceMatrix onCells(
      Matrix shape, String cells, UpdateSpec.OfCells scheme, double limit) {
    DeviceMatrix matrix = new DeviceMatrix(
        shape, cells, spec.device(), spec.crossbar(), scheme, limit, random, recorder, kernels);
    matrix.temperature(spec.cellKelvin());
    onDevices.add(matrix);
    return matrix;
  }

  /**
   * Lets time pass for all matrices. Training takes none: conductances are those of the last
   * programming until then, and from then on those of a matrix that nobody has programmed since.
   *
   * @param seconds above 0
   */
  public void elapse(double seconds) {
    if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("time goes forward, got " + seconds + " s");
    }
    onDevices.forEach(matrix -> matrix.elapse(seconds));
  }

  /** What was done to the cells of all matrices so far. */
  public CellHistory cellHistory() {
    return CellHistory.sum(onDevices.stream().map(DeviceMatrix::history).toList());
  }

  /**
   * A matrix of random weights that stay as they are, uniform within {@code -limit..limit}, where the
   * chip keeps them: on arrays of its own; on arrays that all such matrices share, so that smaller
   * ones are the first rows of larger ones, of the same cells; or made again by digital generators
   * whenever they are needed, in the resolution of the inputs.
   *
   * @param name unique on this hardware
   */
  public CrossbarMatrix randomMatrix(String name, int outputs, int inputs, double limit) {
    return randomMatrix(name, outputs, inputs, limit, limit);
  }

  /**
   * As {@link #randomMatrix(String, int, int, double)}, on devices of a wider range.
   *
   * @param deviceLimit weights that devices can hold lie in {@code -deviceLimit..deviceLimit}
   */
  public CrossbarMatrix randomMatrix(
      String name, int outputs, int inputs, double limit, double deviceLimit) {
    Matrix shape = new Matrix(name, outputs, inputs, 1, true);
    ChipSpec.Feedback place = spec.chip() == null
        ? ChipSpec.Feedback.CROSSBAR
        : spec.chip().dataflow().feedback();
    String source = place == ChipSpec.Feedback.SHARED_CROSSBAR ? "feedback" : name;
    DacSpec operands = place == ChipSpec.Feedback.GENERATOR ? spec.crossbar().dac() : null;
    float[] weights = new float[outputs * inputs];
    RandomStream uniform = random.ofChip(source + "/initial", 0);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = uniform.symmetric(limit);
    }
    CrossbarMatrix matrix = operands == null
        ? onArrays(shape, source, deviceLimit)
        : new FloatMatrix(
            shape,
            new InputConverter(operands, name + "/dac-generated", random, kernels.analog()),
            recorder,
            kernels);
    matrix.program(operands == null ? weights : rounded(weights, limit, operands.bits()));
    return matrix;
  }

  private static float[] rounded(float[] weights, double limit, int bits) {
    double step = limit / ((1 << bits - 1) - 0.5);
    float[] rounded = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      rounded[i] = (float) (step * (Math.floor(weights[i] / step) + 0.5));
    }
    return rounded;
  }
}
