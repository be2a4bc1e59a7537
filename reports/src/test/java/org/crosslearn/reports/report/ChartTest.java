package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.crosslearn.reports.report.Quantity.Unit;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ChartTest {
  private static final SeriesStyle BLUE = new SeriesStyle(0);

  @Test
  void aSegmentIsAsWideAsItsShareOfTheBar() {
    StackedBarChart chart = new StackedBarChart(
        "Energy",
        Axis.fromZero(Unit.JOULE, 4e-9, 4),
        List.of(new StackedBarChart.Group(
            "taox",
            List.of(new StackedBarChart.Bar(
                "bp",
                "4.00 nJ",
                List.of(
                    new StackedBarChart.Segment(BLUE, 3e-9, "ADC"),
                    new StackedBarChart.Segment(new SeriesStyle(1), 1e-9, "array")))))));
    Markup out = new Markup();
    chart.draw(out);
    List<Element> segments = Xml.elements(Xml.parse(out.markup()), "rect");
    double first = Double.parseDouble(segments.get(0).getAttribute("width"));
    double second = Double.parseDouble(segments.get(1).getAttribute("width"));
    assertThat(first / second).isCloseTo(3, within(0.01));
    double end = Double.parseDouble(segments.get(0).getAttribute("x")) + first;
    assertThat(Double.parseDouble(segments.get(1).getAttribute("x"))).isCloseTo(end, within(0.011));
  }

  @Test
  void higherAccuracyIsDrawnHigher() {
    Document svg = draw(
        new LineChart.Point(1, 0.5, 0.5, 0.5, "low"),
        new LineChart.Point(2, 0.9, 0.9, 0.9, "high"));
    List<Element> points = Xml.elements(svg, "circle");
    assertThat(Double.parseDouble(points.get(1).getAttribute("cy")))
        .isLessThan(Double.parseDouble(points.get(0).getAttribute("cy")));
    assertThat(Double.parseDouble(points.get(1).getAttribute("cx")))
        .isGreaterThan(Double.parseDouble(points.get(0).getAttribute("cx")));
  }

  @Test
  void seedsThatAgreeHaveNoBand() {
    Document agreeing =
        draw(new LineChart.Point(1, 0.5, 0.5, 0.5, ""), new LineChart.Point(2, 0.9, 0.9, 0.9, ""));
    Document spread =
        draw(new LineChart.Point(1, 0.5, 0.4, 0.6, ""), new LineChart.Point(2, 0.9, 0.9, 0.9, ""));
    assertThat(Xml.withClass(agreeing, "path", "band s0")).isEmpty();
    assertThat(Xml.withClass(spread, "path", "band s0")).hasSize(1);
  }

  @Test
  void aWideChartHasMoreRoomForItsCurvesAndNoLargerLetters() {
    Axis across = Axis.count("Epoch", 0, 10, 5);
    Axis up = Axis.percent("Accuracy", 0, 1, 5);
    double[] widths = new double[2];
    for (boolean wide : new boolean[] {false, true}) {
      Markup out = new Markup();
      new LineChart("", across, up, List.of(), wide).draw(out);
      Element svg = Xml.parse(out.markup()).getDocumentElement();
      assertThat(svg.getAttribute("viewBox"))
          .isEqualTo("0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"));
      widths[wide ? 1 : 0] = Double.parseDouble(svg.getAttribute("width"));
    }
    assertThat(widths[1] / widths[0]).isCloseTo(3 / 2.0, within(0.01));
  }

  @Test
  void aBrokenCurveEndsInACross() {
    LineChart.Series series =
        new LineChart.Series(BLUE, List.of(new LineChart.Point(1, 0.5, 0.5, 0.5, "")), true);
    assertThat(Xml.withClass(draw(series), "line", "end")).hasSize(2);
  }

  @Test
  void longCurvesCarryAtMostFortyOneNotesAndTheLastIsOne() {
    LineChart.Point[] points = new LineChart.Point[1000];
    for (int i = 0; i < points.length; i++) {
      points[i] = new LineChart.Point(i + 1, 0.5, 0.5, 0.5, "epoch " + (i + 1));
    }
    Document svg = draw(points);
    List<Element> notes = Xml.elements(svg, "title");
    assertThat(notes).hasSizeLessThanOrEqualTo(41);
    assertThat(notes.get(notes.size() - 1).getTextContent()).isEqualTo("epoch 1000");
  }

  @Test
  void twelveSeriesLookDifferent() {
    List<String> looks = IntStream.range(0, 12)
        .mapToObj(SeriesStyle::new)
        .map(s -> s.cssClass() + " " + s.dash() + " " + s.hollow())
        .toList();
    assertThat(looks).doesNotHaveDuplicates();
  }

  @Test
  void aLabelTooLongForItsPlaceIsCut() {
    assertThat(Plot.fit("bp", 100)).isEqualTo("bp");
    String cut = Plot.fit("equilibrium-propagation-with-everything", 100);
    assertThat(cut).endsWith("…");
    assertThat(Plot.textWidth(cut)).isLessThanOrEqualTo(100);
  }

  private static Document draw(LineChart.Point... points) {
    return draw(new LineChart.Series(BLUE, List.of(points), false));
  }

  private static Document draw(LineChart.Series series) {
    Markup out = new Markup();
    int last = (int) series.points().get(series.points().size() - 1).x();
    Axis across = Axis.count("Epoch", 1, last, 8);
    new LineChart("Accuracy", across, Axis.percent("Accuracy", 0, 1, 5), List.of(series)).draw(out);
    return Xml.parse(out.markup());
  }
}
