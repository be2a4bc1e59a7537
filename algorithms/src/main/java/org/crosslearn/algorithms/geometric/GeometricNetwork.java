package org.crosslearn.algorithms.geometric;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * A directed graph whose edges have latencies (Silva, Neural Computation 31(12):2492, 2019): a signal
 * on an edge of length d arrives after {@code tau = d / s}, s being the conduction speed. Input nodes
 * only send; recurrent nodes send and receive.
 */
public final class GeometricNetwork {
  private static final double DIAGONAL = Math.sqrt(2);

  private final Edges inputEdges;
  private final Edges recurrentEdges;
  private final double tickSeconds;
  private final double inputGain;
  private final double recurrentGain;

  private GeometricNetwork(
      int inputs,
      int nodes,
      double tickSeconds,
      List<Edge> fromInputs,
      List<Edge> recurrent,
      double inputGain,
      double recurrentGain) {
    this.tickSeconds = tickSeconds;
    this.inputGain = inputGain;
    this.recurrentGain = recurrentGain;
    recurrentEdges = Edges.of(nodes, nodes, 0, recurrent);
    inputEdges = Edges.of(inputs, nodes, recurrent.size(), fromInputs);
  }

  /**
   * A network of given edges. Its gains, the units of plasticity and of the ranges of devices, are the
   * largest magnitudes of its weights, or 1 where there is none.
   *
   * @param fromInputs edges from input nodes
   * @param recurrent edges between nodes; those of a node to itself are refused
   * @throws IllegalArgumentException if an edge joins what does not exist, or two join the same
   */
  public static GeometricNetwork of(
      int inputs, int nodes, double tickSeconds, List<Edge> fromInputs, List<Edge> recurrent) {
    for (Edge edge : recurrent) {
      if (edge.from() == edge.to()) {
        throw new IllegalArgumentException("node " + edge.to() + " has an edge to itself");
      }
    }
    return new GeometricNetwork(
        inputs, nodes, tickSeconds, fromInputs, recurrent, gain(fromInputs), gain(recurrent));
  }

  private static double gain(List<Edge> edges) {
    double largest = 0;
    for (Edge edge : edges) {
      largest = Math.max(largest, Math.abs(edge.weight()));
    }
    return largest == 0 ? 1 : largest;
  }

  /**
   * Input nodes on the pixels' lattice, recurrent nodes anywhere in the unit square. Channels of a
   * pixel share its place. Weights, detours and the presence of edges come from streams of their own
   * and are drawn for every pair of nodes: a sparse network is a part of the dense one.
   */
  public static GeometricNetwork random(
      NetworkSettings settings, ImageShape image, RandomStreams random) {
    int nodes = settings.blocks().nodes();
    Place[] places = new Place[nodes];
    RandomStream positions = random.stream("geometric-stdp/positions", 0);
    for (int j = 0; j < nodes; j++) {
      places[j] = new Place(positions.nextDouble(), positions.nextDouble());
    }
    Place[] pixels = new Place[image.features()];
    for (int i = 0; i < pixels.length; i++) {
      int pixel = i / image.channels();
      pixels[i] = new Place(
          (pixel % image.width() + 0.5) / image.width(),
          (pixel / image.width() + 0.5) / image.height());
    }
    int[] block = settings.blocks().blockOfNode();
    List<Edge> fromInputs = edges(
        pixels,
        places,
        (i, j) -> settings.blocks().fromInputs().get(block[j]),
        settings.inputLatencySeconds(),
        settings.inputGain(),
        settings.inputInhibitoryFraction(),
        settings,
        "geometric-stdp/input",
        random);
    List<Edge> recurrent = edges(
        places,
        places,
        (i, j) -> i == j ? 0 : settings.blocks().between().get(block[i]).get(block[j]),
        settings.recurrentLatencySeconds(),
        settings.recurrentGain(),
        settings.inhibitoryFraction(),
        settings,
        "geometric-stdp/recurrent",
        random);
    return new GeometricNetwork(
        pixels.length,
        nodes,
        settings.tickSeconds(),
        fromInputs,
        recurrent,
        settings.inputGain(),
        settings.recurrentGain());
  }

