package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.chip.ChipSpec.Adc;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.hw.design.ChipChoices;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Heading;

/** How much of a comparison rests on the model of the converters. */
final class ConverterSection {
  static final String TITLE = "How much the converter model matters";

  /** A figure that rules are ranked by. */
  private record Criterion(
      String group, String title, Unit unit, ToDoubleFunction<CostTotals> figure) {
    String name() {
      return group + " " + title;
    }
  }

  private static final List<Criterion> CRITERIA = List.of(
      new Criterion("training", "energy", Unit.JOULE, CostTotals::trainingEnergyPerSampleJoules),
      new Criterion(
          "training", "latency", Unit.SECOND, CostTotals::trainingLatencyPerSampleSeconds),
      new Criterion("inference", "energy", Unit.JOULE, CostTotals::inferenceEnergyPerSampleJoules),
      new Criterion(
          "inference", "latency", Unit.SECOND, CostTotals::inferenceLatencyPerSampleSeconds));

  private final Markup out;
  private final ReportModel model;

  private ConverterSection(Markup out, ReportModel model) {
    this.out = out;
    this.model = model;
  }

  static void write(Markup out, ReportModel model) {
    if (compared(model)) {
      new ConverterSection(out, model).write();
    }
  }

  /** Whether anything was priced with more than one model. */
  static boolean compared(ReportModel model) {
    return model.combinations().stream()
        .flatMap(c -> c.finished().stream())
        .anyMatch(trial -> !trial.otherConverters().isEmpty());
  }

  private void write() {
    out.open("section", "id", "converters").element("h2", TITLE);
    out.paragraph(
        "note",
        "Models of analog-to-digital converters differ severalfold in energy, area and speed. Here"
            + " the same recorded operations are priced on the same chip with each model that covers"
            + " its resolution; * and filled markers are the model of the chip, with which all other"
            + " figures of this page were made. What the emulated converters compute is not affected.");
    out.open("ul");
    findings(model).forEach(finding -> out.element("li", finding));
    out.closeLine();
    Set<Adc> shown = new TreeSet<>();
    model
        .pricedByHardware()
        .forEach((hardware, combinations) -> combinations.forEach(
            c -> shown.addAll(c.converters(model.chip(hardware).adc()))));
    new Legend(shown.stream()
            .map(adc -> new Legend.Entry(
                name(adc) + ": " + ChipChoices.converters(adc),
                SeriesStyle.OTHER,
                Legend.Kind.MARKER,
                Marker.of(adc.ordinal())))
            .toList())
        .draw(out);
    out.open("div", "class", "charts wide");
    CRITERIA.forEach(this::chart);
    out.close();
    table(model).html(out);
    out.closeLine();
  }

  /** What follows for the ranking of rules, and which models are missing. */
  static List<String> findings(ReportModel model) {
    List<String> findings = new ArrayList<>();
    model.pricedByHardware().forEach((hardware, combinations) -> {
      Adc own = model.chip(hardware).adc();
      List<String> stable = CRITERIA.stream()
          .filter(criterion -> orders(combinations, own, criterion).size() == 1)
          .map(Criterion::name)
          .toList();
      if (combinations.size() > 1 && !stable.isEmpty()) {
        findings.add(
            "On " + hardware + ", every model ranks the rules alike by " + listed(stable) + ".");
      }
    });
    findings.addAll(rankingsThatDepend(model));
    model.result().hardware().forEach((hardware, spec) -> addMissing(findings, hardware, spec));
    return findings;
  }

  /** Where the model of converters decides which rule is better. */
  static List<String> rankingsThatDepend(ReportModel model) {
    List<String> rankings = new ArrayList<>();
    model.pricedByHardware().forEach((hardware, combinations) -> {
      for (Criterion criterion : CRITERIA) {
        Map<String, List<Adc>> orders =
            orders(combinations, model.chip(hardware).adc(), criterion);
        if (orders.size() > 1) {
          rankings.add("On " + hardware + ", the ranking by " + criterion.name()
              + " depends on the model of the converters: "
              + orders.entrySet().stream()
                  .map(order -> order.getKey() + " with " + names(order.getValue()))
                  .collect(Collectors.joining("; "))
              + ".");
        }
      }
    });
    return rankings;
  }

  private static void addMissing(List<String> findings, String hardware, HardwareSpec spec) {
    ChipSpec chip = spec.chip();
    if (chip == null) {
      return;
    }
    int bits = chip.coarsestConversionBits(spec.array());
    for (Adc adc : Adc.values()) {
      if (bits < adc.leastBits()) {
        findings.add("On " + hardware + ", the model " + name(adc) + " is left out: it begins at "
            + adc.leastBits() + " bits, and the chip converts to " + bits + ".");
      }
    }
  }

