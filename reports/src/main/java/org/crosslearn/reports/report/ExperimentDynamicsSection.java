package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.crosslearn.algorithms.experiment.Findings.Activity;
import org.crosslearn.algorithms.experiment.Findings.WeightChanges;
import org.crosslearn.reports.report.ExperimentModel.Network;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.crosslearn.reports.run.ExperimentResult;

/** What happens in the networks: weights that change, nodes that fire, signals that come too early. */
final class ExperimentDynamicsSection {
  private final Markup out;
  private final ExperimentModel model;

  private ExperimentDynamicsSection(Markup out, ExperimentModel model) {
    this.out = out;
    this.model = model;
  }

  static void write(Markup out, ExperimentModel model) {
    ExperimentDynamicsSection section = new ExperimentDynamicsSection(out, model);
    if (model.experiment().plastic()) {
      section.changes();
    }
    section.rasters();
    section.refraction();
  }

  private void changes() {
    out.open("section", "id", "weights").element("h2", "What becomes of the weights");
    WeightChanges some = changes(model.networks().get(0).first());
    out.paragraph(
        "note",
        "Recurrent edges " + after(some) + ", compared with their initial weights, at the time at"
            + " which the features are most accurate; mean over stimuli and seeds. Where writes are noisy, hardly any weight stays exactly what it was.");
    new Legend(List.of(
            new Legend.Entry("up", new SeriesStyle(0), Legend.Kind.BLOCK),
            new Legend.Entry("down", new SeriesStyle(1), Legend.Kind.BLOCK),
            new Legend.Entry("turned inhibitory", new SeriesStyle(3), Legend.Kind.BLOCK),
            new Legend.Entry("unchanged", SeriesStyle.OTHER, Legend.Kind.BLOCK)))
        .draw(out);
    List<StackedBarChart.Group> groups = new ArrayList<>();
    model
        .byHardware()
        .forEach((hardware, networks) -> groups.add(new StackedBarChart.Group(
            hardware, networks.stream().map(ExperimentDynamicsSection::bar).toList())));
    WeightChanges others = Published.of(model).changes();
    if (others != null) {
      groups.add(new StackedBarChart.Group(
          "published",
          List.of(bar(
              after(others),
              others.up(),
              others.down(),
              others.turnedInhibitory(),
              others.unchanged()))));
    }
    new StackedBarChart(
            "What becomes of the weights", Axis.percent("Recurrent edges", 0, 1, 5), groups)
        .draw(out);
    out.closeLine();
  }

  private static WeightChanges changes(ExperimentResult result) {
    return result.changes(result.findings().embedding().seconds());
  }

  private static String after(WeightChanges changes) {
    return changes.stimuli() == 1
        ? "after one stimulus"
        : String.format(Locale.ROOT, "after %,d stimuli", changes.stimuli());
  }

  private static StackedBarChart.Bar bar(Network network) {
    return bar(
        network.title(),
        network.mean(result -> changes(result).up()),
        network.mean(result -> changes(result).down()),
        network.mean(result -> changes(result).turnedInhibitory()),
        network.mean(result -> changes(result).unchanged()));
  }

  private static StackedBarChart.Bar bar(
      String title, double up, double down, double turned, double unchanged) {
    return new StackedBarChart.Bar(
        title,
        String.format(
            Locale.ROOT,
            "%.0f, %.0f, %.0f, %.0f %%",
            100 * up,
            100 * down,
            100 * turned,
            100 * unchanged),
        List.of(
            segment(0, "up", up),
            segment(1, "down", down),
            segment(3, "turned inhibitory", turned),
            segment(-1, "unchanged", unchanged)));
  }

  private static StackedBarChart.Segment segment(int style, String what, double share) {
    return new StackedBarChart.Segment(
        new SeriesStyle(style), share, what + " " + Quantity.percent(share, Double.NaN));
  }

