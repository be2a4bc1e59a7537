package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Row;

/** Accuracy against what it costs, for everything that is priced. */
final class TradeOffSection {
  private final Markup out;
  private final ReportModel model;
  private final List<Row> priced;

  private TradeOffSection(Markup out, ReportModel model, List<Row> priced) {
    this.out = out;
    this.model = model;
    this.priced = priced;
  }

  static void write(Markup out, ReportModel model) {
    List<Row> priced = SummaryTable.of(model.result()).rows().stream()
        .filter(r -> r.trainingEnergyPerImageJoules() > 0)
        .toList();
    if (!priced.isEmpty()) {
      new TradeOffSection(out, model, priced).write();
    }
  }

  private void write() {
    out.open("section", "id", "trade-off").element("h2", "Accuracy against cost");
    out.paragraph(
        "note",
        "Final test accuracy against cost on a logarithmic scale: up and to the left is better."
            + " Whiskers reach from the worst to the best seed.");
    List<Legend.Entry> entries = new ArrayList<>();
    model
        .rules()
        .forEach((rule, style) -> entries.add(new Legend.Entry(rule, style, Legend.Kind.MARKER)));
    new Legend(entries).draw(out);
    new Legend(model.hardware().entrySet().stream()
            .filter(h -> priced.stream().anyMatch(r -> r.hardware().equals(h.getKey())))
            .map(h ->
                new Legend.Entry(h.getKey(), SeriesStyle.OTHER, Legend.Kind.MARKER, h.getValue()))
            .toList())
        .draw(out);
    out.open("div", "class", "charts");
    chart("Training energy", Unit.JOULE, Row::trainingEnergyPerImageJoules);
    chart("Training latency", Unit.SECOND, Row::trainingLatencyPerImageSeconds);
    chart("Inference energy", Unit.JOULE, Row::inferenceEnergyPerImageJoules);
    out.close().closeLine();
  }

  private void chart(String cost, Unit unit, ToDoubleFunction<Row> figure) {
    // A logarithmic axis has no place for what costs nothing or without end.
    List<Row> shown = priced.stream()
        .filter(r -> figure.applyAsDouble(r) > 0 && Double.isFinite(figure.applyAsDouble(r)))
        .toList();
    if (shown.isEmpty()) {
      return;
    }
    Spread costs = Spread.of(shown.stream().mapToDouble(figure).toArray());
    Axis across = Axis.logarithmic(cost + " per image", unit, costs.least(), costs.most());
    Axis up = Axis.percent(
        "Test accuracy",
        shown.stream().mapToDouble(Row::accuracyLeast).min().getAsDouble(),
        shown.stream().mapToDouble(Row::accuracyMost).max().getAsDouble(),
        6);
    List<ScatterChart.Point> points = shown.stream()
        .map(r -> new ScatterChart.Point(
            model.rules().get(r.rule()),
            model.hardware().get(r.hardware()),
            figure.applyAsDouble(r),
            r.accuracyMean(),
            r.accuracyLeast(),
            r.accuracyMost(),
            r.rule() + " on " + r.hardware() + ": " + r.accuracyText() + ", "
                + new Quantity(figure.applyAsDouble(r), unit).text()))
        .toList();
    out.open("figure").element("figcaption", cost);
    new ScatterChart("Test accuracy against " + cost + " per image", across, up, points).draw(out);
    out.closeLine();
  }
}