  /** Rules from the least to the most of a figure, and the models that order them so. */
  private static Map<String, List<Adc>> orders(
      List<Combination> combinations, Adc own, Criterion criterion) {
    Set<Adc> models = new TreeSet<>(combinations.get(0).converters(own));
    combinations.forEach(c -> models.retainAll(c.converters(own)));
    Map<String, List<Adc>> orders = new LinkedHashMap<>();
    for (Adc adc : models) {
      String order = combinations.stream()
          .sorted(Comparator.comparingDouble(c -> c.mean(own, adc, criterion.figure())))
          .map(Combination::rule)
          .collect(Collectors.joining(" < "));
      orders.computeIfAbsent(order, o -> new ArrayList<>()).add(adc);
    }
    return orders;
  }

  private static String names(List<Adc> models) {
    return listed(models.stream().map(ConverterSection::name).toList());
  }

  private static String listed(List<String> items) {
    int last = items.size() - 1;
    return last == 0
        ? items.get(0)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  /** Name of a model in tables. */
  static String name(Adc adc) {
    return switch (adc) {
      case FLASH -> "flash";
      case SAR -> "SAR";
      case SURVEY -> "survey";
    };
  }

  private void chart(Criterion criterion) {
    List<DotChart.Group> groups = new ArrayList<>();
    model.pricedByHardware().forEach((hardware, combinations) -> {
      Adc own = model.chip(hardware).adc();
      List<DotChart.Line> lines = new ArrayList<>();
      for (Combination c : combinations) {
        List<DotChart.Dot> dots = new ArrayList<>();
        List<Adc> ownOnTop = new ArrayList<>(c.converters(own));
        ownOnTop.sort(Comparator.comparing(adc -> adc == own));
        for (Adc adc : ownOnTop) {
          double value = c.mean(own, adc, criterion.figure());
          // A logarithmic axis has no place for what costs nothing or without end.
          if (value > 0 && Double.isFinite(value)) {
            String note =
                c.rule() + ", " + name(adc) + ": " + new Quantity(value, criterion.unit()).text();
            dots.add(new DotChart.Dot(value, Marker.of(adc.ordinal()), adc != own, note));
          }
        }
        lines.add(new DotChart.Line(c.rule(), model.rules().get(c.rule()), dots));
      }
      groups.add(new DotChart.Group(hardware, lines));
    });
    String title = criterion.group().equals("training")
        ? "Training " + criterion.title() + " per image"
        : "Inference " + criterion.title() + " per image";
    double[] values = groups.stream()
        .flatMap(group -> group.lines().stream())
        .flatMap(line -> line.dots().stream())
        .mapToDouble(DotChart.Dot::value)
        .toArray();
    if (values.length > 0) {
      Spread spread = Spread.of(values);
      Axis axis = Axis.logarithmic("", criterion.unit(), spread.least(), spread.most());
      out.open("figure").element("figcaption", title);
      new DotChart(title + " with each converter model", axis, groups).draw(out);
      out.closeLine();
    }
  }

  static FigureTable table(ReportModel model) {
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    model.pricedByHardware().forEach((hardware, combinations) -> {
      Adc own = model.chip(hardware).adc();
      Combination first = model.first(combinations);
      List<FigureTable.Row> rows = groups.computeIfAbsent(hardware, h -> new ArrayList<>());
      for (Combination c : combinations) {
        String rule = c.rule();
        for (Adc adc : c.converters(own)) {
          rows.add(new FigureTable.Row(
              List.of(rule, name(adc) + (adc == own ? " *" : "")), cells(c, first, own, adc)));
          rule = "";
        }
      }
    });
    List<Heading> headings = new ArrayList<>(List.of(new Heading("chip", "area")));
    CRITERIA.forEach(c -> headings.add(new Heading(c.group(), c.title() + "/image")));
    CRITERIA.forEach(c -> headings.add(new Heading("relative to " + model.firstRule(), c.name())));
    return new FigureTable(List.of("rule", "converters"), headings, FigureTable.groups(groups));
  }

  private static List<String> cells(Combination c, Combination first, Adc own, Adc adc) {
    List<String> cells = new ArrayList<>();
    double area = c.mean(own, adc, CostTotals::areaSquareMeters);
    cells.add(new Quantity(area, Unit.SQUARE_METER).text());
    for (Criterion criterion : CRITERIA) {
      cells.add(new Quantity(c.mean(own, adc, criterion.figure()), criterion.unit()).text());
    }
    for (Criterion criterion : CRITERIA) {
      double reference = first == null ? Double.NaN : first.mean(own, adc, criterion.figure());
      cells.add(Ratio.of(c.mean(own, adc, criterion.figure()), reference).text());
    }
    return cells;
  }
}
