package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crosslearn.crossbar.encoding.CellHistory;
import org.crosslearn.reports.run.StudyResult;
import org.junit.jupiter.api.Test;

class CellsSectionTest {
  private static final StudyResult WORN = HandWorked.study(
      List.of("bp", "dfa"),
      List.of("ideal", "taox"),
      HandWorked.trial("bp", "ideal", 1, null, 0.95),
      HandWorked.worn("bp", "taox", 1, new CellHistory(100, 3000, 1000, 0, 12, 0, 0, 0)),
      HandWorked.worn("bp", "taox", 2, new CellHistory(100, 5000, 3000, 0, 14, 0, 6, 0)),
      HandWorked.worn("dfa", "taox", 1, new CellHistory(100, 200, 0, 2, 0, 3000, 0, 5)));

  @Test
  void pulsesAndWhatWasNotDoneAreMeansOverTheSeeds() {
    FigureTable table = CellsSection.table(ReportModel.of(WORN, List.of()));
    assertThat(table.groups()).hasSize(1);
    FigureTable.Group taox = table.groups().get(0);
    assertThat(taox.hardware()).isEqualTo("taox");
    assertThat(taox.rows().get(0).figures())
        .containsExactly("4.00 k", "2.00 k", "60.0", "0", "13.0", "0", "3.00", "0");
    assertThat(taox.rows().get(1).figures())
        .containsExactly("200", "0", "2.00", "2.00", "0", "3.00 k", "0", "5.00");
  }

  @Test
  void whatWasNotDoneAsAskedIsACaution() {
    List<String> cautions = Cautions.of(ReportModel.of(WORN, List.of()));
    assertThat(cautions)
        .anySatisfy(caution -> assertThat(caution)
            .contains("bp on taox", "13.0 verified writes ended off their target"))
        .anySatisfy(
            caution -> assertThat(caution).contains("dfa on taox", "3.00 k pulse trains should"))
        .anySatisfy(
            caution -> assertThat(caution).contains("dfa on taox", "beyond what cells hold"));
    assertThat(cautions).noneSatisfy(caution -> assertThat(caution).contains("bp on taox: 0"));
  }

  @Test
  void withoutCellsThereIsNothingToSay() {
    StudyResult ideal = HandWorked.study(
        List.of("bp"), List.of("ideal"), HandWorked.trial("bp", "ideal", 1, null, 0.95));
    Markup out = new Markup();
    out.open("main");
    CellsSection.write(out, ReportModel.of(ideal, List.of()));
    assertThat(out.close().markup()).doesNotContain(CellsSection.TITLE);
  }
}
