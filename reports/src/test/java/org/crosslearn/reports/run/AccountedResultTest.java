package org.crosslearn.reports.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.reports.bounds.BoundCheck;
import org.crosslearn.reports.study.Catalog;
import org.crosslearn.reports.study.Study;
import org.crosslearn.reports.study.StudyReader;
import org.crosslearn.reports.study.Trial;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of three and of two layers that is priced in three other ways. */
class AccountedResultTest {
  private static final String STUDY = """
      name: two
      data: digits
      network: {hidden: [24, 24]}
      training: {epochs: 1, batch: 50}
      seeds: [1]
      rules: {bp: {}, dfa: {}}
      hardware:
        ideal: {}
        one: {preset: quantised}
        other: {preset: quantised}
      sweeps:
        depth: {network.hidden: {1: [24], 2: [24, 24]}, on: [one]}
      accounting:
        off-chip:
          on: [one]
          chip: {dataflow: {gradients: dram, gradient-sums: in-memory}}
          rules: {dfa: {dataflow: {weight-gradient-units: per-matrix}}}
        same-units: {rules: {dfa: {dataflow: {weight-gradient-units: shared}}}}
        pipelined: {from: base, chip: {dataflow: {operation: pipelined}}}
      bounds:
        - latency of training for dfa on one under off-chip at depth=2 < 0.9 x bp
        - latency of training for dfa on one under off-chip < 1 x under same-units
        - latency of training under pipelined < 1 x under base
      """;

  @TempDir
  private static Path path;

  private static StudyReader reader;
  private static ResultFolder folder;
  private static StoredResults stored;

  @BeforeAll
  static void runTheStudy() throws IOException {
    reader = new StudyReader(Catalog.installed());
    Study study = reader.read(YamlDocument.parse(STUDY, "two.yaml"));
    DataSet digits =
        Catalog.installed().data().named("digits").load(DataFolders.ofProcess(Optional.empty()));
    folder = new ResultFolder(path);
    try (ResultFolder.Lock lock = folder.lock()) {
      new StudyRun(study, Map.of("digits", digits), "test", folder)
          .run("two.yaml", STUDY, false, 1, new Silent());
    }
    // Without its operations a trial cannot be priced in another way.
    Files.delete(path.resolve("operations/bp__other__seed1.json"));
    stored = StoredResults.read(folder, reader);
  }

  private static final class Silent implements RunListener {
    @Override
    public void skipped(Trial trial, TrialResult result) {}

    @Override
    public void started(Trial trial) {}

    @Override
    public void presented(Trial trial, long images, long total) {}

    @Override
    public void finished(Trial trial, TrialResult result, double seconds) {}

    @Override
    public void failed(Trial trial, Throwable failure) {
      throw new AssertionError(trial.title(), failure);
    }
  }

  private static AccountedResult accounting(String name) {
    return stored.result().accountings().stream()
        .filter(accounting -> accounting.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static HardwareCost cost(List<TrialResult> trials, String rule, String hardware) {
    return trials.stream()
        .filter(trial -> trial.rule().equals(rule) && trial.hardware().equals(hardware))
        .findFirst()
        .orElseThrow()
        .cost();
  }

  @Test
  void theStudysOwnAccountingIsTheFirstAndTheOneThatTrialsAreStoredWith() {
    assertThat(stored.result().accountings())
        .extracting(AccountedResult::name)
        .containsExactly("base", "off-chip", "same-units", "pipelined");
    for (String rule : List.of("bp", "dfa")) {
      assertThat(cost(accounting("base").trials(), rule, "one"))
          .isEqualTo(cost(stored.result().trials(), rule, "one"));
    }
  }

  @Test
  void anAccountingLeavesAccuracyAloneAndStaysOnItsHardware() {
    assertThat(accounting("off-chip").trials())
        .extracting(TrialResult::hardware)
        .containsOnly("one");
    assertThat(accounting("off-chip").trials().get(0).epochs())
        .isEqualTo(stored.result().trials().stream()
            .filter(trial -> trial.hardware().equals("one"))
            .findFirst()
            .orElseThrow()
            .epochs());
  }

  @Test
  void whatIsChangedForOneRuleChangesNoOther() {
    List<TrialResult> own = accounting("off-chip").trials();
    List<TrialResult> shared = accounting("same-units").trials();

    assertThat(cost(own, "bp", "one")).isEqualTo(cost(shared, "bp", "one"));
    assertThat(cost(own, "dfa", "one").training().latencySeconds())
        .isLessThan(cost(shared, "dfa", "one").training().latencySeconds());
  }

  @Test
  void pointsOfSweepsArePricedWhereTheyRun() {
    List<SweepResult.Point> depth = accounting("off-chip").sweeps().get(0).points();

    assertThat(depth).extracting(SweepResult.Point::value).containsExactly("1", "2");
    assertThat(cost(depth.get(1).trials(), "bp", "one"))
        .isEqualTo(cost(accounting("off-chip").trials(), "bp", "one"));
    assertThat(cost(depth.get(0).trials(), "bp", "one").training().latencySeconds())
        .isLessThan(cost(depth.get(1).trials(), "bp", "one").training().latencySeconds());
  }

  @Test
  void withoutItsOperationsATrialHasNoOtherPrice() {
    assertThat(cost(accounting("pipelined").trials(), "bp", "other")).isNull();
    assertThat(cost(accounting("pipelined").trials(), "dfa", "other")).isNotNull();
  }

  @Test
  void aChipThatOnlyInfersIsSmaller() {
    AccountedResult.TrialChip chip = accounting("base").chips().get(0);
    HardwareCost both = cost(accounting("base").trials(), chip.rule(), chip.hardware());

    assertThat(chip.inference().area().areaSquareMeters())
        .isLessThan(both.area().areaSquareMeters());
    assertThat(chip.inference().area().items())
        .noneMatch(item -> item.component().equals("weight gradient"));
    assertThat(chip.inference().training()).isEqualTo(chip.inference().inference());
  }

  @Test
  void boundsHoldUnderTheirAccountingAndAreBrokenWhereItHasNoPrice() {
    assertThat(stored.bounds()).filteredOn(BoundCheck::holds).hasSize(5);
    assertThat(stored.bounds())
        .filteredOn(check -> !check.holds())
        .extracting(BoundCheck::measured)
        .containsExactly("bp on other under pipelined: not priced");
  }
}
