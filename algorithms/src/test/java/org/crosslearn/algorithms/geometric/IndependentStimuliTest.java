package org.crosslearn.algorithms.geometric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.geometric.DynamicsSettings.Kernel;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.PairTraces.Pairing;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.api.Test;

class IndependentStimuliTest {
  private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
  private static final GeometricNetwork NETWORK = network(0.05);
  private static final DynamicsSettings DYNAMICS = new DynamicsSettings(
      Kernel.EXPONENTIAL,
      0.02,
      0.5,
      0.002,
      0.1,
      0.05,
      new StdpSettings(Pairing.NEAREST, 0.3, 0.3, 0.02, 0.02),
      2);

  /** Programming noise of 1 to 5 % of the range, and nothing else that chance has a say in. */
  private static final HardwareSpec NOISY_WRITES =
      Presets.hardware(YamlDocument.parse("""
          preset: analog-rram
          device: {preset: pcm-gst-90nm, cycle-to-cycle: 0}
          crossbar: {update: {kind: pulses, rounding: nearest}}
          """, "test"), "");

  private static GeometricNetwork network(double recurrentGain) {
    return GeometricNetwork.random(
        new NetworkSettings(
            StochasticBlocks.allToAll(12), 0.001, 0.1, 0.03, 0.2, 0.3, recurrentGain, 0.3, 0.3),
        SHAPE,
        new RandomStreams(3));
  }

