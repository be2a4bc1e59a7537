package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslearn.reports.cli.Ran.crosslearn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private StudyFile study;

  @BeforeEach
  void writeStudy() throws IOException {
    Path studies = Files.createDirectories(folder.resolve("studies"));
    table = Files.createDirectories(folder.resolve("tables")).resolve("cell.csv");
    Files.writeString(table, CURVES);
    // A name that the results folder has a file of.
    Files.writeString(studies.resolve("summary.csv"), CURVES.replace("4", "3"));
    study = StudyFile.write(studies, "tiny", STUDY);
  }

  @Test
  void resultsStandOnTheirOwnOnceTheTablesAreGone() throws IOException {
    Ran ran = study.run();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();

    Files.delete(table);
    Path moved = Files.move(study.results(), folder.resolve("moved"));
    for (String command : new String[] {"check", "report"}) {
      Ran again = crosslearn(command, moved);
      assertThat(again.err()).isEmpty();
      assertThat(again.out()).contains("holds").doesNotContain("no result");
      assertThat(again.code()).isZero();
    }
  }

  @Test
  void aTableThatChangesRunsItsTrialsAgain() throws IOException {
    study.run();
    Files.writeString(table, CURVES.replace("5", "6"));
    assertThat(study.run().out())
        .contains("1 of them have a result already", "1 have a result of another configuration");
  }

  @Test
  void aTableThatIsMissingIsNamedWhereTheStudyNamesIt() throws IOException {
    Files.delete(table);
    Ran ran = study.run();
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith(study.path() + ":10:")
        .contains("hardware.measured.device.step.file", "there is no such file")
        .hasLineCount(1);
  }
}
