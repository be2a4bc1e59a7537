package org.crosslearn.algorithms.rule.spiking;

import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.algorithms.geometric.NetworkSettings;
import org.crosslearn.algorithms.geometric.StdpSettings;
import org.crosslearn.algorithms.geometric.StochasticBlocks;
import org.crosslearn.crossbar.matrix.PairTraces;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Weights are in units of the gain of their array: an input weight of 1 raises a potential by {@code
 * inputGain}, a recurrent one by {@code recurrentGain}, with the threshold in the same units.
 *
 * @param nodes recurrent nodes
 * @param durationSeconds time from a stimulus to the reading of the weights
 * @param stepSeconds resolution of time; what happens within a step is simultaneous
 * @param inputLatencySeconds time that a signal takes from an input node along the diagonal of the
 *     unit square; other distances in proportion
 * @param recurrentLatencySeconds the same between recurrent nodes
 * @param refractorySeconds how long a node ignores arrivals after it fired
 * @param membraneSeconds time constant of the decay of a potential
 * @param threshold potential at which a node fires
 * @param inputGain largest input weight
 * @param recurrentGain largest initial recurrent weight
 * @param inhibitoryFraction part of the edges that are inhibitory
 * @param potentiation largest potentiation by one pair of spikes
 * @param depression largest depression by one pair of spikes
 * @param potentiationSeconds time constant of the potentiation window
 * @param depressionSeconds time constant of the depression window
 * @param pixelThreshold pixels of at least this value fire
 * @param neighbours stored weight vectors that vote on a class
 * @param weightLimit range of the recurrent devices, in units of the recurrent gain
 */
public record GeometricStdpSettings(
    int nodes,
    double durationSeconds,
    double stepSeconds,
    double inputLatencySeconds,
    double recurrentLatencySeconds,
    double refractorySeconds,
    double membraneSeconds,
    double threshold,
    double inputGain,
    double recurrentGain,
    double inhibitoryFraction,
    double potentiation,
    double depression,
    double potentiationSeconds,
    double depressionSeconds,
    double pixelThreshold,
    int neighbours,
    double weightLimit) {
  private static final double MOST_STEPS = 10_000;

  public GeometricStdpSettings {
    InvalidValue.requireRange("nodes", nodes, 2, 4096);
    InvalidValue.requirePositive("duration-seconds", durationSeconds);
    InvalidValue.requirePositive("step-seconds", stepSeconds);
    InvalidValue.require(
        stepSeconds <= durationSeconds && durationSeconds / stepSeconds <= MOST_STEPS,
        "step-seconds",
        stepSeconds,
        "from a ten-thousandth of duration-seconds (" + durationSeconds + ") to all of it");
    requireDuration("input-latency-seconds", inputLatencySeconds, stepSeconds);
    requireDuration("recurrent-latency-seconds", recurrentLatencySeconds, stepSeconds);
    requireDuration("refractory-seconds", refractorySeconds, stepSeconds);
    InvalidValue.requirePositive("membrane-seconds", membraneSeconds);
    InvalidValue.requirePositive("threshold", threshold);
    InvalidValue.requirePositive("input-gain", inputGain);
    InvalidValue.requirePositive("recurrent-gain", recurrentGain);
    InvalidValue.requireRange("inhibitory-fraction", inhibitoryFraction, 0, 1);
    InvalidValue.requireRange("potentiation", potentiation, 0, 100);
    InvalidValue.requireRange("depression", depression, 0, 100);
    InvalidValue.requirePositive("potentiation-seconds", potentiationSeconds);
    InvalidValue.requirePositive("depression-seconds", depressionSeconds);
    InvalidValue.require(
        pixelThreshold > 0 && pixelThreshold <= 1,
        "pixel-threshold",
        pixelThreshold,
        "a number above 0 and at most 1");
    InvalidValue.requireRange("neighbours", neighbours, 1, 1000);
    InvalidValue.require(weightLimit >= 1, "weight-limit", weightLimit, "a number of at least 1");
  }

  private static void requireDuration(String key, double seconds, double stepSeconds) {
    InvalidValue.requireRange(key, seconds, 0, MOST_STEPS * stepSeconds);
  }

  /** Every node hears every input node and every other node. */
  NetworkSettings network() {
    return new NetworkSettings(
        StochasticBlocks.allToAll(nodes),
        stepSeconds,
        inputLatencySeconds,
        recurrentLatencySeconds,
        0,
        inputGain,
        recurrentGain,
        inhibitoryFraction,
        inhibitoryFraction);
  }

  /** Weights are read at the end. */
  DynamicsSettings dynamics() {
    return new DynamicsSettings(
        DynamicsSettings.Kernel.EXPONENTIAL,
        membraneSeconds,
        threshold,
        refractorySeconds,
        durationSeconds,
        durationSeconds,
        new StdpSettings(
            PairTraces.Pairing.NEAREST,
            potentiation,
            depression,
            potentiationSeconds,
            depressionSeconds),
        weightLimit);
  }
}