  private static List<Stimulus> stimuli(int count) {
    RandomStream random = new RandomStreams(5).stream("images", 0);
    List<Stimulus> stimuli = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      float[] image = new float[SHAPE.features()];
      for (int i = 0; i < image.length; i++) {
        image[i] = random.uniform();
      }
      stimuli.add(Stimulus.ofBrightPixels(image, 0, image.length, 0.6));
    }
    return stimuli;
  }

  private static List<float[]> weights(HardwareSpec hardware, List<Stimulus> stimuli, int threads) {
    return new IndependentStimuli(NETWORK, DYNAMICS, hardware, new RandomStreams(1))
        .show(stimuli, threads, response -> response.weights().get(1));
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    for (HardwareSpec hardware : List.of(HardwareSpec.IDEAL, Presets.hardware("analog-rram"))) {
      List<float[]> alone = weights(hardware, stimuli(9), 1);
      for (int threads : new int[] {2, 5}) {
        List<float[]> together = weights(hardware, stimuli(9), threads);
        for (int k = 0; k < 9; k++) {
          assertThat(together.get(k)).isEqualTo(alone.get(k));
        }
      }
      assertThat(alone.get(1)).isNotEqualTo(alone.get(0));
    }
  }

  @Test
  void everyOccasionHasItsOwnNoise() {
    Stimulus stimulus = stimuli(1).get(0);
    List<Stimulus> twice = List.of(stimulus, stimulus);
    List<float[]> noisy = weights(Presets.hardware("analog-rram"), twice, 1);
    assertThat(noisy.get(0)).isNotEqualTo(noisy.get(1));
    List<float[]> ideal = weights(HardwareSpec.IDEAL, twice, 1);
    assertThat(ideal.get(0)).isEqualTo(ideal.get(1));
  }

  @Test
  void everyOccasionFindsTheSameChip() {
    HardwareSpec uneven = Presets.hardware(YamlDocument.parse("""
            preset: analog-rram
            device: {preset: taox-hfox, device-to-device: {shape: 0.3}, cycle-to-cycle: 0}
            crossbar: {update: {kind: pulses, rounding: nearest}}
            """, "test"), "");
    Stimulus stimulus = stimuli(1).get(0);
    List<float[]> twice = weights(uneven, List.of(stimulus, stimulus), 1);
    assertThat(twice.get(0)).isEqualTo(twice.get(1));
    List<float[]> otherChip = new IndependentStimuli(
            NETWORK, DYNAMICS, uneven, new RandomStreams(2))
        .show(List.of(stimulus), 1, response -> response.weights().get(1));
    assertThat(otherChip.get(0)).isNotEqualTo(twice.get(0));
  }

  private static List<List<Integer>> frozenSpikes(
      HardwareSpec hardware, long seed, List<Stimulus> stimuli, int threads) {
    return new IndependentStimuli(
            NETWORK, DYNAMICS.withoutStdp(), hardware, new RandomStreams(seed))
        .show(stimuli, threads, IndependentStimuliTest::spikes);
  }

  private static List<Integer> spikes(Response response) {
    return IntStream.range(0, response.spikeNodes().length)
        .mapToObj(k -> List.of(response.spikeNodes()[k], response.spikeTicks()[k]))
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void aFrozenNetworkAnswersAnImageTheSameWayEveryTime() {
    List<Stimulus> one = stimuli(1);
    List<List<Integer>> answers =
        frozenSpikes(NOISY_WRITES, 1, Collections.nCopies(6, one.get(0)), 3);
    assertThat(answers.get(0)).isNotEmpty();
    assertThat(answers).containsOnly(answers.get(0));
    // It is the writing that makes the chip what it is, and every chip is written otherwise.
    assertThat(answers.get(0))
        .isNotEqualTo(frozenSpikes(HardwareSpec.IDEAL, 1, one, 1).get(0));
    assertThat(answers.get(0))
        .isNotEqualTo(frozenSpikes(NOISY_WRITES, 2, one, 1).get(0));
  }

  @Test
  void aFrozenNetworkIsTheOneThatIsRecorded() {
    EventSimulation recorded = EventSimulation.on(
        new Hardware(NOISY_WRITES, new RandomStreams(1)), NETWORK, DYNAMICS.withoutStdp());
    List<List<Integer>> answers = frozenSpikes(NOISY_WRITES, 1, stimuli(4), 2);
    for (int k = 0; k < 4; k++) {
      recorded.reset();
      assertThat(spikes(recorded.respond(stimuli(4).get(k), Signal.GIVEN)))
          .isEqualTo(answers.get(k));
    }
  }

  @Test
  void aFrozenNetworkIsStillReadWithNoiseThatIsNeverTheSame() {
    HardwareSpec noisyReads = Presets.hardware(YamlDocument.parse("""
            preset: analog-rram
            device: {preset: pcm-gst-90nm, read-noise: 0.05}
            """, "test"), "");
    List<List<Integer>> answers =
        frozenSpikes(noisyReads, 1, Collections.nCopies(2, stimuli(1).get(0)), 1);
    assertThat(answers.get(0)).isNotEqualTo(answers.get(1));
  }

  @Test
  void weightsThatLearnAreWrittenAnewForEveryStimulus() {
    // Pairs that change nothing leave what was written, which is read without noise.
    DynamicsSettings learning = new DynamicsSettings(
        Kernel.EXPONENTIAL,
        0.02,
        0.5,
        0.002,
        0.1,
        0.05,
        new StdpSettings(Pairing.NEAREST, 0, 0, 0.02, 0.02),
        2);
    List<Stimulus> twice = Collections.nCopies(2, stimuli(1).get(0));
    for (boolean frozen : new boolean[] {false, true}) {
      List<float[]> written = new IndependentStimuli(
              NETWORK,
              frozen ? learning.withoutStdp() : learning,
              NOISY_WRITES,
              new RandomStreams(1))
          .show(twice, 2, response -> response.weights().get(0));
      assertThat(Arrays.equals(written.get(0), written.get(1))).isEqualTo(frozen);
    }
  }

  @Test
  void weightsFromInputsStayWhereOthersLearn() {
    // No node hears another one, so spikes tell of the inputs alone.
    List<Stimulus> many = Collections.nCopies(6, stimuli(1).get(0));
    List<List<Integer>> answers = new IndependentStimuli(
            network(1e-6), DYNAMICS, NOISY_WRITES, new RandomStreams(1))
        .show(many, 2, IndependentStimuliTest::spikes);
    assertThat(answers.get(0)).isNotEmpty();
    assertThat(answers).containsOnly(answers.get(0));
  }

  @Test
  void inputNodesThatDoNotExistAreRefused() {
    Stimulus beyond = new Stimulus(new int[] {3, 64}, new int[2]);
    assertThatThrownBy(() -> weights(HardwareSpec.IDEAL, List.of(beyond), 1))
        .hasMessage("there is no input node 64 among 64");
  }

  @Test
  void whatFailsOnAThreadIsTold() {
    IndependentStimuli stimuli =
        new IndependentStimuli(NETWORK, DYNAMICS, HardwareSpec.IDEAL, new RandomStreams(1));
    assertThatThrownBy(() -> stimuli.show(stimuli(4), 2, response -> {
          throw new IllegalStateException("no more");
        }))
        .hasMessage("no more");
  }
}
