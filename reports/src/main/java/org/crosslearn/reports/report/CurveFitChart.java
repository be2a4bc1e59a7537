package org.crosslearn.reports.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslearn.crossbar.device.LawFit;
import org.crosslearn.crossbar.device.MeasuredCurves;
import org.crosslearn.reports.report.Quantity.Unit;

/**
 * Measured conductances as points, one train over the other, and laws fitted to them as curves:
 * potentiation on the left, depression on the right.
 *
 * @param fits the first is drawn on top of the others
 * @param siemens whether conductances are in siemens, else in a unit of the data's own
 */
public record CurveFitChart(
    String title, MeasuredCurves curves, List<LawFit> fits, boolean siemens) {
  private static final String STYLE = """
      svg { font: 12px sans-serif; }
      .grid { stroke: #e7ebef; }
      .base { stroke: #5b6670; }
      text { fill: #38424b; }
      .heading { font-weight: 600; font-size: 14px; }
      circle { fill: #9aa3ad; fill-opacity: 0.45; }
      .curve { fill: none; stroke: currentColor; stroke-width: 1.3; }
      .best { stroke-width: 2.6; }
      .s0 { color: #0072b2; }
      .s1 { color: #d55e00; }
      .s2 { color: #009e73; }
      .s3 { color: #cc79a7; }
      .s4 { color: #e69f00; }
      """;

  private static final int WIDTH = 760;
  private static final int LEGEND_LINE = 18;

  public CurveFitChart {
    fits = List.copyOf(fits);
  }

  /** An SVG file that needs nothing else. */
  public String svg() {
    int up = curves.mostPulses(true);
    int down = curves.mostPulses(false);
    int legend = LEGEND_LINE * fits.size() + 12;
    Axis upward = Axis.fromZero(siemens ? Unit.SIEMENS : Unit.COUNT, curves.largest(), 6);
    String label = siemens ? "conductance (" + upward.label() + ")" : "conductance";
    Plot plot = new Plot(
        WIDTH,
        420 + legend,
        56,
        56,
        20,
        44 + legend,
        Axis.count("pulses: " + up + " up, then " + down + " down", 0, up + down, 8),
        new Axis(label, upward.from(), upward.to(), false, upward.ticks()));
    Markup svg = new Markup();
    Plot.openSvg(svg, title, plot.width(), plot.height());
    svg.style(STYLE);
    svg.empty("rect", "width", "100%", "height", "100%", "fill", "#ffffff");
    svg.element("text", title, "class", "heading", "x", "2", "y", "20");
    plot.drawAxes(svg);
    Plot.line(svg, "base", plot.x(up), plot.y(upward.to()), plot.x(up), plot.y(upward.from()));
    for (MeasuredCurves.Train train : curves.trains()) {
      int first = train.raised() ? 0 : up;
      for (int i = 0; i <= train.pulses(); i++) {
        svg.empty(
            "circle",
            "cx",
            Markup.number(plot.x(first + i)),
            "cy",
            Markup.number(plot.y(train.conductances()[i])),
            "r",
            "2.4");
      }
    }
    for (int k = fits.size() - 1; k >= 0; k--) {
      drawCurves(svg, plot, k, up);
    }
    for (int k = 0; k < fits.size(); k++) {
      drawLegend(svg, k, plot.height() - legend + LEGEND_LINE * k + 12);
    }
    return svg.closeLine().markup();
  }

  private void drawCurves(Markup svg, Plot plot, int k, int up) {
    for (boolean raised : new boolean[] {true, false}) {
      double[] curve = raised ? fits.get(k).potentiation() : fits.get(k).depression();
      int first = raised ? 0 : up;
      String path = IntStream.range(0, curve.length)
          .mapToObj(i ->
              Markup.number(plot.x(first + i)) + " " + Markup.number(plot.y(Math.max(0, curve[i]))))
          .collect(Collectors.joining("L", "M", ""));
      svg.empty("path", "class", cssClass(k), "stroke-dasharray", k == 0 ? null : "6 3", "d", path);
    }
  }

  private void drawLegend(Markup svg, int k, double y) {
    svg.empty(
        "path",
        "class",
        cssClass(k),
        "stroke-dasharray",
        k == 0 ? null : "6 3",
        "d",
        "M56 " + Markup.number(y - 4) + "H84");
    LawFit fit = fits.get(k);
    Plot.label(
        svg,
        "start",
        92,
        y,
        String.format(
            Locale.ROOT, "%s, rms error %.2f %% of the range", fit.name(), 100 * fit.rms()));
  }

  private static String cssClass(int k) {
    return "curve s" + k + (k == 0 ? " best" : "");
  }
}
