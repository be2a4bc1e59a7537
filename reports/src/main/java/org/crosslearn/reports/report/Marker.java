package org.crosslearn.reports.report;

/** Shapes of points, told apart without colour. */
enum Marker {
  CIRCLE("M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z"),
  SQUARE("M-4 -4h8v8h-8z"),
  TRIANGLE("M0 -5.2L5 3.8H-5z"),
  DIAMOND("M0 -5.6L5.6 0L0 5.6L-5.6 0z"),
  DOWN("M0 5.2L5 -3.8H-5z"),
  CROSS("M-1.7 -5h3.4v3.3h3.3v3.4h-3.3v3.3h-3.4v-3.3h-3.3v-3.4h3.3z");

  private final String path;

  Marker(String path) {
    this.path = path;
  }

  /** The shape of the n-th thing; shapes repeat after six. */
  static Marker of(int index) {
    return values()[index % values().length];
  }

  /** Draws the shape around (x, y) in the current colour. */
  void draw(Markup svg, double x, double y, boolean hollow) {
    svg.empty(
        "path",
        "d",
        path,
        "transform",
        "translate(" + Markup.number(x) + " " + Markup.number(y) + ")",
        "class",
        hollow ? "marker hollow" : "marker");
  }
}
