package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.api.Test;

/** Devices that no verification writes exactly, on several occasions. */
class FirstWritingTest {
  private static final HardwareSpec NOISY_WRITES = Presets.hardware(
      YamlDocument.parse("{preset: analog-rram, device: pcm-gst-90nm}", "test"), "");
  private static final float[] WEIGHTS = {-0.8f, -0.3f, 0, 0.2f, 0.5f, 0.9f};

  private static float[] written(RandomStreams random, int times) {
    CrossbarMatrix matrix = new Hardware(NOISY_WRITES, random).matrix("layer", 2, 3, 1);
    for (int k = 0; k < times; k++) {
      matrix.program(WEIGHTS);
    }
    return matrix.weights();
  }

  @Test
  void whatIsWrittenOnceIsTheSameOnAllOccasions() {
    RandomStreams trial = new RandomStreams(1);
    float[] once = written(trial, 1);
    assertThat(once).isNotEqualTo(WEIGHTS);
    assertThat(written(trial.occasion(1), 1)).isEqualTo(once);
    assertThat(written(trial.occasion(2), 1)).isEqualTo(once);
    assertThat(written(new RandomStreams(2), 1)).isNotEqualTo(once);
  }

  @Test
  void whatIsWrittenAgainDiffersFromOccasionToOccasion() {
    RandomStreams trial = new RandomStreams(1);
    float[] again = written(trial.occasion(1), 2);
    assertThat(again).isNotEqualTo(written(trial.occasion(1), 1));
    assertThat(again).isNotEqualTo(written(trial.occasion(2), 2));
    assertThat(again).isEqualTo(written(trial.occasion(1), 2));
  }
}
