package org.crosslearn.crossbar.matrix;

import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.Matrix;

/** The hardware of one trial: makes matrices and digital circuits that share one recorder. */
public final class Hardware {
  private final HardwareSpec spec;
  private final RandomStreams random;
  private final OpRecorder recorder = new OpRecorder();
  private final DenseKernels kernels = DenseKernels.create();
  private final DigitalUnit digital = new DigitalUnit(recorder);

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
    Matrix shape = new Matrix(name, outputs, inputs);
    return spec.isIdeal()
        ? new FloatMatrix(shape, recorder, kernels)
        : new DeviceMatrix(shape, spec.device(), spec.crossbar(), limit, random, recorder, kernels);
  }
}
