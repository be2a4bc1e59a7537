package org.crosslearn.reports.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Curves with bands.
 *
 * @param title what a screen reader says
 * @param wide whether two of them fill the page side by side, rather than three
 */
record LineChart(String title, Axis across, Axis up, List<Series> series, boolean wide) {
  private static final int MOST_POINTS_WITH_NOTES = 40;
  private static final int LEFT = 44;
  private static final int RIGHT = 14;
  private static final int WIDE = 482;

  /**
   * One curve.
   *
   * @param broken whether it stopped before its time: drawn thin, with a cross at its end
   */
  record Series(SeriesStyle style, List<Point> points, boolean broken) {
    Series {
      points = List.copyOf(points);
    }
  }

  /**
   * A point of a curve.
   *
   * @param low lower edge of the band, likewise {@code high}; equal to {@code y} without a band
   * @param note shown when pointed at
   */
  record Point(double x, double y, double low, double high, String note) {}

  LineChart {
    series = List.copyOf(series);
  }

  LineChart(String title, Axis across, Axis up, List<Series> series) {
    this(title, across, up, series, false);
  }

  void draw(Markup out) {
    int width = LEFT + (wide ? WIDE : Plot.CHART_WIDTH) + RIGHT;
    Plot plot = new Plot(width, wide ? 300 : 250, LEFT, 30, RIGHT, 42, across, up);
    Plot.openSvg(out, title, plot.width(), plot.height());
    plot.drawAxes(out);
    series.stream().filter(s -> s.points().size() > 1).forEach(s -> drawBand(out, plot, s));
    series.forEach(s -> drawCurve(out, plot, s));
    out.closeLine();
  }

  private static void drawBand(Markup svg, Plot plot, Series series) {
    List<Point> points = series.points();
    if (points.stream().allMatch(p -> p.low() == p.high())) {
      return;
    }
    StringBuilder path = new StringBuilder();
    for (Point p : points) {
      path.append(path.isEmpty() ? "M" : "L").append(at(plot, p.x(), p.high()));
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      path.append("L").append(at(plot, points.get(i).x(), points.get(i).low()));
    }
    svg.empty(
        "path",
        "class",
        "band " + series.style().cssClass(),
        "d",
        path.append("Z").toString());
  }

  private static void drawCurve(Markup svg, Plot plot, Series series) {
    List<Point> points = series.points();
    if (points.isEmpty()) {
      return;
    }
    svg.open("g", "class", series.style().cssClass());
    svg.empty(
        "path",
        "class",
        series.broken() ? "curve broken" : "curve",
        "stroke-dasharray",
        series.style().dash(),
        "d",
        points.stream().map(p -> at(plot, p.x(), p.y())).collect(Collectors.joining("L", "M", "")));
    int stride = (points.size() - 1) / MOST_POINTS_WITH_NOTES + 1;
    for (int i = (points.size() - 1) % stride; i < points.size(); i += stride) {
      Point p = points.get(i);
      svg.open(
              "circle",
              "cx",
              Markup.number(plot.x(p.x())),
              "cy",
              Markup.number(plot.y(p.y())),
              "r",
              points.size() == 1 ? "3" : "2")
          .element("title", p.note())
          .close();
    }
    if (series.broken()) {
      Point end = points.get(points.size() - 1);
      double x = plot.x(end.x());
      double y = plot.y(end.y());
      Plot.line(svg, "end", x - 4, y - 4, x + 4, y + 4);
      Plot.line(svg, "end", x - 4, y + 4, x + 4, y - 4);
    }
    svg.close();
  }

  private static String at(Plot plot, double x, double y) {
    return Markup.number(plot.x(x)) + " " + Markup.number(plot.y(y));
  }
}
