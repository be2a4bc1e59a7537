package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.reports.report.Accounted.Speed;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.crosslearn.reports.report.SummaryTable.NamedFigure;
import org.crosslearn.reports.run.AccountedResult.TrialChip;

/**
 * The rules beside each other in every way that the study prices them, and which choice makes how
 * much of the difference.
 */
final class AccountingSection {
  static final String TITLE = "The same work, priced in other ways";

  static final String NOTE =
      "What the trials did is priced again on chips that differ from the study's in single choices, so"
          + " accuracy and operations are the same in all rows. Latency is that of a training step by"
          + " its images, split by the phase that holds its critical path: work that is hidden behind"
          + " other work takes none. Gradient circuits are the units that form weight gradients, with"
          + " their adders and what gradients wait in on the chip. Speedup is over the study's first"
          + " rule under the same accounting.";

  static final String CHOICES_TITLE = "Which choice makes how much";

  static final String OVERHEAD_TITLE = "What learning adds to a chip";

  static final String OVERHEAD_NOTE =
      "Part of a chip that can train which a chip with the same choices does without when it only"
          + " infers: of its area, of its leakage, and of the energy per image, which is that of its"
          + " power at any one rate of images. Measured: the tracking processor of Han et al. (VLSI"
          + " Circuits 2019, doi 10.23919/VLSIC.2019.8778006) and DF-LNPU (Han et al., JSSC 56(5),"
          + " 1630, 2021, doi 10.1109/JSSC.2020.3042978) against processors that came before them, not"
          + " against backpropagation on the same chip, as here; SPOON (Frenkel et al., ISCAS 2020,"
          + " arXiv:2005.06318), which has digital memories and no arrays that compute.";

  private static final String SILICON = "measured silicon";

  private final Markup out;
  private final ReportModel model;
  private final List<Accounted> accountings;

  private AccountingSection(Markup out, ReportModel model) {
    this.out = out;
    this.model = model;
    this.accountings = Accounted.of(model.result());
  }

  static void write(Markup out, ReportModel model) {
    if (!model.result().accountings().isEmpty()) {
      new AccountingSection(out, model).write();
    }
  }

  private void write() {
    out.open("section", "id", "accounting").element("h2", TITLE);
    out.paragraph("note", NOTE).open("ul", "class", "note");
    ways(model).forEach(way -> out.element("li", way));
    out.close();
    table(model).html(out);
    FigureTable choices = choices(model);
    if (!choices.groups().isEmpty()) {
      out.element("h3", CHOICES_TITLE).paragraph("note", choicesNote(model));
      choices.html(out);
    }
    charts();
    for (FigureTable swept : swept(model)) {
      out.open("details")
          .element("summary", "All figures along " + swept.names().get(1));
      swept.html(out);
      out.closeLine();
    }
    out.element("h3", OVERHEAD_TITLE).paragraph("note", OVERHEAD_NOTE);
    overhead(model).html(out);
    out.closeLine();
  }

  /** One line per accounting. */
  static List<String> ways(ReportModel model) {
    return Accounted.of(model.result()).stream()
        .map(accounting -> accounting.name()
            + (accounting.label().equals(accounting.name()) ? "" : ": " + accounting.label())
            + (accounting.isBase() ? "" : "; changes " + accounting.from()))
        .toList();
  }

  static String choicesNote(ReportModel model) {
    return "From an accounting to the one that changes it: by what factor each rule becomes faster,"
        + " and what that makes of the speedup over " + model.firstRule() + ".";
  }

