package org.crosslearn.algorithms.geometric;

import org.crosslearn.crossbar.matrix.PairTraces.Pairing;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Plasticity of the recurrent edges by pairs of an arrival and a spike, see {@link
 * org.crosslearn.crossbar.matrix.PairTraces}. Weights may change their sign; only devices limit them.
 *
 * @param pairing which pairs count
 * @param potentiation largest rise by one pair, in units of the recurrent gain
 * @param depression largest fall by one pair, in the same units
 * @param potentiationSeconds time constant of the rise
 * @param depressionSeconds time constant of the fall
 */
public record StdpSettings(
    Pairing pairing,
    double potentiation,
    double depression,
    double potentiationSeconds,
    double depressionSeconds) {
  public StdpSettings {
    InvalidValue.requireRange("potentiation", potentiation, 0, 100);
    InvalidValue.requireRange("depression", depression, 0, 100);
    InvalidValue.requirePositive("potentiation-seconds", potentiationSeconds);
    InvalidValue.requirePositive("depression-seconds", depressionSeconds);
  }
}
