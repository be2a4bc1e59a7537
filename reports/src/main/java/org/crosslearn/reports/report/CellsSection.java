package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.crosslearn.crossbar.encoding.CellHistory;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.crosslearn.reports.run.TrialResult;

/** What training did to the cells: how they wear, and what could not be done as asked. */
final class CellsSection {
  static final String TITLE = "What the cells went through";

  static final String NOTE =
      "From the first programming to the end of training, mean over the seeds. Pulses per cell is the"
          + " mean over all cells of all matrices; compare it with the endurance of the device. Clipped:"
          + " weights programmed beyond what cells hold. Unconverged: verified writes that ended before"
          + " the cell was where it should be. Saturated: pulse trains that should have had more pulses"
          + " than slots. Refreshed: weights whose cells were erased and programmed again. Stuck: cells"
          + " that no longer answer.";

  private CellsSection() {}

  static void write(Markup out, ReportModel model) {
    FigureTable table = table(model);
    if (table.groups().isEmpty()) {
      return;
    }
    out.open("section", "id", "cells").element("h2", TITLE).paragraph("note", NOTE);
    table.html(out);
    out.closeLine();
  }

  /** Without groups where no trial ran on devices. */
  static FigureTable table(ReportModel model) {
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    for (Combination c : model.combinations()) {
      if (!histories(c).isEmpty()) {
        groups
            .computeIfAbsent(c.hardware(), h -> new ArrayList<>())
            .add(new FigureTable.Row(List.of(c.rule()), cells(c)));
      }
    }
    return new FigureTable(
        List.of("rule"),
        List.of(
            new Heading("pulses", "up"),
            new Heading("pulses", "down"),
            new Heading("pulses", "per cell"),
            new Heading("not as asked", "clipped"),
            new Heading("not as asked", "unconverged"),
            new Heading("not as asked", "saturated"),
            new Heading("cells", "refreshed"),
            new Heading("cells", "stuck")),
        FigureTable.groups(groups));
  }

  private static List<String> cells(Combination combination) {
    return List.of(
        count(combination, CellHistory::potentiation),
        count(combination, CellHistory::depression),
        count(combination, CellHistory::pulsesPerCell),
        count(combination, CellHistory::clipped),
        count(combination, CellHistory::unconverged),
        count(combination, CellHistory::saturated),
        count(combination, CellHistory::refreshed),
        count(combination, CellHistory::stuck));
  }

  private static String count(Combination combination, ToDoubleFunction<CellHistory> figure) {
    double mean = mean(combination, figure);
    return mean == 0 ? "0" : new Quantity(mean, Unit.COUNT).text();
  }

  /** NaN where no trial of the combination ran on devices. */
  static double mean(Combination combination, ToDoubleFunction<CellHistory> figure) {
    return histories(combination).stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  private static List<CellHistory> histories(Combination combination) {
    return combination.trials().stream()
        .map(TrialResult::cells)
        .filter(Objects::nonNull)
        .toList();
  }
}