  private void rasters() {
    out.open("section", "id", "raster").element("h2", "One stimulus");
    List<Network> networks = model.byHardware().values().iterator().next();
    ExperimentResult some = networks.get(0).first();
    out.paragraph(
        "note",
        "Spikes of all recurrent nodes after the first image (class "
            + some.findings().raster().label() + "), on " + some.hardware() + " from seed "
            + some.seed() + ".");
    List<Double> times = model.experiment().readingSeconds();
    out.open("div", "class", "charts");
    for (Network network : networks) {
      out.open("figure").element("figcaption", network.title());
      new RasterChart(
              "Spikes of " + network.title(),
              network.nodes(),
              times.get(times.size() - 1),
              network.first().findings().raster())
          .draw(out);
      out.closeLine();
    }
    out.close().closeLine();
  }

  private void refraction() {
    out.open("section", "id", "refraction").element("h2", "Activity and refraction ratios");
    out.paragraph(
        "note",
        "The refraction ratio of an activation is the remaining refractory period of the node over"
            + " the remaining travel of the signal that made it fire (Silva, Neural Computation"
            + " 31(12):2492, 2019): at 1 the signal arrives just when the node listens again, at 0"
            + " the node had been waiting. Shares are of all activations; figures are means over the"
            + " stimuli.");
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    model
        .byHardware()
        .forEach((hardware, networks) ->
            groups.put(hardware, networks.stream().map(this::activity).toList()));
    new FigureTable(
            List.of("network"),
            List.of(
                new Heading("per stimulus", "lit inputs"),
                new Heading("per stimulus", "spikes/node"),
                new Heading("per stimulus", "signals sent"),
                new Heading("per stimulus", "arrived"),
                new Heading("per stimulus", "weight changes"),
                new Heading("signals", "lost on refractory nodes"),
                new Heading("refraction ratio", "mean")),
            FigureTable.groups(groups))
        .html(out);
    model.sizeLegend(Legend.Kind.CURVE).draw(out);
    double most = model.networks().stream()
        .flatMapToDouble(
            network -> Arrays.stream(network.first().findings().activity().refractionShares()))
        .max()
        .orElse(1);
    Axis up = Axis.percent("Activations", 0, Math.max(0.01, most), 5);
    Axis across = Axis.number("Refraction ratio", 1, 5);
    out.open("div", "class", "charts");
    model.byHardware().forEach((hardware, networks) -> {
      out.open("figure").element("figcaption", hardware);
      new LineChart(
              "Refraction ratios on " + hardware,
              across,
              up,
              networks.stream().map(this::shares).toList())
          .draw(out);
      out.closeLine();
    });
    out.close().closeLine();
  }

  private FigureTable.Row activity(Network network) {
    return new FigureTable.Row(
        List.of(network.title()),
        List.of(
            count(network, Activity::inputReads),
            String.format(
                Locale.ROOT,
                "%.2f",
                network.mean(result -> result.findings().activity().spikesPerNode())),
            count(network, Activity::inserts),
            count(network, Activity::arrivals),
            count(network, Activity::updates),
            Quantity.percent(
                network.mean(result -> result.findings().activity().lost()), Double.NaN),
            String.format(
                Locale.ROOT,
                "%.3f",
                network.mean(result -> result.findings().activity().refractionRatio()))));
  }

  private static String count(Network network, ToDoubleFunction<Activity> figure) {
    return new Quantity(
            network.mean(result -> figure.applyAsDouble(result.findings().activity())), Unit.COUNT)
        .text();
  }

  private LineChart.Series shares(Network network) {
    double[] shares = network.first().findings().activity().refractionShares();
    List<LineChart.Point> points = new ArrayList<>();
    for (int bin = 0; bin < shares.length; bin++) {
      int place = bin;
      double share = network.mean(result -> result.findings().activity().refractionShares()[place]);
      double middle = (bin + 0.5) / shares.length;
      points.add(new LineChart.Point(
          middle,
          share,
          share,
          share,
          String.format(
              Locale.ROOT, "%s, around %.3f: %.2f %%", network.title(), middle, 100 * share)));
    }
    return new LineChart.Series(model.sizes().get(network.nodes()), points, false);
  }
}
