package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.crosslearn.reports.report.SummaryTable.Row;
import org.crosslearn.reports.run.StudyResult;
import org.crosslearn.reports.run.TrialResult;
import org.junit.jupiter.api.Test;

class SummaryTableTest {
  private static final List<String> BP = List.of("bp");
  private static final List<String> TAOX = List.of("taox");

  @Test
  void figuresAreMeansOverSeeds() {
    Row row = only(
        HandWorked.trial("bp", "taox", 1, HandWorked.cost(4e-9, 8e-6), 0.5, 0.90),
        HandWorked.trial("bp", "taox", 2, HandWorked.cost(8e-9, 16e-6), 0.6, 0.94));
    assertThat(row.accuracyMean()).isCloseTo(0.92, within(1e-12));
    // Both lie 0.02 from the mean: sqrt((0.0004 + 0.0004) / 1).
    assertThat(row.accuracyDeviation()).isCloseTo(0.0282842712, within(1e-9));
    assertThat(row.trainingEnergyPerImageJoules()).isCloseTo(1.5e-9, within(1e-18));
    assertThat(row.trainingStepLatencySeconds()).isCloseTo(12e-6, within(1e-15));
    assertThat(row.trainingLatencyPerImageSeconds()).isCloseTo(3e-6, within(1e-15));
    assertThat(row.inferenceEnergyPerImageJoules()).isCloseTo(4e-9, within(1e-18));
    assertThat(row.inferenceLatencyPerImageSeconds()).isCloseTo(3e-6, within(1e-15));
    assertThat(row.areaSquareMeters()).isCloseTo(6e-7, within(1e-16));
    assertThat(row.leakageWatts()).isCloseTo(3e-4, within(1e-13));
    assertThat(row.trainingSteps()).isEqualTo(20);
  }

  @Test
  void aDivergedTrialIsCountedAndLeftOutOfEveryFigure() {
    Row row = only(
        HandWorked.trial("bp", "taox", 1, HandWorked.cost(4e-9, 8e-6), 0.90),
        HandWorked.trial("bp", "taox", 2, HandWorked.cost(4e-9, 8e-6), 0.92),
        HandWorked.diverged("bp", "taox", 3, 0.2));
    assertThat(row.seeds()).isEqualTo(3);
    assertThat(row.diverged()).isEqualTo(1);
    assertThat(row.accuracyMean()).isCloseTo(0.91, within(1e-12));
    assertThat(row.trainingSteps()).isEqualTo(10);
  }

  @Test
  void aRuleThatAlwaysDivergesHasNoFigures() {
    Row row = only(HandWorked.diverged("bp", "taox", 1));
    assertThat(row.diverged()).isEqualTo(1);
    assertThat(row.accuracyText()).isEqualTo("–");
    assertThat(row.trainingEnergyPerImageJoules()).isNaN();
  }

  @Test
  void hardwareWithoutPriceShowsDashesAndLeavesFieldsEmpty() {
    SummaryTable table = table(HandWorked.trial("bp", "taox", 1, null, 0.9));
    assertThat(SummaryTable.cells(table.rows().get(0)))
        .containsExactly("90.00 %", "1", "0", "–", "–", "–", "–", "–", "–", "–");
    assertThat(table.csv())
        .endsWith("taox,bp,1,0,0.9,,0.9,0.9,10.0,,,,,,,,10.0" + ",".repeat(24) + "\n");
  }

  @Test
  void whatWasNotRunHasARowWithoutFigures() {
    StudyResult result =
        HandWorked.study(List.of("bp", "dfa"), TAOX, HandWorked.trial("bp", "taox", 1, null, 0.9));
    Row row = SummaryTable.of(result).rows().get(1);
    assertThat(row.rule()).isEqualTo("dfa");
    assertThat(row.seeds()).isZero();
    assertThat(row.accuracyMean()).isNaN();
  }

  @Test
  void rowsAreGroupedByHardwareInStudyOrder() {
    List<String> order =
        SummaryTable.of(HandWorked.study(List.of("dfa", "bp"), List.of("taox", "ideal")))
            .rows()
            .stream()
            .map(r -> r.hardware() + "/" + r.rule())
            .toList();
    assertThat(order).containsExactly("taox/dfa", "taox/bp", "ideal/dfa", "ideal/bp");
  }

  @Test
  void aTrialOfAnUnlistedRuleIsRefused() {
    StudyResult result = HandWorked.study(BP, TAOX, HandWorked.trial("fa", "taox", 1, null, 0.9));
    assertThatThrownBy(() -> SummaryTable.of(result))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fa")
        .hasMessageContaining("[bp]");
  }

  @Test
  void everyLineOfCsvHasAFieldPerColumnAndUnitsAreInTheirNames() {
    String[] lines = table(HandWorked.trial("bp", "taox", 1, HandWorked.cost(4e-9, 8e-6), 0.9))
        .csv()
        .split("\n");
    assertThat(lines).hasSize(2);
    assertThat(lines[1].split(",", -1)).hasSameSizeAs(lines[0].split(","));
    assertThat(lines[0].split(","))
        .contains(
            "training_energy_per_image_joules",
            "area_square_meters",
            "leakage_watts",
            "training_step_latency_seconds");
    assertThat(lines[1]).contains(",1.0E-9,8.0E-6,2.0E-6,4.0E-9,3.0E-6,");
    assertThat(field(lines, "training_operations_per_batch")).isEqualTo(8e3);
    assertThat(field(lines, "training_tera_operations_per_second")).isCloseTo(1e-3, within(1e-12));
    assertThat(field(lines, "training_tera_operations_per_joule")).isCloseTo(2, within(1e-9));
    assertThat(field(lines, "training_images_per_second_and_square_millimeter"))
        .isCloseTo(1 / 1.2e-6, within(1e-3));
    assertThat(field(lines, "training_steps_per_epoch")).isEqualTo(10);
  }

  private static double field(String[] lines, String column) {
    int index = List.of(lines[0].split(",")).indexOf(column);
    return Double.parseDouble(lines[1].split(",", -1)[index]);
  }

  @Test
  void awkwardNamesStayOneCellInEveryNotation() {
    StudyResult result = HandWorked.study(List.of("a|b, \"c\" 5% <x>_y"), List.of("h"));
    SummaryTable table = SummaryTable.of(result);
    assertThat(table.csv()).contains("h,\"a|b, \"\"c\"\" 5% <x>_y\",0,0,");
    assertThat(table.markdown()).contains("| a\\|b, \"c\" 5% \\<x\\>\\_y |");
    assertThat(table.latex()).contains("h & a|b, \"c\" 5\\% <x>\\_y & ");
  }

  @Test
  void columnsOfTheTerminalTableAreAligned() {
    String text = SummaryTable.of(SpecimenStudy.of(4, 3, 5)).text();
    List<String> lines = text.lines().toList();
    assertThat(lines).hasSize(2 + 12);
    assertThat(lines.stream().skip(1).map(String::length).distinct()).hasSize(1);
    assertThat(text).contains("mm2").matches("\\p{ASCII}*");
  }

  private static Row only(TrialResult... trials) {
    return table(trials).rows().get(0);
  }

  private static SummaryTable table(TrialResult... trials) {
    return SummaryTable.of(HandWorked.study(BP, TAOX, trials));
  }
}
