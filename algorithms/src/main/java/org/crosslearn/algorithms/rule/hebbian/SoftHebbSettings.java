package org.crosslearn.algorithms.rule.hebbian;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * @param learningRate largest step of the Hebbian update
 * @param learningRateExponent p in the step {@code learningRate * | |W_k| - 1 |^p} of neuron k
 * @param temperature of the soft competition
 * @param activationTemperature of the softmax that feeds the next layer
 * @param radius expected length of a neuron's initial weight vector; 1 is where learning ends
 * @param readoutRate learning rate of the linear readout
 * @param weightLimit range of hidden devices, as a multiple of the largest initial weight
 */
public record SoftHebbSettings(
    double learningRate,
    double learningRateExponent,
    double temperature,
    double activationTemperature,
    double radius,
    double readoutRate,
    double weightLimit) {
  public SoftHebbSettings {
    InvalidValue.requirePositive("learning-rate", learningRate);
    InvalidValue.requireRange("learning-rate-exponent", learningRateExponent, 0, 4);
    InvalidValue.requirePositive("temperature", temperature);
    InvalidValue.requirePositive("activation-temperature", activationTemperature);
    InvalidValue.requirePositive("radius", radius);
    InvalidValue.requirePositive("readout-rate", readoutRate);
    InvalidValue.requirePositive("weight-limit", weightLimit);
  }
}
