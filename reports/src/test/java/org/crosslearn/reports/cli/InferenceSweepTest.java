package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
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

  private static Path study;
  private static Ran first;

  private record Ran(int code, String out, String err) {}

  @BeforeAll
  static void runTheStudy() throws IOException {
    study = Files.writeString(folder.resolve("written.yaml"), STUDY);
    first = run("first", "--threads", 1);
  }

  private static Ran crosslearn(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), words);
    return new Ran(code, out.toString(), err.toString());
  }

  private static Ran run(String out, Object... options) {
    return crosslearn(
        Stream.concat(Stream.of("run", study, "--out", folder.resolve(out)), Stream.of(options))
            .toArray());
  }

  /** The results of the first run once more, in a folder of their own. */
  private static void copyFirst(String to) throws IOException {
    Path from = folder.resolve("first");
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, folder.resolve(to).resolve(from.relativize(path)));
      }
    }
  }

  private static Path results(String out) {
    return folder.resolve(out).resolve("written");
  }

  private static JsonNode trial(String id) throws IOException {
    return new ObjectMapper()
        .readTree(results("first").resolve("trials").resolve(id + ".json").toFile());
  }

  private static double accuracy(String id) throws IOException {
    JsonNode epochs = trial(id).get("epochs");
    return epochs.get(epochs.size() - 1).get("testAccuracy").doubleValue();
  }

  private static Map<String, String> trials(String out) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(results(out).resolve("trials"))) {
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
    }
    return files;
  }

  @Test
  void theStudyRunsAndItsBoundsHold() {
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).contains("[26/26]");
    assertThat(first.code()).as(first.out()).isZero();
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
    assertThat(results("first").resolve("report.html"))
        .content()
        .contains("Sweep bits: bp on chip. The study itself is at 8. Networks were trained as in"
            + " the study, written into the cells")
        .contains("Sweep epochs: bp on chip. The study itself is at 4.</p>");
    String line = Files.readAllLines(results("first").resolve("summary.md")).stream()
        .filter(row -> row.startsWith("| chip | 2 | bp |"))
        .findFirst()
        .orElseThrow();
    assertThat(line)
        .matches(
            "\\| chip \\| 2 \\| bp \\| [0-9.]+ ± [0-9.]+ % \\| 0 of 2 \\| – \\| – \\| [0-9.]+ .J .*");
  }

  @Test
  void threadsDoNotChangeTheResults() throws IOException {
    run("parallel", "--threads", 4);

    assertThat(trials("parallel")).isEqualTo(trials("first"));
  }

  @Test
  void anInterruptedRunGoesOnWithTheWeightsThatWereKept() throws IOException {
    copyFirst("interrupted");
    Files.delete(results("interrupted").resolve("trials/bits=4__bp__chip__seed2.json"));

    assertThat(run("interrupted").out()).contains("25 of them have a result already", "[1/1]");
    assertThat(trials("interrupted")).isEqualTo(trials("first"));
  }

  @Test
  void whereTheWeightsAreLostTheNetworkIsTrainedAgain() throws IOException {
    copyFirst("lost");
    Files.delete(results("lost").resolve("trials/bits=4__bp__chip__seed2.json"));
    Path weights = results("lost").resolve("weights/bp__chip__seed2.npz");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(whole, whole.length / 2));

    assertThat(run("lost").out()).contains("24 of them have a result already", "[2/2]");
    assertThat(trials("lost")).isEqualTo(trials("first"));
    assertThat(weights).hasBinaryContent(whole);
  }

  @Test
  void whatDivergedInTrainingHasNoFigureAnywhere() throws IOException {
    Path diverging = Files.writeString(
        folder.resolve("diverging.yaml"),
        STUDY
            .substring(0, STUDY.indexOf("bounds:"))
            .replace("name: written", "name: diverging")
            .replace("bp: {}", "bp: {learning-rate: 1e30}"));
    Ran ran = crosslearn("run", diverging, "--out", folder.resolve("diverging"));

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).containsPattern("bp on float at place=rram, seed 1 +diverged in epoch 1");
    assertThat(folder.resolve("diverging/diverging/report.html"))
        .content()
        .contains("bp on float at place=rram diverged in 2 of 2 trials");
  }

  @Test
  void weightsAreKeptOnlyWhereTheyAreEvaluatedElsewhere() throws IOException {
    try (Stream<Path> kept = Files.list(results("first").resolve("weights"))) {
      assertThat(kept.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "bp__chip__seed1.npz",
              "bp__chip__seed2.npz",
              "bp__float__seed1.npz",
              "bp__float__seed2.npz");
    }
  }
}
