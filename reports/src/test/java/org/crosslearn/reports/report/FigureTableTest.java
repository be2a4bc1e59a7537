package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class FigureTableTest {
  private static final FigureTable TABLE = new FigureTable(
      List.of("rule", "work"),
      List.of(new Heading("chip", "area"), new Heading("chip", "tiles"), new Heading("", "ratio")),
      List.of(new FigureTable.Group(
          "a_b",
          List.of(
              new FigureTable.Row(List.of("bp|1", "training"), List.of("1 mm²", "2", "0.5 ×")),
              new FigureTable.Row(List.of("", "inference"), List.of("1 mm²", "3", "≤ 1 ×"))))));

  @Test
  void notationsWithoutGroupsRepeatTheNames() {
    assertThat(TABLE.markdown()).isEqualTo("""
            | hardware | rule | work | chip area | chip tiles | ratio |
            |---|---|---|---:|---:|---:|
            | a\\_b | bp\\|1 | training | 1 mm² | 2 | 0.5 × |
            | a\\_b | bp\\|1 | inference | 1 mm² | 3 | ≤ 1 × |
            """);
  }

  @Test
  void latexHasAColumnForEachCellAndNoCharacterThatItCannotSet() {
    String latex = TABLE.latex();
    assertThat(latex).startsWith("\\begin{tabular}{lllrrr}\n\\toprule\n");
    assertThat(latex).matches("[\\p{ASCII}]*");
    assertThat(latex.lines().filter(line -> line.contains("&")))
        .allSatisfy(line -> assertThat(line.split(" & ")).hasSize(6));
  }

  @Test
  void everyRowOfHtmlFillsTheColumns() throws Exception {
    Markup out = new Markup();
    TABLE.html(out);
    Document page = Xml.parse(out.markup());
    for (Element row : Xml.elements(page, "tr")) {
      int columns = 0;
      for (String cell : List.of("td", "th")) {
        for (Element element : Xml.within(row, cell)) {
          String span = element.getAttribute("colspan");
          columns += span.isEmpty() ? 1 : Integer.parseInt(span);
        }
      }
      assertThat(columns).isEqualTo(5);
    }
  }
}
