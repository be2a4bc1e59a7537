package org.crosslearn.algorithms.geometric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.crosslearn.algorithms.geometric.DynamicsSettings.Kernel;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.PairTraces.Pairing;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Test;

/**
 * Networks small enough to be followed by hand. Time runs in milliseconds, the threshold is 0.5. Each
 * node hears inputs of its own, loudly enough to fire at once.
 */
class HandWorkedNetworksTest {
  private static final Offset<Float> ROUNDING = within(1e-6f);

  private final List<Edge> fromInputs = new ArrayList<>();
  private final List<Edge> recurrent = new ArrayList<>();
  private Kernel kernel = Kernel.EXPONENTIAL;
  private double decay = 0.002;
  private double refractory = 0.002;
  private double sample = 0.03;
  private Pairing pairing = Pairing.NEAREST;

  private void input(int input, int node, int latency) {
    fromInputs.add(new Edge(input, node, latency, 1));
  }

  /** Changes by pairs are in units of the largest of these weights. */
  private void edge(int from, int to, int latency, double weight) {
    recurrent.add(new Edge(from, to, latency, (float) weight));
  }

  /** 30 ms; A+ 0.1, tau+ 20 ms, A- 0.2, tau- 10 ms. */
  private EventSimulation simulation(int inputs, int nodes) {
    GeometricNetwork network = GeometricNetwork.of(inputs, nodes, 0.001, fromInputs, recurrent);
    DynamicsSettings dynamics = new DynamicsSettings(
        kernel,
        decay,
        0.5,
        refractory,
        0.03,
        sample,
        new StdpSettings(pairing, 0.1, 0.2, 0.02, 0.01),
        2);
    return EventSimulation.plain(
        new Hardware(HardwareSpec.IDEAL, new RandomStreams(1)), network, dynamics);
  }

  private Response respond(int inputs, int nodes, int... firing) {
    EventSimulation simulation = simulation(inputs, nodes);
    simulation.reset();
    return simulation.respond(new Stimulus(firing, new int[firing.length]), Signal.GIVEN);
  }

  private static float rise(double ms) {
    return (float) (0.1 * Math.exp(-ms / 20));
  }

  private static float fall(double ms) {
    return (float) (0.2 * Math.exp(-ms / 10));
  }

  @Test
  void aSpikeAfterAnArrivalStrengthensAndAnArrivalAfterASpikeWeakens() {
    // 5 + 3 = 8 arrives 4 ms before the spike at 12; 12 + 4 = 16 arrives 11 ms after that at 5.
    input(0, 0, 5);
    input(1, 1, 12);
    edge(1, 0, 4, 0.01);
    edge(0, 1, 3, 0.005);
    Response response = respond(2, 2, 0, 1);
    assertThat(response.spikeNodes()).containsExactly(0, 1);
    assertThat(response.spikeTicks()).containsExactly(5, 12);
    assertThat(response.weights().get(0))
        .containsExactly(new float[] {0.01f * (1 - fall(11)), 0.005f + 0.01f * rise(4)}, ROUNDING);
    assertThat(response.counts()).isEqualTo(new EventCounts(2, 2, 4, 4, 0, 2));
  }

  @Test
  void anArrivalInTheTickOfASpikeCameBeforeIt() {
    input(0, 0, 5);
    input(1, 1, 8);
    edge(0, 1, 3, 0.01);
    assertThat(respond(2, 2, 0, 1).weights().get(0)[0]).isCloseTo(0.01f * (1 + rise(0)), ROUNDING);
  }

  @Test
  void weightsMayChangeTheirSign() {
    input(0, 0, 5);
    input(1, 1, 6);
    edge(1, 0, 1, 0.001);
    edge(0, 1, 99, 0.01);
    float weight = respond(2, 2, 0, 1).weights().get(0)[0];
    assertThat(weight).isNegative().isCloseTo(0.001f - 0.01f * fall(2), ROUNDING);
  }

  /** Node 0 fires at 2 and 6, which reaches node 1 at 3 and 7; node 1 fires at 10 and 20. */
  private float weightByPairing(Pairing scheme) {
    pairing = scheme;
    input(0, 0, 2);
    input(1, 0, 6);
    input(2, 1, 10);
    input(3, 1, 20);
    edge(0, 1, 1, 0.01);
    return respond(4, 2, 0, 1, 2, 3).weights().get(0)[0] / 0.01f - 1;
  }

  @Test
  void aSpikePairsWithTheLatestArrival() {
    assertThat(weightByPairing(Pairing.NEAREST)).isCloseTo(rise(3) + rise(13), within(1e-5f));
  }

  @Test
  void everyArrivalPairsWithTheFirstSpikeAfterIt() {
    assertThat(weightByPairing(Pairing.ALL_TO_NEAREST)).isCloseTo(rise(7) + rise(3), within(1e-5f));
  }

  @Test
  void everyArrivalPairsWithEverySpike() {
    assertThat(weightByPairing(Pairing.ALL_TO_ALL))
        .isCloseTo(rise(7) + rise(3) + rise(17) + rise(13), within(1e-5f));
  }

