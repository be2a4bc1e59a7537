package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.crosslearn.algorithms.experiment.Findings.Embedding;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.reports.report.ExperimentModel.Kind;
import org.crosslearn.reports.report.ExperimentModel.Network;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.crosslearn.reports.run.ExperimentResult;

/** How well images are classified: over the size of the network, over time, and class by class. */
final class ExperimentAccuracySection {
  private final Markup out;
  private final ExperimentModel model;
  private final Published published;

  private ExperimentAccuracySection(Markup out, ExperimentModel model) {
    this.out = out;
    this.model = model;
    published = Published.of(model);
  }

  static void write(Markup out, ExperimentModel model) {
    ExperimentAccuracySection section = new ExperimentAccuracySection(out, model);
    out.open("section", "id", "accuracy").element("h2", "Accuracy");
    section.summary();
    section.overNodes();
    out.closeLine();
    section.overTime();
    section.byClass();
    section.embedding();
  }

  private void summary() {
    out.paragraph(
        "note",
        "Part of the images whose class is named rightly, mean ± sample standard deviation over"
            + " random splits and seeds. Where features are read at several times, the best of them"
            + " counts. Pixels and projections do without a network: they are what it has to beat.");
    if (!published.note().isEmpty()) {
      out.paragraph(
          "note",
          published.note()
              + String.format(
                  Locale.ROOT, " References here: %,d.", model.experiment().references()));
    }
    table(model).html(out);
  }

  /** Accuracies by size and by what was classified. */
  static FigureTable table(ExperimentModel model) {
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    model.byHardware().forEach((hardware, networks) -> {
      List<FigureTable.Row> rows = new ArrayList<>();
      for (Network network : networks) {
        List<String> cells = new ArrayList<>();
        Reading best = best(model, network.first());
        cells.add(Quantity.count(best.size()));
        cells.add(new Quantity(best.seconds(), Unit.SECOND).text());
        for (Kind kind : model.kinds()) {
          Spread accuracy = network.accuracy(kind);
          cells.add(Quantity.percent(accuracy.mean(), accuracy.deviation()));
        }
        rows.add(new FigureTable.Row(List.of(network.title()), cells));
      }
      groups.put(hardware, rows);
    });
    Published published = Published.of(model);
    List<FigureTable.Row> others = published.accuracies().stream()
        .map(Published.Accuracy::nodes)
        .distinct()
        .map(nodes -> row(model, published, nodes))
        .toList();
    if (!others.isEmpty()) {
      groups.put("published", others);
    }
    List<Heading> headings = new ArrayList<>();
    headings.add(new Heading(model.main().features(), "numbers"));
    headings.add(new Heading(model.main().features(), "best after"));
    for (Kind kind : model.kinds()) {
      headings.add(new Heading(kind.features(), kind.readout()));
    }
    return new FigureTable(List.of("network"), headings, FigureTable.groups(groups));
  }

  private static FigureTable.Row row(ExperimentModel model, Published published, int nodes) {
    List<String> cells = new ArrayList<>(List.of(Quantity.NONE, Quantity.NONE));
    for (Kind kind : model.kinds()) {
      cells.add(published.of(kind).stream()
          .filter(accuracy -> accuracy.nodes() == nodes)
          .map(accuracy -> Quantity.percent(accuracy.value(), Double.NaN))
          .findFirst()
          .orElse(Quantity.NONE));
    }
    return new FigureTable.Row(List.of(Page.count(nodes, "node")), cells);
  }

  private static Reading best(ExperimentModel model, ExperimentResult result) {
    return result.best(model.main().features(), model.main().readout()).orElseThrow();
  }

