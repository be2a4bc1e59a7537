package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that are trained once and evaluated on other hardware, from the study to the report. */
class InferenceSweepTest {
  private static final String STUDY = """
      name: written
      data: digits
      network: {hidden: [24]}
      training: {epochs: 4, batch: 50}
      seeds: [1, 2]
      evaluate-after: [1 year]
      rules: {bp: {}}
      hardware:
        float: {preset: ideal}
        chip: {preset: quantised, crossbar: {adc: {bits: 8, range: dynamic}}}
      sweeps:
        bits: {hardware.chip.crossbar.adc.bits: [2, 4, 8], retrain: false}
        range:
          hardware.chip.crossbar.adc.bits: 4
          hardware.chip.crossbar.adc.range: [full, dynamic, calibrated]
          retrain: false
        place:
          hardware.float.preset: {software: ideal, rram: analog-rram}
          retrain: false
        cells:
          hardware.float.preset: analog-rram
          hardware.float.device: {rram: taox-hfox, pcm: pcm-gst-90nm}
          retrain: false
        epochs: {training.epochs: [1, 4], on: [chip]}
      bounds:
        - accuracy at bits=2 <= 0.8 x at bits=8
        - accuracy at range=full <= 0.9 x at range=calibrated
        - accuracy for bp on float at place=rram >= 0.8 x at base
        - accuracy after 1 year for bp on float at cells=pcm < 1 x at cells=rram
        - energy of inference on chip at bits=2 < 1 x at bits=8
        - energy of inference on float at place=rram >= 1 pJ
      """;

  @TempDir
  private static Path folder;

  private static StudyFile first;
  private static Ran firstRan;

  @BeforeAll
  static void runTheStudy() throws IOException {
    first = StudyFile.write(folder, "written", STUDY);
    firstRan = first.run("--threads", 1);
  }

  /** The results of the first run once more, in a folder of their own. */
  private static StudyFile copyOfFirst(String to) throws IOException {
    StudyFile copy = new StudyFile(first.path(), folder.resolve(to));
    try (Stream<Path> paths = Files.walk(first.out())) {
      for (Path path : paths.toList()) {
        Files.copy(path, copy.out().resolve(first.out().relativize(path)));
      }
    }
    return copy;
  }

  private static JsonNode trial(String id) throws IOException {
    return new ObjectMapper()
        .readTree(first.results().resolve("trials").resolve(id + ".json").toFile());
  }

  private static double accuracy(String id) throws IOException {
    JsonNode epochs = trial(id).get("epochs");
    return epochs.get(epochs.size() - 1).get("testAccuracy").doubleValue();
  }

  @Test
  void theStudyRunsAndItsBoundsHold() {
    assertThat(firstRan.err()).isEmpty();
    assertThat(firstRan.out()).contains("[26/26]");
    assertThat(firstRan.code()).as(firstRan.out()).isZero();
  }

  @Test
  void fewerBitsOfTheConvertersCostAccuracyAndSaveEnergy() throws IOException {
    for (int seed = 1; seed <= 2; seed++) {
      assertThat(accuracy("bits=2__bp__chip__seed" + seed))
          .isLessThan(0.8 * accuracy("bits=8__bp__chip__seed" + seed));
    }
  }

  @Test
  void whereNothingChangesTheNetworkIsAsAccurateAsItWasTrained() throws IOException {
    // In software to the last digit, on cells but for the rounding to their levels.
    assertThat(accuracy("place=software__bp__float__seed1"))
        .isEqualTo(accuracy("bp__float__seed1"));
    assertThat(accuracy("bits=8__bp__chip__seed1"))
        .isCloseTo(accuracy("bp__chip__seed1"), within(0.02));
  }

  @Test
  void rangesOfConvertersAreToldApart() throws IOException {
    assertThat(accuracy("range=full__bp__chip__seed1"))
        .isLessThan(accuracy("range=dynamic__bp__chip__seed1"));
    assertThat(accuracy("range=calibrated__bp__chip__seed1"))
        .isNotEqualTo(accuracy("range=dynamic__bp__chip__seed1"));
  }

