package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.crosslearn.reports.report.SweptCombinations.Point;

/** What happens when one thing varies: accuracy, cost, and the rules beside each other. */
final class SweepSection {
  static final String TITLE = "Sweeps";

  /** Costs that change by less along a sweep are not drawn. */
  private static final double LEAST_CHANGE = 1.05;

  /** Beyond this ratio of costs an axis from zero hides the smaller ones. */
  private static final double WIDEST_LINEAR = 20;

  private static final String EVALUATED =
      " Networks were trained as in the study, written into the cells of the hardware that stands here"
          + " and only evaluated on it: costs are those of a chip for inference.";

  private final Markup out;
  private final ReportModel model;

  private SweepSection(Markup out, ReportModel model) {
    this.out = out;
    this.model = model;
  }

  static void write(Markup out, ReportModel model) {
    if (!model.sweeps().isEmpty()) {
      new SweepSection(out, model).write();
    }
  }

  private void write() {
    out.open("section", "id", "sweeps").element("h2", TITLE);
    out.paragraph(
        "note",
        "Each sweep varies one thing alone; everything else is as in the study. Lines are means over"
            + " the seeds that finished, bands reach from the least to the most of them; a cross at"
            + " the foot of a chart marks a value at which seeds diverged. Costs that change by less"
            + " than 5 % along a sweep stand in its table only.");
    model.sweeps().forEach(this::write);
    out.closeLine();
  }

  private void write(SweptCombinations sweep) {
    out.element("h3", sweep.label(), "id", "sweep-" + sweep.name());
    out.paragraph("note", note(sweep));
    if (sweep.rules().isEmpty()) {
      return;
    }
    model.legend(sweep.rules()).draw(out);
    SweptAxis across =
        SweptAxis.of(sweep.label(), sweep.points().stream().map(Point::value).toList());
    out.open("div", "class", "charts");
    for (String hardware : sweep.hardware()) {
      accuracy(sweep, hardware, across);
      for (SweptCost cost : SweptCost.values()) {
        cost(sweep, hardware, across, cost);
      }
      for (SweptCost cost : SweptCost.values()) {
        ratio(sweep, hardware, across, cost);
      }
    }
    out.close();
    out.open("details").element("summary", "All figures of this sweep");
    table(sweep).html(out);
    out.closeLine();
  }

  /** Where the study itself stands. */
  static String note(SweptCombinations sweep) {
    if (sweep.rules().isEmpty()) {
      return "No trial of this sweep has a result.";
    }
    String base = sweep.points().stream()
        .filter(Point::base)
        .findFirst()
        .map(point -> "The study itself is at " + point.value() + ".")
        .orElse("The study itself is at none of these values.");
    return "Sweep " + sweep.name() + ": " + String.join(", ", sweep.rules()) + " on "
        + String.join(", ", sweep.hardware()) + ". " + base + (sweep.retrained() ? "" : EVALUATED);
  }

