package org.crosslearn.reports.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.crosslearn.algorithms.experiment.Experiment;
import org.crosslearn.algorithms.experiment.Trajectories;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static Experiment with(String keys) {
    return YamlDocument.parse(keys, "keys.yaml").over(Trajectories.DEFAULTS);
  }

  @Test
  void otherImagesAreAnotherExperiment() {
    assertThat(Fingerprint.of(with("first-image: 0")))
        .isEqualTo(Fingerprint.of(Trajectories.DEFAULTS));
    assertThat(Fingerprint.of(with("first-image: 1")))
        .isNotEqualTo(Fingerprint.of(Trajectories.DEFAULTS));
  }
}
