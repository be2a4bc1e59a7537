package org.crosslearn.algorithms.geometric;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The edges from one population to the nodes, which one array holds. They are numbered by receiver,
 * then by sender, from {@code first}.
 *
 * @param senders size of the sending population
 * @param receivers nodes
 * @param first number of the first edge
 * @param sender of each edge, in the order of their numbers
 * @param receiver of each edge
 * @param weight initial weight of each edge
 * @param firstOfReceiver place of each receiver's first edge, and the number of edges
 * @param firstOut place of each sender's first outgoing edge in {@code out}, and the number of edges
 * @param out numbers of the edges by sender, nearest receiver first
 * @param outLatencyTicks their latencies
 */
record Edges(
    int senders,
    int receivers,
    int first,
    int[] sender,
    int[] receiver,
    float[] weight,
    int[] firstOfReceiver,
    int[] firstOut,
    int[] out,
    int[] outLatencyTicks) {

  static Edges of(int senders, int receivers, int first, List<Edge> edges) {
    List<Edge> sorted = edges.stream()
        .sorted(Comparator.comparingInt(Edge::to).thenComparingInt(Edge::from))
        .toList();
    int count = sorted.size();
    int[] sender = new int[count];
    int[] receiver = new int[count];
    float[] weight = new float[count];
    int[] firstOfReceiver = new int[receivers + 1];
    int[] firstOut = new int[senders + 1];
    for (int e = 0; e < count; e++) {
      Edge edge = sorted.get(e);
      requireEnds(edge, senders, receivers);
      if (e > 0 && edge.to() == receiver[e - 1] && edge.from() == sender[e - 1]) {
        throw new IllegalArgumentException("two edges from " + edge.from() + " to " + edge.to());
      }
      sender[e] = edge.from();
      receiver[e] = edge.to();
      weight[e] = edge.weight();
      firstOfReceiver[edge.to() + 1]++;
      firstOut[edge.from() + 1]++;
    }
    accumulate(firstOfReceiver);
    accumulate(firstOut);
    List<Integer> places = IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.<Integer>comparingInt(e -> sender[e])
            .thenComparingInt(e -> sorted.get(e).latencyTicks())
            .thenComparingInt(e -> e))
        .toList();
    int[] out = new int[count];
    int[] latency = new int[count];
    for (int k = 0; k < count; k++) {
      out[k] = first + places.get(k);
      latency[k] = sorted.get(places.get(k)).latencyTicks();
    }
    return new Edges(
        senders,
        receivers,
        first,
        sender,
        receiver,
        weight,
        firstOfReceiver,
        firstOut,
        out,
        latency);
  }

  private static void requireEnds(Edge edge, int senders, int receivers) {
    if (edge.from() < 0 || edge.from() >= senders || edge.to() < 0 || edge.to() >= receivers) {
      throw new IllegalArgumentException("an edge from " + edge.from() + " to " + edge.to()
          + " does not join one of " + senders + " senders to one of " + receivers + " nodes");
    }
  }

  private static void accumulate(int[] counts) {
    for (int k = 1; k < counts.length; k++) {
      counts[k] += counts[k - 1];
    }
  }

  int count() {
    return out.length;
  }

  /** Outgoing edges of the sender that has most. */
  int mostOut() {
    int most = 0;
    for (int s = 0; s < senders; s++) {
      most = Math.max(most, firstOut[s + 1] - firstOut[s]);
    }
    return most;
  }

  /** End of the sender's outgoing edges in {@code out} whose latency is at most {@code ticks}. */
  int lastOutWithin(int ticks, int sender) {
    int low = firstOut[sender];
    int high = firstOut[sender + 1];
    while (low < high) {
      int middle = low + high >>> 1;
      if (outLatencyTicks[middle] <= ticks) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The longest latency, at least 1. */
  int longestTicks() {
    int longest = 1;
    for (int latency : outLatencyTicks) {
      longest = Math.max(longest, latency);
    }
    return longest;
  }

  /** Latency of each edge, in the order of their numbers. */
  int[] latencyTicks() {
    int[] latency = new int[count()];
    for (int k = 0; k < latency.length; k++) {
      latency[out[k] - first] = outLatencyTicks[k];
    }
    return latency;
  }

  /** Cell of an edge in a matrix of {@code receivers x senders}. */
  int cell(int edge) {
    return receiver[edge - first] * senders + sender[edge - first];
  }
}
