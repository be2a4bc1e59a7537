package org.crosslearn.algorithms.geometric;

import java.util.List;

/**
 * What a network makes of one stimulus. The record hands its arrays out without copying them.
 *
 * @param nodes recurrent nodes of the network
 * @param durationTicks length of the response
 * @param spikeNodes node of each spike, by time, then by node
 * @param spikeTicks time of each spike, from 1 to {@code durationTicks}
 * @param weights recurrent weights at each time of sampling, by edge (see {@link
 *     GeometricNetwork#recurrent}); the last sample is the latest at or before the end
 * @param producer recorded operation that the last sample depends on
 */
public record Response(
    int nodes,
    int durationTicks,
    int[] spikeNodes,
    int[] spikeTicks,
    List<float[]> weights,
    EventCounts counts,
    RefractionRatios refractionRatios,
    int producer) {

  /**
   * The activation pattern: spikes of each node in each of {@code bins} equal parts of the time,
   * {@code nodes x bins}.
   */
  public float[] spikeCounts(int bins) {
    float[] counts = new float[nodes * bins];
    for (int k = 0; k < spikeNodes.length; k++) {
      int bin = (int) ((spikeTicks[k] - 1L) * bins / durationTicks);
      counts[spikeNodes[k] * bins + bin]++;
    }
    return counts;
  }
}
