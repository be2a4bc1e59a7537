package org.crosslearn.reports.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.crosslearn.reports.report.SummaryTable.Row;
import org.crosslearn.reports.run.StudyResult;

/** The page of a study. */
final class HtmlReport {
  private final Markup out = new Markup();
  private final ReportModel model;
  private final StudyResult result;

  private HtmlReport(ReportModel model) {
    this.model = model;
    this.result = model.result();
  }

  static String of(ReportModel model) {
    return new HtmlReport(model).page();
  }

  private String page() {
    Page.open(out, result.study());
    header();
    summary();
    AccuracySection.write(out, model);
    TargetCostSection.write(out, model);
    AgeingSection.write(out, model);
    TradeOffSection.write(out, model);
    SweepSection.write(out, model);
    AccountingSection.write(out, model);
    BreakdownSection.write(out, model);
    EfficiencySection.write(out, model);
    CellsSection.write(out, model);
    EqualAreaSection.write(out, model);
    ConverterSection.write(out, model);
    ChipSection.write(out, model);
    Page.bounds(out, model.bounds());
    Page.cautions(out, Cautions.of(model));
    Page.definitions(out, Definitions.ALL);
    Page.manifest(out, result.manifest());
    return Page.close(out);
  }

  private void header() {
    long seeds = result.trials().stream().mapToLong(t -> t.seed()).distinct().count();
    out.open("header").paragraph("kind", "crosslearn study");
    out.element("h1", result.study()).paragraph("lead", result.description());
    out.paragraph(
        "note",
        "Data set " + result.data() + " · "
            + Page.count(result.rules().size(), "rule") + " on "
            + result.hardware().size() + " hardware · "
            + Page.count(seeds, "seed") + " · "
            + Page.count(result.trials().size(), "trial"));
    out.closeLine();
  }

  private void summary() {
    out.open("section", "id", "summary").element("h2", "Summary");
    out.open("div", "class", "scroll")
        .open("table", "class", "summary")
        .open("thead")
        .open("tr");
    out.open("td").close();
    List<Heading> headings = SummaryTable.headings();
    headings.stream()
        .collect(Collectors.groupingBy(Heading::group, LinkedHashMap::new, Collectors.counting()))
        .forEach((group, columns) -> {
          String span = Long.toString(columns);
          if (group.isEmpty()) {
            out.open("td", "colspan", span).close();
          } else {
            out.open("th", "colspan", span, "scope", "colgroup", "class", "group");
            out.element("span", group).close();
          }
        });
    out.close().open("tr").element("th", "rule", "scope", "col");
    for (Heading heading : headings) {
      // Words wrap in a narrow column, a slash does not.
      String title = heading.title().replace("/", " per ");
      out.element("th", title, "scope", "col", "class", "figure");
    }
    out.close().closeLine();
    SummaryTable.of(result).rows().stream()
        .collect(Collectors.groupingBy(Row::hardware, LinkedHashMap::new, Collectors.toList()))
        .forEach((hardware, rows) -> summaryOf(hardware, rows, headings.size() + 1));
    out.close().close();
    out.open("p", "class", "note");
    out.text(
        "Accuracy is the mean ± the sample standard deviation over seeds. What each figure includes: ");
    out.element("a", "definitions", "href", "#definitions").text(". Before you conclude: ");
    out.element("a", "why these numbers may mislead", "href", "#cautions")
        .text(".")
        .close();
    out.closeLine();
  }

  private void summaryOf(String hardware, List<Row> rows, int columns) {
    out.open("tbody").open("tr");
    out.open("th", "colspan", Integer.toString(columns), "scope", "rowgroup", "class", "hardware");
    out.text(hardware);
    subtitle(result.hardware().get(hardware).description(), hardware);
    out.close().close();
    for (Row row : rows) {
      out.open("tr").open("th", "scope", "row").text(row.rule());
      subtitle(result.rules().get(row.rule()), row.rule());
      out.close();
      SummaryTable.cells(row).forEach(cell -> out.element("td", cell, "class", "figure"));
      out.closeLine();
    }
    out.closeLine();
  }

  private void subtitle(String title, String name) {
    if (title != null && !title.isBlank() && !title.equals(name)) {
      out.text(" ").element("span", title, "class", "subtitle");
    }
  }
}
