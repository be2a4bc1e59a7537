package org.crosslearn.algorithms.rule.gradient;

import java.util.List;
import org.crosslearn.algorithms.network.DenseNetwork;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.hw.workload.Phase;

/**
 * What rules with layer errors share: forward pass, output error, and the step {@code W_l -= rate *
 * mean_batch(delta_l y_(l-1)^T)}. They differ in how the error reaches the hidden layers.
 */
final class GradientLearner implements Learner {

  /** The way of the error to a hidden layer. */
  @FunctionalInterface
  interface Feedback {
    /**
     * The error of a layer before the derivative of its units.
     *
     * @param layer hidden layer, from 0; asked for from the last to the first
     * @param errors of the layers above, at their positions; the output error is the last
     */
    Signal errorOf(int layer, Signal[] errors);
  }

  private final DenseNetwork network;
  private final GradientSettings settings;
  private final Feedback feedback;
  private final Hardware hardware;

  GradientLearner(
      DenseNetwork network, GradientSettings settings, Feedback feedback, Hardware hardware) {
    this.network = network;
    this.settings = settings;
    this.feedback = feedback;
    this.hardware = hardware;
  }

  @Override
  public void learn(Signal images, int[] labels, int epoch) {
    List<CrossbarMatrix> layers = network.layers();
    hardware.recorder().phase(Phase.FORWARD);
    List<Signal> activations = network.forward(images);
    hardware.recorder().phase(Phase.ERROR);
    Signal[] errors = new Signal[layers.size()];
    int last = layers.size() - 1;
    errors[last] = network.outputError(activations.get(last + 1), labels);
    for (int l = last - 1; l >= 0; l--) {
      errors[l] = network.throughActivation(feedback.errorOf(l, errors), activations.get(l + 1));
    }
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).update(errors[l], activations.get(l), -settings.rate(l) / images.batch());
    }
  }

  @Override
  public Signal scores(Signal images) {
    return network.output(images);
  }
}