  private void overNodes() {
    double[] sizes = IntStream.concat(
            model.sizes().keySet().stream().mapToInt(nodes -> nodes),
            published.accuracies().stream().mapToInt(Published.Accuracy::nodes))
        .asDoubleStream()
        .toArray();
    if (Arrays.stream(sizes).distinct().count() < 2) {
      return;
    }
    double[] accuracies = model.networks().stream()
        .flatMap(network -> model.kinds().stream().map(network::accuracy))
        .mapToDouble(Spread::least)
        .toArray();
    Axis across = Axis.logarithmic(
        "Recurrent nodes",
        Unit.COUNT,
        Arrays.stream(sizes).min().orElseThrow(),
        Arrays.stream(sizes).max().orElseThrow());
    Axis up = Axis.percent("Accuracy", Spread.of(accuracies).least(), 1, 6);
    List<Legend.Entry> entries = new ArrayList<>();
    for (Kind kind : model.kinds()) {
      entries.add(new Legend.Entry(kind.title(model.experiment()), style(kind), Legend.Kind.CURVE));
    }
    for (Kind kind : publishedKinds()) {
      entries.add(new Legend.Entry(
          kind.title(model.experiment()) + ", published", publishedStyle(kind), Legend.Kind.CURVE));
    }
    out.element("h3", "Over the size of the network");
    new Legend(entries).draw(out);
    out.open("div", "class", "charts");
    model.byHardware().forEach((hardware, networks) -> {
      out.open("figure").element("figcaption", hardware);
      List<LineChart.Series> series = new ArrayList<>();
      for (Kind kind : model.kinds()) {
        series.add(new LineChart.Series(
            style(kind),
            networks.stream()
                .map(network -> point(
                    network.nodes(),
                    network.accuracy(kind),
                    kind.title(model.experiment()) + ", " + network.title()))
                .toList(),
            false));
      }
      for (Kind kind : publishedKinds()) {
        series.add(new LineChart.Series(
            publishedStyle(kind),
            published.of(kind).stream()
                .map(p -> point(
                    p.nodes(), Spread.of(p.value()), "published, " + Page.count(p.nodes(), "node")))
                .toList(),
            false));
      }
      new LineChart("Accuracy over the number of nodes on " + hardware, across, up, series)
          .draw(out);
      out.closeLine();
    });
    out.closeLine();
  }

  private SeriesStyle style(Kind kind) {
    return new SeriesStyle(model.kinds().indexOf(kind));
  }

  private List<Kind> publishedKinds() {
    return model.kinds().stream().filter(kind -> !published.of(kind).isEmpty()).toList();
  }

  /** The colour of what was measured here, dotted. */
  private SeriesStyle publishedStyle(Kind kind) {
    return new SeriesStyle(style(kind).index() + 2 * SeriesStyle.COLOURS);
  }

  private static LineChart.Point point(double x, Spread accuracy, String what) {
    return new LineChart.Point(
        x,
        accuracy.mean(),
        accuracy.least(),
        accuracy.most(),
        what + ": " + Quantity.percent(accuracy.mean(), accuracy.deviation()));
  }

  private void overTime() {
    List<Double> times = model.experiment().readingSeconds();
    if (times.size() < 2) {
      return;
    }
    out.open("section", "id", "time").element("h2", "Accuracy over simulated time");
    out.paragraph(
        "note",
        "Accuracy of " + model.main().features() + " as they are at each time after the stimulus;"
            + " bands reach from the worst to the best split.");
    model.sizeLegend(Legend.Kind.CURVE).draw(out);
    double[] all = model.networks().stream()
        .flatMap(network -> times.stream().map(time -> network.accuracy(model.main(), time)))
        .flatMapToDouble(spread -> Arrays.stream(new double[] {spread.least(), spread.most()}))
        .toArray();
    Axis across = Axis.fromZero(Unit.SECOND, times.get(times.size() - 1), 6);
    Axis up = Axis.percent("Accuracy", Spread.of(all).least(), Spread.of(all).most(), 6);
    out.open("div", "class", "charts");
    model.byHardware().forEach((hardware, networks) -> {
      out.open("figure").element("figcaption", hardware);
      List<LineChart.Series> series = new ArrayList<>();
      for (Network network : networks) {
        List<LineChart.Point> points = times.stream()
            .map(time -> point(
                time,
                network.accuracy(model.main(), time),
                network.title() + ", " + new Quantity(time, Unit.SECOND).text()))
            .toList();
        series.add(new LineChart.Series(model.sizes().get(network.nodes()), points, false));
      }
      new LineChart("Accuracy over simulated time on " + hardware, across, up, series).draw(out);
      out.closeLine();
    });
    out.close().closeLine();
  }

