package org.crosslearn.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.crosslearn.reports.cli.Ran.crosslearn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments from the study file to the report. */
class ExperimentRunTest {
  private static final String STUDY = """
      name: tiny
      description: Do six nodes know more than three?
      data: digits
      experiment:
        kind: trajectories
        nodes: [6, 3]
        images: 60
        references: 50
        splits: 2
        network:
          tick-seconds: 0.02
          input-latency-seconds: 0.4
          input-gain: 0.8
          recurrent-gain: 0.01
        dynamics:
          refractory-seconds: 0.02
          duration-seconds: 0.4
          sample-seconds: 0.2
          stdp: {potentiation: 2, depression: 2}
      seeds: [1]
      hardware:
        ideal: {}
        rram: {preset: analog-rram}
      bounds:
        - accuracy of weights at nodes=6 on ideal after 400 ms >= 10 %
        - accuracy of weights on ideal <= 2 x pixels
        - energy at nodes=6 <= 1 J
        - edges unchanged at nodes=3 on ideal < 100 %
      profiles:
        small: {experiment: {nodes: [3]}, hardware: {rram: ~}, bounds: [accuracy of pixels > 200 %]}
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

  private Ran runWith(String found, String replacement) throws IOException {
    study.write(STUDY);
    study.replace(found, replacement);
    return study.run();
  }

  @Test
  void aResponseThatEndsBeforeTheFirstReadingIsReadAtItsEnd() throws IOException {
    study.write(STUDY.replaceAll("(?s)bounds:.*", ""));
    study.replace("duration-seconds: 0.4", "duration-seconds: 0.1");
    Ran ran = study.run();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("of weights by knn after 100 ms");
  }

  @Test
  void figuresThatMeanLittleComeWithACaution() throws IOException {
    assertThat(runWith("refractory-seconds: 0.02", "refractory-seconds: 0.04").code())
        .isZero();
    assertThat(results.resolve("summary.md")).content().doesNotContain("hardly answer");
    assertThat(results.resolve("summary.md")).content().doesNotContain("no arrival is ever lost");
    runWith("input-gain: 0.8", "input-gain: 0.0001");
    assertThat(results.resolve("summary.md"))
        .content()
        .contains("hardly answer: 3 nodes on ideal, 6 nodes on ideal, 3 nodes on rram")
        .contains("less than once in 10 images");
    assertThat(results.resolve("summary.md")).content().contains("no arrival is ever lost");
  }

  @Test
  void aNetworkWithoutEdgesFailsWithAWordOnIt() throws IOException {
    for (String kind : List.of("trajectories", "two-digits\n  learned: 10")) {
      study.write(STUDY.replaceAll("(?s)bounds:.*|\\s+sample-seconds: 0.2", ""));
      study.replace("kind: trajectories", "kind: " + kind);
      study.replace("tick-seconds: 0.02", "tick-seconds: 0.02\n    between: 1e-9");
      Ran ran = study.run();
      assertThat(ran.err()).isEmpty();
      assertThat(ran.code()).isEqualTo(Main.FAILED);
      assertThat(ran.out())
          .contains("no edge between 6 nodes with this seed")
          .contains("network.between is 1.0E-9");
    }
  }

  @Test
  void everySizeRunsOnEveryHardwareOnce() throws IOException {
    Ran first = study.run("--threads", 2);
    assertThat(first.err()).isEmpty();
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .contains("2 sizes x 2 hardware x 1 seed = 4 trials on 60 images of digits")
        .contains("3 nodes on ideal, seed 1")
        .contains("6 nodes on rram, seed 1")
        .doesNotContain("BROKEN");
    String page = Files.readString(results.resolve("report.html"));
    assertThat(page)
        .contains("Do six nodes know more than three?")
        .contains("Refraction ratio")
        .contains("Energy and time of a classification")
        .contains("Energy per classification of 400 ms simulated, on rram")
        // Others' numbers for other images are nothing to compare with.
        .doesNotContain("71.66");
    assertThat(first.out()).containsPattern("6 nodes on rram: \\S+ J for 400 ms simulated");
    String summary = Files.readString(results.resolve("summary.md"));
    assertThat(summary)
        .contains("| weights numbers | weights best after | weights knn |")
        .contains("| class 0 |")
        .contains("| edges up | edges down | edges turned inhibitory | edges unchanged |")
        .contains("spikes/node")
        .contains("refraction ratio mean |")
        .contains("Billed are 400 ms of simulated time, all of it");
    assertThat(edges(summary, "| ideal | 3 nodes |")).isCloseTo(100, within(0.05));
    String trial = Files.readString(results.resolve("trials/nodes=6__rram__seed1.json"));

    Ran second = study.run("--threads", 1);
    assertThat(second.out()).contains("4 of them have a result already");
    assertThat(Files.readString(results.resolve("report.html"))).contains("<td>1</td>");

    Ran fresh = study.run("--threads", 1, "--fresh");
    assertThat(fresh.code()).isZero();
    assertThat(results.resolve("trials/nodes=6__rram__seed1.json")).hasContent(trial);

    assertThat(crosslearn("check", results).code()).isZero();
    Files.delete(results.resolve("report.html"));
    assertThat(crosslearn("report", results).code()).isZero();
    assertThat(results.resolve("report.html")).exists();

    Files.delete(results.resolve("trials/nodes=3__ideal__seed1.json"));
    Ran check = crosslearn("check", results);
    assertThat(check.code()).isEqualTo(Main.FAILED);
    assertThat(check.out()).contains("no result: 3 nodes on ideal, seed 1");
  }

  /** Sum of the shares of edges, in percent, in the row that begins so. */
  private static double edges(String summary, String row) {
    String table = summary.substring(summary.indexOf("| edges up |"));
    String figures =
        table.substring(table.indexOf(row) + row.length()).lines().findFirst().orElseThrow();
    return Stream.of(figures.replace("%", "").split("\\|"))
        .map(String::strip)
        .filter(figure -> !figure.isEmpty())
        .mapToDouble(Double::parseDouble)
        .sum();
  }

  @Test
  void aProfileLeavesOutWhatItSaysAndItsBoundsCount() {
    Ran small = study.run("--profile", "small");
    assertThat(small.code()).isEqualTo(Main.BOUND_BROKEN);
    assertThat(small.out())
        .contains("1 size x 1 hardware x 1 seed = 1 trial")
        .contains("BROKEN  3 nodes on ideal");
  }

  @Test
  void whatIsLearnedBeforeIsBilledBesideTheClassification() throws IOException {
    assertThat(study.run().code()).isZero();
    assertThat(Files.readString(results.resolve("report.html")))
        .doesNotContain("learning from one image");
    study.write("""
        name: tiny
        data: digits
        experiment:
          kind: two-digits
          nodes: [6, 4]
          learned: 10
          images: 40
          references: 30
          splits: 2
          network:
            tick-seconds: 0.02
            input-latency-seconds: 0.4
        seeds: [1]
        hardware:
          rram: {preset: analog-rram}
        """);
    Ran learned = study.run("--fresh");
    assertThat(learned.err()).isEmpty();
    assertThat(learned.code()).isZero();
    String page = Files.readString(results.resolve("report.html"));
    assertThat(page)
        .contains("learning from one image")
        .contains("<figcaption>rram, knn</figcaption>", "<figcaption>rram, svm</figcaption>")
        // The curves of activity with and without plasticity have bands, those of controls none.
        .contains("<g class=\"s4\">", "band s0", "band s1")
        .doesNotContain("band s2", "band s3", "band s4");
    String summary = Files.readString(results.resolve("summary.md"));
    assertThat(summary).contains("learning from one image");

    // Every readout has its table; where features are read once, no time of theirs is best.
    assertThat(summary)
        .contains("| activity knn | activity-without-stdp knn |")
        .contains("| activity svm | activity-without-stdp svm |")
        .contains("Accuracy of activity by knn on the images")
        .doesNotContain("best after");
    assertThat(learned.out())
        .containsPattern("activity knn +activity-without-stdp knn")
        .containsPattern("activity svm +activity-without-stdp svm");
  }

  @Test
  void mistakesAreToldWithTheirPlace() throws IOException {
    assertThat(runWith("kind: trajectories", "kind: trajectory").err())
        .contains("tiny.yaml:5:9")
        .contains("Did you mean trajectories?");
    assertThat(runWith("splits: 2", "split: 2").err()).contains("Did you mean splits?");
    assertThat(runWith("references: 50", "references: 60").err())
        .contains("from 1 to 59, fewer than the images (60)");
    assertThat(runWith("images: 60", "images: 6000").err())
        .contains("tiny.yaml:7:")
        .contains("images")
        .contains("from 2 to 1500");
    for (String uneven : List.of("0.03", "0.004", "0.0002")) {
      assertThat(runWith("sample-seconds: 0.2", "sample-seconds: " + uneven).err())
          .contains("tiny.yaml:18:21: experiment.dynamics.sample-seconds")
          .contains("a whole number of ticks of 0.02 s, found " + uneven);
    }
    assertThat(runWith("kind: trajectories", "kind: patterns").err())
        .contains("tiny.yaml:18:5: experiment.dynamics.sample-seconds: must be left out")
        .contains("patterns is read out once, after duration-seconds");
    assertThat(runWith("duration-seconds: 0.4", "duration-seconds: 0.41").err())
        .contains("tiny.yaml:17:23: experiment.dynamics.duration-seconds")
        .contains("a whole number of ticks of 0.02 s, found 0.41");
    assertThat(runWith("duration-seconds: 0.4", "duration-seconds: 1e9").err())
        .contains("tiny.yaml:17:23: experiment.dynamics.duration-seconds")
        .contains("to 20000, found 1e9");
    assertThat(runWith("stdp: {potentiation: 2, depression: 2}", "stdp: ~").err())
        .contains("tiny.yaml:19:")
        .contains("experiment.dynamics.stdp: must be given");
    assertThat(
            runWith("tick-seconds: 0.02", "tick-seconds: 0.02\n    between: 0").err())
        .contains("tiny.yaml:12:14: experiment.network.between");
    assertThat(runWith("after 400 ms", "after 300 ms").err())
        .contains("nothing is read after 300 ms but after 200 ms, 400 ms");
    assertThat(runWith("energy at nodes=6 <=", "energy on ideal <=").err())
        .contains("ideal has no chip");
  }
}
