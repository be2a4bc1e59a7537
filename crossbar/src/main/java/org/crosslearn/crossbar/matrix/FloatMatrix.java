package org.crosslearn.crossbar.matrix;

import java.util.List;
import org.crosslearn.crossbar.converter.InputConverter;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;

/**
 * Weights as numbers: floating point without limits on ideal hardware, or rounded as in the digital
 * circuits that apply generated weights. Activities are not measured.
 */
final class FloatMatrix extends CrossbarMatrix {
  private final float[] weights;
  private final RoundedInputs inputs;

  /**
   * @param operands rounds the numbers that are read in; null does not
   */
  FloatMatrix(Matrix shape, InputConverter operands, OpRecorder recorder, DenseKernels kernels) {
    super(shape, recorder, kernels);
    weights = new float[shape.outputs() * shape.inputs()];
    inputs = new RoundedInputs(operands, kernels.analog());
  }

  @Override
  public float[] weights() {
    return weights.clone();
  }

  @Override
  float[] operand(Signal signal, Direction direction) {
    return inputs.of(signal);
  }

  @Override
  double bitActivity(Signal signal, Direction direction) {
    return inputs.activity(signal);
  }

  @Override
  boolean scalesOutputs() {
    return false;
  }

  @Override
  HardwareOp multiply(Signal x, Direction direction, float[] y) {
    if (inputs.converter() != null) {
      inputs.converter().startRead(x.values(), x.batch(), x.size());
    }
    multiplyDense(operand(x, direction), x.batch(), direction, weights, y);
    return new HardwareOp.MatrixRead(shape, direction, x.batch(), 0, 0);
  }

  @Override
  double senseLines(int[] lines, int count, float[] sensed) {
    for (int k = 0; k < count; k++) {
      for (int o = 0; o < outputs(); o++) {
        sensed[k * outputs() + o] = weights[o * inputs() + lines[k]];
      }
    }
    return 0;
  }

  @Override
  List<HardwareOp> change(float[] gradient, float rate) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] += rate * gradient[i];
    }
    return List.of(pulses());
  }

  @Override
  List<HardwareOp> changeCells(int[] cells, float[] changes, int count) {
    for (int k = 0; k < count; k++) {
      weights[cells[k]] += changes[k];
    }
    return List.of(pulses());
  }

  @Override
  boolean multipliesInPlace() {
    return false;
  }

  @Override
  List<HardwareOp> changeInPlace(Signal errors, Signal x, float rate) {
    throw new IllegalStateException("floating-point weights are changed by gradients");
  }

  @Override
  int wordLines() {
    return inputs();
  }

  @Override
  HardwareOp.PulseUpdate write(float[] values) {
    System.arraycopy(values, 0, weights, 0, weights.length);
    return pulses();
  }

  @Override
  double meanConductanceSiemens() {
    return 0;
  }

  private HardwareOp.PulseUpdate pulses() {
    return new HardwareOp.PulseUpdate(shape, HardwareOp.Pulses.NONE, HardwareOp.Pulses.NONE);
  }
}
