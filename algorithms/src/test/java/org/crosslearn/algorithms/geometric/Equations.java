package org.crosslearn.algorithms.geometric;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.geometric.DynamicsSettings.Kernel;
import org.crosslearn.crossbar.matrix.PairTraces.Pairing;

/**
 * The equations of a geometric network word for word, in double precision: every node sums over all
 * arrivals since its last spike in every tick, and every pair is looked up in the lists of all
 * arrivals and spikes. No queue, no traces, no decay from event to event.
 */
final class Equations {
  private record Arrival(int tick, int edge, boolean fromInput, double weight) {}

  private final GeometricNetwork network;
  private final DynamicsSettings dynamics;
  private final double tickSeconds;
  private final List<Edge> edges;
  private final double[] weights;
  private final double gain;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<List<Integer>> spikes = new ArrayList<>();
  private final List<int[]> spikeList = new ArrayList<>();

  Equations(GeometricNetwork network, DynamicsSettings dynamics, double tickSeconds) {
    this.network = network;
    this.dynamics = dynamics;
    this.tickSeconds = tickSeconds;
    edges = network.recurrent();
    weights = edges.stream().mapToDouble(Edge::weight).toArray();
    gain = 0.2;
    for (int j = 0; j < network.nodes(); j++) {
      spikes.add(new ArrayList<>());
    }
  }

  void run(Stimulus stimulus) {
    List<Edge> fromInputs = network.fromInputs();
    for (int k = 0; k < stimulus.nodes().length; k++) {
      for (int e = 0; e < fromInputs.size(); e++) {
        Edge edge = fromInputs.get(e);
        if (edge.from() == stimulus.nodes()[k]) {
          arrivals.add(
              new Arrival(stimulus.ticks()[k] + edge.latencyTicks(), e, true, edge.weight()));
        }
      }
    }
    int ticks = (int) Math.round(dynamics.durationSeconds() / tickSeconds);
    for (int now = 1; now <= ticks; now++) {
      List<Integer> firing = new ArrayList<>();
      for (int j = 0; j < network.nodes(); j++) {
        if (fires(j, now)) {
          firing.add(j);
        }
      }
      List<Arrival> before = List.copyOf(arrivals);
      for (int j : firing) {
        spikeList.add(new int[] {j, now});
        depart(j, now);
      }
      for (Arrival arrival : before) {
        if (!arrival.fromInput() && arrival.tick() == now) {
          weaken(arrival.edge(), now);
        }
      }
      for (int j : firing) {
        strengthen(j, now, before);
        spikes.get(j).add(now);
      }
    }
  }

  private boolean fires(int node, int now) {
    List<Integer> own = spikes.get(node);
    int last = own.isEmpty() ? Integer.MIN_VALUE / 2 : own.get(own.size() - 1);
    int listens = last + (int) Math.round(dynamics.refractorySeconds() / tickSeconds);
    double sum = 0;
    boolean any = false;
    for (Arrival arrival : arrivals) {
      Edge edge = arrival.fromInput()
          ? network.fromInputs().get(arrival.edge())
          : edges.get(arrival.edge());
      if (edge.to() == node && arrival.tick() >= listens && arrival.tick() <= now) {
        any |= arrival.tick() == now;
        sum += arrival.weight() * decay((now - arrival.tick()) * tickSeconds);
      }
    }
    return now >= listens && any && sum >= dynamics.threshold();
  }

  private double decay(double seconds) {
    if (dynamics.kernel() == Kernel.WINDOW) {
      return seconds < dynamics.decaySeconds() - 1e-9 ? 1 : 0;
    }
    return Math.exp(-seconds / dynamics.decaySeconds());
  }

  private void depart(int node, int now) {
    for (int e = 0; e < edges.size(); e++) {
      if (edges.get(e).from() == node) {
        arrivals.add(new Arrival(now + edges.get(e).latencyTicks(), e, false, weights[e]));
      }
    }
  }

  private void weaken(int edge, int now) {
    List<Integer> own = spikes.get(edges.get(edge).to());
    boolean all = dynamics.stdp().pairing() == Pairing.ALL_TO_ALL;
    for (int k = all ? 0 : Math.max(0, own.size() - 1); k < own.size(); k++) {
      double seconds = (now - own.get(k)) * tickSeconds;
      weights[edge] -= gain
          * dynamics.stdp().depression()
          * Math.exp(-seconds / dynamics.stdp().depressionSeconds());
    }
  }

  private void strengthen(int node, int now, List<Arrival> before) {
    List<Integer> own = spikes.get(node);
    int previous = own.isEmpty() ? 0 : own.get(own.size() - 1);
    Pairing pairing = dynamics.stdp().pairing();
    for (int e = 0; e < edges.size(); e++) {
      if (edges.get(e).to() != node) {
        continue;
      }
      List<Integer> heard = new ArrayList<>();
      for (Arrival arrival : before) {
        boolean counts = pairing != Pairing.ALL_TO_NEAREST || arrival.tick() > previous;
        if (!arrival.fromInput() && arrival.edge() == e && arrival.tick() <= now && counts) {
          heard.add(arrival.tick());
        }
      }
      if (pairing == Pairing.NEAREST && !heard.isEmpty()) {
        heard = List.of(heard.stream().max(Integer::compare).orElseThrow());
      }
      for (int tick : heard) {
        weights[e] += gain
            * dynamics.stdp().potentiation()
            * Math.exp(-(now - tick) * tickSeconds / dynamics.stdp().potentiationSeconds());
      }
    }
  }

  int[] spikeNodes() {
    return spikeList.stream().mapToInt(spike -> spike[0]).toArray();
  }

  int[] spikeTicks() {
    return spikeList.stream().mapToInt(spike -> spike[1]).toArray();
  }

  float[] weights() {
    float[] floats = new float[weights.length];
    for (int e = 0; e < floats.length; e++) {
      floats[e] = (float) weights[e];
    }
    return floats;
  }
}
