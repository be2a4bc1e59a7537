package org.crosslearn.algorithms.rule.spiking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp.SpikeRead;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;
import org.junit.jupiter.api.Test;

/**
 * Networks small enough to be followed by hand. Time runs in milliseconds. Each node hears one pixel
 * loudly enough to fire at once.
 */
class GeometricNetworkTest {
  private static final Offset<Float> ROUNDING = within(1e-6f);
  private static final int FAR = 99;

  /** 30 steps of 1 ms, membrane time constant 2 ms, threshold 0.5. */
  private static GeometricStdpSettings settings(double recurrentGain, double refractorySeconds) {
    return new GeometricStdpSettings(
        2,
        0.03,
        0.001,
        0.1,
        0.1,
        refractorySeconds,
        0.002,
        0.5,
        1,
        recurrentGain,
        0.3,
        0.1,
        0.2,
        0.02,
        0.01,
        0.5,
        1,
        2);
  }

  private record Outcome(float[] weights, int pixelReads, int spikes) {}

  /**
   * Shows an image and counts the rows read on the way, without those that verify the initial weights
   * (the only reads of an update) and those that read the weights out at the end.
   */
  private static Outcome stimulate(
      GeometricStdpSettings settings,
      Geometry geometry,
      float[] inputWeights,
      float[] recurrentWeights,
      float... image) {
    Hardware hardware = new Hardware(HardwareSpec.IDEAL, new RandomStreams(1));
    GeometricNetwork network =
        new GeometricNetwork(settings, geometry, inputWeights, recurrentWeights, hardware);
    hardware.recorder().start(1);
    Signal weights = network.stimulate(Signal.given(image, 1, geometry.inputs()), Signal.GIVEN);
    double[] rows = new double[2];
    hardware.recorder().stop().nodes().stream()
        .filter(node -> node.phase() != Phase.UPDATE)
        .map(OpGraph.Node::op)
        .filter(SpikeRead.class::isInstance)
        .map(SpikeRead.class::cast)
        .forEach(read -> rows[read.matrix().name().equals("input") ? 0 : 1] += read.rows());
    return new Outcome(weights.values(), (int) rows[0], (int) rows[1] - geometry.nodes());
  }

  /** Node 0 fires at 5 ms by pixel 0, node 1 at {@code second} ms by pixel 1. */
  private static Geometry pair(int second, int forth, int back) {
    return new Geometry(2, 2, new int[] {5, FAR, FAR, second}, new int[] {FAR, forth, back, FAR});
  }

  private static final float[] EACH_ITS_PIXEL = {1, 0, 0, 1};

  @Test
  void aSpikeAfterAnArrivalStrengthensAndAnArrivalAfterASpikeWeakens() {
    // 5 + 3 = 8 arrives 4 ms before the spike at 12; 12 + 4 = 16 arrives 11 ms after that at 5.
    Outcome outcome = stimulate(
        settings(0.01, 0.002),
        pair(12, 3, 4),
        EACH_ITS_PIXEL,
        new float[] {0, 0.5f, 0.6f, 0},
        1,
        1);
    assertThat(outcome.spikes()).isEqualTo(2);
    float weakened = 0.01f * (float) (0.5 - 0.2 * Math.exp(-11 / 10.0));
    float strengthened = 0.01f * (float) (0.6 + 0.1 * Math.exp(-4 / 20.0));
    assertThat(outcome.weights())
        .containsExactly(new float[] {0, weakened, strengthened, 0}, ROUNDING);
  }

  @Test
  void anArrivalInTheStepOfASpikeCameBeforeIt() {
    Outcome outcome = stimulate(
        settings(0.01, 0.002), pair(8, 3, FAR), EACH_ITS_PIXEL, new float[] {0, 0, 0.6f, 0}, 1, 1);
    assertThat(outcome.weights()[2]).isCloseTo(0.01f * (0.6f + 0.1f), ROUNDING);
  }

  @Test
  void weightsMayChangeTheirSign() {
    Outcome outcome = stimulate(
        settings(0.01, 0.002), pair(6, FAR, 1), EACH_ITS_PIXEL, new float[] {0, 0.05f, 0, 0}, 1, 1);
    float expected = 0.01f * (float) (0.05 - 0.2 * Math.exp(-2 / 10.0));
    assertThat(expected).isNegative();
    assertThat(outcome.weights()[1]).isCloseTo(expected, ROUNDING);
  }

