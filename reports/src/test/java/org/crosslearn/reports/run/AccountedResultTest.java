package org.crosslearn.reports.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.reports.bounds.BoundCheck;
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

  private static StoredResults stored;

  @BeforeAll
  static void runTheStudy() throws IOException {
    stored = StudyOnDigits.run(STUDY, path, "bp__other__seed1");
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
