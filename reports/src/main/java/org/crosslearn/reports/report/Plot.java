package org.crosslearn.reports.report;

import java.util.stream.Stream;
import org.crosslearn.reports.report.Axis.Tick;

/**
 * The rectangle that curves and points are drawn in, with its axes.
 *
 * @param width of the whole drawing in pixels, likewise {@code height}
 * @param left margin between the edge of the drawing and the rectangle, likewise the others
 */
record Plot(int width, int height, int left, int top, int right, int bottom, Axis across, Axis up) {

  /** Pixels between the ends of the axis across a chart of curves. */
  static final int CHART_WIDTH = 302;

  /** Pixels that the heading of a group of lines or bars takes. */
  static final int HEADING_HEIGHT = 24;

  private static final int MOST_LABEL_WIDTH = 170;

  private static final double GLYPH_WIDTH = 6.4;

  double x(double value) {
    return left + across.position(value) * (width - left - right);
  }

  double y(double value) {
    return height - bottom - up.position(value) * (height - top - bottom);
  }

  /** Opens the drawing; screen readers say its title. */
  static Markup openSvg(Markup out, String title, double width, double height) {
    return out.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "chart",
        "viewBox",
        "0 0 " + Markup.number(width) + " " + Markup.number(height),
        "width",
        Markup.number(width),
        "height",
        Markup.number(height),
        "role",
        "img",
        "aria-label",
        title);
  }

  /** Grid, ticks and labels of both axes; the label of the upward axis lies above it. */
  void drawAxes(Markup svg) {
    drawAcross(svg);
    for (Tick tick : up.ticks()) {
      double y = y(tick.value());
      line(svg, "grid", left, y, width - right, y);
      label(svg, "end", left - 6, y + 4, tick.label());
    }
    label(svg, "start", 2, top - 12, up.label());
  }

  /** Grid, ticks and label of the axis at the foot only. */
  void drawAcross(Markup svg) {
    double foot = height - bottom;
    for (Tick tick : across.ticks()) {
      double x = x(tick.value());
      line(svg, "grid", x, top, x, foot);
      label(svg, "middle", x, foot + 16, tick.label());
    }
    line(svg, "base", left, foot, width - right, foot);
    label(svg, "middle", (left + width - right) / 2.0, foot + 34, across.label());
  }

  /** Heading of a group of lines or bars that begins at {@code y}. */
  void drawHeading(Markup svg, String text, double y) {
    svg.element(
        "text",
        fit(text, width),
        "class",
        "heading",
        "x",
        "2",
        "y",
        Markup.number(y + HEADING_HEIGHT - 8));
  }

  static void label(Markup svg, String anchor, double x, double y, String text) {
    if (!text.isEmpty()) {
      svg.element(
          "text", text, "x", Markup.number(x), "y", Markup.number(y), "text-anchor", anchor);
    }
  }

  static void line(Markup svg, String cssClass, double x1, double y1, double x2, double y2) {
    svg.empty(
        "line",
        "class",
        cssClass,
        "x1",
        Markup.number(x1),
        "y1",
        Markup.number(y1),
        "x2",
        Markup.number(x2),
        "y2",
        Markup.number(y2));
  }

  /** Width that a text of 12 pixel sans-serif letters takes, on the generous side. */
  static double textWidth(String text) {
    return GLYPH_WIDTH * text.codePointCount(0, text.length());
  }

  /** Room for the labels of lines or bars, of which long ones are cut. */
  static int labelWidth(Stream<String> labels) {
    double widest = labels.mapToDouble(Plot::textWidth).max().orElse(0);
    return (int) Math.ceil(Math.min(MOST_LABEL_WIDTH, widest));
  }

  /** The label of a line or bar, cut to that room. */
  static String fitLabel(String label) {
    return fit(label, MOST_LABEL_WIDTH);
  }

  /** The text, cut with an ellipsis if it is wider than {@code pixels}. */
  static String fit(String text, double pixels) {
    int room = (int) (pixels / GLYPH_WIDTH);
    int length = text.codePointCount(0, text.length());
    return length <= room
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(1, room - 1))) + "…";
  }
}
