package org.crosslearn.reports.report;

import org.crosslearn.algorithms.experiment.Findings.Raster;

/**
 * When each node spiked: a row per node, a stroke per spike.
 *
 * @param title what a screen reader says
 * @param nodes rows
 * @param seconds length of the time axis
 */
record RasterChart(String title, int nodes, double seconds, Raster raster) {
  private static final int HEIGHT = 250;
  private static final int TOP = 30;
  private static final int BOTTOM = 42;

  void draw(Markup out) {
    Axis across = Axis.fromZero(Quantity.Unit.SECOND, seconds, 6);
    Axis up = Axis.number("Node", nodes, 5);
    Plot plot = new Plot(44 + Plot.CHART_WIDTH + 14, HEIGHT, 44, TOP, 14, BOTTOM, across, up);
    Plot.openSvg(out, title, plot.width(), plot.height());
    plot.drawAxes(out);
    double stroke = Math.max(3, (HEIGHT - TOP - BOTTOM) / up.to() * 0.8);
    StringBuilder path = new StringBuilder();
    for (int k = 0; k < raster.nodes().length; k++) {
      path.append('M')
          .append(Markup.number(plot.x(raster.seconds()[k])))
          .append(' ')
          .append(Markup.number(plot.y(raster.nodes()[k] + 0.5) - stroke / 2))
          .append('v')
          .append(Markup.number(stroke));
    }
    if (!path.isEmpty()) {
      out.open("g", "class", new SeriesStyle(0).cssClass())
          .empty("path", "class", "whisker", "d", path.toString())
          .close();
    }
    out.closeLine();
  }
}