  @Test
  void cellsThatAgeAreEvaluatedAfterTimeToo() throws IOException {
    assertThat(trial("cells=pcm__bp__float__seed1").get("aged")).hasSize(1);
    assertThat(trial("cells=rram__bp__float__seed1").get("aged")).isEmpty();
  }

  @Test
  void onlyInferenceIsBilled() throws IOException {
    JsonNode cost = trial("place=rram__bp__float__seed1").get("cost");
    assertThat(cost.get("training").isNull()).isTrue();
    assertThat(cost.get("inference").get("latencySeconds").doubleValue()).isPositive();
    assertThat(trial("place=rram__bp__float__seed1").get("trainingSteps").intValue())
        .isZero();
    assertThat(trial("place=software__bp__float__seed1").get("cost").isNull()).isTrue();
    // A chip that only infers has no circuits for learning.
    assertThat(area("bits=8__bp__chip__seed1")).isLessThan(area("bp__chip__seed1"));
  }

  private static double area(String id) throws IOException {
    double sum = 0;
    for (JsonNode item : trial(id).get("cost").get("area").get("items")) {
      sum += item.get("squareMeters").doubleValue();
    }
    return sum;
  }

  @Test
  void theReportSaysThatNothingWasTrainedThere() throws IOException {
    assertThat(first.results().resolve("report.html"))
        .content()
        .contains("Sweep bits: bp on chip. The study itself is at 8. Networks were trained as in"
            + " the study, written into the cells")
        .contains("Sweep epochs: bp on chip. The study itself is at 4.</p>");
    String line = Files.readAllLines(first.results().resolve("summary.md")).stream()
        .filter(row -> row.startsWith("| chip | 2 | bp |"))
        .findFirst()
        .orElseThrow();
    assertThat(line)
        .matches(
            "\\| chip \\| 2 \\| bp \\| [0-9.]+ ± [0-9.]+ % \\| 0 of 2 \\| – \\| – \\| [0-9.]+ .J .*");
  }

  @Test
  void threadsDoNotChangeTheResults() throws IOException {
    StudyFile parallel = new StudyFile(first.path(), folder.resolve("parallel"));
    parallel.run("--threads", 4);

    assertThat(parallel.trials()).isEqualTo(first.trials());
  }

  @Test
  void anInterruptedRunGoesOnWithTheWeightsThatWereKept() throws IOException {
    StudyFile interrupted = copyOfFirst("interrupted");
    Files.delete(interrupted.results().resolve("trials/bits=4__bp__chip__seed2.json"));

    assertThat(interrupted.run().out()).contains("25 of them have a result already", "[1/1]");
    assertThat(interrupted.trials()).isEqualTo(first.trials());
  }

  @Test
  void whereTheWeightsAreLostTheNetworkIsTrainedAgain() throws IOException {
    StudyFile lost = copyOfFirst("lost");
    Files.delete(lost.results().resolve("trials/bits=4__bp__chip__seed2.json"));
    Path weights = lost.results().resolve("weights/bp__chip__seed2.npz");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(whole, whole.length / 2));

    assertThat(lost.run().out()).contains("24 of them have a result already", "[2/2]");
    assertThat(lost.trials()).isEqualTo(first.trials());
    assertThat(weights).hasBinaryContent(whole);
  }

  @Test
  void whatDivergedInTrainingHasNoFigureAnywhere() throws IOException {
    StudyFile diverging = StudyFile.write(
        Files.createDirectory(folder.resolve("diverging")),
        "diverging",
        STUDY
            .substring(0, STUDY.indexOf("bounds:"))
            .replace("name: written", "name: diverging")
            .replace("bp: {}", "bp: {learning-rate: 1e30}"));
    Ran ran = diverging.run();

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).containsPattern("bp on float at place=rram, seed 1 +diverged in epoch 1");
    assertThat(diverging.results().resolve("report.html"))
        .content()
        .contains("bp on float at place=rram diverged in 2 of 2 trials");
  }

  @Test
  void weightsAreKeptOnlyWhereTheyAreEvaluatedElsewhere() throws IOException {
    try (Stream<Path> kept = Files.list(first.results().resolve("weights"))) {
      assertThat(kept.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "bp__chip__seed1.npz",
              "bp__chip__seed2.npz",
              "bp__float__seed1.npz",
              "bp__float__seed2.npz");
    }
  }
}
