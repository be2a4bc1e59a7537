package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.reports.report.Combination.Workload;
import org.crosslearn.reports.report.Quantity.Unit;

/** Where energy, time and silicon go, as stacked bars with the figures in a table below. */
final class BreakdownSection {
  private static final String OTHER = "other";

  /** Beyond this ratio of totals the smallest bar of a common scale is too short for its parts. */
  private static final double WIDEST_COMMON_SCALE = 10;

  private final Markup out;
  private final ReportModel model;

  private BreakdownSection(Markup out, ReportModel model) {
    this.out = out;
    this.model = model;
  }

  static void write(Markup out, ReportModel model) {
    if (model.anyPriced()) {
      new BreakdownSection(out, model).write();
    }
  }

  /** One chart: what its bars are made of. */
  private record Chart(
      String title, Unit unit, Function<Combination, Map<String, Double>> breakdown) {}

  private void write() {
    Map<String, SeriesStyle> phases = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      phases.put(Combination.name(phase), new SeriesStyle(phase.ordinal()));
    }
    section(
        "energy",
        "Where the energy goes",
        "Energy per image by circuit, all bars of a chart on one scale unless the chart says"
            + " otherwise.",
        model.components(),
        new Chart(
            "Training energy per image", Unit.JOULE, c -> c.energyByComponent(Workload.TRAINING)),
        new Chart(
            "Inference energy per image",
            Unit.JOULE,
            c -> c.energyByComponent(Workload.INFERENCE)));
    section(
        "phases",
        "Which phase takes it",
        "Energy is that of all operations of a phase. Latency is the time that the phase holds the"
            + " critical path: work that is hidden behind other work takes none. Forward:"
            + " activations travel to the output. Error: errors, targets or feedback travel to the"
            + " layers. Gradient: weight gradients are formed. Update: conductances change.",
        phases,
        new Chart("Training energy per image", Unit.JOULE, c -> c.energyByPhase(Workload.TRAINING)),
        new Chart(
            "Training latency per image", Unit.SECOND, c -> c.latencyByPhase(Workload.TRAINING)),
        new Chart(
            "Inference latency per image", Unit.SECOND, c -> c.latencyByPhase(Workload.INFERENCE)));
    section(
        "area",
        "Where the silicon goes",
        "Area by circuit of the chip that does both training and inference, and the power that it"
            + " draws whenever it is on.",
        model.components(),
        new Chart("Chip area", Unit.SQUARE_METER, Combination::areaByComponent),
        new Chart("Chip leakage", Unit.WATT, Combination::leakageByComponent));
  }

  private void section(
      String id, String title, String note, Map<String, SeriesStyle> styles, Chart... charts) {
    Map<String, SeriesStyle> shown = new LinkedHashMap<>(styles);
    shown.keySet().removeIf(part -> Arrays.stream(charts).noneMatch(chart -> has(chart, part)));
    out.open("section", "id", id).element("h2", title).paragraph("note", note);
    legend(shown).draw(out);
    out.open("div", "class", "charts wide");
    for (Chart chart : charts) {
      draw(chart, shown);
    }
    out.close().closeLine();
  }

  private boolean has(Chart chart, String part) {
    return model.combinations().stream()
        .anyMatch(c -> chart.breakdown().apply(c).containsKey(part));
  }

  private static Legend legend(Map<String, SeriesStyle> styles) {
    List<Legend.Entry> entries = new ArrayList<>();
    List<String> others = new ArrayList<>();
    styles.forEach((part, style) -> {
      if (style == SeriesStyle.OTHER) {
        others.add(part);
      } else {
        entries.add(new Legend.Entry(part, style, Legend.Kind.BLOCK));
      }
    });
    if (!others.isEmpty()) {
      String names = OTHER + " (" + String.join(", ", others) + ")";
      entries.add(new Legend.Entry(names, SeriesStyle.OTHER, Legend.Kind.BLOCK));
    }
    return new Legend(entries);
  }

  private void draw(Chart chart, Map<String, SeriesStyle> styles) {
    Unit unit = chart.unit();
    Map<Combination, Map<String, Double>> parts = new LinkedHashMap<>();
    model.combinations().stream()
        .filter(Combination::priced)
        .forEach(c -> parts.put(c, chart.breakdown().apply(c)));
    // A sum that is not finite has no bar; the cautions name it.
    parts.values().removeIf(values -> !Double.isFinite(sum(values)));
    boolean shares = spread(parts.values()) > WIDEST_COMMON_SCALE;
    double most =
        parts.values().stream().mapToDouble(BreakdownSection::sum).max().orElse(0);
    Axis axis = shares
        ? Axis.percent("Share of the bar's own total", 0, 1, 5)
        : Axis.fromZero(unit, most, 6);
    Map<String, List<StackedBarChart.Bar>> bars = new LinkedHashMap<>();
    parts.forEach((c, values) -> bars.computeIfAbsent(c.hardware(), h -> new ArrayList<>())
        .add(bar(c.rule(), values, styles, unit, shares)));
    List<StackedBarChart.Group> groups = new ArrayList<>();
    bars.forEach((hardware, b) -> groups.add(new StackedBarChart.Group(hardware, b)));
    out.open("figure").element("figcaption", chart.title());
    if (shares) {
      out.paragraph(
          "note",
          "The totals differ more than tenfold, so each bar shows the shares of its own total,"
              + " which stands at its end.");
    }
    new StackedBarChart(chart.title(), axis, groups).draw(out);
    table(chart, styles, parts);
    out.closeLine();
  }

  /** Largest total over the smallest; totals of zero have no bar whatever the scale. */
  private static double spread(Collection<Map<String, Double>> parts) {
    DoubleSummaryStatistics totals = parts.stream()
        .mapToDouble(BreakdownSection::sum)
        .filter(total -> total > 0)
        .summaryStatistics();
    return totals.getMax() / totals.getMin();
  }

  private static StackedBarChart.Bar bar(
      String rule,
      Map<String, Double> values,
      Map<String, SeriesStyle> styles,
      Unit unit,
      boolean shares) {
    double total = sum(values);
    double full = shares ? total : 1;
    List<StackedBarChart.Segment> segments = new ArrayList<>();
    double other = 0;
    for (Map.Entry<String, SeriesStyle> style : styles.entrySet()) {
      double value = values.getOrDefault(style.getKey(), 0.0);
      if (style.getValue() == SeriesStyle.OTHER) {
        other += value;
      } else if (value > 0) {
        segments.add(segment(rule, style.getKey(), style.getValue(), value, total, full, unit));
      }
    }
    if (other > 0) {
      segments.add(segment(rule, OTHER, SeriesStyle.OTHER, other, total, full, unit));
    }
    return new StackedBarChart.Bar(rule, new Quantity(total, unit).text(), segments);
  }

  private static StackedBarChart.Segment segment(
      String rule,
      String part,
      SeriesStyle style,
      double value,
      double total,
      double full,
      Unit unit) {
    String note = String.format(
        Locale.ROOT,
        "%s, %s: %s (%.1f %%)",
        rule,
        part,
        new Quantity(value, unit).text(),
        100 * value / total);
    return new StackedBarChart.Segment(style, value / full, note);
  }

  private void table(
      Chart chart, Map<String, SeriesStyle> styles, Map<Combination, Map<String, Double>> parts) {
    List<String> columns = styles.keySet().stream()
        .filter(p -> parts.values().stream().anyMatch(v -> v.containsKey(p)))
        .toList();
    out.open("details").element("summary", "Figures");
    out.open("div", "class", "scroll")
        .open("table")
        .element("caption", chart.title(), "class", "hidden");
    out.open("thead").open("tr");
    out.element("th", "hardware", "scope", "col").element("th", "rule", "scope", "col");
    columns.forEach(c -> out.element("th", c, "scope", "col", "class", "figure"));
    out.element("th", "total", "scope", "col", "class", "figure")
        .close()
        .close()
        .open("tbody");
    parts.forEach((c, values) -> {
      out.open("tr").element("th", c.hardware(), "scope", "row");
      out.element("th", c.rule(), "scope", "row");
      for (String column : columns) {
        double value = values.getOrDefault(column, Double.NaN);
        out.element("td", new Quantity(value, chart.unit()).text(), "class", "figure");
      }
      out.element("td", new Quantity(sum(values), chart.unit()).text(), "class", "figure")
          .closeLine();
    });
    out.close().close().close().close();
  }

  private static double sum(Map<String, Double> parts) {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