  @Test
  void darkPixelsAreNotReadAndAQuietNetworkDoesNotLearn() {
    Outcome half = stimulate(
        settings(0.01, 0.002), pair(12, 3, 4), EACH_ITS_PIXEL, new float[] {0, 1, 1, 0}, 1, 0.4f);
    assertThat(half.pixelReads()).isEqualTo(1);
    assertThat(half.spikes()).isEqualTo(1);
    assertThat(half.weights()).containsExactly(new float[] {0, 0.01f, 0.01f, 0}, ROUNDING);
    Outcome dark = stimulate(
        settings(0.01, 0.002), pair(12, 3, 4), EACH_ITS_PIXEL, new float[] {0, 1, 1, 0}, 0, 0);
    assertThat(dark.pixelReads()).isZero();
    assertThat(dark.spikes()).isZero();
  }

  @Test
  void signalsThatArriveTogetherFireANodeAndApartDoNot() {
    // Nodes 0 and 1 fire at 2 and 4 and send 0.3 each to node 2, whose threshold is 0.5.
    int[] fromInputs = {2, FAR, FAR, FAR, 4, FAR};
    float[] input = {1, 0, 0, 1, 0, 0};
    float[] recurrent = {0, 0, 0, 0, 0, 0, 1, 1, 0};
    Geometry together =
        new Geometry(2, 3, fromInputs, new int[] {FAR, FAR, 6, FAR, FAR, 4, FAR, FAR, FAR});
    assertThat(stimulate(settings(0.3, 0.002), together, input, recurrent, 1, 1).spikes())
        .isEqualTo(3);
    Geometry apart =
        new Geometry(2, 3, fromInputs, new int[] {FAR, FAR, 6, FAR, FAR, 6, FAR, FAR, FAR});
    assertThat(stimulate(settings(0.3, 0.002), apart, input, recurrent, 1, 1).spikes())
        .isEqualTo(2);
  }

  @Test
  void aSignalLeavesWithTheWeightThatThePreviousSpikesLeft() {
    // Pixels fire node 0 at 2 and 20, pixel 1 fires node 1 at 4. The first signal from 0 reaches 1
    // at 3 and is strengthened by 0.1 exp(-1/20); only then does the second one fire node 1.
    Geometry geometry =
        new Geometry(3, 2, new int[] {2, FAR, FAR, 4, 20, FAR}, new int[] {FAR, 1, FAR, FAR});
    float[] input = {1, 0, 1, 0, 1, 0};
    float[] weak = {0, 0, 0.45f, 0};
    assertThat(stimulate(settings(1, 0.002), geometry, input, weak, 1, 1, 1).spikes())
        .isEqualTo(4);
    assertThat(stimulate(settings(1, 0.002), geometry, input, weak, 1, 0, 1).spikes())
        .isEqualTo(2);
  }

  @Test
  void aRefractoryNodeLosesWhatArrives() {
    Geometry geometry = new Geometry(2, 2, new int[] {5, FAR, 7, FAR}, new int[] {1, 1, 1, 1});
    float[] input = {1, 1, 0, 0};
    float[] none = new float[4];
    assertThat(stimulate(settings(0.01, 0.002), geometry, input, none, 1, 1).spikes())
        .isEqualTo(2);
    assertThat(stimulate(settings(0.01, 0.003), geometry, input, none, 1, 1).spikes())
        .isEqualTo(1);
  }

  @Test
  void everyStimulusStartsFromTheSameWeights() {
    Hardware hardware = new Hardware(HardwareSpec.IDEAL, new RandomStreams(1));
    GeometricNetwork network = new GeometricNetwork(
        settings(0.1, 0.002),
        pair(12, 3, 4),
        EACH_ITS_PIXEL,
        new float[] {0, 0.5f, 0.6f, 0},
        hardware);
    Signal both = Signal.given(new float[] {1, 1}, 1, 2);
    Signal one = Signal.given(new float[] {1, 0}, 1, 2);
    float[] first = network.stimulate(both, Signal.GIVEN).values();
    assertThat(network.stimulate(one, Signal.GIVEN).values()).isNotEqualTo(first);
    assertThat(network.stimulate(both, Signal.GIVEN).values()).isEqualTo(first);
  }
}
