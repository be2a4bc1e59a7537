package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosslearn.algorithms.training.TrainingResult.EpochResult;
import org.crosslearn.reports.run.TrialResult;

/** Accuracy after every epoch: one chart per hardware, one curve per rule, all on one scale. */
final class AccuracySection {
  private AccuracySection() {}

  static void write(Markup out, ReportModel model) {
    double[] accuracies = model.result().trials().stream()
        .flatMap(t -> t.epochs().stream())
        .mapToDouble(EpochResult::testAccuracy)
        .toArray();
    out.open("section", "id", "accuracy").element("h2", "Accuracy while learning");
    if (accuracies.length == 0) {
      out.element("p", "No epoch was completed.").closeLine();
      return;
    }
    out.paragraph(
        "note",
        "Test accuracy after each epoch. Lines are means over the seeds that finished, bands reach"
            + " from the worst to the best of them. A trial that diverged is a thin line of its own"
            + " with a cross at its last completed epoch.");
    int lastEpoch = model.result().trials().stream()
        .flatMap(t -> t.epochs().stream())
        .mapToInt(EpochResult::epoch)
        .max()
        .getAsInt();
    Spread all = Spread.of(accuracies);
    Axis up = Axis.percent("Test accuracy", all.least(), all.most(), 6);
    Axis across = Axis.count("Epoch", 1, lastEpoch, 8);
    model.legend(model.rules().keySet()).draw(out);
    out.open("div", "class", "charts");
    for (Map.Entry<String, List<Combination>> group : model.byHardware().entrySet()) {
      out.open("figure").element("figcaption", group.getKey());
      List<LineChart.Series> series = new ArrayList<>();
      for (Combination c : group.getValue()) {
        SeriesStyle style = model.rules().get(c.rule());
        series.add(new LineChart.Series(style, meanCurve(c), false));
        c.diverged().forEach(t -> series.add(new LineChart.Series(style, brokenCurve(t), true)));
      }
      new LineChart("Test accuracy per epoch on " + group.getKey(), across, up, series).draw(out);
      out.closeLine();
    }
    out.close().closeLine();
  }

  private static List<LineChart.Point> meanCurve(Combination combination) {
    return combination.epochs().stream()
        .map(e -> {
          Spread a = e.accuracy();
          String spread = a.count() < 2
              ? ""
              : ", " + percent(a.least()) + " to " + percent(a.most()) + " over " + a.count()
                  + " seeds";
          return new LineChart.Point(
              e.epoch(),
              a.mean(),
              a.least(),
              a.most(),
              combination.rule() + ", epoch " + e.epoch() + ": " + percent(a.mean()) + spread);
        })
        .toList();
  }

  private static List<LineChart.Point> brokenCurve(TrialResult trial) {
    return trial.epochs().stream()
        .map(e -> new LineChart.Point(
            e.epoch(),
            e.testAccuracy(),
            e.testAccuracy(),
            e.testAccuracy(),
            trial.rule() + ", seed " + trial.seed() + ", diverged in epoch "
                + trial.divergedEpoch() + "; epoch " + e.epoch() + ": "
                + percent(e.testAccuracy())))
        .toList();
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
