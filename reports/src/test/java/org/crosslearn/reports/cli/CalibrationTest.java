package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.crosslearn.reports.cli.Ran.crosslearn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.reports.run.CalibrationListener;
import org.crosslearn.reports.run.CalibrationRun;
import org.crosslearn.reports.run.ExperimentListener;
import org.crosslearn.reports.run.ExperimentResult;
import org.crosslearn.reports.run.ResultFolder;
import org.crosslearn.reports.study.Catalog;
import org.crosslearn.reports.study.ExperimentReader;
import org.crosslearn.reports.study.ExperimentStudy;
import org.crosslearn.reports.study.ExperimentTrial;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calibrations from the study file to the report. */
class CalibrationTest {
  private static final String STUDY = """
      name: search
      description: Which settings tell digits apart?
      data: digits
      experiment:
        kind: trajectories
        first-image: 100
        nodes: [3, 6]
        images: 60
        references: 50
        splits: 2
        network:
          tick-seconds: 0.02
          input-latency-seconds: 0.4
          input-gain: 0.1
          recurrent-gain: 0.01
        dynamics:
          refractory-seconds: 0.02
          duration-seconds: 0.4
          sample-seconds: 0.2
          threshold: 0.8
          stdp: {potentiation: 2, depression: 2}
      calibration:
        maximise: accuracy of weights after 200 ms
        random: 4
        climb: 20
        seed: 1
        space:
          network.input-gain: [0.05, 0.1, 0.4, 0.8]
          dynamics.threshold: [0.4, 0.8, 1.6]
          dynamics.sample-seconds: [0.2, 0.3]   # nothing is read after 200 ms then
          neighbours: [1, 5, 55]                # more than there are references
      seeds: [1, 2]
      hardware:
        ideal: {}
      bounds:
        - accuracy of weights at nodes=6 after 200 ms >= 10 %
        - accuracy of weights <= 2 x pixels
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private Path folder;

  private StudyFile study;

  /** Tells of nothing, and fails where a test wants it to. */
  private static class Silent implements ExperimentListener {
    private int started;

    @Override
    public void started(ExperimentTrial trial) {
      started++;
    }

    @Override
    public void reached(ExperimentTrial trial, String stage, double part) {}

    @Override
    public void finished(ExperimentTrial trial, ExperimentResult result, double seconds) {}

    @Override
    public void failed(ExperimentTrial trial, Throwable failure) {}
  }

  @BeforeEach
  void writeStudy() throws IOException {
    study = StudyFile.write(folder, "search", STUDY);
  }

  /** The same study, whose study.results() go to a folder of their own. */
  private StudyFile into(String name) {
    return new StudyFile(study.path(), folder.resolve(name));
  }

  private JsonNode summary() throws IOException {
    return JSON.readTree(study.results().resolve("summary.json").toFile());
  }

  /** What was tried, in which order, and what was found. */
  private List<JsonNode> candidates() throws IOException {
    return summary().path("candidates").valueStream().toList();
  }

  private void runUntil(int candidates, ExperimentListener listener) {
    ExperimentReader reader = new ExperimentReader(Catalog.installed());
    ExperimentStudy read = reader.read(YamlDocument.read(study.path()), null);
    DataSet digits =
        Catalog.installed().data().named("digits").load(DataFolders.ofProcess(Optional.empty()));
    ResultFolder into = new ResultFolder(study.results());
    CalibrationListener stopping = (course, step, reason) -> {
      if (course.steps().size() == candidates) {
        throw new IllegalStateException("pulled the plug");
      }
    };
    try (ResultFolder.Lock lock = into.lock()) {
      new CalibrationRun(read, digits, Version.text(), into)
          .run("search.yaml", STUDY, false, 1, listener, stopping);
    }
  }

  @Test
  void theBestOfAllThatWasTriedIsChosenAndRunInFull() throws IOException {
    Ran first = study.run();
    assertThat(first.err()).isEmpty();
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .contains("search: at most 25 candidates of 72")
        .contains("[ 1/25]")
        .contains("as written")
        .contains("refused")
        .contains("from 1 to 50, found 55")
        .contains("there is no such figure")
        .contains("[4/4] 6 nodes on ideal, seed 2")
        .doesNotContain("BROKEN");

    JsonNode summary = summary();
    assertThat(summary.path("ended").asBoolean()).isTrue();
    assertThat(summary.path("refused").asInt()).isPositive();
    assertThat(summary.path("failed").asInt()).isPositive();
    double best = candidates().stream()
        .mapToDouble(candidate -> candidate.path("figure").asDouble(-1))
        .max()
        .orElseThrow();
    assertThat(summary.path("chosen").path("figure").asDouble()).isEqualTo(best);
    assertThat(best).isGreaterThan(candidates().get(0).path("figure").asDouble());
    // The full run of what was chosen finds what the search found, and the controls.
    List<String> lines = Files.readAllLines(study.results().resolve("accuracy.csv"));
    assertThat(lines.stream()
            .map(line -> line.split(","))
            .filter(cells -> cells[3].equals("weights") && cells[5].equals("0.2"))
            .collect(Collectors.averagingDouble(cells -> Double.parseDouble(cells[8]))))
        .isCloseTo(best, within(1e-12));
    assertThat(lines).anyMatch(line -> line.contains(",projection,"));

    String page = Files.readString(study.results().resolve("report.html"));
    assertThat(page)
        .contains("training images 100 to 159 of digits")
        .contains("One step from the chosen values")
        .contains("How the search went")
        .contains("flatters them");

    assertThat(crosslearn("check", study.results()).code()).isZero();
    Map<String, String> before = study.trials();
    Files.delete(study.results().resolve("summary.json"));
    assertThat(crosslearn("report", study.results()).code()).isZero();
    assertThat(summary()).isEqualTo(summary);

    Ran second = study.run();
    assertThat(second.code()).isZero();
    assertThat(second.out()).contains("candidates were tried before").doesNotContain("[4/4]");
    assertThat(study.trials()).isEqualTo(before);
  }

  @Test
  void theCandidateIsChosenWhoseFiguresAreNearestToTheirTargets() throws IOException {
    study.replace(
        "maximise: accuracy of weights after 200 ms",
        "match: [accuracy of weights at nodes=3 = 30 %, edges unchanged at nodes=6 = 50 %]");
    study.replace("accuracy of weights at nodes=6 after 200 ms >=", "accuracy of weights >=");
    Ran ran = study.run();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    JsonNode chosen = summary().path("chosen");
    double first = chosen.path("figures").path(0).asDouble();
    double second = chosen.path("figures").path(1).asDouble();
    assertThat(chosen.path("figure").asDouble())
        .isCloseTo(1 - (Math.abs(first - 0.3) + Math.abs(second - 0.5)) / 2, within(1e-12));
    assertThat(candidates())
        .allMatch(candidate ->
            candidate.path("figure").asDouble(0) <= chosen.path("figure").asDouble());
    assertThat(Files.readString(study.results().resolve("summary.md")))
        .contains("| figure | target | as written | chosen |")
        .contains("| accuracy of weights at nodes=3 | 30.00 % |");
    assertThat(Files.readString(study.results().resolve("report.html"))).contains("Targets");
  }

  @Test
  void chosenValuesCanBePastedIntoAStudy() throws IOException {
    study.run();
    String chosen = Files.readString(study.results().resolve("chosen.yaml"));
    assertThat(chosen).startsWith("# Chosen by search: ").contains("images 100 to 159 of digits");
    String values =
        chosen.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
    String pasted = STUDY.replaceAll("(?s)calibration:.*seeds:", "seeds:")
        + "profiles:\n  calibrated:\n" + values.indent(4);
    ExperimentReader reader = new ExperimentReader(Catalog.installed());
    ExperimentStudy study = reader.read(YamlDocument.parse(pasted, "pasted.yaml"), "calibrated");
    JsonNode figures = summary().path("chosen").path("values");
    assertThat(study.experiment().network().inputGain())
        .isEqualTo(Double.parseDouble(figures.path("network.input-gain").asText()));
  }

  @Test
  void aSearchThatIsInterruptedChoosesWhatItWouldHaveChosen() throws IOException {
    study.run();
    List<JsonNode> candidates = candidates();
    JsonNode chosen = summary().path("chosen");
    Map<String, String> trials = study.trials();
    for (int stop : List.of(1, 4, 9)) {
      study = into("stopped-" + stop);
      assertThatThrownBy(() -> runUntil(stop, new Silent())).hasMessage("pulled the plug");

      Ran check = crosslearn("check", study.results());
      assertThat(check.code()).isEqualTo(Main.FAILED);
      assertThat(check.out()).contains("no result: candidate ");
      assertThat(crosslearn("report", study.results()).code()).isZero();
      assertThat(summary().path("ended").asBoolean()).isFalse();
      // What is refused needs no trial, so that it is known where the plug was pulled.
      assertThat(candidates().size()).isBetween(stop, candidates.size() - 1);
      assertThat(candidates()).isEqualTo(candidates.subList(0, candidates().size()));
      assertThat(Files.readString(study.results().resolve("report.html")))
          .contains("has not ended");

      Ran resumed = study.run();
      assertThat(resumed.code()).isZero();
      assertThat(candidates()).isEqualTo(candidates);
      assertThat(summary().path("chosen")).isEqualTo(chosen);
      assertThat(study.trials()).isEqualTo(trials);
    }
  }

  @Test
  void candidatesOfALargerBudgetShareWhatWasTriedWithASmallerOne() throws IOException {
    study.run();
    int tried = candidates().size();
    Map<String, String> trials = study.trials();
    study.replace("random: 4", "random: 6");
    study.run();
    assertThat(candidates()).hasSizeGreaterThan(tried);
    Map<String, String> now = study.trials();
    trials.keySet().removeIf(name -> !name.startsWith("candidate-"));
    assertThat(now).containsAllEntriesOf(trials);
  }

  @Test
  void aTrialThatFailsCountsAsWorstAndEndsNothing() throws IOException {
    study.run();
    JsonNode chosen = summary().path("chosen");
    String name = study.trials().keySet().stream()
        .filter(trial -> trial.startsWith("candidate-"))
        .min(Comparator.naturalOrder())
        .orElseThrow()
        .replace(".json", "");
    study = into("faulty");
    Silent faulty = new Silent() {
      @Override
      public void started(ExperimentTrial trial) {
        if (trial.id().equals(name)) {
          throw new IllegalStateException("no more memory");
        }
      }
    };
    runUntil(Integer.MAX_VALUE, faulty);
    assertThat(crosslearn("report", study.results()).code()).isZero();
    assertThat(summary().path("ended").asBoolean()).isTrue();
    assertThat(Files.readString(study.results().resolve("report.html")))
        .contains("of the candidates failed and count as worst");
    assertThat(candidates()).anyMatch(candidate -> candidate.path("figure").isNull());
    // Once it does not fail any more, everything is as if it never had.
    study.run();
    assertThat(summary().path("chosen")).isEqualTo(chosen);
  }

  @Test
  void mistakesEndTheRunBeforeItBegins() throws IOException {
    study.replace("dynamics.threshold:", "dynamic.threshold:");
    Ran ran = study.run();
    assertThat(ran.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(ran.err()).contains("search.yaml:29:").contains("Did you mean dynamics?");
    assertThat(study.results()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"patterns", "two-digits", "trajectories"})
  void calibrationsThatComeWithCrosslearnRunOnBundledDigits(String kind) {
    String name = "geometric-" + kind + "-calibration";
    Path shipped = Path.of("..", "studies", name + ".yaml");
    Ran ran = crosslearn("run", shipped, "--profile", "small", "--out", folder);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(folder.resolve(name + "-small").resolve("chosen.yaml")).exists();
  }
}
