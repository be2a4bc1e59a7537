package org.crosslearn.reports.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * Dots on horizontal lines, in groups, all on one scale: how far the figures of a line lie apart.
 *
 * @param title what a screen reader says
 */
record DotChart(String title, Axis axis, List<Group> groups) {
  private static final int WIDTH = 540;
  private static final int LINE_PITCH = 20;
  private static final int TOP = 6;
  private static final int FOOT = 26;
  private static final int RIGHT = 30;

  /** Lines under a common heading. */
  record Group(String heading, List<Line> lines) {
    Group {
      lines = List.copyOf(lines);
    }
  }

  /** One line. */
  record Line(String label, SeriesStyle style, List<Dot> dots) {
    Line {
      dots = List.copyOf(dots);
    }
  }

  /**
   * A dot.
   *
   * @param note shown when pointed at
   */
  record Dot(double value, Marker marker, boolean hollow, String note) {}

  DotChart {
    groups = List.copyOf(groups);
  }

  void draw(Markup out) {
    int lines = groups.stream().mapToInt(group -> group.lines().size()).sum();
    int height = TOP + Plot.HEADING_HEIGHT * groups.size() + LINE_PITCH * lines + FOOT;
    Plot plot =
        new Plot(WIDTH, height, Plot.labelWidth(labels()) + 16, TOP, RIGHT, FOOT, axis, axis);
    Plot.openSvg(out, title, WIDTH, height);
    plot.drawAcross(out);
    double y = TOP;
    for (Group group : groups) {
      plot.drawHeading(out, group.heading(), y);
      y += Plot.HEADING_HEIGHT;
      for (Line line : group.lines()) {
        drawLine(out, plot, line, y + LINE_PITCH / 2.0);
        y += LINE_PITCH;
      }
    }
    out.closeLine();
  }

  private static void drawLine(Markup svg, Plot plot, Line line, double y) {
    Plot.label(svg, "end", plot.left() - 12, y + 4, Plot.fitLabel(line.label()));
    if (line.dots().isEmpty()) {
      return;
    }
    svg.open("g", "class", line.style().cssClass());
    Spread values = Spread.of(line.dots().stream().mapToDouble(Dot::value).toArray());
    Plot.line(svg, "whisker", plot.x(values.least()), y, plot.x(values.most()), y);
    for (Dot dot : line.dots()) {
      svg.open("g").element("title", dot.note());
      dot.marker().draw(svg, plot.x(dot.value()), y, dot.hollow());
      svg.close();
    }
    svg.close();
  }

  private Stream<String> labels() {
    return groups.stream().flatMap(group -> group.lines().stream()).map(Line::label);
  }
}
