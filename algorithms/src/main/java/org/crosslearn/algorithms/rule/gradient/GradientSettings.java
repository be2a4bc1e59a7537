package org.crosslearn.algorithms.rule.gradient;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * @param learningRate step along the mean gradient of a batch
 * @param weightLimit range of the devices, as a multiple of the largest initial weight; without
 *     meaning on ideal hardware, which has no limit
 */
public record GradientSettings(double learningRate, double weightLimit) {
  public GradientSettings {
    InvalidValue.requirePositive("learning-rate", learningRate);
    InvalidValue.require(weightLimit >= 1, "weight-limit", weightLimit, "a number of at least 1");
  }
}
