package org.crosslearn.reports.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilesTest {
  private static final String STUDY = """
      name: two
      data: digits
      network: {hidden: [16]}
      training: {epochs: 20, batch: 25}
      seeds: [1, 2, 3]
      rules:
        bp: {learning-rate: 0.05}
        dfa: {}
      hardware:
        ideal: {}
        rram: {preset: analog-rram, device: {read-noise: 0.02}}
      sweeps:
        depth: {label: Layers, network.hidden: {1: [16], 2: [16, 16]}, on: [rram]}
        rate: {rules.*.learning-rate: [0.1, 0.2]}
      profiles:
        small:
          training: {epochs: 2}
          seeds: [1]
          rules: {dfa: ~, bp: {network: {hidden: [4]}}}
          hardware: {rram: {device: {cycle-to-cycle: 0.5}}}
          sweeps: {rate: ~, depth: {network.hidden: ~, rules.bp.network.hidden: {1: [4], 3: [4, 4, 4]}}}
          bounds: [accuracy >= 0.2 for bp]
        tiny: {seeds: [7]}
      bounds:
        - accuracy >= 0.9 for dfa
      """;

  private final StudyReader reader = new StudyReader(Catalog.installed());

  private Study read(String text, String profile) {
    return reader.read(YamlDocument.parse(text, "two.yaml"), profile);
  }

  @Test
  void aProfileChangesWhatItNames() {
    String simple = STUDY
        .replace("network.hidden: ~, ", "")
        .replace("rules.bp.network.hidden", "network.hidden")
        .replace(", bp: {network: {hidden: [4]}}", "");
    Study small = read(simple, "small");

    assertThat(small.folder()).isEqualTo("two-small");
    assertThat(small.seeds()).containsExactly(1L);
    assertThat(small.rules()).extracting(RuleEntry::name).containsExactly("bp");
    assertThat(small.rules().get(0).training().epochs()).isEqualTo(2);
    assertThat(small.rules().get(0).training().batch()).isEqualTo(25);
    assertThat(small.rules().get(0).settings().toString()).contains("learningRate=0.05");
    assertThat(small.hardware()).hasSize(2);
    assertThat(small.hardware().get(1).spec().device().readNoise()).isEqualTo(0.02);
    assertThat(small.hardware().get(1).spec().device().cycleToCycle()).isEqualTo(0.5);
    assertThat(small.sweeps()).extracting(Sweep::name).containsExactly("depth");
    assertThat(small.sweeps().get(0).label()).isEqualTo("Layers");
    assertThat(small.sweeps().get(0).points())
        .extracting(Sweep.Point::value)
        .containsExactly("1", "3");
    assertThat(small.bounds()).hasSize(1);
  }

  @Test
  void withoutAProfileTheStudyIsItself() {
    String simple = STUDY
        .replace("network.hidden: ~, ", "")
        .replace("rules.bp.network.hidden", "network.hidden")
        .replace(", bp: {network: {hidden: [4]}}", "");
    Study study = read(simple, null);

    assertThat(study.folder()).isEqualTo("two");
    assertThat(study.seeds()).hasSize(3);
    assertThat(study.rules()).hasSize(2);
    assertThat(study.sweeps()).hasSize(2);
    assertThat(read(simple, "tiny").seeds()).containsExactly(7L);
  }

  @Test
  void aSweepInAProfileMayHaveAnotherPath() {
    Study small = read(STUDY, "small");

    assertThat(small
            .sweeps()
            .get(0)
            .points()
            .get(1)
            .trials()
            .get(0)
            .rule()
            .network()
            .hidden())
        .containsExactly(4, 4, 4);
  }

  @Test
  void anUnknownProfileIsToldWithThoseThereAre() {
    assertThatThrownBy(() -> read(STUDY, "smal"))
        .isInstanceOf(YamlError.class)
        .hasMessage("two.yaml:15:1: profiles: there is no profile smal. Did you mean small?");
    assertThatThrownBy(() -> read(STUDY, "large"))
        .hasMessage("two.yaml:15:1: profiles: there is no profile large. Allowed: small, tiny.");
    String none = STUDY.substring(0, STUDY.indexOf("profiles:"));
    assertThatThrownBy(() -> read(none, "small"))
        .hasMessageEndingWith("has no profiles, so there is no profile small");
  }

  /** Even where another profile, or none, is asked for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "epochs: 2}; epochs: 0}; 17:24: training.epochs: must be a whole number from 1 to 100000, found 0",
        "epochs: 2}; epoch: 2}; 17:16: training: unknown key, found epoch. Did you mean epochs?",
        "tiny: {seeds; tiny: {sedes; 23:10: profiles.tiny: unknown key, found sedes. Did you mean seeds?",
        "tiny: {seeds: [7]}; tiny: {name: x}; 23:10: profiles.tiny: unknown key, found name. Allowed: description, data, network, training, seeds, rules, hardware, evaluate-after, sweeps, accounting, bounds.",
        "0.2 for bp]; 0.2 for dfa]; 22:14: bounds[0]: there is no rule dfa in this study. Allowed: bp.",
        "rram: {device; rrm: {device; 20:16: hardware.rrm: needs a preset to start from: one of ",
        "tiny: {seeds; tiny: {data: ~, seeds; two.yaml:1:1: key data is missing",
      })
  void mistakesInProfilesAreToldWithTheirPlace(String text, String mistake, String message) {
    assertThat(STUDY).contains(text);
    assertThatThrownBy(() -> read(STUDY.replace(text, mistake), null))
        .isInstanceOf(YamlError.class)
        .hasMessageContaining(message);
  }
}
