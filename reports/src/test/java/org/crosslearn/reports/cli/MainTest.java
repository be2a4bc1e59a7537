package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

  private Path study;
  private Path results;

  private record Ran(int code, String out, String err) {}

  @BeforeEach
  void writeStudy() throws IOException {
    study = Files.writeString(folder.resolve("tiny.yaml"), STUDY);
    results = folder.resolve("out").resolve("tiny");
  }

  private static Ran crosslearn(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), words);
    return new Ran(code, out.toString(), err.toString());
  }

  private Ran run(Object... options) {
    Object[] arguments = Stream.concat(
            Stream.of("run", study, "--out", folder.resolve("out")), Stream.of(options))
        .toArray();
    return crosslearn(arguments);
  }

  private Map<String, String> trialFiles() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(results.resolve("trials"))) {
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
    }
    return files;
  }

  private void replace(String text, String replacement) throws IOException {
    Files.writeString(study, Files.readString(study).replace(text, replacement));
  }

  @Test
  void aStudyGoesInAndAReportComesOut() throws IOException {
    Ran ran = run();

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
    assertThat(trialFiles().keySet())
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
    replace("  analog: {preset: analog-rram}\n", """
          aged:
            preset: analog-rram
            device: {preset: pcm-gst-90nm}
            crossbar: {drift-compensation: true}
        evaluate-after: [1 h, 1 year]
        """);
    replace("  - latency of training for dfa on analog < 1.1 x bp\n", """
          - accuracy after 1 year for bp on aged > 0
        """);
    Ran ran = run();

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("bound: accuracy after 1 year for bp on aged > 0", "holds");
    Map<String, String> files = trialFiles();
    assertThat(files.get("bp__aged__seed1.json")).contains("\"aged\"", "3.15576E7");
    assertThat(files.get("bp__ideal__seed1.json")).doesNotContain("3.15576E7");
    assertThat(results.resolve("report.html"))
        .content()
        .contains("Accuracy as time passes", "after 1 year");
    assertThat(results.resolve("summary.json")).content().contains("accuracy_after_time");
    Ran again = run("--fresh", "--threads", 2);
    assertThat(again.err()).isEmpty();
    assertThat(trialFiles()).isEqualTo(files);
  }

  @Test
  void theNumberOfThreadsChangesNoBit() throws IOException {
    run("--threads", 1);
    Map<String, String> alone = trialFiles();
    Ran again = run("--threads", 2, "--fresh");

    assertThat(again.out()).contains("[8/8]");
    assertThat(trialFiles()).isEqualTo(alone);
  }

  @Test
  void whatIsFinishedIsNotRunAgain() throws IOException {
    run();
    Path kept = results.resolve("trials/bp__ideal__seed1.json");
    FileTime written = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(kept, written);
    Files.delete(results.resolve("trials/dfa__ideal__seed2.json"));
    Files.writeString(results.resolve("trials/dfa__ideal__seed1.json"), "{\"fingerprint\": \"");
    Map<String, String> before = trialFiles();

    Ran again = run();

    assertThat(again.out()).contains("6 of them have a result already", "[2/2]");
    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(written);
    assertThat(trialFiles())
        .hasSize(8)
        .containsEntry("bp__ideal__seed1.json", before.get("bp__ideal__seed1.json"));
    assertThat(run().out()).contains("8 of them have a result already").doesNotContain("[1/");
  }

  @Test
  void whatAChangeConcernsIsRunAgainAndNothingElse() throws IOException {
    run();
    replace("dfa: {}", "dfa: {learning-rate: 0.05}");
    assertThat(run().out())
        .contains(
            "4 of them have a result already", "4 have a result of another configuration", "[4/4]");
    replace("preset: analog-rram", "preset: analog-rram, device: {cycle-to-cycle: 0.1}");
    assertThat(run().out()).contains("4 of them have a result already", "[4/4]");
    replace("seeds: [1, 2]", "seeds: [2, 3]");
    assertThat(run().out())
        .contains("4 of them have a result already", "[4/4]")
        .doesNotContain("another configuration");
    replace("accuracy >= 0.2", "accuracy >= 0.3");
    assertThat(run().out()).contains("8 of them have a result already");
  }

  @Test
  void aBrokenBoundIsAnExitCode() throws IOException {
    replace("0.2 for bp", "0.9999 for bp");

    Ran ran = run();

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("  BROKEN  bp on ideal: 0.");
    assertThat(crosslearn("check", results).code()).isEqualTo(1);
  }

  @Test
  void boundsAreCheckedAgainFromTheResultsFolderAlone() throws IOException {
    run();
    Files.delete(study);

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
    run();
    byte[] html = Files.readAllBytes(results.resolve("report.html"));
    Files.delete(results.resolve("report.html"));

    assertThat(crosslearn("report", results).code()).isZero();
    assertThat(results.resolve("report.html")).hasBinaryContent(html);
  }

  @Test
  void aTrialThatFailsDoesNotLoseTheOthers() throws IOException {
    replace("rules: {bp: {}", "rules: {faulty: {}, bp: {}");

    Ran ran = run();

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out())
        .contains("faulty on ideal, seed 1")
        .contains("FAILED: java.lang.IllegalStateException: broke down in step 3")
        .contains("Please report it");
    assertThat(trialFiles()).hasSize(8);
    assertThat(results.resolve("manifest.json")).content().contains("broke down in step 3");
    assertThat(crosslearn("check", results).code()).isEqualTo(3);
  }

  @Test
  void mistakesInAStudyAreOneLineOnStandardError() throws IOException {
    replace("dfa: {}", "dfaa: {}");

    Ran ran = run();

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith(study + ":6:17: rules.dfaa: there is no learning rule dfaa. Did you mean dfa?")
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
    assertThat(run("--threads", 0).code()).isEqualTo(2);
    assertThat(run("--threads", 0).err().lines())
        .containsExactly("--threads must be at least 1, found 0 (see crosslearn run --help)");
    assertThat(run("--thread", 2).err()).contains("'--thread'").hasLineCount(1);
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
    Ran nowhere = crosslearn("run", study, "--out", blocked);
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).contains("cannot write results to").hasLineCount(1);
  }

  @Test
  void twoRunsDoNotShareAFolder() {
    ResultFolder.Lock other = new ResultFolder(results).lock();
    Ran refused = run();
    other.close();

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("another run is writing to " + results + " (process "
            + ProcessHandle.current().pid() + ")")
        .hasLineCount(1);
    assertThat(run().code()).isZero();
  }

  @Test
  void aKilledRunIsTakenUpWhereItStopped() throws IOException, InterruptedException {
    replace("rules: {bp: {}", "rules: {bp: {}, long: {rule: bp, training: {epochs: 100000}}");
    Process process = new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            study.toString(),
            "--threads",
            "1",
            "--out",
            folder.resolve("out").toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
    Path lastOfBp = results.resolve("trials/bp__analog__seed2.json");
    for (int i = 0; i < 600 && process.isAlive() && !Files.exists(lastOfBp); i++) {
      Thread.sleep(50);
    }
    Ran meanwhile = run();
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

    assertThat(meanwhile.err())
        .as(Files.readString(folder.resolve("log")))
        .contains("another run is writing to", "(process " + process.pid() + ")");
    Map<String, String> kept = trialFiles();
    assertThat(kept).hasSize(4);
    Files.writeString(study, STUDY);
    Ran resumed = run();
    assertThat(resumed.code()).isZero();
    assertThat(resumed.out()).contains("4 of them have a result already", "[4/4]");
    assertThat(trialFiles()).hasSize(8).containsAllEntriesOf(kept);
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
