package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.reports.report.Combination.Workload;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.crosslearn.reports.run.EqualArea;

/** Rules compared on equal silicon: by what a square millimetre does, and on chips of one size. */
final class EqualAreaSection {
  static final String TITLE = "At equal area";

  private EqualAreaSection() {}

  static void write(Markup out, ReportModel model) {
    if (!model.anyPriced()) {
      return;
    }
    out.open("section", "id", "equal-area").element("h2", TITLE);
    out.paragraph("note", densityNote(model));
    density(model).html(out);
    if (!model.result().equalArea().isEmpty()) {
      out.element("h3", "On chips of one size").paragraph("note", sizeNote(model));
      equalSize(model).html(out);
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

  static String sizeNote(ReportModel model) {
    List<String> sizes = new ArrayList<>();
    model
        .pricedByHardware()
        .keySet()
        .forEach(hardware -> model.result().equalArea().stream()
            .filter(price -> price.hardware().equals(hardware))
            .findFirst()
            .ifPresent(price -> sizes.add(
                new Quantity(price.squareMeters(), Unit.SQUARE_METER).text() + " on " + hardware)));
    return "Every chip may grow to the size of the largest on the same hardware ("
        + String.join(", ", sizes)
        + "). As many tiles as fit are added and hold copies of matrices, chosen as by"
        + " floorplan.tile-budget for the reads of inference; the recorded operations are priced"
        + " again on that chip. Copies read different vectors at the same time and are all"
        + " programmed, so that training may gain less than inference, or lose. Gradient units and"
        + " buffers stay as they are. Where no tile fits, the figures are those of the smallest chip.";
  }

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
      headings.add(new Heading(group, "ratio"));
      headings.add(new Heading(group, "energy/image"));
    }
    return new FigureTable(List.of("rule"), headings, FigureTable.groups(groups));
  }

  static FigureTable equalSize(ReportModel model) {
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    model.pricedByHardware().forEach((hardware, combinations) -> {
      List<FigureTable.Row> rows = new ArrayList<>();
      Combination first = model.first(combinations);
      for (Combination c : combinations) {
        if (!model.equalArea(c).isEmpty()) {
          rows.add(new FigureTable.Row(List.of(c.rule()), equalSizeCells(model, c, first)));
        }
      }
      if (!rows.isEmpty()) {
        groups.put(hardware, rows);
      }
    });
    List<Heading> headings =
        new ArrayList<>(List.of(new Heading("chip", "area"), new Heading("chip", "tiles")));
    for (String group : List.of("training", "inference")) {
      headings.add(new Heading(group, "latency/image"));
      headings.add(new Heading(group, "of smallest chip"));
      headings.add(new Heading(group, "ratio"));
      headings.add(new Heading(group, "energy/image"));
    }
    return new FigureTable(List.of("rule"), headings, FigureTable.groups(groups));
  }

  private static List<String> equalSizeCells(ReportModel model, Combination c, Combination first) {
    List<String> cells = new ArrayList<>();
    cells.add(
        new Quantity(model.equalArea(c, CostTotals::areaSquareMeters), Unit.SQUARE_METER).text());
    double tiles =
        model.equalArea(c).stream().mapToInt(EqualArea::tiles).average().orElseThrow();
    cells.add(new Quantity(tiles, Unit.COUNT).brief());
    for (Workload workload : Workload.values()) {
      ToDoubleFunction<CostTotals> seconds = workload == Workload.TRAINING
          ? CostTotals::trainingLatencyPerSampleSeconds
          : CostTotals::inferenceLatencyPerSampleSeconds;
      ToDoubleFunction<CostTotals> joules = workload == Workload.TRAINING
          ? CostTotals::trainingEnergyPerSampleJoules
          : CostTotals::inferenceEnergyPerSampleJoules;
      double latency = model.equalArea(c, seconds);
      double smallest = c.mean(cost -> seconds.applyAsDouble(cost.totals()));
      cells.add(new Quantity(latency, Unit.SECOND).text());
      cells.add(Ratio.of(latency, smallest).text());
      cells.add(Ratio.of(latency, first == null ? Double.NaN : model.equalArea(first, seconds))
          .text());
      cells.add(new Quantity(model.equalArea(c, joules), Unit.JOULE).text());
    }
    return cells;
  }
}
