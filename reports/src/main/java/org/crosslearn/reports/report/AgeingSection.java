package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crosslearn.reports.report.Combination.Aged;
import org.crosslearn.reports.study.Age;

/**
 * Accuracy as time passes after training: one chart per hardware that ages, one curve per rule, all on
 * one scale, and the same as a table. Nothing where no hardware ages.
 */
final class AgeingSection {
  private AgeingSection() {}

  static void write(Markup out, ReportModel model) {
    List<Aged> all =
        model.combinations().stream().flatMap(c -> c.aged().stream()).toList();
    if (all.isEmpty()) {
      return;
    }
    List<Age> ages =
        all.stream().map(Aged::seconds).distinct().sorted().map(Age::new).toList();
    out.open("section", "id", "ageing").element("h2", "Accuracy as time passes");
    out.paragraph(
        "note",
        "Test accuracy of the trained network that many hours or years after its last programming"
            + " pulse, without any retraining. Lines are means over the seeds that finished, bands"
            + " reach from the worst to the best of them.");
    charts(out, model, all, ages);
    table(out, model, ages);
    out.closeLine();
  }

  private static void charts(Markup out, ReportModel model, List<Aged> all, List<Age> ages) {
    double least = all.stream().mapToDouble(a -> a.accuracy().least()).min().getAsDouble();
    double most = all.stream().mapToDouble(a -> a.accuracy().most()).max().getAsDouble();
    Axis up = Axis.percent("Test accuracy", least, most, 6);
    Axis across = Axis.ages("Time since training", ages);
    model.legend(model.rules().keySet()).draw(out);
    out.open("div", "class", "charts");
    for (Map.Entry<String, List<Combination>> group : model.byHardware().entrySet()) {
      List<LineChart.Series> series = new ArrayList<>();
      for (Combination combination : group.getValue()) {
        if (!combination.aged().isEmpty()) {
          series.add(new LineChart.Series(
              model.rules().get(combination.rule()), curve(combination), false));
        }
      }
      if (!series.isEmpty()) {
        out.open("figure").element("figcaption", group.getKey());
        String title = "Test accuracy over time since training on " + group.getKey();
        new LineChart(title, across, up, series).draw(out);
        out.closeLine();
      }
    }
    out.close();
  }

  private static List<LineChart.Point> curve(Combination combination) {
    return combination.aged().stream()
        .map(aged -> {
          Spread a = aged.accuracy();
          return new LineChart.Point(
              aged.seconds(),
              a.mean(),
              a.least(),
              a.most(),
              combination.rule() + ", after " + new Age(aged.seconds()) + ": " + text(a));
        })
        .toList();
  }

  private static void table(Markup out, ReportModel model, List<Age> ages) {
    out.open("div", "class", "scroll").open("table").open("thead").open("tr");
    out.element("th", "hardware", "scope", "col").element("th", "rule", "scope", "col");
    out.element("th", "after training", "scope", "col", "class", "figure");
    ages.forEach(age -> out.element("th", "after " + age, "scope", "col", "class", "figure"));
    out.close().close().open("tbody");
    for (Combination combination : model.combinations()) {
      List<Aged> aged = combination.aged();
      if (aged.isEmpty()) {
        continue;
      }
      out.open("tr").element("td", combination.hardware()).element("td", combination.rule());
      out.element("td", text(combination.accuracy()), "class", "figure");
      for (Age age : ages) {
        String cell = aged.stream()
            .filter(a -> a.seconds() == age.seconds())
            .map(a -> text(a.accuracy()))
            .findFirst()
            .orElse(Quantity.NONE);
        out.element("td", cell, "class", "figure");
      }
      out.closeLine();
    }
    out.close().close().close();
  }

  private static String text(Spread accuracy) {
    return Quantity.percent(accuracy.mean(), accuracy.deviation());
  }
}
