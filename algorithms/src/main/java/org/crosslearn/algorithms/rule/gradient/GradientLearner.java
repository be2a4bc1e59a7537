package org.crosslearn.algorithms.rule.gradient;

import java.util.Arrays;
import java.util.List;
import org.crosslearn.algorithms.network.DenseNetwork;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.DigitalUnit;
import org.crosslearn.crossbar.matrix.Gradient;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.hw.workload.Phase;

/**
 * What rules with layer errors share: forward pass, output error, and the step {@code W_l -= rate *
 * mean_batch(delta_l y_(l-1)^T)}, or one along an averaged or normalised gradient (see {@link
 * GradientSettings}). They differ in how the error reaches the hidden layers.
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
  private final boolean layerByLayer;
  private final Hardware hardware;

  /** Averaged gradients of the layers, {@code outputs x inputs} each; null without momentum. */
  private final float[][] averages;

  private int epoch;

  /**
   * @param layerByLayer whether the feedback makes an error out of that of the next layer, so that it
   *     has to be rounded where errors are, or out of the output error
   */
  GradientLearner(
      DenseNetwork network,
      GradientSettings settings,
      Feedback feedback,
      boolean layerByLayer,
      Hardware hardware) {
    this.network = network;
    this.settings = settings;
    this.feedback = feedback;
    this.layerByLayer = layerByLayer;
    this.hardware = hardware;
    averages = settings.momentum() == 0
        ? null
        : network.layers().stream()
            .map(layer -> new float[layer.outputs() * layer.inputs()])
            .toArray(float[][]::new);
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
      Signal error =
          network.throughActivation(l, feedback.errorOf(l, errors), activations.get(l + 1));
      errors[l] = layerByLayer ? network.rounded(error) : error;
    }
    forget(epoch);
    for (int l = 0; l < layers.size(); l++) {
      if (settings.worksOnGradients()) {
        update(l, errors[l], activations.get(l));
      } else {
        layers.get(l).update(errors[l], activations.get(l), -settings.rate(l) / images.batch());
      }
    }
  }

  /** Starts averages anew with an epoch, if they are to. */
  private void forget(int now) {
    boolean resets = settings.momentumReset() == GradientSettings.MomentumReset.EACH_EPOCH;
    if (averages != null && resets && now != epoch) {
      for (float[] average : averages) {
        Arrays.fill(average, 0);
      }
    }
    epoch = now;
  }

  private void update(int layer, Signal errors, Signal x) {
    CrossbarMatrix matrix = network.layers().get(layer);
    DigitalUnit digital = hardware.digital();
    hardware.recorder().phase(Phase.GRADIENT);
    Gradient gradient = matrix.accumulate(errors, x);
    if (averages != null) {
      digital.keep("layer" + (layer + 1) + "/momentum", averages[layer].length);
      gradient = digital.average(gradient, averages[layer], settings.momentum());
    }
    boolean normalised = settings.normalise() == GradientSettings.Normalisation.POWER_OF_TWO;
    if (normalised) {
      gradient = digital.normaliseByPowerOfTwo(gradient);
    }
    hardware.recorder().phase(Phase.UPDATE);
    matrix.update(gradient, -settings.rate(layer) / (normalised ? 1 : errors.batch()));
  }

  @Override
  public Signal scores(Signal images) {
    return network.output(images);
  }
}