  static FigureTable table(ReportModel model) {
    Map<String, List<FigureTable.Row>> groups = rows(model, AccountingSection::cells);
    List<Heading> headings = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      headings.add(new Heading("training latency/image", Combination.name(phase)));
    }
    headings.add(new Heading("training latency/image", "all"));
    headings.add(new Heading("training latency/image", "speedup"));
    headings.add(new Heading("training energy/image", "all"));
    headings.add(new Heading("training energy/image", "without DRAM"));
    headings.add(new Heading("chip", "area"));
    headings.add(new Heading("gradient circuits", "units"));
    headings.add(new Heading("gradient circuits", "area"));
    return new FigureTable(List.of("accounting", "rule"), headings, FigureTable.groups(groups));
  }

  /** By hardware, one of each accounting and rule. */
  private static Map<String, List<FigureTable.Row>> rows(
      ReportModel model, BiFunction<Accounted, Combination, List<String>> cells) {
    Map<String, List<FigureTable.Row>> rows = new LinkedHashMap<>();
    for (String hardware : model.result().hardware().keySet()) {
      for (Accounted accounting : Accounted.of(model.result())) {
        String name = accounting.name();
        for (Combination c : accounting.priced(hardware)) {
          rows.computeIfAbsent(hardware, h -> new ArrayList<>())
              .add(new FigureTable.Row(List.of(name, c.rule()), cells.apply(accounting, c)));
          name = "";
        }
      }
    }
    return rows;
  }

  private static List<String> cells(Accounted accounting, Combination c) {
    AccountedCost cost = new AccountedCost(c);
    List<String> cells = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      cells.add(new Quantity(cost.seconds(phase), Unit.SECOND).text());
    }
    cells.add(new Quantity(cost.seconds(), Unit.SECOND).text());
    cells.add(new Ratio(accounting.speedUp(c.rule(), c.hardware())).text());
    cells.add(new Quantity(cost.joules(), Unit.JOULE).text());
    cells.add(new Quantity(cost.joulesOnChip(), Unit.JOULE).text());
    cells.add(new Quantity(cost.squareMeters(), Unit.SQUARE_METER).text());
    double perOwner = accounting
        .chips(c)
        .mapToDouble(chip -> chip.spec().dataflow().unitsPerOwner())
        .average()
        .orElse(Double.NaN);
    cells.add(Quantity.count(perOwner * cost.gradientUnitOwners()));
    cells.add(new Quantity(cost.gradientSquareMeters(), Unit.SQUARE_METER).text());
    return cells;
  }

  /** From each accounting to those that change it. */
  static FigureTable choices(ReportModel model) {
    List<Accounted> accountings = Accounted.of(model.result());
    String first = model.firstRule();
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    for (String hardware : model.result().hardware().keySet()) {
      for (Accounted accounting : accountings) {
        Optional<Accounted> before = accountings.stream()
            .filter(candidate -> candidate.name().equals(accounting.from()))
            .findFirst();
        if (before.isPresent()) {
          String name = accounting.name();
          for (Combination c : accounting.priced(hardware)) {
            double after = accounting.speedUp(c.rule(), hardware);
            if (!c.rule().equals(first) && Double.isFinite(after)) {
              double earlier = before.get().speedUp(c.rule(), hardware);
              groups
                  .computeIfAbsent(hardware, h -> new ArrayList<>())
                  .add(new FigureTable.Row(
                      List.of(name, name.isEmpty() ? "" : accounting.from(), c.rule()),
                      Stream.of(
                              before.get().seconds(first, hardware)
                                  / accounting.seconds(first, hardware),
                              before.get().seconds(c.rule(), hardware)
                                  / accounting.seconds(c.rule(), hardware),
                              earlier,
                              after,
                              after / earlier)
                          .map(ratio -> new Ratio(ratio).text())
                          .toList()));
              name = "";
            }
          }
        }
      }
    }
    return new FigureTable(
        List.of("accounting", "changes", "rule"),
        List.of(
            new Heading("becomes faster", first),
            new Heading("becomes faster", "rule"),
            new Heading("speedup over " + first, "before"),
            new Heading("speedup over " + first, "after"),
            new Heading("speedup over " + first, "factor")),
        FigureTable.groups(groups));
  }

  private void charts() {
    Map<String, Map<Accounted, Accounted.Swept>> bySweep = new LinkedHashMap<>();
    for (Accounted accounting : accountings) {
      for (Accounted.Swept sweep : accounting.swept()) {
        bySweep.computeIfAbsent(sweep.name(), name -> new LinkedHashMap<>()).put(accounting, sweep);
      }
    }
    if (bySweep.isEmpty()) {
      return;
    }
    out.element("h3", "Speedup along sweeps");
    out.paragraph(
        "note",
        "Over " + model.firstRule()
            + " at the same point, of all sweeps that change the chip; N counts the"
            + " matrices that learn.");
    List<Legend.Entry> entries = new ArrayList<>();
    for (int i = 0; i < accountings.size(); i++) {
      entries.add(
          new Legend.Entry(accountings.get(i).name(), new SeriesStyle(i), Legend.Kind.CURVE));
    }
    new Legend(entries).draw(out);
    out.open("div", "class", "charts");
    bySweep.values().forEach(this::charts);
    out.close();
    for (SpeedUps speedUps : SpeedUps.of(model.result())) {
      out.open("details").element("summary", speedUps.title()).open("ul");
      speedUps.lines().forEach(line -> out.element("li", line));
      out.close().closeLine();
    }
  }

  private void charts(Map<Accounted, Accounted.Swept> sweep) {
    Map<Accounted.Pair, List<LineChart.Series>> charts = new LinkedHashMap<>();
    Map<Accounted.Pair, Double> most = new LinkedHashMap<>();
    Accounted.Swept first = sweep.values().iterator().next();
    SweptAxis across = SweptAxis.of(first.isDepth() ? "Layers N" : first.label(), first.xs());
    sweep.forEach((accounting, swept) -> swept.speeds().forEach((pair, speeds) -> {
      List<LineChart.Point> points = new ArrayList<>();
      for (Speed speed : speeds) {
        double x = across.positions().get(first.xs().indexOf(speed.x()));
        String note =
            accounting.name() + " at " + speed.x() + ": " + new Ratio(speed.speedUp()).text();
        points.add(new LineChart.Point(x, speed.speedUp(), speed.speedUp(), speed.speedUp(), note));
        most.merge(pair, speed.speedUp(), Math::max);
      }
      points.sort(Comparator.comparingDouble(LineChart.Point::x));
      charts
          .computeIfAbsent(pair, p -> new ArrayList<>())
          .add(new LineChart.Series(
              new SeriesStyle(accountings.indexOf(accounting)), points, false));
    }));
    charts.forEach((pair, series) -> {
      String title =
          "Speedup of " + pair.rule() + " over " + model.firstRule() + " on " + pair.hardware();
      out.open("figure").element("figcaption", title);
      Axis up = Axis.number("× " + model.firstRule(), Math.max(1, most.get(pair)), 6);
      new LineChart(title + " against " + across.axis().label(), across.axis(), up, series)
          .draw(out);
      out.closeLine();
    });
  }

  /** Latency, energy and area of every sweep, and how they compare with the first rule's. */
  static List<FigureTable> swept(ReportModel model) {
    Map<String, Map<String, List<FigureTable.Row>>> tables = new LinkedHashMap<>();
    String first = model.firstRule();
    for (Accounted accounting : Accounted.of(model.result())) {
      for (SweptCombinations sweep : accounting.sweeps()) {
        for (String hardware : sweep.hardware()) {
          String name = accounting.name();
          for (SweptCombinations.Point point : sweep.points()) {
            String value = point.value();
            for (Combination c : point.combinations()) {
              if (c.hardware().equals(hardware) && c.priced()) {
                tables
                    .computeIfAbsent(sweep.name(), s -> new LinkedHashMap<>())
                    .computeIfAbsent(hardware, h -> new ArrayList<>())
                    .add(new FigureTable.Row(
                        List.of(name, value, c.rule()), sweptCells(c, point.of(first, hardware))));
                name = "";
                value = "";
              }
            }
          }
        }
      }
    }
    List<Heading> headings = new ArrayList<>();
    for (String figure : List.of("training latency/image", "training energy/image", "area")) {
      headings.add(new Heading(figure, "figure"));
      headings.add(new Heading(figure, "to " + first));
    }
    List<FigureTable> result = new ArrayList<>();
    tables.forEach((sweep, groups) -> result.add(new FigureTable(
        List.of("accounting", sweep, "rule"), headings, FigureTable.groups(groups))));
    return result;
  }

  private static List<String> sweptCells(Combination c, Optional<Combination> first) {
    AccountedCost cost = new AccountedCost(c);
    Optional<AccountedCost> reference = first.map(AccountedCost::new);
    List<String> cells = new ArrayList<>();
    add(cells, cost, reference, AccountedCost::seconds, Unit.SECOND);
    add(cells, cost, reference, AccountedCost::joules, Unit.JOULE);
    add(cells, cost, reference, AccountedCost::squareMeters, Unit.SQUARE_METER);
    return cells;
  }

  private static void add(
      List<String> cells,
      AccountedCost cost,
      Optional<AccountedCost> reference,
      ToDoubleFunction<AccountedCost> figure,
      Unit unit) {
    double value = figure.applyAsDouble(cost);
    cells.add(new Quantity(value, unit).text());
    double other = reference.map(figure::applyAsDouble).orElse(Double.NaN);
    cells.add(Ratio.of(value, other).text());
  }

  /** What was measured on chips that learn, and the same of ours. */
  static FigureTable overhead(ReportModel model) {
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    String none = Quantity.NONE;
    groups.put(
        SILICON,
        List.of(
            new FigureTable.Row(
                List.of("Han et al. 2019", "direct feedback"), List.of("2.2 ×", none, none, none)),
            new FigureTable.Row(
                List.of("DF-LNPU 2021", "direct feedback"),
                List.of("1.75 to 3.05 ×", none, none, none)),
            new FigureTable.Row(
                List.of("SPOON 2020", "direct random target projection"),
                List.of(none, "16.8 %", none, "11.8 %"))));
    groups.putAll(rows(model, AccountingSection::overheadCells));
    return new FigureTable(
        List.of("chip or accounting", "rule"),
        List.of(
            new Heading("training", "speedup"),
            new Heading("part of learning", "energy"),
            new Heading("part of learning", "leakage"),
            new Heading("part of learning", "area")),
        FigureTable.groups(groups));
  }

  private static List<String> overheadCells(Accounted accounting, Combination c) {
    return List.of(
        new Ratio(accounting.speedUp(c.rule(), c.hardware())).text(),
        part(
            c.mean(cost -> cost.training().energyPerSampleJoules()),
            inference(accounting, c, cost -> cost.inference().energyPerSampleJoules())),
        part(
            c.mean(cost -> cost.area().leakageWatts()),
            inference(accounting, c, cost -> cost.area().leakageWatts())),
        part(
            c.mean(cost -> cost.area().areaSquareMeters()),
            inference(accounting, c, cost -> cost.area().areaSquareMeters())));
  }

  private static double inference(
      Accounted accounting, Combination c, ToDoubleFunction<HardwareCost> figure) {
    return accounting
        .chips(c)
        .map(TrialChip::inference)
        .mapToDouble(figure)
        .average()
        .orElse(Double.NaN);
  }

  private static String part(double both, double inference) {
    double part = 1 - inference / both;
    return Double.isFinite(part)
        ? String.format(Locale.ROOT, "%.1f %%", 100 * part)
        : Quantity.NONE;
  }

  /**
   * One line per accounting, point of a sweep, rule and hardware; the sweep is empty for the study
   * itself. Comma-separated values after RFC 4180, but with line feeds only.
   */
  static String csv(ReportModel model) {
    List<String> lines = new ArrayList<>();
    for (Accounted accounting : Accounted.of(model.result())) {
      accounting.combinations().stream()
          .filter(Combination::priced)
          .forEach(c ->
              addCsv(lines, accounting, "", "", c, accounting.of(model.firstRule(), c.hardware())));
      for (SweptCombinations sweep : accounting.sweeps()) {
        for (SweptCombinations.Point point : sweep.points()) {
          for (Combination c : point.combinations()) {
            if (c.priced()) {
              addCsv(
                  lines,
                  accounting,
                  sweep.name(),
                  point.value(),
                  c,
                  point.of(model.firstRule(), c.hardware()));
            }
          }
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static void addCsv(
      List<String> lines,
      Accounted accounting,
      String sweep,
      String value,
      Combination c,
      Optional<Combination> first) {
    List<NamedFigure> figures = figures(c, first);
    if (lines.isEmpty()) {
      lines.add("accounting,sweep,value,hardware,rule,"
          + figures.stream().map(NamedFigure::key).collect(Collectors.joining(",")));
    }
    String names = Stream.of(accounting.name(), sweep, value, c.hardware(), c.rule())
        .map(SummaryTable::csvField)
        .collect(Collectors.joining(","));
    lines.add(names + ","
        + figures.stream()
            .map(figure -> SummaryTable.csvNumber(figure.value()))
            .collect(Collectors.joining(",")));
  }

  /** Figures of a rule, and how they compare with those of the first one. */
  static List<NamedFigure> figures(Combination c, Optional<Combination> first) {
    Combination none = new Combination(c.rule(), c.hardware(), List.of());
    return new AccountedCost(c).figures(new AccountedCost(first.orElse(none)));
  }
}
