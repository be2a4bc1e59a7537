package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.cost.ChipArea;
import org.crosslearn.hw.cost.ChipArea.AreaItem;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.hw.cost.WorkloadCost.BusyItem;
import org.crosslearn.hw.cost.WorkloadCost.EnergyItem;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.reports.run.AccountedResult;
import org.crosslearn.reports.run.AccountedResult.TrialChip;
import org.crosslearn.reports.run.StudyResult;
import org.crosslearn.reports.run.SweepResult;
import org.crosslearn.reports.run.TrialResult;
import org.junit.jupiter.api.Test;

/**
 * In the study itself both rules take 4 us for each of two images; where gradient units are each
 * layer's own, dfa takes 1 us, and where samples overlap, bp takes 2 us and dfa 0.5 us.
 */
class AccountingSectionTest {
  private static final ReportModel MODEL = ReportModel.of(study(), List.of());

  /** Half of the time goes to gradients; 1 nJ of 3 is spent off the chip; two images. */
  private static HardwareCost cost(double seconds, int layers) {
    List<BusyItem> busy = new ArrayList<>();
    busy.add(new BusyItem(Phase.FORWARD, "layer1", seconds / 4, seconds / 4));
    busy.add(new BusyItem(Phase.GRADIENT, "weight gradient layer1", seconds, seconds / 2));
    busy.add(new BusyItem(Phase.GRADIENT, "weight gradient layer2", seconds, 0));
    for (int layer = 1; layer <= layers; layer++) {
      busy.add(new BusyItem(Phase.UPDATE, "layer" + layer, seconds, seconds / 4 / layers));
    }
    List<EnergyItem> energy = List.of(
        new EnergyItem(Phase.GRADIENT, "DRAM", "", 2e-9),
        new EnergyItem(Phase.FORWARD, "ADC", "layer1", 4e-9));
    ChipArea area = new ChipArea(List.of(
        new AreaItem("ADC", "layer1", 3e-7, 3e-6),
        new AreaItem("weight gradient", "layer1", 1e-7, 1e-6)));
    return new HardwareCost(
        area, new WorkloadCost(2, 1e3, seconds, seconds, seconds, energy, busy), inference());
  }

  private static WorkloadCost inference() {
    return new WorkloadCost(
        2,
        1e3,
        1e-6,
        1e-6,
        1e-6,
        List.of(new EnergyItem(Phase.FORWARD, "ADC", "layer1", 1.5e-9)),
        List.of(new BusyItem(Phase.FORWARD, "layer1", 1e-6, 1e-6)));
  }

  /** Without gradient circuits. */
  private static HardwareCost inferenceAlone() {
    ChipArea area = new ChipArea(List.of(new AreaItem("ADC", "layer1", 3e-7, 3e-6)));
    return new HardwareCost(area, inference(), inference());
  }

  private static List<TrialResult> trials(int layers, double bpSeconds, double dfaSeconds) {
    return List.of(
        HandWorked.trial("bp", "rram", 1, cost(bpSeconds, layers), 0.9),
        HandWorked.trial("dfa", "rram", 1, cost(dfaSeconds, layers), 0.9));
  }

  /** On two layers both rules take half of the time of {@code bp} on four. */
  private static AccountedResult accounting(String name, String from, double bp, double dfa) {
    List<TrialResult> trials = trials(4, bp, dfa);
    ChipSpec chip = HandWorked.spec("").chip();
    List<TrialChip> chips = List.of(
        new TrialChip("bp", "rram", 1, chip, inferenceAlone()),
        new TrialChip("dfa", "rram", 1, chip, inferenceAlone()));
    SweepResult depth = new SweepResult(
        "depth",
        "Hidden layers",
        true,
        List.of(
            new SweepResult.Point("1", false, trials(2, bp / 2, bp / 2)),
            new SweepResult.Point("3", true, trials)));
    // Of no interest here: all its chips are the same.
    SweepResult noise = new SweepResult(
        "noise",
        "Noise",
        true,
        List.of(
            new SweepResult.Point("0", true, trials),
            new SweepResult.Point("1", false, trials(4, bp / 2, bp / 2))));
    return new AccountedResult(
        name, "Label of " + name, from, trials, List.of(depth, noise), chips);
  }

