package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.reports.report.Combination.Workload;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.crosslearn.reports.run.EqualArea;

/** Rules compared on equal silicon: by what a square millimetre does, and on chips of one size. */
final class EqualAreaSection {
  static final String TITLE = "At equal area";

  static final String SIZE_TITLE = "On chips of one size";

  private EqualAreaSection() {}

  static void write(Markup out, ReportModel model) {
    if (!model.anyPriced()) {
      return;
    }
    out.open("section", "id", "equal-area").element("h2", TITLE);
    out.paragraph("note", densityNote(model));
    density(model).html(out);
    FigureTable equalSize = equalSize(model);
    if (!equalSize.groups().isEmpty()) {
      out.element("h3", SIZE_TITLE).paragraph("note", SIZE_NOTE);
      equalSize.html(out);
    }
    out.closeLine();
  }

  static String densityNote(ReportModel model) {
    return "Each rule has the smallest chip that can run it. Latency per image times the area of that"
        + " chip is the silicon-time that an image takes; its inverse is the images per second that"
        + " a square millimetre contributes. For inference this is what a chip of any size full of"
        + " such chips side by side reaches; for training it leaves out that they would have to"
        + " exchange their gradients. Ratios are to " + model.firstRule()
        + "; above 1 × a rule gets"
        + " more done per area.";
  }

  static final String SIZE_NOTE =
      "What the silicon of a larger chip would do for the other rules: a chip may grow to the size of"
          + " another rule's chip on the same hardware. As many tiles as fit are added and hold copies"
          + " of matrices, chosen as by floorplan.tile-budget for the reads of inference, but no more"
          + " copies of a matrix than a batch has vectors for it; then the recorded operations are"
          + " priced again. Copies read different vectors at the same time and are all programmed,"
          + " which training pays for; gradient units stay as they are. Where no tile fits, or copies"
          + " are of no use, the chip stays below the size. Speedup is that over the smallest chip. Sizes that only one rule fits are left"
          + " out.";

  static FigureTable density(ReportModel model) {
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    model.pricedByHardware().forEach((hardware, combinations) -> {
      Combination first = model.first(combinations);
      List<FigureTable.Row> rows = groups.computeIfAbsent(hardware, h -> new ArrayList<>());
      for (Combination c : combinations) {
        List<String> cells = new ArrayList<>();
        double area = c.mean(cost -> cost.area().areaSquareMeters());
        cells.add(new Quantity(area, Unit.SQUARE_METER).text());
        for (Workload workload : Workload.values()) {
          Efficiency own = Efficiency.of(c, workload);
          double reference = first == null
              ? Double.NaN
              : Efficiency.of(first, workload).imagesPerSecondAndSquareMillimeter();
          double energy = c.mean(cost -> workload.of(cost).energyPerSampleJoules());
          cells.add(new Quantity(
                  own.latencyAreaPerImageSecondSquareMillimeters(), Unit.SECOND_SQUARE_MILLIMETER)
              .text());
          cells.add(new Quantity(
                  own.imagesPerSecondAndSquareMillimeter(), Unit.PER_SECOND_AND_SQUARE_MILLIMETER)
              .text());
          cells.add(
              Ratio.of(own.imagesPerSecondAndSquareMillimeter(), reference).text());
          cells.add(new Quantity(energy, Unit.JOULE).text());
        }
        rows.add(new FigureTable.Row(List.of(c.rule()), cells));
      }
    });
    List<Heading> headings = new ArrayList<>(List.of(new Heading("chip", "area")));
    for (String group : List.of("training", "inference")) {
      headings.add(new Heading(group, "latency × area/image"));
      headings.add(new Heading(group, "images/s/area"));
      headings.add(new Heading(group, "to " + model.firstRule()));
      headings.add(new Heading(group, "energy/image"));
    }
    return new FigureTable(List.of("rule"), headings, FigureTable.groups(groups));
  }

  static FigureTable equalSize(ReportModel model) {
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    model.pricedByHardware().forEach((hardware, combinations) -> {
      List<FigureTable.Row> rows = new ArrayList<>();
      sizes(model, hardware).forEach((chipOf, size) -> {
        Map<String, List<EqualArea>> byRule = model.result().equalArea().stream()
            .filter(price -> price.hardware().equals(hardware) && price.chipOf().equals(chipOf))
            .collect(
                Collectors.groupingBy(EqualArea::rule, LinkedHashMap::new, Collectors.toList()));
        if (byRule.size() > 1) {
          String name = new Quantity(size, Unit.SQUARE_METER).text() + " (" + chipOf + ")";
          for (Combination c : combinations) {
            if (byRule.containsKey(c.rule())) {
              List<EqualArea> first = byRule.getOrDefault(model.firstRule(), List.of());
              rows.add(new FigureTable.Row(
                  List.of(name, c.rule()), equalSizeCells(c, byRule.get(c.rule()), first)));
              name = "";
            }
          }
        }
      });
      if (!rows.isEmpty()) {
        groups.put(hardware, rows);
      }
    });
    List<Heading> headings =
        new ArrayList<>(List.of(new Heading("chip", "area"), new Heading("chip", "tiles")));
    for (String group : List.of("training", "inference")) {
      headings.add(new Heading(group, "latency/image"));
      headings.add(new Heading(group, "speedup"));
      headings.add(new Heading(group, "to " + model.firstRule()));
      headings.add(new Heading(group, "energy/image"));
    }
    return new FigureTable(List.of("chip of", "rule"), headings, FigureTable.groups(groups));
  }

  /** Sizes of the chips of a hardware by whose they are, the smallest first. */
  private static Map<String, Double> sizes(ReportModel model, String hardware) {
    Map<String, Double> sizes = new LinkedHashMap<>();
    model.result().equalArea().stream()
        .filter(price -> price.hardware().equals(hardware))
        .sorted(Comparator.comparingDouble(EqualArea::squareMeters))
        .forEach(price -> sizes.put(price.chipOf(), price.squareMeters()));
    return sizes;
  }

  private static List<String> equalSizeCells(
      Combination c, List<EqualArea> prices, List<EqualArea> first) {
    List<String> cells = new ArrayList<>();
    double area = mean(prices, price -> price.totals().areaSquareMeters());
    cells.add(new Quantity(area, Unit.SQUARE_METER).text());
    cells.add(Quantity.count(mean(prices, EqualArea::tiles)));
    for (Workload workload : Workload.values()) {
      double latency = mean(prices, price -> seconds(price.totals(), workload));
      double smallest = c.mean(cost -> seconds(cost.totals(), workload));
      double reference = mean(first, price -> seconds(price.totals(), workload));
      double energy = mean(prices, price -> joules(price.totals(), workload));
      cells.add(new Quantity(latency, Unit.SECOND).text());
      cells.add(Ratio.of(smallest, latency).text());
      cells.add(Ratio.of(latency, reference).text());
      cells.add(new Quantity(energy, Unit.JOULE).text());
    }
    return cells;
  }

  private static double seconds(CostTotals totals, Workload workload) {
    return workload == Workload.TRAINING
        ? totals.trainingLatencyPerSampleSeconds()
        : totals.inferenceLatencyPerSampleSeconds();
  }

  private static double joules(CostTotals totals, Workload workload) {
    return workload == Workload.TRAINING
        ? totals.trainingEnergyPerSampleJoules()
        : totals.inferenceEnergyPerSampleJoules();
  }

  private static double mean(List<EqualArea> prices, ToDoubleFunction<EqualArea> figure) {
    return prices.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }
}
