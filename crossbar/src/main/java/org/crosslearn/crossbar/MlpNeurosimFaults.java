package org.crosslearn.crossbar;

/**
 * Faults of MLP+NeuroSim V3.0 that change accuracy, to reproduce its figures.
 *
 * @param halfGain forward reads give half the product: the factor 2 of equation 4 of its manual is
 *     missing since August 2021
 * @param offsetAtStart weights are programmed without the smallest conductance and without regard
 *     to the access transistor, too low by up to {@code 2 / (r - 1)} of the weight limit, r being the
 *     on/off ratio
 */
public record MlpNeurosimFaults(boolean halfGain, boolean offsetAtStart) {
  /** The sound model. */
  static final MlpNeurosimFaults NONE = new MlpNeurosimFaults(false, false);
}