  private void accuracy(SweptCombinations sweep, String hardware, SweptAxis across) {
    Function<Combination, Spread> accuracy = Combination::accuracy;
    double[] shown = spreads(sweep, hardware, accuracy).stream()
        .flatMap(spread -> List.of(spread.least(), spread.most()).stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
    Spread all = shown.length == 0 ? Spread.of(0, 1) : Spread.of(shown);
    Axis up = Axis.percent("Test accuracy", all.least(), all.most(), 6);
    List<LineChart.Series> series =
        series(sweep, hardware, across, accuracy, value -> percent(value));
    for (String rule : sweep.rules()) {
      series.addAll(diverged(sweep, hardware, rule, across, up));
    }
    draw("Test accuracy", hardware, sweep, new Axes(across.axis(), up), series);
  }

  private void cost(SweptCombinations sweep, String hardware, SweptAxis across, SweptCost cost) {
    List<Spread> costs = spreads(sweep, hardware, cost::spread);
    if (!changes(sweep, hardware, cost::of)) {
      return;
    }
    double least = costs.stream().mapToDouble(Spread::least).min().orElseThrow();
    double most = costs.stream().mapToDouble(Spread::most).max().orElseThrow();
    Axis up = most > WIDEST_LINEAR * least && least > 0
        ? Axis.logarithmic("", cost.unit(), least, most)
        : Axis.fromZero(cost.unit(), most, 6);
    draw(
        cost.title(),
        hardware,
        sweep,
        new Axes(across.axis(), up),
        series(
            sweep,
            hardware,
            across,
            cost::spread,
            value -> new Quantity(value, cost.unit()).text()));
  }

  /** Of each rule to the first one, where that changes. */
  private void ratio(SweptCombinations sweep, String hardware, SweptAxis across, SweptCost cost) {
    List<LineChart.Series> series = new ArrayList<>();
    double most = 1;
    boolean changes = false;
    for (String rule : sweep.rules()) {
      List<LineChart.Point> points = new ArrayList<>();
      double least = Double.POSITIVE_INFINITY;
      double largest = 0;
      for (int i = 0; i < sweep.points().size(); i++) {
        Point point = sweep.points().get(i);
        double ratio =
            point.of(rule, hardware).map(c -> sweep.toFirstRule(cost, point, c)).orElse(Double.NaN);
        if (Double.isFinite(ratio)) {
          least = Math.min(least, ratio);
          largest = Math.max(largest, ratio);
          points.add(new LineChart.Point(
              across.positions().get(i),
              ratio,
              ratio,
              ratio,
              rule + " at " + point.value() + ": " + new Ratio(ratio).text()));
        }
      }
      changes |= largest > LEAST_CHANGE * least;
      most = Math.max(most, largest);
      series.add(line(rule, points));
    }
    if (changes) {
      Axis up = Axis.number("× " + sweep.rules().get(0), most, 6);
      String title =
          cost.title().replace(" per image", "") + " to " + sweep.rules().get(0);
      draw(title, hardware, sweep, new Axes(across.axis(), up), series);
    }
  }

  private record Axes(Axis across, Axis up) {}

  private void draw(
      String title,
      String hardware,
      SweptCombinations sweep,
      Axes axes,
      List<LineChart.Series> series) {
    out.open("figure").element("figcaption", title + " on " + hardware);
    String spoken = title + " on " + hardware + " against " + sweep.label();
    new LineChart(spoken, axes.across(), axes.up(), series).draw(out);
    out.closeLine();
  }

  private List<LineChart.Series> series(
      SweptCombinations sweep,
      String hardware,
      SweptAxis across,
      Function<Combination, Spread> figure,
      Function<Double, String> text) {
    List<LineChart.Series> series = new ArrayList<>();
    for (String rule : sweep.rules()) {
      List<LineChart.Point> points = new ArrayList<>();
      for (int i = 0; i < sweep.points().size(); i++) {
        Point point = sweep.points().get(i);
        double x = across.positions().get(i);
        point
            .of(rule, hardware)
            .map(figure)
            .filter(s -> Double.isFinite(s.mean()))
            .ifPresent(s -> points.add(new LineChart.Point(
                x,
                s.mean(),
                s.least(),
                s.most(),
                rule + " at " + point.value() + ": " + text.apply(s.mean())
                    + (s.count() < 2
                        ? ""
                        : ", " + text.apply(s.least()) + " to " + text.apply(s.most()) + " over "
                            + s.count() + " seeds"))));
      }
      series.add(line(rule, points));
    }
    return series;
  }

  private LineChart.Series line(String rule, List<LineChart.Point> points) {
    List<LineChart.Point> ascending =
        points.stream().sorted(Comparator.comparingDouble(LineChart.Point::x)).toList();
    return new LineChart.Series(model.rules().get(rule), ascending, false);
  }

  /** A cross for every value at which seeds diverged. */
  private List<LineChart.Series> diverged(
      SweptCombinations sweep, String hardware, String rule, SweptAxis across, Axis up) {
    List<LineChart.Series> crosses = new ArrayList<>();
    for (int i = 0; i < sweep.points().size(); i++) {
      Point point = sweep.points().get(i);
      double x = across.positions().get(i);
      point.of(rule, hardware).filter(c -> !c.diverged().isEmpty()).ifPresent(c -> {
        String note = rule + " at " + point.value() + ": diverged in " + divergence(c);
        crosses.add(new LineChart.Series(
            model.rules().get(rule),
            List.of(new LineChart.Point(x, up.from(), up.from(), up.from(), note)),
            true));
      });
    }
    return crosses;
  }

  private static String divergence(Combination c) {
    return c.diverged().size() + " of " + c.trials().size();
  }

  private static List<Spread> spreads(
      SweptCombinations sweep, String hardware, Function<Combination, Spread> figure) {
    return sweep.points().stream()
        .flatMap(point -> point.combinations().stream())
        .filter(c -> c.hardware().equals(hardware))
        .map(figure)
        .filter(spread -> Double.isFinite(spread.mean()))
        .toList();
  }

  /** Whether a cost of any rule changes along the sweep enough to be looked at. */
  private static boolean changes(
      SweptCombinations sweep, String hardware, Function<Combination, Double> cost) {
    for (String rule : sweep.rules()) {
      double[] costs = sweep.points().stream()
          .flatMap(point -> point.of(rule, hardware).stream())
          .mapToDouble(cost::apply)
          .filter(Double::isFinite)
          .toArray();
      Spread spread = Spread.of(costs);
      if (spread.most() > LEAST_CHANGE * spread.least()) {
        return true;
      }
    }
    return false;
  }

  static FigureTable table(SweptCombinations sweep) {
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    boolean priced = sweep.anyPriced();
    for (String hardware : sweep.hardware()) {
      List<FigureTable.Row> rows = groups.computeIfAbsent(hardware, h -> new ArrayList<>());
      for (Point point : sweep.points()) {
        String name = point.value();
        for (String rule : sweep.rules()) {
          Optional<Combination> c = point.of(rule, hardware);
          if (c.isPresent()) {
            rows.add(
                new FigureTable.Row(List.of(name, rule), cells(sweep, point, c.get(), priced)));
            name = "";
          }
        }
      }
    }
    List<Heading> headings = new ArrayList<>();
    headings.add(new Heading("test", "accuracy"));
    headings.add(new Heading("test", "diverged"));
    if (priced) {
      String to = "to " + sweep.rules().get(0);
      for (SweptCost cost : SweptCost.values()) {
        String group = cost == SweptCost.AREA ? "chip" : cost.title().split(" ")[0];
        headings.add(new Heading(group.toLowerCase(Locale.ROOT), cost.column()));
        if (sweep.rules().size() > 1) {
          headings.add(new Heading(group.toLowerCase(Locale.ROOT), to));
        }
      }
    }
    return new FigureTable(List.of(sweep.name(), "rule"), headings, FigureTable.groups(groups));
  }

  private static List<String> cells(
      SweptCombinations sweep, Point point, Combination c, boolean priced) {
    List<String> cells = new ArrayList<>();
    cells.add(SummaryTable.row(c).accuracyText());
    cells.add(divergence(c));
    if (priced) {
      for (SweptCost cost : SweptCost.values()) {
        cells.add(new Quantity(cost.of(c), cost.unit()).text());
        if (sweep.rules().size() > 1) {
          cells.add(new Ratio(sweep.toFirstRule(cost, point, c)).text());
        }
      }
    }
    return cells;
  }

  /**
   * The columns of the summary for every rule on every hardware at every point: comma-separated
   * values after RFC 4180, but with line feeds only.
   */
  static String csv(List<SweptCombinations> sweeps) {
    StringBuilder csv = new StringBuilder();
    for (SweptCombinations sweep : sweeps) {
      for (Point point : sweep.points()) {
        for (Combination c : point.combinations()) {
          List<String> header = new ArrayList<>(List.of("sweep", "value"));
          header.addAll(SummaryTable.csvHeader());
          List<String> fields = new ArrayList<>();
          fields.add(SummaryTable.csvField(sweep.name()));
          fields.add(SummaryTable.csvField(point.value()));
          fields.addAll(SummaryTable.csvFields(SummaryTable.row(c)));
          sweep.ratios(point, c).forEach(ratio -> {
            header.add(ratio.key());
            fields.add(SummaryTable.csvNumber(ratio.value()));
          });
          if (csv.isEmpty()) {
            csv.append(String.join(",", header)).append('\n');
          }
          csv.append(String.join(",", fields)).append('\n');
        }
      }
    }
    return csv.toString();
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
