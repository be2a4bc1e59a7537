package org.crosslearn.algorithms.geometric;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * What nodes do with the signals that reach them, and for how long they are watched.
 *
 * @param kernel how the contribution of an arrival fades
 * @param decaySeconds its time constant, or the length of its window
 * @param threshold sum of contributions at which a node fires
 * @param refractorySeconds how long a node ignores arrivals after it fired
 * @param durationSeconds time from the start of a stimulus to the end of the response
 * @param sampleSeconds time between two samples of the recurrent weights, at most the duration: more
 *     means a single one at the end
 * @param stdp plasticity of the recurrent edges; null for weights that stay as they are
 * @param weightLimit range of the devices of recurrent edges, in units of the recurrent gain
 */
public record DynamicsSettings(
    Kernel kernel,
    double decaySeconds,
    double threshold,
    double refractorySeconds,
    double durationSeconds,
    double sampleSeconds,
    StdpSettings stdp,
    double weightLimit) {

  /** Shape of the decay. */
  public enum Kernel {
    EXPONENTIAL,
    WINDOW
  }

  public DynamicsSettings {
    InvalidValue.requirePositive("decay-seconds", decaySeconds);
    InvalidValue.requirePositive("threshold", threshold);
    InvalidValue.requireRange("refractory-seconds", refractorySeconds, 0, 1e6);
    InvalidValue.requirePositive("duration-seconds", durationSeconds);
    InvalidValue.requirePositive("sample-seconds", sampleSeconds);
    sampleSeconds = Math.min(sampleSeconds, durationSeconds);
    InvalidValue.require(weightLimit >= 1, "weight-limit", weightLimit, "a number of at least 1");
  }

  /** The same without plasticity. */
  public DynamicsSettings withoutStdp() {
    return new DynamicsSettings(
        kernel,
        decaySeconds,
        threshold,
        refractorySeconds,
        durationSeconds,
        sampleSeconds,
        null,
        weightLimit);
  }

  /** The same, ended earlier or later. */
  public DynamicsSettings lasting(double seconds) {
    return new DynamicsSettings(
        kernel,
        decaySeconds,
        threshold,
        refractorySeconds,
        seconds,
        sampleSeconds,
        stdp,
        weightLimit);
  }

  /** The same with a single reading of the weights, at the end. */
  public DynamicsSettings sampledOnce() {
    return new DynamicsSettings(
        kernel,
        decaySeconds,
        threshold,
        refractorySeconds,
        durationSeconds,
        durationSeconds,
        stdp,
        weightLimit);
  }
}
