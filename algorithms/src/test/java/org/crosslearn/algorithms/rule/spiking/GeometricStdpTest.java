package org.crosslearn.algorithms.rule.spiking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.DataSources;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.network.NetworkSpec;
import org.crosslearn.algorithms.rule.Learner;
import org.crosslearn.algorithms.rule.LearningRules;
import org.crosslearn.algorithms.rule.LearningTask;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.HardwareOp.SpikeRead;
import org.crosslearn.hw.workload.HardwareOp.Storage;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;

class GeometricStdpTest {
  private static final DataSet DIGITS =
      DataSources.installed().named("digits").load(DataFolders.ofProcess(Optional.empty()));
  private static final ImageShape SHAPE = DIGITS.shape();
  private static final GeometricStdp RULE = new GeometricStdp();

  private final HardwareSpec quantised = Presets.hardware("quantised");

  private static LearningTask task(int epochs, RandomStreams random) {
    return new LearningTask(SHAPE, 10, NetworkSpec.rectified(List.of()), epochs, 100, random);
  }

  private static Signal images(int from, int count) {
    float[] values = DIGITS.train().images();
    int size = SHAPE.features();
    return Signal.given(
        Arrays.copyOfRange(values, from * size, (from + count) * size), count, size);
  }

  private static int[] labels(int from, int count) {
    return Arrays.copyOfRange(DIGITS.train().labels(), from, from + count);
  }

  /** A learner of the first 20 digits. */
  private record Taught(Learner learner, Hardware hardware) {
    static Taught on(HardwareSpec spec, long seed) {
      RandomStreams random = new RandomStreams(seed);
      Hardware hardware = new Hardware(spec, random);
      Learner learner = RULE.learner(RULE.defaults(), task(1, random), hardware);
      learner.learn(images(0, 20), labels(0, 20), 0);
      return new Taught(learner, hardware);
    }

    OpGraph recordedStep(int from, int batch) {
      hardware.recorder().start(batch);
      learner.learn(images(from, batch), labels(from, batch), 0);
      return hardware.recorder().stop();
    }

    OpGraph recordedInference(int from, int batch) {
      hardware.recorder().start(batch);
      learner.scores(images(from, batch));
      return hardware.recorder().stop();
    }
  }

  @Test
  void theRuleIsFoundByItsName() {
    assertThat(LearningRules.named("geometric-stdp")).containsInstanceOf(GeometricStdp.class);
  }

  @Test
  void theSeedDecidesEverythingOnANoisyDevice() {
    HardwareSpec noisy = Presets.hardware("analog-rram");
    float[] scores = Taught.on(noisy, 1).learner().scores(images(20, 5)).values();
    assertThat(Taught.on(noisy, 1).learner().scores(images(20, 5)).values()).isEqualTo(scores);
    assertThat(Taught.on(noisy, 2).learner().scores(images(20, 5)).values()).isNotEqualTo(scores);
  }

  @Test
  void anImageThatWasLearnedIsRecognisedByItself() {
    Signal scores = Taught.on(HardwareSpec.IDEAL, 1).learner().scores(images(0, 20));
    for (int b = 0; b < 20; b++) {
      assertThat(scores.values()[b * 10 + labels(0, 20)[b]])
          .as("score of the class of image " + b)
          .isGreaterThan(1e5f);
    }
  }

  @Test
  void theSizeOfTheBatchDoesNotChangeWhatIsLearned() {
    Taught taught = Taught.on(HardwareSpec.IDEAL, 1);
    float[] together = taught.learner().scores(images(20, 3)).values();
    assertThat(taught.learner().scores(images(21, 1)).values())
        .isEqualTo(Arrays.copyOfRange(together, 10, 20));
  }

  @Test
  void stepsOfOneSizeLeaveGraphsOfOneShape() {
    Taught taught = Taught.on(quantised, 1);
    OpGraph one = taught.recordedStep(30, 4);
    OpGraph other = taught.recordedStep(60, 4);
    assertThat(other.nodes()).hasSameSizeAs(one.nodes());
    for (int id = 0; id < one.nodes().size(); id++) {
      OpGraph.Node a = one.nodes().get(id);
      OpGraph.Node b = other.nodes().get(id);
      assertThat(b.op()).hasSameClassAs(a.op());
      assertThat(b.phase()).isEqualTo(a.phase());
      assertThat(b.dependsOn()).isEqualTo(a.dependsOn());
    }
    assertThat(pulses(one)).isNotEqualTo(pulses(other));
  }

  @Test
  void everyActivePixelIsOneRowOfTheInputArray() {
    long active = 0;
    for (float pixel : images(30, 4).values()) {
      active += pixel >= RULE.defaults().pixelThreshold() ? 1 : 0;
    }
    OpGraph step = Taught.on(quantised, 1).recordedStep(30, 4);
    assertThat(rows(step, "input")).isEqualTo(active);
  }

  @Test
  void theStateOfSynapsesAndNodesIsKept() {
    OpGraph step = Taught.on(quantised, 1).recordedStep(30, 1);
    int nodes = RULE.defaults().nodes();
    double kept = step.ops(Storage.class)
        .filter(storage -> storage.name().equals("geometric network"))
        .mapToDouble(Storage::numbers)
        .sum();
    // Weight, latency and trace of a recurrent edge, latency of one from an input; sum, time,
    // counter
    // and trace of a node.
    assertThat(kept).isEqualTo(3.0 * nodes * (nodes - 1) + 64.0 * nodes + 4.0 * nodes);
  }

  private static double rows(OpGraph graph, String matrix) {
    return graph
        .ops(SpikeRead.class)
        .filter(read -> read.matrix().name().equals(matrix))
        .mapToDouble(SpikeRead::rows)
        .sum();
  }

  @Test
  void imagesFollowOneAnotherBecauseThereIsOneRecurrentArray() {
    Taught taught = Taught.on(HardwareSpec.IDEAL, 1);
    int ofOne = taught.recordedStep(30, 1).readDepth();
    // The pixels, every time step, and the weights at the end.
    assertThat(ofOne).isEqualTo(1 + 30 + 1);
    assertThat(taught.recordedStep(30, 3).readDepth()).isEqualTo(3 * ofOne);
  }

  @Test
  void inferenceWritesToTheDevicesAsLearningDoes() {
    Taught taught = Taught.on(quantised, 1);
    OpGraph step = taught.recordedStep(30, 2);
    OpGraph inference = taught.recordedInference(30, 2);
    assertThat(pulses(step)).isPositive();
    assertThat(pulses(inference)).isBetween(0.8 * pulses(step), 1.2 * pulses(step));
    assertThat(inference.nodes()).hasSizeGreaterThan(step.nodes().size());
  }

  private static double pulses(OpGraph graph) {
    return graph.ops(PulseUpdate.class).mapToDouble(PulseUpdate::pulses).sum();
  }

  @Test
  void moreThanOnePassIsRefused() {
    RandomStreams random = new RandomStreams(1);
    assertThatThrownBy(() -> RULE.check(RULE.defaults(), task(2, random)))
        .isInstanceOf(InvalidValue.class)
        .hasMessage("epochs must be 1 for geometric-stdp: it learns in one pass, found 2");
    RULE.check(RULE.defaults(), task(1, random));
  }
}
