package org.crosslearn.algorithms.geometric;

/**
 * A directed edge to a recurrent node.
 *
 * @param from the sender: an input node or a recurrent node
 * @param to the recurrent node that receives
 * @param latencyTicks time that signals take, at least 1
 * @param weight what they contribute, before any plasticity; below 0 on inhibitory edges
 */
public record Edge(int from, int to, int latencyTicks, float weight) {
  public Edge {
    if (latencyTicks < 1) {
      throw new IllegalArgumentException(
          "a latency of " + latencyTicks + " ticks; signals take at least 1");
    }
  }
}
