package org.crosslearn.algorithms.geometric;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * How a network is laid out in the unit square.
 *
 * @param blocks nodes and the probabilities of their edges
 * @param tickSeconds resolution of time: latencies are whole numbers of ticks, at least one, and what
 *     happens within a tick is simultaneous
 * @param inputLatencySeconds time that a signal takes from an input node straight along the diagonal
 *     of the square; other lengths in proportion, at one conduction speed
 * @param recurrentLatencySeconds the same between recurrent nodes
 * @param detour edges are longer than the distance of their ends by a random part of it, uniform from
 *     0 to this
 * @param inputGain largest weight of an edge from an input node, in units of the threshold's
 * @param recurrentGain largest initial weight of an edge between nodes
 * @param inhibitoryFraction part of the edges between nodes that are inhibitory: their weights are
 *     uniform in {@code [-gain, 0)}, those of the others in {@code (0, gain]}
 * @param inputInhibitoryFraction the same of the edges from input nodes
 */
public record NetworkSettings(
    StochasticBlocks blocks,
    double tickSeconds,
    double inputLatencySeconds,
    double recurrentLatencySeconds,
    double detour,
    double inputGain,
    double recurrentGain,
    double inhibitoryFraction,
    double inputInhibitoryFraction) {
  /** A queue keeps one slot per tick of the longest latency. */
  static final int MOST_TICKS = 100_000;

  public NetworkSettings {
    InvalidValue.requirePositive("tick-seconds", tickSeconds);
    InvalidValue.requireRange("detour", detour, 0, 100);
    double longest = MOST_TICKS * tickSeconds / (1 + detour);
    InvalidValue.requireRange("input-latency-seconds", inputLatencySeconds, 0, longest);
    InvalidValue.requireRange("recurrent-latency-seconds", recurrentLatencySeconds, 0, longest);
    InvalidValue.requirePositive("input-gain", inputGain);
    InvalidValue.requirePositive("recurrent-gain", recurrentGain);
    InvalidValue.requireRange("inhibitory-fraction", inhibitoryFraction, 0, 1);
    InvalidValue.requireRange("input-inhibitory-fraction", inputInhibitoryFraction, 0, 1);
  }
}
