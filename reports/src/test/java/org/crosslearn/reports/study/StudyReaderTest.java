package org.crosslearn.reports.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyReaderTest {
  private static final String STUDY = """
      name: small
      description: What happens?
      data: digits
      network: {hidden: [16]}
      training: {epochs: 2, batch: 25}
      seeds: [1, 2]
      rules:
        bp: {}
        slow: {rule: bp, learning-rate: 1e-3, training: {epochs: 9}, network: {hidden: [8, 8]}}
        softhebb:
      hardware:
        ideal: {}
        mine: {preset: analog-rram, device: {cycle-to-cycle: 0.5}}
      bounds:
        - accuracy >= 0.9 for bp on ideal
      """;

  private final StudyReader reader = new StudyReader(Catalog.installed());

  private Study read(String text) {
    return reader.read(YamlDocument.parse(text, "small.yaml"));
  }

  @Test
  void aStudyIsEveryRuleOnEveryHardwareFromEverySeed() {
    Study study = read(STUDY);

    assertThat(study.trials())
        .extracting(Trial::id)
        .hasSize(12)
        .startsWith("bp__ideal__seed1", "bp__ideal__seed2", "bp__mine__seed1", "bp__mine__seed2")
        .endsWith("softhebb__mine__seed2");
  }

  @Test
  void whatARuleDoesNotSayHoldsForAll() {
    List<RuleEntry<?>> rules = read(STUDY).rules();

    assertThat(rules.get(0).training().epochs()).isEqualTo(2);
    assertThat(rules.get(0).network().hidden()).containsExactly(16);
    assertThat(rules.get(0).settings()).isEqualTo(rules.get(0).rule().defaults());
    assertThat(rules.get(1).training().epochs()).isEqualTo(9);
    assertThat(rules.get(1).training().batch()).isEqualTo(25);
    assertThat(rules.get(1).network().hidden()).containsExactly(8, 8);
    assertThat(rules.get(1).settings().toString()).contains("learningRate=0.001");
    assertThat(rules.get(1).title()).isEqualTo("Backpropagation (slow)");
  }

  private static final String AGEING = STUDY.replace(
      "ideal: {}", "ideal: {}\n  pcm: {preset: analog-rram, device: {preset: pcm-gst-90nm}}");

  @Test
  void onlyHardwareThatAgesIsEvaluatedLater() {
    Study study = read(AGEING + "evaluate-after: [1 h, 1 day]\n");

    assertThat(study.evaluateAfter()).containsExactly(new Age(3600), new Age(86_400));
    assertThat(study.trials())
        .allSatisfy(trial -> assertThat(trial.ages())
            .isEqualTo(trial.hardware().name().equals("pcm") ? study.evaluateAfter() : List.of()));
  }

  @Test
  void agesThatMakeNoSenseAreNamedWhereTheyStand() {
    assertThatThrownBy(() -> read(AGEING + "evaluate-after: [1 day, 1 h]\n"))
        .isInstanceOf(YamlError.class)
        .hasMessageContaining("must be longer than the time before it, found 1 h");
    assertThatThrownBy(() -> read(AGEING + "evaluate-after: [1 fortnight]\n"))
        .isInstanceOf(YamlError.class)
        .hasMessageContaining("must be a time above 0 in s, min, h, days or years");
    assertThatThrownBy(() -> read(STUDY + "evaluate-after: [1 day]\n"))
        .isInstanceOf(YamlError.class)
        .hasMessageContaining("needs hardware that ages");
  }

  @Test
  void hardwareStartsFromItsPreset() {
    List<HardwareEntry> hardware = read(STUDY).hardware();

    assertThat(hardware.get(0).spec().isIdeal()).isTrue();
    assertThat(hardware.get(0).priced()).isFalse();
    assertThat(hardware.get(1).spec().device().cycleToCycle()).isEqualTo(0.5);
    assertThat(hardware.get(1).spec().device().step())
        .isEqualTo(Presets.hardware("analog-rram").device().step());
    assertThat(hardware.get(1).priced()).isTrue();
  }

  /** {@code |} stands for a line break. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "name: small; name: a/b; 1:7: name: must be letters and digits with single . _ + or - between them, found a/b",
        "name: small; ''; 2:1: key name is missing",
        "data: digits; data: digit; 3:7: data: there is no data set digit. Did you mean digits?",
        "data: digits; dataset: digits; 3:1: unknown key, found dataset. Did you mean data?",
        "[16]; [0]; 4:11: network.hidden: must be a list of whole numbers from 1 to 1048576, found [0]",
        "[16]; 16; 4:19: network.hidden: must be a list, found 16",
        "[16]}; [16], depth: 2}; 4:25: network: unknown key, found depth. Allowed: hidden, activation, loss, initial, wage.",
        "epochs: 2, ; ''; 5:1: training: key epochs is missing",
        "epochs: 2; epochs: 0; 5:20: training.epochs: must be a whole number from 1 to 100000, found 0",
        "'[1, 2]'; '[1, 2, 1]'; 6:15: seeds[2]: stands in the list twice, found 1",
        "'[1, 2]'; '[]'; 6:8: seeds: must hold at least one whole number, found an empty list",
        "'[1, 2]'; 3; 6:8: seeds: must be a list, found 3",
        "'[1, 2]'; '[1.5]'; 6:9: seeds[0]: must be a whole number, found 1.5",
        "bp: {}; bpp: {}; '8:3: rules.bpp: there is no learning rule bpp. Did you mean bp? (Under a name of your own, say rule: … inside.)'",
        "rule: bp; rule: df; 9:16: rules.slow.rule: there is no learning rule df. Did you mean dfa?",
        "learning-rate; learning_rate; 9:20: rules.slow: unknown key, found learning_rate. Did you mean learning-rate?",
        "1e-3; fast; 9:35: rules.slow.learning-rate: must be a number, found fast",
        "1e-3; -1; 9:35: rules.slow.learning-rate: must be a number above 0, found -1",
        "training: {epochs: 9}; trainig: {epochs: 9}; 9:41: rules.slow: unknown key, found trainig. Did you mean training?",
        "epochs: 9; epoch: 9; 9:52: rules.slow.training: unknown key, found epoch. Did you mean epochs?",
        "softhebb:; BP:; 10:3: rules.BP: differs from another entry only in upper and lower case",
        "softhebb:; a__b: {rule: bp}; 10:3: rules.a__b: must be letters and digits with single . _ + or - between them, found a__b",
        "ideal: {}; bp: {preset: ideal}; '12:3: hardware.bp: names a rule too, so that bounds could not tell them apart'",
        "preset: analog-rram; preset: analog-ram; 13:18: hardware.mine.preset: unknown hardware preset analog-ram. Did you mean analog-rram?",
        "device: {cycle-to-cycle: 0.5}; device: pmco; 13:39: hardware.mine.device: unknown device pmco. Did you mean pcmo?",
        "cycle-to-cycle: 0.5; cycle-to-cycle: 50; 13:56: hardware.mine.device.cycle-to-cycle: must be a number from 0 to 1, found 50",
        "cycle-to-cycle: 0.5}; cycle-to-cycle: 0}, chip: {node-nanometers: 28}; '13:84: hardware.mine.chip.node-nanometers: must be a node with a data file, one of [7, 10, 14, 22, 32, 45, 65, 90, 130], of which 32 is nearest, found 28'",
        "ideal: {}; ideal: {chip: {node-nanometers: 22}}; '12:17: hardware.ideal.chip: ideal hardware has no chip; choose another preset'",
        "ideal: {}; ideal: {crossbar: {rows: 64}}; '12:21: hardware.ideal.crossbar: ideal hardware has no crossbar; choose another preset'",
        "for bp; for bqp; 15:5: bounds[0]: there is no rule bqp in this study. Did you mean bp?",
        "on ideal; on ideel; 15:5: bounds[0]: there is no hardware ideel in this study. Did you mean ideal?",
      })
  void everyMistakeIsToldWithItsPlace(String text, String mistake, String message) {
    assertThat(STUDY).contains(text);
    assertThatThrownBy(() -> read(STUDY.replace(text, mistake)))
        .isInstanceOf(YamlError.class)
        .hasMessage("small.yaml:" + message);
  }

  @Test
  void anEmptyFileIsNoStudy() {
    for (String text : List.of("", "# nothing but a remark\n")) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(YamlError.class)
          .hasMessage("small.yaml:1:1: must be a study, found nothing");
    }
  }

  @Test
  void rulesAndHardwareMustNotBeEmpty() {
    String head = STUDY.substring(0, STUDY.indexOf("rules:"));

    assertThatThrownBy(() -> read(head + "rules: {}\nhardware: {ideal: {}}"))
        .hasMessage("small.yaml:7:1: rules: must hold at least one entry, found none");
    assertThatThrownBy(() -> read(head + "rules: {bp: {}}\nhardware:\n"))
        .hasMessage("small.yaml:8:1: hardware: must hold at least one entry, found none");
    assertThatThrownBy(() -> read(head + "rules: [bp]\nhardware: {ideal: {}}"))
        .hasMessage("small.yaml:7:8: rules: must be a mapping of keys to values, found a list");
  }

  @Test
  void aNetworkThatARuleCannotTrainIsRefusedWhereItIsWritten() {
    assertThatThrownBy(() -> fit(STUDY.replace("[16]", "[]")))
        .isInstanceOf(YamlError.class)
        .hasMessageStartingWith(
            "small.yaml:4:11: network.hidden: must be at least one hidden layer");
    assertThatThrownBy(() -> fit(STUDY.replace("softhebb:", "softhebb: {network: {hidden: []}}")))
        .isInstanceOf(YamlError.class)
        .hasMessageStartingWith(
            "small.yaml:10:24: rules.softhebb.network.hidden: must be at least one hidden layer");
  }

  @Test
  void aBatchLargerThanTheDataIsRefused() {
    assertThatThrownBy(() -> fit(STUDY.replace("batch: 25", "batch: 5000")))
        .isInstanceOf(YamlError.class)
        .hasMessageStartingWith("small.yaml:5:30: training.batch: must be at most the ");
  }

  @Test
  void aNetworkThatNoMemoryHoldsIsRefusedWhereItIsWritten() {
    assertThatThrownBy(() -> fit(STUDY.replace("[16]", "[65536, 65536]")))
        .isInstanceOf(YamlError.class)
        .hasMessageStartingWith("small.yaml:4:11: network.hidden: must be widths that give no layer"
            + " more than 2147483647 weights (here 4294967296), found [65536, 65536]");
    // 64 x 8 + 8 x 8 + 8 x 10 weights in 8 bytes each
    fit(STUDY.replace("[16]", "[8]"), 8 * 656);
    assertThatThrownBy(() -> fit(STUDY.replace("[16]", "[8]"), 8 * 656 - 1))
        .isInstanceOf(YamlError.class)
        .hasMessageStartingWith("small.yaml:9:74: rules.slow.network.hidden: must be a network that"
            + " fits into memory (656 weights");
  }

  private void fit(String text) {
    fit(text, Long.MAX_VALUE);
  }

  private void fit(String text, long memoryBytes) {
    YamlDocument document = YamlDocument.parse(text, "small.yaml");
    Study study = reader.read(document);
    DataSet digits = Catalog.installed()
        .data()
        .named(study.data())
        .load(DataFolders.ofProcess(Optional.empty()));
    reader.checkFit(document, study, Map.of("digits", digits), memoryBytes);
  }
}
