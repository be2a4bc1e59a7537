package org.crosslearn.reports.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.experiment.Trajectories;
import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;
import org.junit.jupiter.api.Test;

class CalibrationReaderTest {
  private static final String STUDY = """
      name: searched
      data: digits
      experiment:
        kind: trajectories
        nodes: [5, 20]
        images: 100
        references: 80
        dynamics: {threshold: 0.8, stdp: {potentiation: 0.01}}
      calibration:
        maximise: accuracy of weights at nodes=20 after 300 ms
        random: 4
        climb: 6
        seed: 3
        space:
          dynamics.threshold: [0.5, 0.8, 1.2]
          dynamics.stdp.pairing: [nearest, all-to-all]
          neighbours: [1, 5, 90]
      seeds: [1]
      hardware: {ideal: {}}
      profiles:
        quick:
          calibration: {random: 1, space: {neighbours: ~}}
        fixed:
          calibration: ~
      """;

  private static ExperimentStudy read(String text, String profile) {
    return new ExperimentReader(Catalog.installed())
        .read(YamlDocument.parse(text, "searched.yaml"), profile);
  }

  private static void refuses(String found, String replacement, String... parts) {
    assertThat(STUDY).contains(found);
    assertThatThrownBy(() -> read(STUDY.replace(found, replacement), null))
        .isInstanceOf(YamlError.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void aCandidateIsTheExperimentWithOtherValues() {
    ExperimentStudy study = read(STUDY, null);
    Space space = study.calibration().space();
    // Also where the experiment leaves the key to its default.
    assertThat(space.written()).isEqualTo(new Candidate(List.of(1, 0, 1)));
    assertThat(space.experiment(space.written())).isEqualTo(study.experiment());
    assertThat(space.size()).isEqualTo(18);

    Candidate other = new Candidate(List.of(2, 1, 0));
    Trajectories experiment = (Trajectories) space.experiment(other);
    assertThat(experiment.dynamics().threshold()).isEqualTo(1.2);
    assertThat(experiment.neighbours()).isEqualTo(1);
    assertThat(experiment.dynamics().stdp().potentiation()).isEqualTo(0.01);
    assertThat(space.values(other))
        .containsEntry("dynamics.threshold", "1.2")
        .containsEntry("dynamics.stdp.pairing", "all-to-all");
  }

  @Test
  void valuesThatDoNotGoTogetherAreRefusedWhenTheirTurnComes() {
    assertThatThrownBy(() ->
            read(STUDY, null).calibration().space().experiment(new Candidate(List.of(0, 0, 2))))
        .isInstanceOf(YamlError.class)
        .hasCauseInstanceOf(InvalidValue.class)
        .hasMessageContaining("searched.yaml:17:")
        .hasMessageContaining("from 1 to 80, found 90");
  }

  /** Otherwise it would depend on the machine which of them is best. */
  @Test
  void valuesThatNeedMoreMemoryThanThereIsAreRefusedBeforeTheSearch() {
    String study = STUDY
        .replaceAll("kind: trajectories|dynamics: .*|maximise: .*", "")
        .replace("nodes: [5, 20]", "kind: patterns\n  nodes: [20]")
        .replace("neighbours: [1, 5, 90]", "bins: [20, 1000]")
        .replaceAll("    dynamics.*\n", "")
        .replace("random: 4", "maximise: accuracy of activity\n  random: 4");
    YamlDocument document = YamlDocument.parse(study, "searched.yaml");
    ExperimentReader reader = new ExperimentReader(Catalog.installed());
    ExperimentStudy read = reader.read(document, null);
    DataSet digits =
        Catalog.installed().data().named("digits").load(DataFolders.ofProcess(Optional.empty()));
    reader.checkFit(document, read, digits, 100_000_000);
    assertThatThrownBy(() -> reader.checkFit(document, read, digits, 5_000_000))
        .isInstanceOf(YamlError.class)
        .hasMessageContaining("calibration.space.bins[1]: cannot be tried: images must be at most");
    assertThat(read.calibration().mostCandidates()).isEqualTo(2);
  }

  @Test
  void theFigureSaysWhereItIsMeasured() {
    assertThat(read(STUDY, null).calibration().nodes()).containsExactly(20);
    assertThat(read(STUDY.replace(" at nodes=20", ""), null).calibration().nodes())
        .containsExactly(5, 20);
  }

  @Test
  void whatIsToBeMatchedIsMeasuredWhereverOneOfItsFiguresIs() {
    String sentence = "maximise: accuracy of weights at nodes=20 after 300 ms";
    String match = "match: [accuracy of weights at nodes=5 = 70 %, edges up at nodes=20 = 0.3]";
    Calibration calibration = read(STUDY.replace(sentence, match), null).calibration();
    assertThat(calibration.nodes()).containsExactly(5, 20);
    assertThat(calibration.worth(List.of(0.6, 0.5))).isCloseTo(0.85, within(1e-12));

    refuses(sentence, sentence + "\n  " + match, "searched.yaml:10:", "found both");
    refuses(sentence, "", "searched.yaml:", "one of maximise and match, found neither");
    refuses(sentence, "match: []", "searched.yaml:10:", "at least one figure and its target");
    refuses(sentence, "match: [edges up]", "searched.yaml:10:11", "found nothing");
    refuses(
        sentence,
        "match: [energy = 3 uJ]",
        "searched.yaml:10:11",
        "no hardware of the study has a chip");
  }

  @Test
  void profilesChangeBudgetAndSpaceKeyByKey() {
    Calibration quick = read(STUDY, "quick").calibration();
    assertThat(quick.random()).isEqualTo(1);
    assertThat(quick.climb()).isEqualTo(6);
    assertThat(quick.space().axes())
        .extracting(Space.Axis::key)
        .containsExactly("dynamics.threshold", "dynamics.stdp.pairing");
    assertThat(read(STUDY, "fixed").calibration()).isNull();
    String changed = "calibration: {maximise: ~, match: [edges up = 29 %]}";
    assertThat(read(STUDY.replace("calibration: ~", changed), "fixed")
            .calibration()
            .matches())
        .isTrue();
  }

  @Test
  void mistakesAreToldWithTheirPlaceBeforeAnythingRuns() {
    refuses(
        "dynamics.threshold: [",
        "dynamics.treshold: [",
        "searched.yaml:15:",
        "unknown key, found treshold. Did you mean threshold?");
    refuses(
        "dynamics.stdp.pairing: [nearest, all-to-all]",
        "dynamics.stdp.pairing: [nearest, all-to-one]",
        "searched.yaml:16:38",
        "must be one of nearest, all-to-nearest, all-to-all, found all-to-one");
    refuses("[0.5, 0.8, 1.2]", "[0.5, 0.8, much]", "searched.yaml:15:36", "must be a number");
    refuses("[0.5, 0.8, 1.2]", "[]", "searched.yaml:15:", "at least two values, found none");
    refuses("[0.5, 0.8, 1.2]", "[0.8]", "searched.yaml:15:", "found only 0.8");
    refuses("[0.5, 0.8, 1.2]", "0.8", "searched.yaml:15:", "must be a list");
    refuses("[0.5, 0.8, 1.2]", "[0.8, 0.80]", "searched.yaml:15:31", "is the same as 0.8");
    refuses("[0.5, 0.8, 1.2]", "[0.8, {a: 1}]", "searched.yaml:15:", "must be a single value");
    refuses(
        "[0.5, 0.8, 1.2]",
        "[0.5, 1.2]",
        "searched.yaml:15:25",
        "the search starts from, the experiment's 0.8, found 0.5, 1.2");
    refuses(
        "[nearest, all-to-all]",
        "[all-to-nearest, all-to-all]",
        "searched.yaml:16:",
        "the experiment's nearest");
    refuses(
        "neighbours: [1, 5, 90]",
        "images: [100, 200]",
        "searched.yaml:17:5",
        "says what the figure is measured with");
    refuses("neighbours: [1", "dynamics..threshold: [1", "a key between its dots is empty");
    refuses("climb: 6", "climbs: 6", "searched.yaml:12:", "Did you mean climb?");
    refuses("random: 4", "random: -4", "searched.yaml:11:", "from 0 to 100000, found -4");
    refuses("  seed: 3\n", "", "key seed is missing");
    refuses(
        "accuracy of weights at nodes=20 after 300 ms",
        "accuracy of weights >= 3 %",
        "searched.yaml:10:",
        "expected at nodes=…, on or after, found >=");
    refuses("after 300 ms", "after 350 ms", "searched.yaml:10:", "nothing is read after 350 ms");
    refuses(
        "maximise: accuracy of weights at nodes=20 after 300 ms\n  random: 4\n  climb: 6\n  seed: 3\n"
            + "  space:\n    dynamics.threshold: [0.5, 0.8, 1.2]\n"
            + "    dynamics.stdp.pairing: [nearest, all-to-all]\n    neighbours: [1, 5, 90]\n",
        "maximise: accuracy of weights\n  random: 4\n  climb: 6\n  seed: 3\n  space: {}\n",
        "must hold at least one key of the experiment");
  }

  @Test
  void costsAreNothingToMaximise() {
    String devices = STUDY.replace("ideal: {}", "rram: {preset: analog-rram}");
    assertThatThrownBy(() ->
            read(devices.replace("accuracy of weights at nodes=20 after 300 ms", "energy"), null))
        .hasMessageContaining("searched.yaml:10:")
        .hasMessageContaining("not recorded during a search");
  }
}
