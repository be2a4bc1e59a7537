package org.crosslearn.reports.report;

import java.util.List;

/** What colours, dashes and shapes stand for, as an HTML list that wraps at any width. */
record Legend(List<Entry> entries) {

  /** How an entry is drawn: as a piece of curve, a block of colour, or a marker. */
  enum Kind {
    CURVE,
    BLOCK,
    MARKER
  }

  /**
   * One entry.
   *
   * @param marker drawn for {@link Kind#MARKER}, else unused
   */
  record Entry(String name, SeriesStyle style, Kind kind, Marker marker) {
    Entry(String name, SeriesStyle style, Kind kind) {
      this(name, style, kind, Marker.CIRCLE);
    }
  }

  Legend {
    entries = List.copyOf(entries);
  }

  void draw(Markup out) {
    out.open("ul", "class", "legend");
    for (Entry entry : entries) {
      out.open("li")
          .open(
              "svg",
              "class",
              entry.style().cssClass(),
              "width",
              "22",
              "height",
              "12",
              "viewBox",
              "0 0 22 12",
              "aria-hidden",
              "true");
      switch (entry.kind()) {
        case CURVE ->
          out.empty(
              "path",
              "class",
              "curve",
              "d",
              "M1 6H21",
              "stroke-dasharray",
              entry.style().dash());
        case BLOCK ->
          out.empty(
              "rect",
              "class",
              "segment " + entry.style().cssClass(),
              "x",
              "5",
              "y",
              "0",
              "width",
              "12",
              "height",
              "12");
        case MARKER -> entry.marker().draw(out, 11, 6, entry.style().hollow());
      }
      out.close().text(entry.name()).close();
    }
    out.closeLine();
  }
}
