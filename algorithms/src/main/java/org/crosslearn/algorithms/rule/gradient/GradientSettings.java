package org.crosslearn.algorithms.rule.gradient;

import java.util.List;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * @param learningRate step along the mean gradient of a batch
 * @param weightLimit range of the devices, as a multiple of the largest initial weight; without
 *     meaning on ideal hardware, which has no limit
 * @param layerRates learning rate of each layer, first to last, as a multiple of {@code
 *     learningRate}; empty for 1
 */
public record GradientSettings(double learningRate, double weightLimit, List<Double> layerRates) {
  /** The same rate for all layers. */
  public GradientSettings(double learningRate, double weightLimit) {
    this(learningRate, weightLimit, List.of());
  }

  public GradientSettings {
    InvalidValue.requirePositive("learning-rate", learningRate);
    InvalidValue.require(weightLimit >= 1, "weight-limit", weightLimit, "a number of at least 1");
    layerRates = List.copyOf(layerRates);
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