  @Test
  void weightsAreSampledOnTheWay() {
    sample = 0.01;
    input(0, 0, 5);
    input(1, 1, 12);
    edge(0, 1, 3, 0.01);
    List<float[]> weights = respond(2, 2, 0, 1).weights();
    assertThat(weights).hasSize(3);
    assertThat(weights.get(0)[0]).isEqualTo(0.01f);
    assertThat(weights.get(1)[0]).isCloseTo(0.01f * (1 + rise(4)), ROUNDING);
    assertThat(weights.get(2)).isEqualTo(weights.get(1));
  }

  @Test
  void signalsThatArriveTogetherFireANodeAndApartDoNot() {
    for (int second : new int[] {4, 6}) {
      fromInputs.clear();
      recurrent.clear();
      input(0, 0, 2);
      input(1, 1, 4);
      edge(0, 2, 6, 0.3);
      edge(1, 2, second, 0.3);
      assertThat(respond(2, 3, 0, 1).spikeNodes()).hasSize(second == 4 ? 3 : 2);
    }
  }

  @Test
  void aWindowForgetsAllAtOnce() {
    kernel = Kernel.WINDOW;
    input(0, 0, 2);
    input(1, 1, 4);
    edge(0, 2, 6, 0.3);
    edge(1, 2, 6, 0.3);
    // The arrival at 8 counts until before 10, or until before 11.
    decay = 0.002;
    assertThat(respond(2, 3, 0, 1).spikeNodes()).hasSize(2);
    decay = 0.003;
    assertThat(respond(2, 3, 0, 1).spikeNodes()).hasSize(3);
  }

  @Test
  void aSignalLeavesWithTheWeightThatThePreviousSpikesLeft() {
    // Node 0 fires at 2 and 20, node 1 at 4. The first signal from 0 reaches 1 at 3 and is
    // strengthened by 0.1 exp(-1/20) of the largest weight; only then does the second one fire node
    // 1.
    input(0, 0, 2);
    input(1, 1, 4);
    input(2, 0, 20);
    edge(0, 1, 1, 0.45);
    edge(1, 0, 99, 1);
    assertThat(respond(3, 2, 0, 1, 2).spikeTicks()).containsExactly(2, 4, 20, 21);
    assertThat(respond(3, 2, 0, 2).spikeTicks()).containsExactly(2, 20);
  }

  @Test
  void aRefractoryNodeLosesWhatArrives() {
    input(0, 0, 5);
    input(1, 0, 7);
    refractory = 0.002;
    assertThat(respond(2, 1, 0, 1).spikeTicks()).containsExactly(5, 7);
    refractory = 0.003;
    Response deaf = respond(2, 1, 0, 1);
    assertThat(deaf.spikeTicks()).containsExactly(5);
    assertThat(deaf.counts().lost()).isEqualTo(1);
  }

  @Test
  void theRefractionRatioOfAWinnerComparesRemainingTimes() {
    // The second signal leaves at 0, but the node is refractory from 5 to 10 only: at 5 there are 5
    // ms
    // of refractoriness and 6 ms of travel left. The first one found a node at rest.
    input(0, 0, 5);
    input(1, 0, 11);
    refractory = 0.005;
    RefractionRatios ratios = respond(2, 1, 0, 1).refractionRatios();
    assertThat(ratios.activations()).isEqualTo(2);
    assertThat(ratios.mean()).isCloseTo((0 + 5.0 / 6) / 2, within(1e-12));
    assertThat(ratios.histogram()[0]).isEqualTo(1);
    assertThat(ratios.histogram()[16]).isEqualTo(1);
  }

  @Test
  void inputNodesFireWhenTheStimulusSays() {
    input(0, 0, 3);
    EventSimulation simulation = simulation(1, 1);
    Stimulus twice = new Stimulus(new int[] {0, 0}, new int[] {4, 10});
    assertThat(simulation.respond(twice, Signal.GIVEN).spikeTicks()).containsExactly(7, 13);
  }

  @Test
  void weightsAreKeptUntilTheyAreReset() {
    input(0, 0, 5);
    input(1, 1, 12);
    edge(0, 1, 3, 0.01);
    EventSimulation simulation = simulation(2, 2);
    Stimulus both = new Stimulus(new int[] {0, 1}, new int[2]);
    simulation.reset();
    float first = simulation.respond(both, Signal.GIVEN).weights().get(0)[0];
    float second = simulation.respond(both, Signal.GIVEN).weights().get(0)[0];
    assertThat(second - first).isCloseTo(first - 0.01f, ROUNDING).isPositive();
    simulation.reset();
    assertThat(simulation.respond(both, Signal.GIVEN).weights().get(0)[0]).isEqualTo(first);
  }

  @Test
  void spikesAreCountedByNodeAndPartOfTheTime() {
    input(0, 0, 10);
    input(1, 0, 11);
    input(2, 1, 30);
    refractory = 0;
    assertThat(respond(3, 2, 0, 1, 2).spikeCounts(3)).containsExactly(1, 1, 0, 0, 0, 1);
  }
}
