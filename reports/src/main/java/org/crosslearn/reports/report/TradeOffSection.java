package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Row;

/** Accuracy against what it costs, for everything that is priced. */
final class TradeOffSection {
  private TradeOffSection() {}

  static void write(Markup out, ReportModel model) {
    List<Row> priced =
        SummaryTable.of(model.result()).rows().stream()
            .filter(r -> r.trainingEnergyPerImageJoules() > 0)
            .toList();
    if (priced.isEmpty()) {
      return;
    }
    out.open("section", "id", "trade-off").element("h2", "Accuracy against cost");
    out.element(
        "p",
        "Final test accuracy against cost on a logarithmic scale: up and to the left is better."
            + " Whiskers reach from the worst to the best seed.",
        "class", "note");
    List<Legend.Entry> entries = new ArrayList<>();
    model.rules().forEach((rule, style) -> entries.add(new Legend.Entry(rule, style, Legend.Kind.MARKER)));
    new Legend(entries).draw(out);
    new Legend(
            model.hardware().entrySet().stream()
                .filter(h -> priced.stream().anyMatch(r -> r.hardware().equals(h.getKey())))
                .map(
                    h ->
                        new Legend.Entry(
                            h.getKey(), SeriesStyle.OTHER, Legend.Kind.MARKER, h.getValue()))
                .toList())
        .draw(out);
    out.open("div", "class", "charts");
    chart(out, model, priced, "Training energy per image", Unit.JOULE, Row::trainingEnergyPerImageJoules);
    chart(out, model, priced, "Training latency per image", Unit.SECOND, Row::trainingLatencyPerImageSeconds);
    chart(out, model, priced, "Inference energy per image", Unit.JOULE, Row::inferenceEnergyPerImageJoules);
    out.close().closeLine();
  }

  private static void chart(
      Markup out,
      ReportModel model,
      List<Row> rows,
      String label,
      Unit unit,
      ToDoubleFunction<Row> cost) {
    // A logarithmic axis has no place for what costs nothing.
    List<Row> shown = rows.stream().filter(r -> cost.applyAsDouble(r) > 0).toList();
    if (shown.isEmpty()) {
      return;
    }
    Spread costs = Spread.of(shown.stream().mapToDouble(cost).toArray());
    Axis across = Axis.logarithmic(label, unit, costs.least(), costs.most());
    Axis up =
        Axis.percent(
            "Test accuracy",
            shown.stream().mapToDouble(Row::accuracyLeast).min().getAsDouble(),
            shown.stream().mapToDouble(Row::accuracyMost).max().getAsDouble(),
            6);
    List<ScatterChart.Point> points =
        shown.stream()
            .map(
                r ->
                    new ScatterChart.Point(
                        model.rules().get(r.rule()),
                        model.hardware().get(r.hardware()),
                        cost.applyAsDouble(r),
                        r.accuracyMean(),
                        r.accuracyLeast(),
                        r.accuracyMost(),
                        r.rule() + " on " + r.hardware() + ": " + r.accuracyText() + ", "
                            + new Quantity(cost.applyAsDouble(r), unit).text()))
            .toList();
    out.open("figure").element("figcaption", label);
    new ScatterChart("Test accuracy against " + label, across, up, points).draw(out);
    out.closeLine();
  }
}