  private void byClass() {
    out.open("section", "id", "classes").element("h2", "Class by class");
    out.paragraph(
        "note",
        "Accuracy of " + model.main().features() + ", at the time that is best over all classes, on"
            + " the images of each class; mean over splits and seeds.");
    List<Integer> classes = new ArrayList<>();
    int known = best(model, model.networks().get(0).first()).byClass().length;
    for (int c = 0; c < known; c++) {
      int label = c;
      if (model.networks().stream().anyMatch(network -> !Double.isNaN(onClass(network, label)))) {
        classes.add(c);
      }
    }
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    model
        .byHardware()
        .forEach((hardware, networks) -> groups.put(
            hardware,
            networks.stream()
                .map(network -> new FigureTable.Row(
                    List.of(network.title()),
                    classes.stream()
                        .map(c -> Quantity.percent(onClass(network, c), Double.NaN))
                        .toList()))
                .toList()));
    new FigureTable(
            List.of("network"),
            classes.stream().map(c -> new Heading("class", String.valueOf(c))).toList(),
            FigureTable.groups(groups))
        .html(out);
    out.closeLine();
  }

  private double onClass(Network network, int label) {
    return network.mean(result -> {
      double[] byClass = best(model, result).byClass();
      return label < byClass.length ? byClass[label] : Double.NaN;
    });
  }

  private void embedding() {
    Network shown = model.networks().stream()
        .reduce(
            (a, b) -> b.accuracy(model.main()).mean() > a.accuracy(model.main()).mean() ? b : a)
        .orElseThrow();
    Embedding embedding = shown.first().findings().embedding();
    out.open("section", "id", "components").element("h2", "Principal components");
    out.paragraph(
        "note",
        String.format(
            Locale.ROOT,
            "The %d first vectors of %s of the most accurate network (%s on %s, seed %d, after %s)"
                + " along the three directions in which they differ most: %.1f, %.1f and %.1f %% of"
                + " the variance. One point per image, in the colour and shape of its class.",
            embedding.labels().length,
            embedding.features(),
            shown.title(),
            shown.hardware(),
            shown.first().seed(),
            new Quantity(embedding.seconds(), Unit.SECOND).text(),
            100 * embedding.shares()[0],
            100 * embedding.shares()[1],
            100 * embedding.shares()[2]));
    int[] labels = Arrays.stream(embedding.labels()).distinct().sorted().toArray();
    new Legend(Arrays.stream(labels)
            .mapToObj(label -> new Legend.Entry(
                "class " + label, new SeriesStyle(label), Legend.Kind.MARKER, Marker.of(label)))
            .toList())
        .draw(out);
    out.open("div", "class", "charts");
    sides(embedding, 0, 1);
    sides(embedding, 0, 2);
    sides(embedding, 1, 2);
    out.close().closeLine();
  }

  private void sides(Embedding embedding, int across, int up) {
    List<ScatterChart.Point> points = new ArrayList<>();
    for (int v = 0; v < embedding.labels().length; v++) {
      int label = embedding.labels()[v];
      double y = embedding.coordinates()[v][up];
      points.add(new ScatterChart.Point(
          new SeriesStyle(label),
          Marker.of(label),
          embedding.coordinates()[v][across],
          y,
          y,
          y,
          "class " + label));
    }
    String title = "Component " + (up + 1) + " over component " + (across + 1);
    out.open("figure").element("figcaption", title);
    new ScatterChart(title, axis(embedding, across), axis(embedding, up), points).draw(out);
    out.closeLine();
  }

  private static Axis axis(Embedding embedding, int component) {
    Spread values = Spread.of(Arrays.stream(embedding.coordinates())
        .mapToDouble(coordinates -> coordinates[component])
        .toArray());
    return Axis.range("Component " + (component + 1), values.least(), values.most(), 5);
  }
}
