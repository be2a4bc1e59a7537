package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Heading;

/** What it takes each rule to get near to where it ends. */
final class TargetCostSection {
  static final String TITLE = "Cost to target";

  static final String NOTE =
      "What training takes until the test accuracy first reaches 95, 98 and 99 % of what the same seed"
          + " ends at, in whole epochs; mean ± standard deviation over the seeds. Energy and time are"
          + " those of the training steps until then, leakage included, without the evaluations"
          + " between them; pulses are those of the updates in these steps, mean over the"
          + " cells that learn, without their first programming."
          + " Every rule has its own target: where a rule ends is in the summary.";

  private TargetCostSection() {}

  static void write(Markup out, ReportModel model) {
    if (table(model).groups().isEmpty()) {
      return;
    }
    out.open("section", "id", "cost-to-target").element("h2", TITLE).paragraph("note", NOTE);
    table(model).html(out);
    out.closeLine();
  }

  static FigureTable table(ReportModel model) {
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    for (Combination c : model.combinations()) {
      if (!c.finished().isEmpty()) {
        String name = c.rule();
        for (TargetCost target : TargetCost.of(model, c)) {
          groups
              .computeIfAbsent(c.hardware(), h -> new ArrayList<>())
              .add(new FigureTable.Row(List.of(name, percent(target.fraction())), cells(target)));
          name = "";
        }
      }
    }
    return new FigureTable(
        List.of("rule", "of its end"),
        List.of(
            new Heading("target", "accuracy"),
            new Heading("until reached", "epochs"),
            new Heading("until reached", "steps"),
            new Heading("until reached", "energy"),
            new Heading("until reached", "time"),
            new Heading("until reached", "pulses/cell")),
        FigureTable.groups(groups));
  }

  private static List<String> cells(TargetCost target) {
    return List.of(
        Double.isNaN(target.accuracy().mean())
            ? Quantity.NONE
            : String.format(Locale.ROOT, "%.2f %%", 100 * target.accuracy().mean()),
        target.epochs().counts(),
        target.steps().counts(),
        target.joules().text(Unit.JOULE),
        target.seconds().text(Unit.SECOND),
        target.pulsesPerCell().text(Unit.COUNT));
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * fraction);
  }

  /** Figures by their names for machines. */
  static Map<String, Spread> figures(TargetCost target) {
    Map<String, Spread> figures = new LinkedHashMap<>();
    figures.put("target_accuracy", target.accuracy());
    figures.put("epochs", target.epochs());
    figures.put("training_steps", target.steps());
    figures.put("energy_joules", target.joules());
    figures.put("time_seconds", target.seconds());
    figures.put("pulses_per_cell", target.pulsesPerCell());
    return figures;
  }

  /** Comma-separated values after RFC 4180, but with line feeds only. */
  static String csv(ReportModel model) {
    StringBuilder csv = new StringBuilder("hardware,rule,fraction_of_final_accuracy");
    Spread none = Spread.of();
    figures(new TargetCost(0, none, none, none, none, none, none)).keySet().forEach(key -> {
      for (String statistic : List.of("mean", "standard_deviation", "min", "max")) {
        csv.append(',').append(key).append('_').append(statistic);
      }
    });
    csv.append('\n');
    for (Combination c : model.combinations()) {
      for (TargetCost target : TargetCost.of(model, c)) {
        List<String> fields = new ArrayList<>();
        fields.add(SummaryTable.csvField(c.hardware()));
        fields.add(SummaryTable.csvField(c.rule()));
        fields.add(Double.toString(target.fraction()));
        for (Spread spread : figures(target).values()) {
          fields.add(SummaryTable.csvNumber(spread.mean()));
          fields.add(SummaryTable.csvNumber(spread.deviation()));
          fields.add(SummaryTable.csvNumber(spread.least()));
          fields.add(SummaryTable.csvNumber(spread.most()));
        }
        csv.append(String.join(",", fields)).append('\n');
      }
    }
    return csv.toString();
  }
}
