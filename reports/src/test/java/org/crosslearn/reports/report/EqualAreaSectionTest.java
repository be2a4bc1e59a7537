package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.reports.run.EqualArea;
import org.crosslearn.reports.run.StudyResult;
import org.junit.jupiter.api.Test;

/** Both chips have 0.6 mm2; training of an image takes bp 2 us and dfa 1 us, inference 3 us. */
class EqualAreaSectionTest {
  private static final StudyResult STUDY = HandWorked.study(
      List.of("bp", "dfa"),
      List.of("taox"),
      HandWorked.trial("bp", "taox", 1, HandWorked.cost(4e-9, 8e-6), 0.9),
      HandWorked.trial("dfa", "taox", 1, HandWorked.cost(4e-9, 4e-6), 0.9));

  private static ReportModel with(EqualArea... prices) {
    return ReportModel.of(
        new StudyResult(
            STUDY.study(),
            STUDY.description(),
            STUDY.data(),
            STUDY.rules(),
            STUDY.hardware(),
            STUDY.trials(),
            List.of(prices),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of()),
        List.of());
  }

  private static EqualArea price(String rule, String chipOf, double area, double seconds) {
    return new EqualArea(
        rule, "taox", 1, chipOf, area, 7, new CostTotals(area, 2e-9, seconds, 1e-9, 1.5e-6));
  }

  @Test
  void twiceAsFastOnTheSameAreaIsTwiceTheImagesPerArea() {
    List<FigureTable.Row> rows =
        EqualAreaSection.density(with()).groups().get(0).rows();
    assertThat(rows.get(0).figures())
        .containsExactly(
            "0.600 mm²",
            "1.20 µs·mm²",
            "833 k/s/mm²",
            "1.00 ×",
            "1.00 nJ",
            "1.80 µs·mm²",
            "556 k/s/mm²",
            "1.00 ×",
            "4.00 nJ");
    assertThat(rows.get(1).figures().subList(1, 4))
        .containsExactly("600 ns·mm²", "1.67 M/s/mm²", "2.00 ×");
  }

  @Test
  void sizesAscendAndThoseOfOneRuleAreLeftOut() {
    FigureTable table = EqualAreaSection.equalSize(with(
        price("bp", "dfa", 0.7e-6, 1e-6),
        price("bp", "bp", 0.6e-6, 2e-6),
        price("dfa", "dfa", 0.7e-6, 0.8e-6)));
    assertThat(table.groups()).singleElement().satisfies(group -> {
      assertThat(group.rows().stream().map(FigureTable.Row::names))
          .containsExactly(List.of("0.700 mm² (dfa)", "bp"), List.of("", "dfa"));
      // Area and tiles; then latency, speedup over the smallest chip, ratio to bp, energy.
      assertThat(group.rows().get(0).figures())
          .containsExactly(
              "0.700 mm²",
              "7",
              "1.00 µs",
              "2.00 ×",
              "1.00 ×",
              "2.00 nJ",
              "1.50 µs",
              "2.00 ×",
              "1.00 ×",
              "1.00 nJ");
      assertThat(group.rows().get(1).figures().subList(2, 5))
          .containsExactly("800 ns", "1.25 ×", "0.800 ×");
    });
  }

  @Test
  void withoutStoredOperationsThereIsNoTableOfSizes() {
    assertThat(EqualAreaSection.equalSize(with()).groups()).isEmpty();
  }
}
