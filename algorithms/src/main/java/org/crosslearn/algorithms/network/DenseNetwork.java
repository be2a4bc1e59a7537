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

  /** What is left of {@code z_l} is this times it: a power of two. */
  private final double[] scales;

  private DenseNetwork(List<CrossbarMatrix> layers, NetworkSpec spec, DigitalUnit digital) {
    this.layers = layers;
    this.spec = spec;
    this.digital = digital;
    scales = layers.stream()
        .mapToDouble(layer -> spec.wage() == null ? 1 : 1 / spec.wage().scale(layer.inputs()))
        .toArray();
  }

  /**
   * Matrices {@code layer1 .. layerL}, initialised as the network says or else with He's uniform
   * distribution {@code U(-sqrt(6/n), sqrt(6/n))}, n inputs (He et al., ICCV 2015, eq. 10).
   *
   * @param weightLimit range of the devices, as a multiple of the initial largest weight; passed over
   *     with {@link Wage}, whose range is 1
   */
  public static DenseNetwork create(LearningTask task, double weightLimit, Hardware hardware) {
    List<CrossbarMatrix> layers = new ArrayList<>();
    List<Integer> hidden = task.network().hidden();
    InitialWeights initial = task.network().initial();
    int inputs = task.inputs();
    for (int l = 0; l <= hidden.size(); l++) {
      int outputs = l < hidden.size() ? hidden.get(l) : task.classes();
      double largest = largest(task.network(), inputs);
      double limit = deviceLimit(task.network(), weightLimit * largest);
      String name = "layer" + (l + 1);
      CrossbarMatrix layer = hardware.matrix(name, outputs, inputs, limit);
      layer.program(
          initial == null || initial.levels() == null
              ? uniform(outputs * inputs, largest, task.random(), name)
              : ofLevels(outputs * inputs, initial, task.random(), name));
      layers.add(layer);
      inputs = outputs;
    }
    return new DenseNetwork(List.copyOf(layers), task.network(), hardware.digital());
  }

  /** Largest magnitude of the initial weights of a layer. */
  private static double largest(NetworkSpec network, int inputs) {
    if (network.wage() != null) {
      return network.wage().largestInitial(inputs);
    }
    return network.initial() == null
        ? Math.sqrt(6.0 / inputs)
        : network.initial().largest();
  }

  /**
   * Range of the devices of a matrix of this network: 1 with {@link Wage}.
   *
   * @param otherwise without
   */
  public static double deviceLimit(NetworkSpec network, double otherwise) {
    return network.wage() == null ? otherwise : 1;
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
      Signal z = scaled(l, layers.get(l).read(activations.get(l)));
      activations.add(l < layers.size() - 1 ? activation(z) : z);
    }
    return activations;
  }

  /** Times the scale of a layer: results on their way forward, errors on their way back. */
  private Signal scaled(int layer, Signal x) {
    return scales[layer] == 1 ? x : digital.scale(x, scales[layer]);
  }

  private Signal activation(Signal real) {
    Integer bits = spec.wage() == null ? null : spec.wage().activationBits();
    Signal z = bits == null ? real : digital.clipAndRound(real, bits);
    return switch (spec.activation()) {
      case RELU -> digital.relu(z);
      case SIGMOID -> digital.sigmoid(z);
    };
  }

  /** The linear output. */
  public Signal output(Signal images) {
    return forward(images).get(layers.size());
  }

  /** Derivative of the loss by {@code z_L} of each sample, rounded where errors are. */
  public Signal outputError(Signal output, int[] labels) {
    return rounded(scaled(layers.size() - 1, lossSlope(output, labels)));
  }

  private Signal lossSlope(Signal output, int[] labels) {
    if (spec.loss() == Loss.CROSS_ENTROPY) {
      return outputError(output, labels, digital);
    }
    Signal targets = targets(output, labels);
    if (spec.loss() == Loss.HALF_SQUARED_ERROR) {
      return digital.subtract(output, targets);
    }
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

  /**
   * Derivative of the loss by {@code z_l} of a hidden layer.
   *
   * @param layer from 0
   * @param errors derivative, or what takes its place, by {@code y_l}
   * @param activations {@code y_l}
   */
  public Signal throughActivation(int layer, Signal errors, Signal activations) {
    Signal behind = switch (spec.activation()) {
      case RELU -> digital.whereActive(errors, activations);
      case SIGMOID -> digital.timesSigmoidSlope(errors, activations);
    };
    return scaled(layer, behind);
  }

  /** Errors as {@link Wage} rounds them, or as they are. */
  public Signal rounded(Signal errors) {
    Integer bits = spec.wage() == null ? null : spec.wage().errorBits();
    return bits == null
        ? errors
        : digital.clipAndRound(digital.normaliseByPowerOfTwo(errors), bits);
  }
}
