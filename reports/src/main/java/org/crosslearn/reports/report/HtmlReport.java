package org.crosslearn.reports.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosslearn.reports.bounds.BoundCheck;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.crosslearn.reports.report.SummaryTable.Row;
import org.crosslearn.reports.run.StudyResult;

/** The page: self-contained, without scripts, readable on screen and on paper. */
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
    out.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
    out.open("head").empty("meta", "charset", "utf-8");
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.empty("meta", "name", "color-scheme", "content", "light dark");
    out.element("title", result.study() + " – crosslearn");
    out.style(styleSheet()).closeLine();
    out.open("body").open("main");
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
    bounds();
    cautions();
    definitions();
    manifest();
    out.close().close().closeLine();
    return "<!DOCTYPE html>\n" + out.markup();
  }

  private void header() {
    long seeds = result.trials().stream().mapToLong(t -> t.seed()).distinct().count();
    out.open("header").paragraph("kind", "crosslearn study");
    out.element("h1", result.study()).paragraph("lead", result.description());
    out.paragraph(
        "note",
        "Data set " + result.data() + " · "
            + count(result.rules().size(), "rule") + " on "
            + result.hardware().size() + " hardware · "
            + count(seeds, "seed") + " · "
            + count(result.trials().size(), "trial"));
    out.closeLine();
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
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

  private void bounds() {
    out.open("section", "id", "bounds").element("h2", "Bounds");
    if (model.bounds().isEmpty()) {
      out.paragraph("note", "The study states no bounds.").closeLine();
      return;
    }
    long broken = model.bounds().stream().filter(b -> !b.holds()).count();
    out.paragraph(
        "note",
        broken == 0
            ? "All bounds that the study states hold."
            : broken + " of "
                + count(model.bounds().size(), "bound") + " that the study states "
                + (broken == 1 ? "does" : "do") + " not hold.");
    out.open("div", "class", "scroll").open("table").open("thead").open("tr");
    out.element("th", "verdict", "scope", "col").element("th", "bound", "scope", "col");
    out.element("th", "measured", "scope", "col").close().close().open("tbody");
    for (BoundCheck bound : model.bounds()) {
      out.open("tr");
      out.element(
          "td", bound.holds() ? "✓ holds" : "✗ broken", "class", bound.holds() ? "holds" : "fails");
      out.element("td", bound.bound()).element("td", bound.measured()).closeLine();
    }
    out.close().close().close().closeLine();
  }

  private void cautions() {
    out.open("section", "id", "cautions").element("h2", "Why these numbers may mislead");
    List<String> cautions = Cautions.of(model);
    if (cautions.isEmpty()) {
      out.paragraph("note", "Nothing was found that would make them.");
    } else {
      out.open("ul", "class", "cautions");
      cautions.forEach(caution -> out.element("li", caution));
      out.close();
    }
    out.closeLine();
  }

  private void definitions() {
    out.open("section", "id", "definitions").element("h2", "What each number includes");
    out.open("dl");
    Definitions.ALL.forEach((term, meaning) -> out.element("dt", term).element("dd", meaning));
    out.close().closeLine();
  }

  private void manifest() {
    if (result.manifest().isEmpty()) {
      return;
    }
    out.open("section", "id", "manifest").element("h2", "What produced these results");
    out.open("div", "class", "scroll").open("table", "class", "manifest").open("tbody");
    for (Map.Entry<String, String> entry : result.manifest().entrySet()) {
      out.open("tr").element("th", entry.getKey(), "scope", "row");
      out.element("td", entry.getValue()).closeLine();
    }
    out.close().close().close().closeLine();
  }

  private static String styleSheet() {
    try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
