package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.crosslearn.algorithms.experiment.Findings.Activity;
import org.crosslearn.algorithms.experiment.Findings.WeightChanges;
import org.crosslearn.reports.report.ExperimentModel.Network;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.crosslearn.reports.run.ExperimentResult;

/** What happens in the networks: weights that change, nodes that fire, signals that come too early. */
final class ExperimentDynamicsSection {
  static final String CHANGES_TITLE = "What becomes of the weights";
  static final String ACTIVITY_TITLE = "Activity and refraction ratios";
  static final String ACTIVITY_NOTE =
      "The refraction ratio of an activation is the remaining refractory period of the node over"
          + " the remaining travel of the signal that made it fire (Silva, Neural Computation"
          + " 31(12):2492, 2019): at 1 the signal arrives just when the node listens again, at 0"
          + " the node had been waiting. Figures are means over the stimuli.";

  private static final List<Outcome> OUTCOMES = List.of(
      new Outcome("up", new SeriesStyle(0), WeightChanges::up),
      new Outcome("down", new SeriesStyle(1), WeightChanges::down),
      new Outcome("turned inhibitory", new SeriesStyle(3), WeightChanges::turnedInhibitory),
      new Outcome("unchanged", SeriesStyle.OTHER, WeightChanges::unchanged));

  /** What an edge may become, and the share of those that did. */
  private record Outcome(String name, SeriesStyle style, ToDoubleFunction<WeightChanges> share) {}

  /**
   * The edges of a network.
   *
   * @param shares in the order of the outcomes
   */
  private record Edges(String title, List<Double> shares) {
    static Edges of(String title, ToDoubleFunction<ToDoubleFunction<WeightChanges>> mean) {
      return new Edges(
          title,
          OUTCOMES.stream().map(outcome -> mean.applyAsDouble(outcome.share())).toList());
    }
  }

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
    out.open("section", "id", "weights").element("h2", CHANGES_TITLE);
    out.paragraph("note", changesNote(model));
    new Legend(OUTCOMES.stream()
            .map(outcome -> new Legend.Entry(outcome.name(), outcome.style(), Legend.Kind.BLOCK))
            .toList())
        .draw(out);
    List<StackedBarChart.Group> groups = new ArrayList<>();
    edges(model)
        .forEach((where, edges) -> groups.add(new StackedBarChart.Group(
            where, edges.stream().map(ExperimentDynamicsSection::bar).toList())));
    new StackedBarChart(CHANGES_TITLE, Axis.percent("Recurrent edges", 0, 1, 5), groups).draw(out);
    out.closeLine();
  }

  static String changesNote(ExperimentModel model) {
    return "Recurrent edges " + after(changes(model.networks().get(0).first()))
        + ", compared with their initial weights"
        + (model.readOften() ? ", at the time at which the features are most accurate" : "")
        + "; mean over stimuli and seeds. Where writes are noisy, hardly any weight stays exactly"
        + " what it was.";
  }

  /** What the bars show. */
  static FigureTable changes(ExperimentModel model) {
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    edges(model)
        .forEach((where, edges) -> groups.put(
            where,
            edges.stream()
                .map(e -> new FigureTable.Row(
                    List.of(e.title()),
                    e.shares().stream()
                        .map(share -> Quantity.percent(share, Double.NaN))
                        .toList()))
                .toList()));
    return new FigureTable(
        List.of("network"),
        OUTCOMES.stream().map(outcome -> new Heading("edges", outcome.name())).toList(),
        FigureTable.groups(groups));
  }

  /** By hardware, and last what was published. */
  private static Map<String, List<Edges>> edges(ExperimentModel model) {
    Map<String, List<Edges>> edges = new LinkedHashMap<>();
    model
        .byHardware()
        .forEach((hardware, networks) -> edges.put(
            hardware,
            networks.stream()
                .map(network -> Edges.of(
                    network.title(),
                    share -> network.mean(result -> share.applyAsDouble(changes(result)))))
                .toList()));
    WeightChanges others = Published.of(model).changes();
    if (others != null) {
      edges.put(
          "published", List.of(Edges.of(after(others), share -> share.applyAsDouble(others))));
    }
    return edges;
  }

  private static WeightChanges changes(ExperimentResult result) {
    return result.changes(result.findings().embedding().seconds());
  }

  private static String after(WeightChanges changes) {
    return changes.stimuli() == 1
        ? "after one stimulus"
        : String.format(Locale.ROOT, "after %,d stimuli", changes.stimuli());
  }

  private static StackedBarChart.Bar bar(Edges edges) {
    List<StackedBarChart.Segment> segments = new ArrayList<>();
    for (int o = 0; o < OUTCOMES.size(); o++) {
      double share = edges.shares().get(o);
      segments.add(new StackedBarChart.Segment(
          OUTCOMES.get(o).style(),
          share,
          OUTCOMES.get(o).name() + " " + Quantity.percent(share, Double.NaN)));
    }
    String total = edges.shares().stream()
        .map(share -> String.format(Locale.ROOT, "%.0f", 100 * share))
        .collect(Collectors.joining(", ", "", " %"));
    return new StackedBarChart.Bar(edges.title(), total, segments);
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
    out.open("section", "id", "refraction").element("h2", ACTIVITY_TITLE);
    out.paragraph("note", ACTIVITY_NOTE + " Shares are of all activations.");
    activity(model).html(out);
    model.sizeLegend(Legend.Kind.CURVE).draw(out);
    double most = model.networks().stream()
        .flatMapToDouble(
            network -> Arrays.stream(network.first().findings().activity().refractionShares()))
        .max()
        .orElse(1);
    Axis up = Axis.percent("Activations", 0, Math.max(0.01, most), 5);
    Axis across = Axis.number("Refraction ratio", 1, 5);
    out.open("div", "class", "charts wide");
    model.byHardware().forEach((hardware, networks) -> {
      out.open("figure").element("figcaption", hardware);
      new LineChart(
              "Refraction ratios on " + hardware,
              across,
              up,
              networks.stream().map(this::shares).toList(),
              true)
          .draw(out);
      out.closeLine();
    });
    out.close().closeLine();
  }

  /** What the nodes and the signals between them do. */
  static FigureTable activity(ExperimentModel model) {
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    model
        .byHardware()
        .forEach((hardware, networks) -> groups.put(
            hardware, networks.stream().map(ExperimentDynamicsSection::activity).toList()));
    return new FigureTable(
        List.of("network"),
        List.of(
            new Heading("per stimulus", "lit inputs"),
            new Heading("per stimulus", "spikes/node"),
            new Heading("per stimulus", "signals sent"),
            new Heading("per stimulus", "arrived"),
            new Heading("per stimulus", "weight changes"),
            new Heading("signals", "lost on refractory nodes"),
            new Heading("refraction ratio", "mean")),
        FigureTable.groups(groups));
  }

  private static FigureTable.Row activity(Network network) {
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
