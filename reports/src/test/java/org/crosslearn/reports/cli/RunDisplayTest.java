package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.training.Trainer;
import org.crosslearn.algorithms.training.TrainingResult.EpochResult;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.reports.run.ResultsException;
import org.crosslearn.reports.run.TrialResult;
import org.crosslearn.reports.study.Catalog;
import org.crosslearn.reports.study.Study;
import org.crosslearn.reports.study.StudyReader;
import org.crosslearn.reports.study.Trial;
import org.junit.jupiter.api.Test;

class RunDisplayTest {
  private static final Study STUDY =
      new StudyReader(Catalog.installed()).read(YamlDocument.parse("""
                  name: two
                  data: digits
                  network: {hidden: []}
                  training: {epochs: 10, batch: 10}
                  seeds: [1, 2]
                  rules: {bp: {}}
                  hardware: {ideal: {}}
                  """, "two.yaml"));
  private static final DataSet DIGITS =
      Catalog.installed().data().named("digits").load(DataFolders.ofProcess(Optional.empty()));
  private static final Trial FIRST = STUDY.trials().get(0);
  private static final Trial SECOND = STUDY.trials().get(1);
  private static final long IMAGES = Trainer.presentations(DIGITS, FIRST.rule().training());

  private final StringWriter text = new StringWriter();
  private long seconds;

  private RunDisplay display(boolean live) {
    return new RunDisplay(
        new PrintWriter(text),
        live,
        () -> seconds * 1_000_000_000L,
        STUDY.trials(),
        Map.of("digits", DIGITS));
  }

  private static TrialResult result(int divergedEpoch) {
    return new TrialResult(
        "",
        "bp",
        "ideal",
        1,
        List.of(new EpochResult(1, 0.5)),
        divergedEpoch,
        1,
        null,
        Map.of(),
        List.of(),
        null);
  }

  /** A fifth of the first trial in 100 s, then all of it in 400 s. */
  private void runFirst(RunDisplay display) {
    display.started(FIRST);
    seconds = 100;
    display.presented(FIRST, IMAGES / 5, IMAGES);
    seconds = 101;
    display.presented(FIRST, IMAGES / 3, IMAGES);
    seconds = 400;
    display.presented(FIRST, IMAGES, IMAGES);
    display.finished(FIRST, result(0), 400);
  }

  @Test
  void aLogGetsALineEveryHalfMinuteAndOnePerTrial() {
    try (RunDisplay display = display(false)) {
      runFirst(display);
      display.started(SECOND);
      display.finished(SECOND, result(3), 0.25);
    }

    String rate = Math.round(IMAGES / 400.0) + " images/s";
    String earlyRate = Math.round(IMAGES / 500.0) + " images/s";
    assertThat(text.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "[0/2] bp on ideal, seed 1: 20 %, " + earlyRate + ", 6:40 min left",
            "[0/2] bp on ideal, seed 1: 100 %, " + rate + ", 0.0 s left",
            "[1/2] bp on ideal, seed 1 accuracy 50.00 % 6:40 min " + rate,
            "[2/2] bp on ideal, seed 2 diverged in epoch 3 0.3 s 0 images/s",
            "");
  }

  @Test
  void aTerminalHasOneLiveLineThatIsClearedAway() {
    try (RunDisplay display = display(true)) {
      runFirst(display);
    }

    assertThat(text.toString())
        .contains("#......... [0/2] bp on ideal, seed 1: 20 %")
        .contains("#####..... [0/2] bp on ideal, seed 1: 100 %")
        .containsPattern("\\r {79}\\r\\[1/2\\] bp on ideal, seed 1 ");
    assertThat(text.toString().lines().filter(line -> line.contains(" left")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @Test
  void aFaultThatRecursIsExplainedOnce() {
    try (RunDisplay display = display(false)) {
      for (Trial trial : STUDY.trials()) {
        display.started(trial);
        display.failed(trial, new IllegalStateException("out of order"));
      }
    }

    assertThat(text.toString().lines().filter(line -> line.contains("FAILED: java.lang.Ill")))
        .hasSize(2);
    assertThat(text.toString().lines().filter(line -> line.startsWith("\tat "))).isNotEmpty();
    assertThat(text.toString().lines().filter(Main.REPORT_REQUEST::equals)).hasSize(1);
  }

  @Test
  void whatFailsBecauseItsTrainingDidIsNoFaultOfTheProgram() {
    try (RunDisplay display = display(false)) {
      display.started(FIRST);
      display.failed(FIRST, new ResultsException("there is no trained network of bp on ideal"));
    }

    assertThat(text.toString())
        .contains("there is no trained network of bp on ideal")
        .doesNotContain("\tat ", Main.REPORT_REQUEST);
  }

  @Test
  void wantOfMemoryIsNoFaultOfTheProgram() {
    try (RunDisplay display = display(false)) {
      display.started(FIRST);
      display.failed(FIRST, new OutOfMemoryError("Java heap space"));
    }

    assertThat(text.toString())
        .contains("FAILED: java.lang.OutOfMemoryError: Java heap space", "--threads", "-Xmx")
        .doesNotContain("\tat ", Main.REPORT_REQUEST);
  }
}
