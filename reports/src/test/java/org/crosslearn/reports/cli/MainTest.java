package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslearn.reports.cli.Ran.crosslearn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.crosslearn.reports.run.ResultFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final String STUDY = """
      name: tiny
      data: digits
      network: {hidden: [8]}
      training: {epochs: 1, batch: 50}
      seeds: [1, 2]
      rules: {bp: {}, dfa: {}}
      hardware:
        ideal: {}
        analog: {preset: analog-rram}
      bounds:
        - accuracy >= 0.2 for bp on ideal
        - latency of training for dfa on analog < 1.1 x bp
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
  void aStudyGoesInAndAReportComesOut() throws IOException {
    Ran ran = study.run();

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .startsWith("tiny: 2 rules x 2 hardware x 2 seeds = 8 trials on digits")
        .contains(
            "multiply-adds",
            "[8/8]",
            "bound: accuracy >= 0.2 for bp on ideal",
            "  holds   bp on ideal: 0.")
        .containsPattern("  holds   dfa on analog: [01]\\.\\d+ x bp on analog")
        .contains("Report: " + results.resolve("report.html"));
    assertThat(study.trials().keySet())
        .containsExactly(
            "bp__analog__seed1.json",
            "bp__analog__seed2.json",
            "bp__ideal__seed1.json",
            "bp__ideal__seed2.json",
            "dfa__analog__seed1.json",
            "dfa__analog__seed2.json",
            "dfa__ideal__seed1.json",
            "dfa__ideal__seed2.json");
    assertThat(results.resolve("study.yaml")).hasContent(STUDY);
    assertThat(results)
        .isDirectoryContaining("glob:**/report.html")
        .isDirectoryContaining("glob:**/summary.csv")
        .isDirectoryContaining("glob:**/summary.json")
        .isDirectoryContaining("glob:**/manifest.json")
        .isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void trainedNetworksAreEvaluatedAgainAsTheirCellsAge() throws IOException {
    study.replace("  analog: {preset: analog-rram}\n", """
          aged:
            preset: analog-rram
            device: {preset: pcm-gst-90nm}
            crossbar: {drift-compensation: true}
        evaluate-after: [1 h, 1 year]
        """);
    study.replace("  - latency of training for dfa on analog < 1.1 x bp\n", """
          - accuracy after 1 year for bp on aged > 0
        """);
    Ran ran = study.run();

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("bound: accuracy after 1 year for bp on aged > 0", "holds");
    Map<String, String> files = study.trials();
    assertThat(files.get("bp__aged__seed1.json")).contains("\"aged\"", "3.15576E7");
    assertThat(files.get("bp__ideal__seed1.json")).doesNotContain("3.15576E7");
    assertThat(results.resolve("report.html"))
        .content()
        .contains("Accuracy as time passes", "after 1 year");
    assertThat(results.resolve("summary.json")).content().contains("accuracy_after_time");
    Ran again = study.run("--fresh", "--threads", 2);
    assertThat(again.err()).isEmpty();
    assertThat(study.trials()).isEqualTo(files);
  }

  @Test
  void theNumberOfThreadsChangesNoBit() throws IOException {
    study.run("--threads", 1);
    Map<String, String> alone = study.trials();
    Ran again = study.run("--threads", 2, "--fresh");

    assertThat(again.out()).contains("[8/8]");
    assertThat(study.trials()).isEqualTo(alone);
  }

  @Test
  void whatIsFinishedIsNotRunAgain() throws IOException {
    study.run();
    Path kept = results.resolve("trials/bp__ideal__seed1.json");
    FileTime written = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(kept, written);
    Files.delete(results.resolve("trials/dfa__ideal__seed2.json"));
    Files.writeString(results.resolve("trials/dfa__ideal__seed1.json"), "{\"fingerprint\": \"");
    Map<String, String> before = study.trials();

    Ran again = study.run();

    assertThat(again.out()).contains("6 of them have a result already", "[2/2]");
    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(written);
    assertThat(study.trials())
        .hasSize(8)
        .containsEntry("bp__ideal__seed1.json", before.get("bp__ideal__seed1.json"));
    assertThat(study.run().out()).contains("8 of them have a result already").doesNotContain("[1/");
  }

  @Test
  void whatAChangeConcernsIsRunAgainAndNothingElse() throws IOException {
    study.run();
    study.replace("dfa: {}", "dfa: {learning-rate: 0.05}");
    assertThat(study.run().out())
        .contains(
            "4 of them have a result already", "4 have a result of another configuration", "[4/4]");
    study.replace("preset: analog-rram", "preset: analog-rram, device: {cycle-to-cycle: 0.1}");
    assertThat(study.run().out()).contains("4 of them have a result already", "[4/4]");
    study.replace("seeds: [1, 2]", "seeds: [2, 3]");
    assertThat(study.run().out())
        .contains("4 of them have a result already", "[4/4]")
        .doesNotContain("another configuration");
    study.replace("accuracy >= 0.2", "accuracy >= 0.3");
    assertThat(study.run().out()).contains("8 of them have a result already");
  }

  @Test
  void aBrokenBoundIsAnExitCode() throws IOException {
    study.replace("0.2 for bp", "0.9999 for bp");

    Ran ran = study.run();

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("  BROKEN  bp on ideal: 0.");
    assertThat(crosslearn("check", results).code()).isEqualTo(1);
  }

  @Test
  void boundsAreCheckedAgainFromTheResultsFolderAlone() throws IOException {
    study.run();
    Files.delete(study.path());

    Ran checked = crosslearn("check", results);

    assertThat(checked.code()).isZero();
    assertThat(checked.out()).contains("  holds   bp on ideal: 0.");
    Files.delete(results.resolve("trials/bp__ideal__seed2.json"));
    Ran incomplete = crosslearn("check", results);
    assertThat(incomplete.code()).isEqualTo(3);
    assertThat(incomplete.out()).contains("no result: bp on ideal, seed 2");
  }

  @Test
  void aReportCanBeRebuiltToTheSameBytes() throws IOException {
    study.run();
    byte[] html = Files.readAllBytes(results.resolve("report.html"));
    Files.delete(results.resolve("report.html"));

    assertThat(crosslearn("report", results).code()).isZero();
    assertThat(results.resolve("report.html")).hasBinaryContent(html);
  }

  @Test
  void aTrialThatFailsDoesNotLoseTheOthers() throws IOException {
    study.replace("rules: {bp: {}", "rules: {faulty: {}, bp: {}");

    Ran ran = study.run();

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out())
        .contains("faulty on ideal, seed 1")
        .contains("FAILED: java.lang.IllegalStateException: broke down in step 3")
        .contains("Please report it");
    assertThat(study.trials()).hasSize(8);
    assertThat(results.resolve("manifest.json")).content().contains("broke down in step 3");
    assertThat(crosslearn("check", results).code()).isEqualTo(3);
  }

  @Test
  void mistakesInAStudyAreOneLineOnStandardError() throws IOException {
    study.replace("dfa: {}", "dfaa: {}");

    Ran ran = study.run();

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith(
            study.path() + ":6:17: rules.dfaa: there is no learning rule dfaa. Did you mean dfa?")
        .hasLineCount(1);
    assertThat(results).doesNotExist();
  }

  @Test
  void otherMistakesOfTheUserShowNoStackTraceEither() throws IOException {
    Path missing = folder.resolve("missing.yaml");
    assertThat(crosslearn("run", missing))
        .isEqualTo(new Ran(2, "", missing + ": there is no such file" + System.lineSeparator()));
    assertThat(crosslearn("check", folder).err()).contains("holds no results").hasLineCount(1);
    assertThat(crosslearn("check", folder).code()).isEqualTo(2);
    assertThat(study.run("--threads", 0).code()).isEqualTo(2);
    assertThat(study.run("--threads", 0).err().lines())
        .containsExactly("--threads must be at least 1, found 0 (see crosslearn run --help)");
    assertThat(study.run("--thread", 2).err()).contains("'--thread'").hasLineCount(1);
    assertThat(crosslearn("run").err().lines())
        .containsExactly("Missing required parameter: 'STUDY' (see crosslearn run --help)");
    assertThat(crosslearn("rum").code()).isEqualTo(2);
    assertThat(crosslearn("rum").err()).contains("'rum'").hasLineCount(1);
    assertThat(crosslearn().err()).contains("Missing required subcommand", "Commands:");
    assertThat(crosslearn("data", "fetch", "mnits").code()).isEqualTo(2);
    assertThat(crosslearn("data", "fetch", "mnits").err())
        .contains("Did you mean", "mnist")
        .hasLineCount(1);
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
    Ran nowhere = new StudyFile(study.path(), blocked).run();
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).contains("cannot write results to").hasLineCount(1);
  }

  @Test
  void twoRunsDoNotShareAFolder() {
    ResultFolder.Lock other = new ResultFolder(results).lock();
    Ran refused = study.run();
    other.close();

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("another run is writing to " + results + " (process "
            + ProcessHandle.current().pid() + ")")
        .hasLineCount(1);
    assertThat(study.run().code()).isZero();
  }

  @Test
  void aKilledRunIsTakenUpWhereItStopped() throws IOException, InterruptedException {
    study.replace("rules: {bp: {}", "rules: {bp: {}, long: {rule: bp, training: {epochs: 100000}}");
    Process process = new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            study.path().toString(),
            "--threads",
            "1",
            "--out",
            study.out().toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
    Path lastOfBp = results.resolve("trials/bp__analog__seed2.json");
    for (int i = 0; i < 600 && process.isAlive() && !Files.exists(lastOfBp); i++) {
      Thread.sleep(50);
    }
    Ran meanwhile = study.run();
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

    assertThat(meanwhile.err())
        .as(Files.readString(folder.resolve("log")))
        .contains("another run is writing to", "(process " + process.pid() + ")");
    Map<String, String> kept = study.trials();
    assertThat(kept).hasSize(4);
    study.write(STUDY);
    Ran resumed = study.run();
    assertThat(resumed.code()).isZero();
    assertThat(resumed.out()).contains("4 of them have a result already", "[4/4]");
    assertThat(study.trials()).hasSize(8).containsAllEntriesOf(kept);
  }

  @Test
  void whatAStudyCanNameIsListedAsStudiesWriteIt() {
    assertThat(crosslearn("rules").out())
        .contains("# Backpropagation; ", "\nbp:\n  learning-rate: ");
    assertThat(crosslearn("hardware").out())
        .contains("\nideal:\n", "\n    encoding: differential-pair\n");
    assertThat(crosslearn("devices").out())
        .contains("\n  pcmo ", "PCMO, interface switching\n", "\n  reram-es ")
        .doesNotContain("cycle-to-cycle");
    assertThat(crosslearn("devices", "pcmo", "reram-es").out())
        .contains("pcmo:\n", "\nreram-es:\n", "\n  cycle-to-cycle: ");
    Ran unknown = crosslearn("devices", "pcmoo");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("unknown device pcmoo. Did you mean pcmo?");
    assertThat(crosslearn("data", "list").out()).contains("digits\n", "  here: ", "mnist\n");
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(crosslearn("--version").out()).matches("crosslearn \\d+\\.\\d+\\.\\d+\\S*\\s+");
  }

  @Test
  void helpNamesTheExitCodes() {
    assertThat(crosslearn("--help").out())
        .contains("Exit codes:", "a bound of the study does not hold", "run ", "check ", "report ");
  }
}
