package org.crosslearn.algorithms.geometric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.DigitalUnit;
import org.crosslearn.crossbar.matrix.EventNeurons;
import org.crosslearn.crossbar.matrix.EventNeurons.Decay;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.OpRecorder;
import org.crosslearn.crossbar.matrix.PairTraces;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.matrix.SpikeQueue;
import org.crosslearn.crossbar.matrix.Spikes;
import org.crosslearn.hw.workload.Phase;

/**
 * One geometric dynamic network on one piece of hardware, driven by events. The weights of the edges
 * from input nodes and between nodes lie on two arrays, {@code input} of {@code nodes x inputs} and
 * {@code recurrent} of {@code nodes x nodes}.
 *
 * <p>A spike reads its row of the array once, when it leaves; a queue carries each of the weights to
 * its node. So a signal counts with the weight at its departure, where the theory takes the weight at
 * its arrival: a delayed signal would need one read per edge instead of one per spike. Within a tick
 * the signals that arrive are summed first, then nodes fire and their signals leave, then plasticity
 * changes the weights. Arrivals count for plasticity even where they are lost on a refractory node.
 */
public final class EventSimulation {
  private final GeometricNetwork network;
  private final DynamicsSettings dynamics;

  /**
   * Whether to pass over ticks in which nothing happens. Crossbars take them as they come: a recording
   * has the same operations in every tick, and must not change the noise.
   */
  private final boolean skipsSilence;

  private final int ticks;
  private final int sampleTicks;
  private final int refractoryTicks;
  private final EdgeArray input;
  private final EdgeArray recurrent;
  private final SpikeQueue fromInputs;
  private final SpikeQueue fromNodes;
  private final EventNeurons neurons;
  private final PairTraces traces;
  private final DigitalUnit digital;
  private final OpRecorder recorder;
  private final int[] receivers;
  private final int[] latencyTicks;
  private final int[] lastSpike;
  private final float[] row;
  private final long[] histogram = new long[RefractionRatios.BINS];
  private float[] changes = new float[16];
  private int[] spikeNodes = new int[64];
  private int[] spikeTicks = new int[64];
  private int spikeCount;
  private double ratioSum;

  private EventSimulation(
      GeometricNetwork network,
      DynamicsSettings dynamics,
      Hardware hardware,
      EdgeArray input,
      EdgeArray recurrent,
      boolean skipsSilence) {
    this.network = network;
    this.dynamics = dynamics;
    this.input = input;
    this.recurrent = recurrent;
    this.skipsSilence = skipsSilence;
    digital = hardware.digital();
    recorder = hardware.recorder();
    ticks = network.ticks(dynamics.durationSeconds());
    sampleTicks = network.ticks(dynamics.sampleSeconds());
    // The margin keeps a period of a whole number of ticks from growing by one in rounding.
    refractoryTicks = (int) Math.ceil(dynamics.refractorySeconds() / network.tickSeconds() - 1e-9);
    Edges fromInput = network.inputEdges();
    Edges edges = network.recurrentEdges();
    fromInputs = digital.spikeQueue(fromInput.longestTicks());
    fromNodes = digital.spikeQueue(edges.longestTicks());
    neurons = digital.eventNeurons(
        network.nodes(), decay(), dynamics.threshold(), refractoryTicks, ticks);
    receivers = concatenated(edges.receiver(), fromInput.receiver());
    latencyTicks = concatenated(edges.latencyTicks(), fromInput.latencyTicks());
    traces = dynamics.stdp() == null ? null : traces(dynamics.stdp(), edges);
    lastSpike = new int[network.nodes()];
    row = new float[Math.max(fromInput.mostOut(), edges.mostOut())];
  }

  /**
   * A network whose arrays are those of the hardware: what happens on them can be recorded. The
   * initial weights are written here; those from inputs stay.
   */
  public static EventSimulation on(
      Hardware hardware, GeometricNetwork network, DynamicsSettings dynamics) {
    Edges input = network.inputEdges();
    Edges recurrent = network.recurrentEdges();
    EdgeArray fromInputs = new CrossbarEdges(
        input, hardware.matrix("input", input.receivers(), input.senders(), network.inputGain()));
    EdgeArray between = new CrossbarEdges(
        recurrent,
        hardware.matrix(
            "recurrent",
            recurrent.receivers(),
            recurrent.senders(),
            dynamics.weightLimit() * network.recurrentGain()));
    fromInputs.program();
    between.program();
    return new EventSimulation(network, dynamics, hardware, fromInputs, between, false);
  }

