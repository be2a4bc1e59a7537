package org.crosslearn.algorithms.network;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.network.NetworkSpec.Activation;
import org.crosslearn.algorithms.network.NetworkSpec.InitialWeights;
import org.crosslearn.algorithms.network.NetworkSpec.Loss;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.DigitalUnit;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * A fully connected network without biases. Layer l computes {@code z_l = W_l y_(l-1)}, {@code y_l =
 * f(z_l)}; the last one is linear.
 */
public final class DenseNetwork {
  private final List<CrossbarMatrix> layers;
  private final NetworkSpec spec;
  private final DigitalUnit digital;

  private DenseNetwork(List<CrossbarMatrix> layers, NetworkSpec spec, DigitalUnit digital) {
    this.layers = layers;
    this.spec = spec;
    this.digital = digital;
  }

  /**
   * Matrices {@code layer1 .. layerL}, initialised as the network says or else with He's uniform
   * distribution {@code U(-sqrt(6/n), sqrt(6/n))}, n inputs (He et al., ICCV 2015, eq. 10).
   *
   * @param weightLimit range of the devices, as a multiple of the initial largest weight
   */
  public static DenseNetwork create(LearningTask task, double weightLimit, Hardware hardware) {
    List<CrossbarMatrix> layers = new ArrayList<>();
    List<Integer> hidden = task.network().hidden();
    InitialWeights initial = task.network().initial();
    int inputs = task.inputs();
    for (int l = 0; l <= hidden.size(); l++) {
      int outputs = l < hidden.size() ? hidden.get(l) : task.classes();
      double largest = initial == null ? Math.sqrt(6.0 / inputs) : initial.largest();
      String name = "layer" + (l + 1);
      CrossbarMatrix layer = hardware.matrix(name, outputs, inputs, weightLimit * largest);
      layer.program(
          initial == null || initial.levels() == null
              ? uniform(outputs * inputs, largest, task.random(), name)
              : ofLevels(outputs * inputs, initial, task.random(), name));
      layers.add(layer);
      inputs = outputs;
    }
    return new DenseNetwork(List.copyOf(layers), task.network(), hardware.digital());
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

  private static float[] ofLevels(
      int count, InitialWeights initial, RandomStreams random, String name) {
    RandomStream stream = random.stream(name + "/initial", 0);
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      double level = stream.nextInt(initial.levels()) / (initial.levels() - 1.0);
      weights[i] = (float) (initial.largest() * (2 * level - 1));
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
      activations.add(l < layers.size() - 1 ? activation(z) : z);
    }
    return activations;
  }

  private Signal activation(Signal z) {
    return switch (spec.activation()) {
      case RELU -> digital.relu(z);
      case SIGMOID -> digital.sigmoid(z);
    };
  }

  /** The linear output. */
  public Signal output(Signal images) {
    return forward(images).get(layers.size());
  }

  /** Derivative of the loss by the linear output of each sample. */
  public Signal outputError(Signal output, int[] labels) {
    if (spec.loss() == Loss.CROSS_ENTROPY) {
      return outputError(output, labels, digital);
    }
    Signal targets = targets(output, labels);
    if (spec.activation() == Activation.SIGMOID) {
      Signal y = digital.sigmoid(output);
      return digital.scale(digital.timesSigmoidSlope(digital.subtract(y, targets), y), 2);
    }
    return digital.scale(digital.subtract(output, targets), 2);
  }

  /** Output error of softmax and cross entropy: {@code softmax(z_L) - t}. */
  public static Signal outputError(Signal output, int[] labels, DigitalUnit digital) {
    return digital.subtract(digital.softmax(output, 1), targets(output, labels));
  }

  private static Signal targets(Signal output, int[] labels) {
    float[] targets = new float[output.values().length];
    for (int b = 0; b < labels.length; b++) {
      targets[b * output.size() + labels[b]] = 1;
    }
    return Signal.given(targets, output.batch(), output.size());
  }

  /** Errors of hidden units behind their activation: {@code f'(z_l) o errors}. */
  public Signal throughActivation(Signal errors, Signal activations) {
    return switch (spec.activation()) {
      case RELU -> digital.whereActive(errors, activations);
      case SIGMOID -> digital.timesSigmoidSlope(errors, activations);
    };
  }
}
