package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study whose device is measured in files of their own. */
class MeasuredDeviceRunTest {
  private static final String STUDY = """
      name: tiny
      data: digits
      network: {hidden: [4]}
      training: {epochs: 1, batch: 50}
      seeds: [1]
      rules: {bp: {}}
      hardware:
        measured:
          preset: analog-rram
          device: {step: {kind: measured, file: ../tables/cell.csv}, device-to-device: {shape: 0}}
      sweeps:
        cell: {hardware.measured.device.step.file: {a: ../tables/cell.csv, b: summary.csv}}
      bounds:
        - accuracy for bp on measured at cell >= 0 %
      """;

  private static final String CURVES =
      "pulse,potentiation,depression\n0,1,9\n1,4,5\n2,8,2\n3,9,1\n";

  @TempDir
  private Path folder;

  private Path table;
  private Path study;
  private Path results;

  private record Ran(int code, String out, String err) {}

  @BeforeEach
  void writeStudy() throws IOException {
    Path studies = Files.createDirectories(folder.resolve("studies"));
    table = Files.createDirectories(folder.resolve("tables")).resolve("cell.csv");
    Files.writeString(table, CURVES);
    // A name that the results folder has a file of.
    Files.writeString(studies.resolve("summary.csv"), CURVES.replace("4", "3"));
    study = Files.writeString(studies.resolve("tiny.yaml"), STUDY);
    results = folder.resolve("out").resolve("tiny");
  }

  private static Ran crosslearn(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), words);
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void resultsStandOnTheirOwnOnceTheTablesAreGone() throws IOException {
    Ran ran = crosslearn("run", study, "--out", folder.resolve("out"));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();

    Files.delete(table);
    Path moved = Files.move(results, folder.resolve("moved"));
    for (String command : new String[] {"check", "report"}) {
      Ran again = crosslearn(command, moved);
      assertThat(again.err()).isEmpty();
      assertThat(again.out()).contains("holds").doesNotContain("no result");
      assertThat(again.code()).isZero();
    }
  }

  @Test
  void aTableThatChangesRunsItsTrialsAgain() throws IOException {
    crosslearn("run", study, "--out", folder.resolve("out"));
    Files.writeString(table, CURVES.replace("5", "6"));
    assertThat(crosslearn("run", study, "--out", folder.resolve("out")).out())
        .contains("1 of them have a result already", "1 have a result of another configuration");
  }

  @Test
  void aTableThatIsMissingIsNamedWhereTheStudyNamesIt() throws IOException {
    Files.delete(table);
    Ran ran = crosslearn("run", study, "--out", folder.resolve("out"));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith(study + ":10:")
        .contains("hardware.measured.device.step.file", "there is no such file")
        .hasLineCount(1);
  }
}
