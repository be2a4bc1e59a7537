package org.crosslearn.reports.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.crosslearn.reports.bounds.BoundCheck;

/** What every page of a report has: self-contained, without scripts, readable on screen and on paper. */
final class Page {
  private Page() {}

  /** Opens a page up to the place of its header. {@link #close} ends it. */
  static void open(Markup out, String title) {
    out.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
    out.open("head").empty("meta", "charset", "utf-8");
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.empty("meta", "name", "color-scheme", "content", "light dark");
    out.element("title", title + " – crosslearn");
    out.style(styleSheet()).closeLine();
    out.open("body").open("main");
  }

  /** The whole page as a file. */
  static String close(Markup out) {
    out.close().close().closeLine();
    return "<!DOCTYPE html>\n" + out.markup();
  }

  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  static void bounds(Markup out, List<BoundCheck> bounds) {
    out.open("section", "id", "bounds").element("h2", "Bounds");
    if (bounds.isEmpty()) {
      out.paragraph("note", "The study states no bounds.").closeLine();
      return;
    }
    long broken = bounds.stream().filter(b -> !b.holds()).count();
    out.paragraph(
        "note",
        broken == 0
            ? "All bounds that the study states hold."
            : broken + " of "
                + count(bounds.size(), "bound") + " that the study states "
                + (broken == 1 ? "does" : "do") + " not hold.");
    out.open("div", "class", "scroll").open("table").open("thead").open("tr");
    out.element("th", "verdict", "scope", "col").element("th", "bound", "scope", "col");
    out.element("th", "measured", "scope", "col").close().close().open("tbody");
    for (BoundCheck bound : bounds) {
      out.open("tr");
      out.element(
          "td", bound.holds() ? "✓ holds" : "✗ broken", "class", bound.holds() ? "holds" : "fails");
      out.element("td", bound.bound()).element("td", bound.measured()).closeLine();
    }
    out.close().close().close().closeLine();
  }

  static void cautions(Markup out, List<String> cautions) {
    out.open("section", "id", "cautions").element("h2", "Why these numbers may mislead");
    if (cautions.isEmpty()) {
      out.paragraph("note", "Nothing was found that would make them.");
    } else {
      out.open("ul", "class", "cautions");
      cautions.forEach(caution -> out.element("li", caution));
      out.close();
    }
    out.closeLine();
  }

  static void definitions(Markup out, Map<String, String> definitions) {
    out.open("section", "id", "definitions").element("h2", "What each number includes");
    out.open("dl");
    definitions.forEach((term, meaning) -> out.element("dt", term).element("dd", meaning));
    out.close().closeLine();
  }

  static void manifest(Markup out, Map<String, String> manifest) {
    if (manifest.isEmpty()) {
      return;
    }
    out.open("section", "id", "manifest").element("h2", "What produced these results");
    out.open("div", "class", "scroll").open("table", "class", "manifest").open("tbody");
    for (Map.Entry<String, String> entry : manifest.entrySet()) {
      out.open("tr").element("th", entry.getKey(), "scope", "row");
      out.element("td", entry.getValue()).closeLine();
    }
    out.close().close().close().closeLine();
  }

  private static String styleSheet() {
    try (InputStream css = Page.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
