package org.crosslearn.reports.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * Horizontal bars made of segments, in groups, all on one scale from zero.
 *
 * @param title what a screen reader says
 * @param axis in the unit of the segments, or in fractions where each bar shows its own shares
 */
record StackedBarChart(String title, Axis axis, List<Group> groups) {
  private static final int WIDTH = 540;
  private static final int BAR_PITCH = 22;
  private static final int BAR_HEIGHT = 15;
  private static final int TOP = 6;
  private static final int FOOT = 42;
  private static final int RIGHT = 76;

  /** Bars under a common heading. */
  record Group(String heading, List<Bar> bars) {
    Group {
      bars = List.copyOf(bars);
    }
  }

  /**
   * One bar.
   *
   * @param total written at its end
   */
  record Bar(String label, String total, List<Segment> segments) {
    Bar {
      segments = List.copyOf(segments);
    }
  }

  /**
   * A part of a bar.
   *
   * @param note shown when pointed at
   */
  record Segment(SeriesStyle style, double value, String note) {}

  StackedBarChart {
    groups = List.copyOf(groups);
  }

  void draw(Markup out) {
    int bars = groups.stream().mapToInt(g -> g.bars().size()).sum();
    int height = TOP + Plot.HEADING_HEIGHT * groups.size() + BAR_PITCH * bars + FOOT;
    Plot plot =
        new Plot(WIDTH, height, Plot.labelWidth(labels()) + 10, TOP, RIGHT, FOOT, axis, axis);
    Plot.openSvg(out, title, WIDTH, height);
    plot.drawAcross(out);
    double y = TOP;
    for (Group group : groups) {
      plot.drawHeading(out, group.heading(), y);
      y += Plot.HEADING_HEIGHT;
      for (Bar bar : group.bars()) {
        drawBar(out, plot, bar, y);
        y += BAR_PITCH;
      }
    }
    out.closeLine();
  }

  private void drawBar(Markup svg, Plot plot, Bar bar, double y) {
    double baseline = y + BAR_HEIGHT - 3;
    svg.open("g").element("title", bar.label() + ": " + bar.total());
    Plot.label(svg, "end", plot.left() - 6, baseline, Plot.fitLabel(bar.label()));
    svg.close();
    double end = 0;
    for (Segment segment : bar.segments()) {
      double from = plot.x(end);
      end += segment.value();
      svg.open(
              "rect",
              "class",
              "segment " + segment.style().cssClass(),
              "x",
              Markup.number(from),
              "y",
              Markup.number(y),
              "width",
              Markup.number(plot.x(end) - from),
              "height",
              Integer.toString(BAR_HEIGHT))
          .element("title", segment.note())
          .close();
    }
    svg.element(
        "text",
        bar.total(),
        "class",
        "total",
        "x",
        Markup.number(plot.x(end) + 6),
        "y",
        Markup.number(baseline));
  }

  private Stream<String> labels() {
    return groups.stream().flatMap(group -> group.bars().stream()).map(Bar::label);
  }
}