  private record Place(double x, double y) {
    double distance(Place other) {
      return Math.hypot(x - other.x, y - other.y);
    }
  }

  private interface Probability {
    double ofEdge(int from, int to);
  }

  private static List<Edge> edges(
      Place[] senders,
      Place[] receivers,
      Probability probability,
      double diagonalSeconds,
      double gain,
      double inhibitoryFraction,
      NetworkSettings settings,
      String name,
      RandomStreams random) {
    RandomStream weights = random.stream(name, 0);
    RandomStream detours = random.stream(name + "/detours", 0);
    RandomStream presence = random.stream(name + "/presence", 0);
    List<Edge> edges = new ArrayList<>();
    for (int to = 0; to < receivers.length; to++) {
      for (int from = 0; from < senders.length; from++) {
        boolean inhibitory = weights.uniform() < inhibitoryFraction;
        float size = (float) gain * (1 - weights.uniform());
        double detour = 1 + settings.detour() * detours.nextDouble();
        if (presence.nextDouble() < probability.ofEdge(from, to)) {
          double length = senders[from].distance(receivers[to]) * detour;
          double ticks = length / DIAGONAL * diagonalSeconds / settings.tickSeconds();
          edges.add(
              new Edge(from, to, (int) Math.max(1, Math.rint(ticks)), inhibitory ? -size : size));
        }
      }
    }
    return edges;
  }

  /**
   * The same network with other weights between its nodes; its gains stay.
   *
   * @param weights in the order of {@link #recurrent}
   */
  public GeometricNetwork withRecurrent(float[] weights) {
    List<Edge> edges = recurrent();
    if (weights.length != edges.size()) {
      throw new IllegalArgumentException(
          weights.length + " weights for " + edges.size() + " recurrent edges");
    }
    for (int e = 0; e < weights.length; e++) {
      Edge edge = edges.get(e);
      edges.set(e, new Edge(edge.from(), edge.to(), edge.latencyTicks(), weights[e]));
    }
    return new GeometricNetwork(
        inputs(), nodes(), tickSeconds, fromInputs(), edges, inputGain, recurrentGain);
  }

  /** Initial weights of the recurrent edges, in the order of {@link #recurrent}. */
  public float[] recurrentWeights() {
    return recurrentEdges.weight().clone();
  }

  public int inputs() {
    return inputEdges.senders();
  }

  /** Recurrent nodes. */
  public int nodes() {
    return recurrentEdges.receivers();
  }

  public double tickSeconds() {
    return tickSeconds;
  }

  /**
   * The recurrent edges in the order of their weights in a {@link Response}: by receiver, then by
   * sender, with their initial weights.
   */
  public List<Edge> recurrent() {
    return list(recurrentEdges);
  }

  /** The edges from input nodes, by receiver, then by sender. */
  public List<Edge> fromInputs() {
    return list(inputEdges);
  }

  private static List<Edge> list(Edges edges) {
    int[] latency = edges.latencyTicks();
    List<Edge> list = new ArrayList<>();
    for (int e = 0; e < edges.count(); e++) {
      list.add(
          new Edge(edges.sender()[e], edges.receiver()[e], latency[e], edges.weight()[e]));
    }
    return list;
  }

  Edges inputEdges() {
    return inputEdges;
  }

  Edges recurrentEdges() {
    return recurrentEdges;
  }

  /** Largest weight from an input node. */
  double inputGain() {
    return inputGain;
  }

  /** Largest initial weight between nodes. */
  double recurrentGain() {
    return recurrentGain;
  }

  /** Ticks of a time, at least 1. */
  int ticks(double seconds) {
    return (int) Math.max(1, Math.rint(seconds / tickSeconds));
  }
}
