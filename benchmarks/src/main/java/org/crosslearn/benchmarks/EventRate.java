package org.crosslearn.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.experiment.Trajectories;
import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.algorithms.geometric.DynamicsSettings.Kernel;
import org.crosslearn.algorithms.geometric.EventCounts;
import org.crosslearn.algorithms.geometric.GeometricNetwork;
import org.crosslearn.algorithms.geometric.IndependentStimuli;
import org.crosslearn.algorithms.geometric.NetworkSettings;
import org.crosslearn.algorithms.geometric.StdpSettings;
import org.crosslearn.algorithms.geometric.Stimulus;
import org.crosslearn.algorithms.geometric.StochasticBlocks;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.PairTraces.Pairing;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * Times the event-driven simulation of whole stimuli on ideal hardware: all-to-all networks of several
 * sizes, 300 ms, plasticity on, with as many lit pixels as an image of MNIST has (150 of 784, a disc
 * of that size at a random place). An event is a spike, an arrival or a change of a weight.
 * On a busy machine the processor time, which other processes slow down less, says more.
 */
public final class EventRate {
  private static final ImageShape SHAPE = new ImageShape(28, 28, 1);
  private static final double RADIUS = Math.sqrt(150 / Math.PI);
  private static final int TURNS = 5;

  private EventRate() {}

  /** Takes the number of threads, or nothing for one per processor. */
  public static void main(String[] arguments) {
    int threads = arguments.length == 0
        ? Runtime.getRuntime().availableProcessors()
        : Integer.parseInt(arguments[0]);
    System.out.println("Java " + System.getProperty("java.version") + ", " + threads
        + " threads, best and median of " + TURNS + " turns");
    System.out.println();
    System.out.println(
        "| constants | nodes | tick, ms | spikes/node | stimuli/s, best | median | events/s, best "
            + "| processor time/stimulus, ms |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
    for (int nodes : new int[] {5, 50, 200, 400}) {
      row("few spikes", fewSpikes(nodes, 1e-3), threads);
    }
    row("few spikes", fewSpikes(200, 1e-4), threads);
    for (int nodes : new int[] {50, 200}) {
      row("of the study", ofTheStudy(nodes), threads);
    }
  }

  private static void row(String constants, IndependentStimuli network, int threads) {
    int nodes = network.network().nodes();
    List<Stimulus> stimuli = stimuli(Math.max(60, 10_000 / nodes));
    double[] seconds = new double[TURNS];
    double events = 0;
    double spikes = 0;
    double processorSeconds = 0;
    for (int turn = -1; turn < TURNS; turn++) {
      double used = processorSeconds();
      long start = System.nanoTime();
      List<EventCounts> counts = network.show(stimuli, threads, response -> response.counts());
      if (turn >= 0) {
        seconds[turn] = (System.nanoTime() - start) * 1e-9;
        processorSeconds += processorSeconds() - used;
      }
      events = counts.stream().mapToLong(EventCounts::events).sum();
      spikes = counts.stream().mapToLong(EventCounts::recurrentReads).sum();
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f | %.1f | %.0f | %.0f | %.0f million | %.2f |%n",
        constants,
        nodes,
        network.network().tickSeconds() * 1e3,
        spikes / stimuli.size() / nodes,
        stimuli.size() / seconds[0],
        stimuli.size() / seconds[TURNS / 2],
        events / seconds[0] * 1e-6,
        processorSeconds / TURNS / stimuli.size() * 1e3);
  }

  private static double processorSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() * 1e-9;
  }

  private static IndependentStimuli fewSpikes(int nodes, double tickSeconds) {
    RandomStreams random = new RandomStreams(1);
    GeometricNetwork network = GeometricNetwork.random(
        new NetworkSettings(
            StochasticBlocks.allToAll(nodes), tickSeconds, 0.3, 0.1, 0, 0.3, 1e-3, 0.3, 0.3),
        SHAPE,
        random);
    DynamicsSettings dynamics = new DynamicsSettings(
        Kernel.EXPONENTIAL,
        0.02,
        0.5,
        0.002,
        0.3,
        0.3,
        new StdpSettings(Pairing.NEAREST, 0.01, 0.01, 0.02, 0.02),
        2);
    return new IndependentStimuli(network, dynamics, HardwareSpec.IDEAL, random);
  }

  /** Chosen by a calibration: nodes fire in nearly every tick with an arrival. */
  private static IndependentStimuli ofTheStudy(int nodes) {
    RandomStreams random = new RandomStreams(1);
    Trajectories study = Trajectories.DEFAULTS;
    return new IndependentStimuli(
        GeometricNetwork.random(study.network().of(nodes), SHAPE, random),
        study.dynamics().lasting(0.3).sampledOnce(),
        HardwareSpec.IDEAL,
        random);
  }

  private static List<Stimulus> stimuli(int count) {
    RandomStream random = new RandomStreams(2).stream("places", 0);
    List<Stimulus> stimuli = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      double x = RADIUS + random.nextDouble() * (SHAPE.width() - 2 * RADIUS);
      double y = RADIUS + random.nextDouble() * (SHAPE.height() - 2 * RADIUS);
      float[] image = new float[SHAPE.features()];
      for (int i = 0; i < image.length; i++) {
        double distance = Math.hypot(i % SHAPE.width() + 0.5 - x, i / SHAPE.width() + 0.5 - y);
        image[i] = distance < RADIUS ? 1 : 0;
      }
      stimuli.add(Stimulus.ofBrightPixels(image, 0, image.length, 0.5));
    }
    return stimuli;
  }
}
