package org.crosslearn.algorithms.rule.gradient;

import java.util.List;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * How a gradient {@code g = sum_batch delta y^T} becomes a change of weights. Momentum and
 * normalisation work on whole gradients in digital circuits and memory, so with them update schemes
 * that form products in the cells get a finished gradient.
 *
 * @param learningRate step along the mean gradient of a batch, or along the normalised one
 * @param weightLimit range of the devices, as a multiple of the largest initial weight; without
 *     meaning on ideal hardware, which has no limit, and with {@code wage}, whose limit is 1
 * @param layerRates learning rate of each layer, first to last, as a multiple of {@code
 *     learningRate}; empty for 1
 * @param momentum m of an average {@code v <- m v + (1 - m) g} that takes the place of g before
 *     anything is rounded, one number per weight in digital memory; 0 for none
 * @param momentumReset when v starts again from 0
 * @param normalise what g or its average is divided by
 */
public record GradientSettings(
    double learningRate,
    double weightLimit,
    List<Double> layerRates,
    double momentum,
    MomentumReset momentumReset,
    Normalisation normalise) {

  /** When averages are forgotten. */
  public enum MomentumReset {
    NEVER,
    /**
     * A quirk, there to reproduce: DNN+NeuroSim V2.1 clears its averages at the start of every epoch,
     * so that the first steps of an epoch are {@code 1 - m} times as long where nothing normalises
     * them.
     */
    EACH_EPOCH
  }

  /** What gradients are divided by. */
  public enum Normalisation {
    /** The batch: the mean gradient. */
    NONE,
    /**
     * {@code shift(max |g|) = 2^round(log2 max |g|)} of the matrix (Wu et al., ICLR 2018, arXiv
     * 1802.04680, equation 12, which rounds afterwards), and not by the batch: the largest entry has a
     * magnitude between {@code sqrt(1/2)} and {@code sqrt(2)}.
     */
    POWER_OF_TWO
  }

  /** Along mean gradients as they are. */
  public GradientSettings(double learningRate, double weightLimit, List<Double> layerRates) {
    this(learningRate, weightLimit, layerRates, 0, MomentumReset.NEVER, Normalisation.NONE);
  }

  /** Along mean gradients as they are, with the same rate for all layers. */
  public GradientSettings(double learningRate, double weightLimit) {
    this(learningRate, weightLimit, List.of());
  }

  public GradientSettings {
    InvalidValue.requirePositive("learning-rate", learningRate);
    InvalidValue.require(weightLimit >= 1, "weight-limit", weightLimit, "a number of at least 1");
    layerRates = List.copyOf(layerRates);
    InvalidValue.require(
        momentum >= 0 && momentum < 1, "momentum", momentum, "a number from 0, below 1");
    InvalidValue.require(momentumReset != null, "momentum-reset", "nothing", "never or each-epoch");
    InvalidValue.require(normalise != null, "normalise", "nothing", "none or power-of-two");
  }

  /** Whether gradients are worked on before they change weights. */
  boolean worksOnGradients() {
    return momentum > 0 || normalise != Normalisation.NONE;
  }

  /** Learning rate of a layer, from 0. */
  double rate(int layer) {
    return layerRates.isEmpty() ? learningRate : learningRate * layerRates.get(layer);
  }

  void check(LearningTask task) {
    int layers = task.hidden().size() + 1;
    InvalidValue.require(
        layerRates.isEmpty() || layerRates.size() == layers,
        "layer-rates",
        layerRates,
        "a list of " + layers + " numbers, one for each layer");
  }
}