  /**
   * The same on ideal hardware, faster: weights lie in plain arrays. Nothing can be recorded.
   *
   * @param unrecorded ideal hardware, whose digital circuits do the rest
   */
  static EventSimulation plain(
      Hardware unrecorded, GeometricNetwork network, DynamicsSettings dynamics) {
    PlainEdges input = new PlainEdges(network.inputEdges());
    PlainEdges recurrent = new PlainEdges(network.recurrentEdges());
    input.program();
    recurrent.program();
    return new EventSimulation(network, dynamics, unrecorded, input, recurrent, true);
  }

  /** The fastest that does the same: {@link #plain} without devices, {@link #on} with them. */
  public static EventSimulation unrecorded(
      Hardware hardware, HardwareSpec spec, GeometricNetwork network, DynamicsSettings dynamics) {
    return spec.isIdeal() ? plain(hardware, network, dynamics) : on(hardware, network, dynamics);
  }

  private Decay decay() {
    double decayTicks = dynamics.decaySeconds() / network.tickSeconds();
    return switch (dynamics.kernel()) {
      case EXPONENTIAL -> new Decay.Exponential(decayTicks);
      case WINDOW -> new Decay.Window(network.ticks(dynamics.decaySeconds()));
    };
  }

  private PairTraces traces(StdpSettings stdp, Edges edges) {
    double gain = network.recurrentGain();
    double tick = network.tickSeconds();
    return digital.pairTraces(
        stdp.pairing(),
        new PairTraces.Window(gain * stdp.potentiation(), stdp.potentiationSeconds() / tick),
        new PairTraces.Window(gain * stdp.depression(), stdp.depressionSeconds() / tick),
        edges.receiver(),
        edges.firstOfReceiver());
  }

