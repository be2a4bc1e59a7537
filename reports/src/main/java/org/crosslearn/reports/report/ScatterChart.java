package org.crosslearn.reports.report;

import java.util.List;

/**
 * Points with upright whiskers.
 *
 * @param title what a screen reader says
 */
record ScatterChart(String title, Axis across, Axis up, List<Point> points) {

  /**
   * A point.
   *
   * @param low lower end of the whisker, likewise {@code high}
   * @param note shown when pointed at
   */
  record Point(
      SeriesStyle style, Marker marker, double x, double y, double low, double high, String note) {}

  ScatterChart {
    points = List.copyOf(points);
  }

  void draw(Markup out) {
    Plot plot = new Plot(360, 270, 44, 30, 20, 42, across, up);
    Plot.openSvg(out, title, plot.width(), plot.height());
    plot.drawAxes(out);
    for (Point p : points) {
      double x = plot.x(p.x());
      out.open("g", "class", p.style().cssClass()).element("title", p.note());
      Plot.line(out, "whisker", x, plot.y(p.low()), x, plot.y(p.high()));
      p.marker().draw(out, x, plot.y(p.y()), p.style().hollow());
      out.close();
    }
    out.closeLine();
  }
}