  private static StudyResult study() {
    StudyResult plain = HandWorked.study(List.of("bp", "dfa"), List.of("rram"));
    return new StudyResult(
        plain.study(),
        plain.description(),
        plain.data(),
        plain.rules(),
        plain.hardware(),
        trials(4, 8e-6, 8e-6),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            accounting("base", "", 8e-6, 8e-6),
            accounting("own-units", "base", 8e-6, 2e-6),
            accounting("pipelined", "own-units", 4e-6, 1e-6)),
        List.of(),
        plain.manifest());
  }

  private static List<FigureTable.Row> rows(FigureTable table) {
    assertThat(table.groups()).last().extracting(FigureTable.Group::hardware).isEqualTo("rram");
    return table.groups().get(table.groups().size() - 1).rows();
  }

  @Test
  void aRuleStandsBesideTheFirstUnderEachAccounting() {
    List<FigureTable.Row> rows = rows(AccountingSection.table(MODEL));

    assertThat(rows).hasSize(6);
    assertThat(rows.get(3).names()).containsExactly("", "dfa");
    // Two images: 2 us are 1 us each, a quarter forward, half in gradients; 6 nJ of which 2 DRAM.
    assertThat(rows.get(3).figures())
        .containsExactly(
            "250 ns",
            "0 s",
            "500 ns",
            "250 ns",
            "1.00 µs",
            "4.00 ×",
            "3.00 nJ",
            "2.00 nJ",
            "0.400 mm²",
            "2",
            "0.100 mm²");
  }

  @Test
  void aChoiceIsHeldAgainstTheAccountingThatItChanges() {
    List<FigureTable.Row> rows = rows(AccountingSection.choices(MODEL));

    assertThat(rows.get(0).names()).containsExactly("own-units", "base", "dfa");
    assertThat(rows.get(0).figures())
        .containsExactly("1.00 ×", "4.00 ×", "1.00 ×", "4.00 ×", "4.00 ×");
    assertThat(rows.get(1).names()).containsExactly("pipelined", "own-units", "dfa");
    assertThat(rows.get(1).figures())
        .containsExactly("2.00 ×", "2.00 ×", "4.00 ×", "4.00 ×", "1.00 ×");
  }

  @Test
  void alongASweepOfDepthSpeedUpsAreToldByLayersThatLearn() {
    SpeedUps speedUps = SpeedUps.of(MODEL.result()).get(0);

    assertThat(speedUps.title()).isEqualTo("Speed-up of dfa over bp for N layers on rram (depth)");
    assertThat(speedUps.lines())
        .containsExactly(
            "base: 2: 1.00 ×, 4: 1.00 ×",
            "own-units: 2: 1.00 ×, 4: 4.00 ×",
            "pipelined: 2: 1.00 ×, 4: 4.00 ×");
  }

  @Test
  void everyPointHasItsRatiosToTheFirstRule() {
    FigureTable depth = AccountingSection.swept(MODEL).get(0);

    assertThat(depth.names()).containsExactly("accounting", "depth", "rule");
    assertThat(rows(depth).get(7).names()).containsExactly("", "", "dfa");
    assertThat(rows(depth).get(7).figures())
        .containsExactly("1.00 µs", "0.250 ×", "3.00 nJ", "1.00 ×", "0.400 mm²", "1.00 ×");
  }

  @Test
  void whatLearningAddsIsWhatAChipThatInfersDoesWithout() {
    FigureTable overhead = AccountingSection.overhead(MODEL);

    assertThat(overhead.groups().get(0).hardware()).isEqualTo("measured silicon");
    // 3 nJ an image against 0.75 nJ, 4 uW against 3, 0.4 mm2 against 0.3.
    assertThat(rows(overhead).get(0).figures())
        .containsExactly("1.00 ×", "75.0 %", "25.0 %", "25.0 %");
  }

  @Test
  void machinesReadEveryAccountingAndEveryPoint() {
    List<String> lines = AccountingSection.csv(MODEL).lines().toList();

    assertThat(lines).hasSize(1 + 3 * (2 + 4));
    assertThat(lines.get(0)).startsWith("accounting,sweep,value,hardware,rule,layers,");
    assertThat(lines)
        .anyMatch(
            line -> line.startsWith("own-units,depth,3,rram,dfa,4.0,1.0E-6,2.5E-7,0.0,5.0E-7"));
    assertThat(SummaryJson.of(MODEL)).contains("\"speed_up_over_first_rule\" : 4.0");
  }

  @Test
  void thePageHasAChartOfTheSpeedUp() {
    String page = HtmlReport.of(MODEL);

    assertThat(page)
        .contains("<section id=\"accounting\">")
        .contains("Speedup of dfa over bp on rram against Layers N")
        .contains("own-units at 4: 4.00 ×");
    assertThat(HtmlReport.of(
            ReportModel.of(HandWorked.study(List.of("bp"), List.of("rram")), List.of())))
        .doesNotContain("id=\"accounting\"");
  }
}
