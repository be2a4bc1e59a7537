package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslearn.reports.cli.Ran.crosslearn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps and profiles from the study file to the report. */
class SweepRunTest {
  private static final String STUDY = """
      name: tiny
      data: digits
      network: {hidden: [8]}
      training: {epochs: 1, batch: 50}
      seeds: [1]
      rules: {bp: {}, dfa: {}}
      hardware:
        ideal: {}
        rram: {preset: analog-rram}
      sweeps:
        noise: {hardware.rram.device.read-noise: [0.01, 0.9], for: [bp]}
        depth: {network.hidden: {1: [8], 2: [8, 8]}, on: [rram]}
      profiles:
        quick: {rules: {dfa: ~}, sweeps: {depth: ~}, bounds: [accuracy >= 0 % at noise]}
      bounds:
        - accuracy for bp on rram at noise=0.9 < 1 x at noise=0.01
        - latency of training for dfa on rram at depth=2 < 1 x bp
        - area at depth=2 > 1 x at base
      """;

  @TempDir
  private Path folder;

  private StudyFile study;
  private Path results;

  @BeforeEach
  void writeStudy() throws IOException {
    study = StudyFile.write(folder, "tiny", STUDY);
    results = study.results();
  }

  @Test
  void pointsRunBesideTheStudyAndOnlyWhereTheyDiffer() throws IOException {
    Ran ran = study.run();

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).as(ran.out()).isZero();
    assertThat(ran.out())
        .startsWith("tiny: 2 rules x 2 hardware x 1 seed = 4 trials, and 3 more at 4 points of 2"
            + " sweeps, on digits")
        .contains("[7/7]", "  holds   bp on rram at noise=0.9: ")
        .containsPattern("  holds   dfa on rram at depth=2: 0\\.\\d+ x bp on rram at depth=2");
    assertThat(study.trials().keySet())
        .containsExactly(
            "bp__ideal__seed1.json",
            "bp__rram__seed1.json",
            "depth=2__bp__rram__seed1.json",
            "depth=2__dfa__rram__seed1.json",
            "dfa__ideal__seed1.json",
            "dfa__rram__seed1.json",
            "noise=0.9__bp__rram__seed1.json");
    assertThat(results.resolve("report.html"))
        .content()
        .contains("Sweep noise: bp on rram. The study itself is at 0.01.");
    assertThat(results.resolve("sweeps.csv")).content().hasLineCount(1 + 2 + 4);
    assertThat(crosslearn("check", results).code()).isZero();
  }

  @Test
  void aProfileMayLeaveOutEverySweep() throws IOException {
    study.write(STUDY
        .replace("sweeps: {depth: ~}", "sweeps: {depth: ~, noise: ~}")
        .replace(" at noise]", "]"));
    Ran ran = study.run("--profile", "quick");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith("tiny-quick: 1 rule x 2 hardware x 1 seed = 2 trials on digits");
  }

  @Test
  void aSweepThatWasInterruptedGoesOnThere() throws IOException {
    study.run();
    Map<String, String> whole = study.trials();
    Files.delete(results.resolve("trials/noise=0.9__bp__rram__seed1.json"));
    Files.writeString(results.resolve("trials/depth=2__dfa__rram__seed1.json"), "{\"fing");

    Ran incomplete = crosslearn("check", results);
    Ran again = study.run();

    assertThat(incomplete.code()).isEqualTo(3);
    assertThat(incomplete.out())
        .contains(
            "no result: bp on rram at noise=0.9, seed 1", "BROKEN  bp on rram at noise=0.9: no");
    assertThat(again.out()).contains("5 of them have a result already", "[2/2]");
    assertThat(study.trials()).isEqualTo(whole);
  }

  @Test
  void anotherValueRunsAloneAndKeepsTheOthers() throws IOException {
    study.run();
    study.write(STUDY.replace("0.9]", "0.8, 0.9]"));

    assertThat(study.run().out())
        .contains("7 of them have a result already", "[1/1] bp on rram at noise=0.8");
    study.write(STUDY.replace("2: [8, 8]", "2: [9, 9]"));
    assertThat(study.run().out())
        .contains(
            "5 of them have a result already", "2 have a result of another configuration", "[2/2]");
  }

  @Test
  void aPointIsTheStudyWithTheValueWrittenIntoIt() throws IOException {
    study.run();
    String atPoint = study.trials().get("depth=2__bp__rram__seed1.json");
    study.write(STUDY.replace("hidden: [8]}", "hidden: [8, 8]}"));

    study.run();

    assertThat(study.trials().get("bp__rram__seed1.json")).isEqualTo(atPoint);
  }

  @Test
  void eachPointLearnsItsOwnData() throws IOException {
    study.write(STUDY
        .replace(
            "noise: {hardware.rram",
            "set: {data: [digits, digits-by-writer]}\n  noise: {hardware.rram")
        .replace(
            "bounds:\n",
            "bounds:\n  - accuracy for bp on ideal at set=digits-by-writer < 1 x at base\n"));
    Ran ran = study.run();

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains(
            "on digits (1500 training, 297 test images) and digits-by-writer (",
            "  holds   bp on ideal at set=digits-by-writer: ");
    assertThat(results.resolve("manifest.json"))
        .content()
        .containsPattern(
            "\"dataSha256\" : \\{\\s*\"digits\" : \"\\w{64}\",\\s*\"digits-by-writer\" : ");
    Map<String, String> whole = study.trials();
    String elsewhere = whole.get("set=digits-by-writer__dfa__rram__seed1.json");
    assertThat(study.run().out()).contains("11 of them have a result already");
    study.write(STUDY.replace("data: digits\n", "data: digits-by-writer\n"));

    study.run();

    assertThat(study.trials().get("dfa__rram__seed1.json")).isEqualTo(elsewhere);
  }

  @Test
  void aProfileHasResultsOfItsOwn() throws IOException {
    Ran ran = study.run("--profile", "quick");

    Path quick = study.out().resolve("tiny-quick");
    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out())
        .startsWith("tiny-quick: 1 rule x 2 hardware x 1 seed = 2 trials, and 1 more at 2 points of"
            + " 1 sweep, on digits");
    assertThat(results).doesNotExist();
    assertThat(quick.resolve("trials").toFile().list()).hasSize(3);
    assertThat(quick.resolve("manifest.json")).content().contains("\"profile\" : \"quick\"");
    assertThat(quick.resolve("report.html")).content().contains("<h1>tiny (quick)</h1>");
    assertThat(crosslearn("check", quick).code()).isZero();
    assertThat(crosslearn("check", quick).out()).contains("  holds   bp on rram at noise=0.9: ");
    assertThat(crosslearn("report", quick).code()).isZero();
  }

  @Test
  void aProfileThatDoesNotExistIsOneLine() {
    Ran ran = study.run("--profile", "quik");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo(study.path() + ":13:1: profiles: there is no profile quik. Did you mean quick?"
            + System.lineSeparator());
  }
}
