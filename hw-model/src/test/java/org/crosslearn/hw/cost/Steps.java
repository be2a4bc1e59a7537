package org.crosslearn.hw.cost;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;

/** Writes operation graphs as learning rules would leave them. */
final class Steps {
  private final List<OpGraph.Node> nodes = new ArrayList<>();

  int add(Phase phase, HardwareOp op, Integer... dependsOn) {
    nodes.add(new OpGraph.Node(nodes.size(), phase, op, List.of(dependsOn)));
    return nodes.size() - 1;
  }

  OpGraph graph(int samples) {
    return new OpGraph(samples, nodes);
  }

  static HardwareOp forward(Matrix matrix, double vectors) {
    return new HardwareOp.MatrixRead(matrix, Direction.FORWARD, vectors, 0.25, 2e-6);
  }

  static HardwareOp transposed(Matrix matrix, double vectors) {
    return new HardwareOp.MatrixRead(matrix, Direction.TRANSPOSED, vectors, 0.25, 2e-6);
  }

  static HardwareOp gradient(Matrix matrix, double vectors) {
    return new HardwareOp.GradientAccumulation(matrix, vectors, 0.25, 0.2);
  }

  static HardwareOp update(Matrix matrix) {
    double weights = matrix.weights();
    HardwareOp.Pulses pulses = new HardwareOp.Pulses(
        0.5 * weights, 4.0 * matrix.inputs(), 0.2 * weights, matrix.inputs(), 5e-6);
    return new HardwareOp.PulseUpdate(matrix, pulses, pulses);
  }

  static HardwareOp rectify(double numbers) {
    return new HardwareOp.Digital(DigitalFunction.COMPARE, numbers);
  }

  /** A perceptron with matrices between the given widths. */
  static List<Matrix> layers(int... widths) {
    List<Matrix> layers = new ArrayList<>();
    for (int i = 1; i < widths.length; i++) {
      layers.add(new Matrix("layer" + i, widths[i], widths[i - 1]));
    }
    return layers;
  }

  /** One batch of inference. */
  static OpGraph inference(List<Matrix> layers, int samples) {
    Steps steps = new Steps();
    steps.forwardPass(layers, samples);
    return steps.graph(samples);
  }

  private int[] forwardPass(List<Matrix> layers, int samples) {
    int[] activations = new int[layers.size()];
    for (int i = 0; i < layers.size(); i++) {
      HardwareOp read = forward(layers.get(i), samples);
      int sums = i == 0 ? add(Phase.FORWARD, read) : add(Phase.FORWARD, read, activations[i - 1]);
      double numbers = (double) samples * layers.get(i).outputs();
      activations[i] = add(Phase.FORWARD, rectify(numbers), sums);
    }
    return activations;
  }

  /** A training step in which errors travel back through the transposed matrices. */
  static OpGraph backpropagation(List<Matrix> layers, int samples) {
    Steps steps = new Steps();
    int[] activations = steps.forwardPass(layers, samples);
    int last = layers.size() - 1;
    int error = steps.add(
        Phase.ERROR,
        new HardwareOp.Digital(
            DigitalFunction.ADD, (double) samples * layers.get(last).outputs()),
        activations[last]);
    int[] errors = new int[layers.size()];
    errors[last] = error;
    for (int i = last; i > 0; i--) {
      int back = steps.add(Phase.ERROR, transposed(layers.get(i), samples), errors[i]);
      double numbers = (double) samples * layers.get(i).inputs();
      errors[i - 1] = steps.add(Phase.ERROR, rectify(numbers), back, activations[i - 1]);
    }
    steps.learn(layers, samples, activations, errors);
    return steps.graph(samples);
  }

  /** A training step in which a fixed random matrix per layer projects the error of the output. */
  static OpGraph directFeedback(List<Matrix> layers, int samples) {
    Steps steps = new Steps();
    int[] activations = steps.forwardPass(layers, samples);
    int last = layers.size() - 1;
    int outputs = layers.get(last).outputs();
    int error = steps.add(
        Phase.ERROR,
        new HardwareOp.Digital(DigitalFunction.ADD, (double) samples * outputs),
        activations[last]);
    int[] errors = new int[layers.size()];
    errors[last] = error;
    for (int i = 0; i < last; i++) {
      Matrix feedback = new Matrix("feedback" + (i + 1), layers.get(i).outputs(), outputs);
      int projection = steps.add(Phase.ERROR, forward(feedback, samples), error);
      double numbers = (double) samples * layers.get(i).outputs();
      errors[i] = steps.add(Phase.ERROR, rectify(numbers), projection, activations[i]);
    }
    steps.learn(layers, samples, activations, errors);
    return steps.graph(samples);
  }

  private void learn(List<Matrix> layers, int samples, int[] activations, int[] errors) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      int sums = i == 0
          ? add(Phase.GRADIENT, gradient(layers.get(i), samples), errors[i])
          : add(Phase.GRADIENT, gradient(layers.get(i), samples), errors[i], activations[i - 1]);
      add(Phase.UPDATE, update(layers.get(i)), sums);
    }
  }
}