  private static int[] concatenated(int[] a, int[] b) {
    int[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /**
   * Writes the initial weights to the recurrent array again. Without it a stimulus finds the weights
   * that the one before left. Where nothing is learned they are still there, and nothing is written.
   */
  public void reset() {
    if (traces == null) {
      return;
    }
    recorder.phase(Phase.UPDATE);
    recurrent.program();
  }

  /**
   * Shows a stimulus to the network, whose nodes are at rest and whose edges are empty at the start.
   *
   * @param cause recorded operation that the stimulus depends on, or {@link Signal#GIVEN}. What is
   *     recorded depends on the stimulus in its numbers only, as long as all input nodes fire at tick 0
   * @throws IllegalArgumentException if there is no such input node
   */
  public Response respond(Stimulus stimulus, int cause) {
    requireInputs(stimulus);
    start(cause);
    List<float[]> samples = new ArrayList<>();
    int sampled = cause;
    long arrivals = 0;
    long lost = 0;
    int next = send(stimulus, 0, 0, cause);
    for (int now = 1; now <= ticks; now++) {
      fromInputs.next();
      fromNodes.next();
      int count = fromInputs.arrivals() + fromNodes.arrivals();
      if (count > 0 || !skipsSilence) {
        arrivals += count;
        lost += tick(now);
      }
      next = send(stimulus, next, now, cause);
      if (now % sampleTicks == 0) {
        recorder.phase(Phase.FORWARD);
        EdgeArray.Sample sample = recurrent.sample();
        samples.add(sample.weights());
        sampled = sample.producer();
      }
    }
    // Each is an edge and a weight.
    digital.keep("signals under way", 2.0 * (fromInputs.most() + fromNodes.most()));
    EventCounts counts = new EventCounts(
        next,
        spikeCount,
        fromInputs.signals() + fromNodes.signals(),
        arrivals,
        lost,
        traces == null ? 0 : traces.pairs());
    return new Response(
        network.nodes(),
        ticks,
        Arrays.copyOf(spikeNodes, spikeCount),
        Arrays.copyOf(spikeTicks, spikeCount),
        samples,
        counts,
        new RefractionRatios(
            spikeCount, spikeCount == 0 ? 0 : ratioSum / spikeCount, histogram.clone()),
        sampled);
  }

  private void requireInputs(Stimulus stimulus) {
    for (int node : stimulus.nodes()) {
      if (node < 0 || node >= network.inputs()) {
        throw new IllegalArgumentException(
            "there is no input node " + node + " among " + network.inputs());
      }
    }
  }

  private void start(int cause) {
    fromInputs.clear(cause);
    fromNodes.clear(cause);
    neurons.rest(cause);
    if (traces != null) {
      traces.clear(cause);
    }
    digital.keep("geometric network", keptNumbers());
    Arrays.fill(lastSpike, 0);
    Arrays.fill(histogram, 0);
    spikeCount = 0;
    ratioSum = 0;
  }

  /**
   * Initial weight, latency and trace of each recurrent edge, latency of each edge from an input, sum,
   * time and refractory counter of each node, and its trace.
   */
  private double keptNumbers() {
    int ofEdge = traces == null ? 2 : 3;
    int ofNode = traces == null ? 3 : 4;
    return (double) ofEdge * network.recurrentEdges().count()
        + network.inputEdges().count()
        + ofNode * network.nodes();
  }

  /** Sends the spikes of input nodes that are due; returns how many spikes left so far. */
  private int send(Stimulus stimulus, int from, int now, int cause) {
    int to = from;
    while (to < stimulus.ticks().length && stimulus.ticks()[to] == now) {
      to++;
    }
    if (to > from || now == 0) {
      recorder.phase(Phase.FORWARD);
      int[] senders = Arrays.copyOfRange(stimulus.nodes(), from, to);
      send(now, senders, to - from, cause, input, network.inputEdges(), fromInputs);
    }
    return to;
  }

  private void send(
      int now,
      int[] senders,
      int count,
      int cause,
      EdgeArray array,
      Edges edges,
      SpikeQueue queue) {
    int read = array.read(senders, count, cause);
    for (int k = 0; k < count; k++) {
      int first = edges.firstOut()[senders[k]];
      int reached = edges.lastOutWithin(ticks - now, senders[k]);
      array.row(k, reached - first, row);
      queue.send(edges.out(), edges.outLatencyTicks(), first, reached, row, 0);
      queue.sendUnawaited(edges.firstOut()[senders[k] + 1] - reached);
    }
    queue.sent(read);
  }

  /** Returns how many arrivals were lost. */
  private long tick(int now) {
    receive(fromInputs);
    receive(fromNodes);
    long lost = neurons.fire(now);
    recorder.phase(Phase.FORWARD);
    Spikes spikes = neurons.spikes(fromInputs.producer(), fromNodes.producer());
    note(now, spikes);
    if (spikes.count() > 0 || !skipsSilence) {
      send(
          now,
          spikes.lines(),
          spikes.count(),
          spikes.producer(),
          recurrent,
          network.recurrentEdges(),
          fromNodes);
    }
    if (traces != null) {
      learn(now, spikes);
    }
    return lost;
  }

  private void receive(SpikeQueue queue) {
    neurons.receive(queue.edges(), queue.weights(), queue.arrivals(), receivers);
  }

  private void note(int now, Spikes spikes) {
    for (int k = 0; k < spikes.count(); k++) {
      int node = spikes.lines()[k];
      noteRatio(now, node, latencyTicks[neurons.trigger(node)]);
      lastSpike[node] = now;
      if (spikeCount == spikeNodes.length) {
        spikeNodes = Arrays.copyOf(spikeNodes, 2 * spikeCount);
        spikeTicks = Arrays.copyOf(spikeTicks, 2 * spikeCount);
      }
      spikeNodes[spikeCount] = node;
      spikeTicks[spikeCount++] = now;
    }
  }

  private void noteRatio(int now, int node, int latency) {
    double ratio = 0;
    if (lastSpike[node] > 0) {
      int observed = Math.max(now - latency, lastSpike[node]);
      int deaf = Math.max(0, lastSpike[node] + refractoryTicks - observed);
      ratio = (double) deaf / (now - observed);
    }
    ratioSum += ratio;
    histogram[(int) Math.min(RefractionRatios.BINS - 1, ratio * RefractionRatios.BINS)]++;
  }

  private void learn(int now, Spikes spikes) {
    int count = fromNodes.arrivals();
    if (changes.length < Math.max(count, network.nodes())) {
      changes = new float[2 * Math.max(count, network.nodes())];
    }
    traces.arrive(now, fromNodes.edges(), count, changes);
    recurrent.change(fromNodes.edges(), count, changes);
    int[] first = network.recurrentEdges().firstOfReceiver();
    for (int k = 0; k < spikes.count(); k++) {
      int node = spikes.lines()[k];
      traces.fire(now, node, changes);
      recurrent.change(first[node], first[node + 1] - first[node], changes);
    }
    recorder.phase(Phase.GRADIENT);
    int changed = traces.changed(spikes.producer());
    recorder.phase(Phase.UPDATE);
    recurrent.settle(changed);
  }
}
