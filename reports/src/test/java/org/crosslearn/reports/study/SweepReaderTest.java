package org.crosslearn.reports.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.Samples;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepReaderTest {
  private static final String STUDY = """
      name: swept
      data: digits
      network: {hidden: [16]}
      training: {epochs: 2, batch: 25}
      seeds: [1, 2]
      rules:
        bp: {learning-rate: 0.05}
        dfa: {}
        wide: {rule: bp, network: {hidden: [32]}}
      hardware:
        ideal: {}
        rram: {preset: analog-rram}
      sweeps:
        SWEEP
      bounds:
        - accuracy >= 0.1
      """;

  private final StudyReader reader = new StudyReader(Catalog.installed());

  private Study read(String sweep) {
    return reader.read(YamlDocument.parse(STUDY.replace("SWEEP", sweep), "swept.yaml"));
  }

  private static List<String> ids(Sweep.Point point) {
    return point.trials().stream().map(Trial::id).toList();
  }

  @Test
  void aSweepRunsOnlyWhatItChanges() {
    Study study = read("noise: {hardware.rram.device.read-noise: [0, 0.1]}");

    List<Sweep.Point> points = study.sweeps().get(0).points();
    assertThat(points).extracting(Sweep.Point::value).containsExactly("0", "0.1");
    assertThat(ids(points.get(1)))
        .containsExactly(
            "noise=0.1__bp__rram__seed1",
            "noise=0.1__bp__rram__seed2",
            "noise=0.1__dfa__rram__seed1",
            "noise=0.1__dfa__rram__seed2",
            "noise=0.1__wide__rram__seed1",
            "noise=0.1__wide__rram__seed2");
    assertThat(points.get(1).trials())
        .allSatisfy(
            trial -> assertThat(trial.hardware().spec().device().readNoise()).isEqualTo(0.1));
    assertThat(study.trials()).hasSize(12 + 2 * 6).startsWith(study.baseTrials().get(0));
    assertThat(study.trials().get(12).title()).isEqualTo("bp on rram at noise=0, seed 1");
  }

  @Test
  void aRuleThatSaysItForItselfIsNotConcerned() {
    Study study = read("width: {network.hidden: {8: [8], 64: [64]}}");

    assertThat(study.sweeps().get(0).points().get(0).trials())
        .extracting(trial -> trial.rule().name())
        .containsOnly("bp", "dfa");
    assertThat(study.sweeps().get(0).points().get(1).trials())
        .allSatisfy(trial -> assertThat(trial.rule().network().hidden()).containsExactly(64));
  }

  @Test
  void wherePointAndStudyAreTheSameTheTrialsAre() {
    Study study = read("width: {network.hidden: {8: [8], 16: [16]}, for: [dfa], on: [ideal]}");

    List<Sweep.Point> points = study.sweeps().get(0).points();
    assertThat(ids(points.get(1))).containsExactly("dfa__ideal__seed1", "dfa__ideal__seed2");
    assertThat(points.get(1).isBase()).isTrue();
    assertThat(points.get(0).isBase()).isFalse();
    assertThat(study.trials()).hasSize(12 + 2);
  }

  @Test
  void aPointMayBeThatOfTheStudyForOneRuleOnly() {
    Study study = read("rate: {rules.*.learning-rate: [0.05, 0.07], for: [bp, dfa], on: [ideal]}");

    assertThat(ids(study.sweeps().get(0).points().get(0)))
        .containsExactly(
            "bp__ideal__seed1",
            "bp__ideal__seed2",
            "rate=0.05__dfa__ideal__seed1",
            "rate=0.05__dfa__ideal__seed2");
    assertThat(study.sweeps().get(0).points().get(0).isBase()).isFalse();
  }

  @Test
  void twoPathsMoveTogether() {
    Study study = read("both: {label: Both, rules.bp.learning-rate: [0.1, 0.2],"
        + " training.batch: {few: 10, many: 50}}");

    Sweep sweep = study.sweeps().get(0);
    assertThat(sweep.label()).isEqualTo("Both");
    Trial last = sweep.points().get(1).trials().get(0);
    assertThat(last.id()).isEqualTo("both=many__bp__ideal__seed1");
    assertThat(last.rule().settings().toString()).contains("learningRate=0.2");
    assertThat(last.rule().training().batch()).isEqualTo(50);
  }

  @Test
  void presetsAndDevicesCanBeSwept() {
    Study study = read("device: {hardware.rram.device: [pcmo, epiram]}");

    assertThat(study
            .sweeps()
            .get(0)
            .points()
            .get(1)
            .trials()
            .get(0)
            .hardware()
            .spec()
            .device())
        .isEqualTo(Presets.device("epiram"));
  }

  @Test
  void theDataCanBeSweptForEveryRuleOnEveryHardware() {
    Study study = read("set: {data: [digits-by-writer, digits], for: [bp]}");

    List<Sweep.Point> points = study.sweeps().get(0).points();
    assertThat(ids(points.get(0)))
        .startsWith("set=digits-by-writer__bp__ideal__seed1")
        .hasSize(4);
    assertThat(points.get(0).trials())
        .allSatisfy(trial -> assertThat(trial.data()).isEqualTo("digits-by-writer"));
    assertThat(points.get(1).isBase()).isTrue();
    assertThat(study.dataSets()).containsExactly("digits", "digits-by-writer");
  }

  @Test
  void aNetworkThatDoesNotFitOneOfTheDataSetsIsRefused() {
    YamlDocument document = YamlDocument.parse(
        STUDY
            .replace("batch: 25", "batch: 1501")
            .replace("SWEEP", "a: {data: [digits-by-writer, digits]}"),
        "swept.yaml");
    Study study = reader.read(document);
    DataSet digits = digits().get("digits");
    DataSet larger = new DataSet(
        "larger", digits.shape(), digits.classes(), twice(digits.train()), digits.test());

    assertThatThrownBy(() -> reader.checkFit(
            document, study, Map.of("digits", larger, "digits-by-writer", digits), Long.MAX_VALUE))
        .hasMessage("swept.yaml:4:30: training.batch: must be at most the 1500 training images of"
            + " digits, found 1501");
  }

  private static Samples twice(Samples samples) {
    return new Samples(
        Arrays.copyOf(samples.images(), 2 * samples.images().length),
        Arrays.copyOf(samples.labels(), 2 * samples.size()));
  }

  @Test
  void withoutTrainingEveryPointEvaluatesWhatTheStudyTrained() {
    Study study =
        read("bits: {hardware.rram.crossbar.adc.bits: [4, 6], retrain: false, for: [bp]}");

    Sweep sweep = study.sweeps().get(0);
    assertThat(sweep.retrained()).isFalse();
    // Also at the study's own 6 bits, where weights are written anew.
    assertThat(ids(sweep.points().get(1)))
        .containsExactly("bits=6__bp__rram__seed1", "bits=6__bp__rram__seed2");
    assertThat(sweep.points()).extracting(Sweep.Point::isBase).containsExactly(false, true);
    assertThat(sweep.points())
        .allSatisfy(point -> assertThat(point.trials())
            .allSatisfy(trial -> assertThat(study.baseTrials()).contains(trial.trained())));
    assertThat(study.evaluatedElsewhere())
        .extracting(Trial::id)
        .containsExactlyInAnyOrder("bp__rram__seed1", "bp__rram__seed2");
  }

  @Test
  void aSingleValueHoldsAtEveryPoint() {
    Study study = read("written: {hardware.ideal.preset: analog-rram,"
        + " hardware.ideal.crossbar.adc.bits: [3, 4], retrain: false, on: [ideal]}");

    assertThat(study.sweeps().get(0).points().get(1).trials()).allSatisfy(trial -> {
      assertThat(trial.hardware().spec().crossbar().adc().bits()).isEqualTo(4);
      assertThat(trial.hardware().spec().device())
          .isEqualTo(Presets.hardware("analog-rram").device());
      assertThat(trial.trained().hardware().spec().isIdeal()).isTrue();
    });
  }

  @Test
  void whatIsNotLearnedInMatricesCannotBeWrittenIntoOtherHardware() {
    String study = STUDY.replace(
        "  wide: {rule: bp, network: {hidden: [32]}}",
        "  stdp: {rule: geometric-stdp, training: {epochs: 1, batch: 25}}");
    String sweep = "a: {hardware.rram.crossbar.adc.bits: [4, 5], retrain: false}";

    assertThatThrownBy(
            () -> reader.read(YamlDocument.parse(study.replace("SWEEP", sweep), "swept.yaml")))
        .isInstanceOf(YamlError.class)
        .hasMessage("swept.yaml:14:57: sweeps.a.retrain: must be true for stdp, which keeps what it"
            + " learns beside its matrices, where no weights written into other hardware bring it"
            + " along. Maybe name other rules with for: […].");
    reader.read(YamlDocument.parse(
        study.replace("SWEEP", sweep.replace("false", "false, for: [bp]")), "swept.yaml"));
  }

  @Test
  void boundsDoNotSpeakOfTrainingWhereNothingIsTrained() {
    String text = STUDY
        .replace("SWEEP", "bits: {hardware.rram.crossbar.adc.bits: [4, 5], retrain: false}")
        .replace("accuracy >= 0.1", "energy of training at bits=4 <= 1 nJ");

    assertThatThrownBy(() -> reader.read(YamlDocument.parse(text, "swept.yaml")))
        .hasMessageContaining("nothing is trained at bits=4 (retrain: false), only evaluated");
    reader.read(YamlDocument.parse(text.replace("training at", "inference at"), "swept.yaml"));
  }

  @Test
  void hardwareThatAgesOnlyAtAPointIsEvaluatedAfterTimeThere() {
    String text = STUDY
        .replace("seeds: [1, 2]", "seeds: [1]\nevaluate-after: [1 day]")
        .replace(
            "SWEEP", "cells: {hardware.rram.device: [taox-hfox, pcm-gst-90nm], retrain: false}");
    Study study = reader.read(YamlDocument.parse(text, "swept.yaml"));

    List<Sweep.Point> points = study.sweeps().get(0).points();
    assertThat(points.get(0).trials())
        .allSatisfy(trial -> assertThat(trial.ages()).isEmpty());
    assertThat(points.get(1).trials())
        .allSatisfy(trial -> assertThat(trial.ages()).hasSize(1));
  }

  @Test
  void withoutSweepsThereAreOnlyTheTrialsOfTheStudy() {
    Study study =
        reader.read(YamlDocument.parse(STUDY.replace("sweeps:\n  SWEEP\n", ""), "swept.yaml"));

    assertThat(study.trials()).isEqualTo(study.baseTrials()).hasSize(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: {}| 14:3: sweeps.a: varies nothing; it needs a path from the top of the study and its values, as in rules.*.learning-rate: [0.01, 0.1]",
        "a: {label: x}| 14:3: sweeps.a: varies nothing; it needs a path from the top of the study and its values, as in rules.*.learning-rate: [0.01, 0.1]",
        "a: {lable: x}| 14:7: sweeps.a.lable: is no path into the study and no option of a sweep. Did you mean label?",
        "a: {rule.bp.learning-rate: [1, 2]}| 14:7: sweeps.a.rule.bp.learning-rate: is no path into the study and no option of a sweep. Did you mean rules.…?",
        "a: {seeds: [1, 2]}| 14:7: sweeps.a.seeds: is no path into the study and no option of a sweep. Allowed: label, for, on, retrain, data, network.…, training.…, rules.…, hardware.….",
        "a: {rules.bpp.learning-rate: [1, 2]}| 14:7: sweeps.a.rules.bpp.learning-rate: there is no rule bpp that this sweep runs. Did you mean bp?",
        "a: {rules.bp: [1, 2]}| 14:7: sweeps.a.rules.bp: names a whole rule, not a value in it",
        "a: {hardware.pcm.chip: [1, 2]}| 14:7: sweeps.a.hardware.pcm.chip: there is no hardware pcm that this sweep runs. Allowed: ideal, rram.",
        "a: {rules.bp.learning-rat: [1, 2]}| 14:7: rules.bp: unknown key, found learning-rat. Did you mean learning-rate?",
        "a: {hardware.rram.devcie.read-noise: [0, 1]}| 14:7: hardware.rram: unknown key, found devcie. Did you mean device?",
        "a: {rules.bp.learning-rate: [0.1, fast]}| 14:37: rules.bp.learning-rate: must be a number, found fast",
        "a: {rules.bp.learning-rate: [0.1, -1]}| 14:37: rules.bp.learning-rate: must be a number above 0, found -1",
        "a: {hardware.rram.device.read-noise: [0.1, 7]}| 14:46: hardware.rram.device.read-noise: must be a number from 0 to 1, found 7",
        "a: {network.hidden: {none: [0], one: [1]}}| 14:24: network.hidden: must be a list of whole numbers from 1 to 1048576, found [0]",
        "a: {network.hidden: [[1], [2]]}| 14:24: sweeps.a.network.hidden[0]: has no name; write the points of such values as name: value, as in {1: [64], 2: [64, 64]}",
        "a: {training.batch: []}| 14:23: sweeps.a.training.batch: must hold at least two points, found none",
        "a: {training.batch: [10]}| 14:23: sweeps.a.training.batch: must hold at least two points, found only 10",
        "a: {training.batch: 10}| 14:23: sweeps.a.training.batch: must be a list of values, or a mapping of names of points to values, found 10",
        "a: {training.batch: [10, 10]}| 14:28: sweeps.a.training.batch[1]: stands in the list twice, found 10",
        "a: {training.batch: [10, 1e1]}| 14:28: sweeps.a.training.batch[1]: is the same as 10",
        "a: {training.batch: {a/b: 1, c: 2}}| 14:24: sweeps.a.training.batch.a/b: the name of a point is made of letters, digits and . _ + -",
        "a: {training.batch: {a: 1, A: 2}}| 14:30: sweeps.a.training.batch.A: differs from another point only in upper and lower case",
        "a: {training.batch: [1, 2], training.epochs: [1, 2, 3]}| 14:48: sweeps.a.training.epochs: must have a value for each of the points 1, 2 of swept.yaml:14:23: sweeps.a.training.batch, found 1, 2, 3",
        "a: {training.batch: {x: 1, y: 2}, training.epochs: {x: 1, z: 3}}| 14:54: sweeps.a.training.epochs: must have a value for each of the points x, y of swept.yaml:14:23: sweeps.a.training.batch, found x, z",
        "a: {network.hidden: {1: [8], 2: [9]}, for: [wide]}| 14:3: sweeps.a: changes nothing that it runs: what it varies is the same for all its rules and hardware, or each of them says it for itself (rules.*.… reaches them)",
        "a: {training.batch: [1, 2], for: [bbp]}| 14:37: sweeps.a.for[0]: there is no rule bbp in this study. Did you mean bp?",
        "a: {training.batch: [1, 2], on: [ideal, ideal]}| 14:43: sweeps.a.on[1]: stands in the list twice, found ideal",
        "a: {training.batch: [1, 2], for: []}| 14:36: sweeps.a.for: must name at least one rule, found none",
        "a: {data: [digits, digit]}| 14:22: data: there is no data set digit. Did you mean digits?",
        "a: {data.name: [digits, mnist]}| 14:7: sweeps.a.data.name: is no path into the study and no option of a sweep. Did you mean data?",
        "a: {hardware.rram.crossbar.adc.bits: 4, hardware.rram.device.read-noise: 0}| 14:40: sweeps.a.hardware.rram.crossbar.adc.bits: must be a list of values, or a mapping of names of points to values, found 4",
        "a: {retrain: no, hardware.rram.crossbar.adc.bits: [4, 5]}| 14:16: sweeps.a.retrain: must be true or false, found no",
        "a: {retrain: false, rules.bp.learning-rate: [1, 2]}| 14:23: sweeps.a.rules.bp.learning-rate: must be a path into hardware, because with retrain: false networks stay as the study trained them",
        "a: {data: [digits, mnist], retrain: false}| 14:7: sweeps.a.data: must be a path into hardware, because with retrain: false networks stay as the study trained them",
        "a: {retrain: false}| 14:3: sweeps.a: varies nothing; it needs a path from the top of the study and its values, as in rules.*.learning-rate: [0.01, 0.1]",
        "a b: {training.batch: [1, 2]}| 14:3: sweeps.a b: must be letters and digits with single . _ + or - between them, found a b",
        "base: {training.batch: [1, 2]}| 14:3: sweeps.base: is what bounds call the study itself",
        "a: {rules.bp..x: [1, 2]}| 14:7: sweeps.a.rules.bp..x: is no path: a key between its dots is empty",
        "a: {hardware.*.device.read-noise: [0, 1]}| 14:7: hardware.ideal.device: ideal hardware has no device; choose another preset",
      })
  void everyMistakeIsToldWithItsPlace(String sweep, String message) {
    assertThatThrownBy(() -> read(sweep))
        .isInstanceOf(YamlError.class)
        .hasMessage("swept.yaml:" + message);
  }

  @Test
  void noSweepAtAllIsNoSection() {
    assertThatThrownBy(() -> read("{}"))
        .hasMessage("swept.yaml:13:1: sweeps: must hold at least one entry, found none");
  }

  @Test
  void whatDoesNotFitTheDataAtOnePointIsRefusedThere() {
    String text = STUDY.replace("SWEEP", "a: {network.hidden: {b: [8], c: [65536, 65536]}}");
    YamlDocument document = YamlDocument.parse(text, "swept.yaml");
    Study study = reader.read(document);

    assertThatThrownBy(() -> reader.checkFit(document, study, digits(), Long.MAX_VALUE))
        .isInstanceOf(YamlError.class)
        .hasMessageStartingWith(
            "swept.yaml:14:32: network.hidden: must be widths that give no layer");
    YamlDocument batches =
        YamlDocument.parse(STUDY.replace("SWEEP", "a: {training.batch: [10, 5000]}"), "b.yaml");
    assertThatThrownBy(
            () -> reader.checkFit(batches, reader.read(batches), digits(), Long.MAX_VALUE))
        .hasMessageStartingWith("b.yaml:14:28: training.batch: must be at most the ");
  }

  private static Map<String, DataSet> digits() {
    return Map.of(
        "digits",
        Catalog.installed().data().named("digits").load(DataFolders.ofProcess(Optional.empty())));
  }
}
