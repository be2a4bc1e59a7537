package org.crosslearn.algorithms.geometric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.geometric.DynamicsSettings.Kernel;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.PairTraces.Pairing;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Test;

/** Random networks in full activity. */
class EventSimulationTest {
  private static final ImageShape SHAPE = new ImageShape(6, 6, 1);
  private static final int[] EVERY_THIRD = {0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33};

  private static GeometricNetwork network(long seed) {
    StochasticBlocks blocks = new StochasticBlocks(
        List.of(6, 4), List.of(1.0, 0.5), List.of(List.of(0.9, 0.4), List.of(0.7, 0.2)));
    return GeometricNetwork.random(
        new NetworkSettings(blocks, 0.001, 0.1, 0.03, 0.3, 0.7, 0.2, 0.2, 0.2),
        SHAPE,
        new RandomStreams(seed));
  }

  /** Time constants short enough for the traces to be brought back into range on the way. */
  private static DynamicsSettings dynamics(Kernel kernel, Pairing pairing) {
    return new DynamicsSettings(
        kernel,
        0.005,
        0.5,
        0.004,
        0.15,
        0.05,
        new StdpSettings(pairing, 0.1, 0.12, 0.003, 0.002),
        2);
  }

  private static Stimulus stimulus() {
    return new Stimulus(EVERY_THIRD, new int[EVERY_THIRD.length]);
  }

  private static Hardware ideal() {
    return new Hardware(HardwareSpec.IDEAL, new RandomStreams(1));
  }

  @Test
  void everySpikeAndWeightIsThatOfTheEquations() {
    for (Kernel kernel : Kernel.values()) {
      for (Pairing pairing : Pairing.values()) {
        for (long seed = 1; seed <= 2; seed++) {
          GeometricNetwork network = network(seed);
          DynamicsSettings dynamics = dynamics(kernel, pairing);
          EventSimulation simulation = EventSimulation.plain(ideal(), network, dynamics);
          simulation.reset();
          Response response = simulation.respond(stimulus(), Signal.GIVEN);
          Equations equations = new Equations(network, dynamics, 0.001);
          equations.run(stimulus());
          String which = kernel + ", " + pairing + ", seed " + seed;
          assertThat(response.spikeNodes()).as(which).hasSizeGreaterThan(15);
          assertThat(response.spikeNodes()).as(which).isEqualTo(equations.spikeNodes());
          assertThat(response.spikeTicks()).as(which).isEqualTo(equations.spikeTicks());
          assertThat(response.weights()).hasSize(3);
          assertThat(response.weights().get(2))
              .as(which)
              .containsExactly(equations.weights(), within(1e-5f));
        }
      }
    }
  }

  @Test
  void plainArraysAreAShortcutForIdealCrossbars() {
    for (Pairing pairing : Pairing.values()) {
      DynamicsSettings dynamics = dynamics(Kernel.EXPONENTIAL, pairing);
      List<Response> responses = new ArrayList<>();
      for (EventSimulation simulation : List.of(
          EventSimulation.plain(ideal(), network(1), dynamics),
          EventSimulation.on(ideal(), network(1), dynamics))) {
        simulation.reset();
        simulation.respond(stimulus(), Signal.GIVEN);
        // The weights that the first stimulus left.
        responses.add(simulation.respond(stimulus(), Signal.GIVEN));
      }
      Response plain = responses.get(0);
      Response crossbar = responses.get(1);
      assertThat(plain.spikeNodes()).hasSizeGreaterThan(15).isEqualTo(crossbar.spikeNodes());
      assertThat(plain.spikeTicks()).isEqualTo(crossbar.spikeTicks());
      assertThat(plain.counts()).isEqualTo(crossbar.counts());
      for (int sample = 0; sample < 3; sample++) {
        assertThat(plain.weights().get(sample)).isEqualTo(crossbar.weights().get(sample));
      }
    }
  }

  @Test
  void withoutPlasticityWeightsStayAsTheyAre() {
    DynamicsSettings still = dynamics(Kernel.EXPONENTIAL, Pairing.NEAREST).withoutStdp();
    EventSimulation simulation = EventSimulation.plain(ideal(), network(1), still);
    simulation.reset();
    Response response = simulation.respond(stimulus(), Signal.GIVEN);
    assertThat(response.spikeNodes()).hasSizeGreaterThan(15);
    assertThat(response.counts().updates()).isZero();
    List<Edge> edges = network(1).recurrent();
    for (int e = 0; e < edges.size(); e++) {
      assertThat(response.weights().get(2)[e]).isEqualTo(edges.get(e).weight());
    }
  }

  @Test
  void everyWinnerArrivedAfterTheRefractoryPeriod() {
    EventSimulation simulation =
        EventSimulation.plain(ideal(), network(2), dynamics(Kernel.EXPONENTIAL, Pairing.NEAREST));
    simulation.reset();
    RefractionRatios ratios = simulation.respond(stimulus(), Signal.GIVEN).refractionRatios();
    assertThat(ratios.mean()).isBetween(0.01, 1.0);
    long sum = 0;
    for (long activations : ratios.histogram()) {
      sum += activations;
    }
    assertThat(sum).isEqualTo(ratios.activations());
  }
}
