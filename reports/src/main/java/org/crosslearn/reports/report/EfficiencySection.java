package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosslearn.reports.report.Combination.Workload;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Heading;

/** How much gets done for time, energy and area. */
final class EfficiencySection {
  static final String TITLE = "Throughput and efficiency";

  private static final String NOTE =
      "Operations are the multiplications and additions of matrices and weight gradients, two per"
          + " weight and vector, at the precision of the chip. Peak: throughput if data came from"
          + " buffers and memories in no time, and efficiency without buffers, wires, memory off the"
          + " chip and leakage. Scheduling: by how much a better schedule of the same operations could"
          + " at most shorten the latency.";

  private EfficiencySection() {}

  static void write(Markup out, ReportModel model) {
    if (!model.anyPriced()) {
      return;
    }
    out.open("section", "id", "efficiency").element("h2", TITLE).paragraph("note", NOTE);
    table(model).html(out);
    out.closeLine();
  }

  static FigureTable table(ReportModel model) {
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    model.pricedByHardware().forEach((hardware, combinations) -> {
      List<FigureTable.Row> rows = groups.computeIfAbsent(hardware, h -> new ArrayList<>());
      for (Combination c : combinations) {
        rows.add(new FigureTable.Row(
            List.of(c.rule(), "training"),
            cells(Efficiency.of(c, Workload.TRAINING), c.trainingStepsPerEpoch())));
        rows.add(new FigureTable.Row(
            List.of("", "inference"), cells(Efficiency.of(c, Workload.INFERENCE), Double.NaN)));
      }
    });
    return new FigureTable(
        List.of("rule", "work"),
        List.of(
            new Heading("batch", "images"),
            new Heading("batch", "steps/epoch"),
            new Heading("batch", "operations"),
            new Heading("achieved", "images/s"),
            new Heading("achieved", "throughput"),
            new Heading("achieved", "per watt"),
            new Heading("achieved", "per area"),
            new Heading("peak", "throughput"),
            new Heading("peak", "per watt"),
            new Heading("scheduling", "to gain")),
        FigureTable.groups(groups));
  }

  private static List<String> cells(Efficiency figures, double stepsPerEpoch) {
    return List.of(
        Quantity.count(figures.imagesPerBatch()),
        Quantity.count(stepsPerEpoch),
        new Quantity(figures.operationsPerBatch(), Unit.COUNT).text(),
        new Quantity(figures.imagesPerSecond(), Unit.PER_SECOND).text(),
        new Quantity(figures.operationsPerSecond(), Unit.OPERATIONS_PER_SECOND).text(),
        new Quantity(figures.operationsPerJoule(), Unit.OPERATIONS_PER_JOULE).text(),
        new Quantity(
                figures.operationsPerSecondAndSquareMillimeter(),
                Unit.OPERATIONS_PER_SECOND_AND_SQUARE_MILLIMETER)
            .text(),
        new Quantity(figures.peakOperationsPerSecond(), Unit.OPERATIONS_PER_SECOND).text(),
        new Quantity(figures.peakOperationsPerJoule(), Unit.OPERATIONS_PER_JOULE).text(),
        gap(figures.latencyGap()));
  }

  private static String gap(double fraction) {
    return fraction == 0
        ? "nothing"
        : Double.isNaN(fraction)
            ? Quantity.NONE
            : String.format(Locale.ROOT, "≤ %.2g %%", 100 * fraction);
  }
}
