package org.crosslearn.algorithms.network;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.DigitalUnit;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * A fully connected network without biases: rectified hidden layers and a linear output. Layer l
 * computes {@code z_l = W_l y_(l-1)}, {@code y_l = relu(z_l)}.
 */
public final class DenseNetwork {
  private final List<CrossbarMatrix> layers;
  private final DigitalUnit digital;

  private DenseNetwork(List<CrossbarMatrix> layers, DigitalUnit digital) {
    this.layers = layers;
    this.digital = digital;
  }

  /**
   * Matrices {@code layer1 .. layerL}, initialised with He's uniform distribution {@code
   * U(-sqrt(6/n), sqrt(6/n))}, n inputs (He et al., ICCV 2015, eq. 10).
   *
   * @param weightLimit range of the devices, as a multiple of the initial largest weight
   */
  public static DenseNetwork create(LearningTask task, double weightLimit, Hardware hardware) {
    List<CrossbarMatrix> layers = new ArrayList<>();
    int inputs = task.inputs();
    for (int l = 0; l <= task.hidden().size(); l++) {
      int outputs = l < task.hidden().size() ? task.hidden().get(l) : task.classes();
      double largest = Math.sqrt(6.0 / inputs);
      CrossbarMatrix layer =
          hardware.matrix("layer" + (l + 1), outputs, inputs, weightLimit * largest);
      layer.program(uniform(outputs * inputs, largest, task.random(), "layer" + (l + 1)));
      layers.add(layer);
      inputs = outputs;
    }
    return new DenseNetwork(List.copyOf(layers), hardware.digital());
  }

  /** Weights drawn uniformly from {@code -limit..limit}. */
  public static float[] uniform(int count, double limit, RandomStreams random, String name) {
    RandomStream stream = random.stream(name + "/initial", 0);
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = stream.symmetric(limit);
    }
    return weights;
  }

  /** The weight layers, first to last. */
  public List<CrossbarMatrix> layers() {
    return layers;
  }

  /** Activations {@code y_0 .. y_(L-1)} and the linear output {@code z_L}, in this order. */
  public List<Signal> forward(Signal images) {
    List<Signal> activations = new ArrayList<>();
    activations.add(images);
    for (int l = 0; l < layers.size(); l++) {
      Signal z = layers.get(l).read(activations.get(l));
      activations.add(l < layers.size() - 1 ? digital.relu(z) : z);
    }
    return activations;
  }

  /** The linear output. */
  public Signal output(Signal images) {
    return forward(images).get(layers.size());
  }

  /** Output error of softmax and cross entropy: {@code softmax(z_L) - t}. */
  public static Signal outputError(Signal output, int[] labels, DigitalUnit digital) {
    float[] targets = new float[output.values().length];
    for (int b = 0; b < labels.length; b++) {
      targets[b * output.size() + labels[b]] = 1;
    }
    return digital.subtract(
        digital.softmax(output, 1), Signal.given(targets, output.batch(), output.size()));
  }
}
