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
   * pixel share its place.
   */
  public static GeometricNetwork random(
      NetworkSettings settings, ImageShape image, RandomStreams random) {
    int nodes = settings.blocks().nodes();
    double[] x = new double[nodes];
    double[] y = new double[nodes];
    RandomStream places = random.stream("geometric/places", 0);
    for (int j = 0; j < nodes; j++) {
      x[j] = places.nextDouble();
      y[j] = places.nextDouble();
    }
    return new GeometricNetwork(
        image.features(),
        nodes,
        settings.tickSeconds(),
        fromInputs(settings, image, x, y, random.stream("geometric/input", 0)),
        recurrent(settings, x, y, random.stream("geometric/recurrent", 0)),
        settings.inputGain(),
        settings.recurrentGain());
  }

  private static List<Edge> fromInputs(
      NetworkSettings settings, ImageShape image, double[] x, double[] y, RandomStream random) {
    int[] block = settings.blocks().blockOfNode();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < image.features(); i++) {
      int pixel = i / image.channels();
      double column = (pixel % image.width() + 0.5) / image.width();
      double row = (pixel / image.width() + 0.5) / image.height();
      for (int j = 0; j < x.length; j++) {
        if (random.nextDouble() < settings.blocks().fromInputs().get(block[j])) {
          double distance = Math.hypot(column - x[j], row - y[j]);
          edges.add(edge(
              i,
              j,
              distance,
              settings.inputLatencySeconds(),
              settings.inputGain(),
              settings,
              random));
        }
      }
    }
    return edges;
  }

  private static List<Edge> recurrent(
      NetworkSettings settings, double[] x, double[] y, RandomStream random) {
    int[] block = settings.blocks().blockOfNode();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        double probability = settings.blocks().between().get(block[i]).get(block[j]);
        if (i != j && random.nextDouble() < probability) {
          edges.add(edge(
              i,
              j,
              Math.hypot(x[i] - x[j], y[i] - y[j]),
              settings.recurrentLatencySeconds(),
              settings.recurrentGain(),
              settings,
              random));
        }
      }
    }
    return edges;
  }

  private static Edge edge(
      int from,
      int to,
      double distance,
      double diagonalSeconds,
      double gain,
      NetworkSettings settings,
      RandomStream random) {
    double length = distance * (1 + settings.detour() * random.nextDouble());
    double ticks = length / DIAGONAL * diagonalSeconds / settings.tickSeconds();
    boolean inhibitory = random.uniform() < settings.inhibitoryFraction();
    float size = (float) gain * (1 - random.uniform());
    return new Edge(from, to, (int) Math.max(1, Math.rint(ticks)), inhibitory ? -size : size);
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
