package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosslearn.algorithms.experiment.Features;
import org.crosslearn.algorithms.experiment.Findings.Embedding;
import org.crosslearn.reports.report.ExperimentModel.Kind;
import org.crosslearn.reports.report.ExperimentModel.Network;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Heading;

/** How well images are classified: over the size of the network, over time, and class by class. */
final class ExperimentAccuracySection {
  static final String CLASSES_TITLE = "Class by class";

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
            + " random splits and seeds. "
            + (model.readOften()
                ? "Features are read at several times, of which the best counts. "
                : "")
            + "Pixels and projections do without a network: they are what it has to beat.");
    if (!published.note().isEmpty()) {
      out.paragraph(
          "note",
          published.note()
              + String.format(
                  Locale.ROOT, " References here: %,d.", model.experiment().references()));
    }
    tables(model).forEach(table -> table.html(out));
  }

  /** Accuracies by size and by what was classified, a table for each readout. */
  static List<FigureTable> tables(ExperimentModel model) {
    Published published = Published.of(model);
    return model.experiment().readouts().stream()
        .map(readout -> table(model, published, model.kinds(readout)))
        .toList();
  }

  private static FigureTable table(ExperimentModel model, Published published, List<Kind> kinds) {
    Kind main = kinds.get(0);
    List<Heading> headings = new ArrayList<>();
    headings.add(new Heading(main.features(), "numbers"));
    if (model.readOften()) {
      headings.add(new Heading(main.features(), "best after"));
    }
    int before = headings.size();
    kinds.forEach(kind -> headings.add(new Heading(kind.features(), kind.readout())));
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    model.byHardware().forEach((hardware, networks) -> {
      List<FigureTable.Row> rows = new ArrayList<>();
      for (Network network : networks) {
        List<String> cells = new ArrayList<>();
        cells.add(Quantity.count(network.best(main).size()));
        if (model.readOften()) {
          cells.add(new Quantity(network.best(main).seconds(), Unit.SECOND).text());
        }
        for (Kind kind : kinds) {
          Spread accuracy = network.accuracy(kind);
          cells.add(Quantity.percent(accuracy.mean(), accuracy.deviation()));
        }
        rows.add(new FigureTable.Row(List.of(network.title()), cells));
      }
      groups.put(hardware, rows);
    });
    List<FigureTable.Row> others = kinds.stream()
        .flatMap(kind -> published.of(kind).stream())
        .map(Published.Accuracy::nodes)
        .distinct()
        .map(nodes -> row(before, published, kinds, nodes))
        .toList();
    if (!others.isEmpty()) {
      groups.put("published", others);
    }
    return new FigureTable(List.of("network"), headings, FigureTable.groups(groups));
  }

  private static FigureTable.Row row(int before, Published published, List<Kind> kinds, int nodes) {
    List<String> cells = new ArrayList<>(Collections.nCopies(before, Quantity.NONE));
    for (Kind kind : kinds) {
      cells.add(published.of(kind).stream()
          .filter(accuracy -> accuracy.nodes() == nodes)
          .map(accuracy -> Quantity.percent(accuracy.value(), Double.NaN))
          .findFirst()
          .orElse(Quantity.NONE));
    }
    return new FigureTable.Row(List.of(Page.count(nodes, "node")), cells);
  }

  private void overNodes() {
    List<Integer> sizes = Stream.concat(
            model.sizes().keySet().stream(),
            published.accuracies().stream().map(Published.Accuracy::nodes))
        .distinct()
        .sorted()
        .toList();
    if (sizes.size() < 2) {
      return;
    }
    Axis across = Axis.sizes("Recurrent nodes", sizes);
    List<String> readouts = model.experiment().readouts();
    Map<String, List<Curve>> charts = new LinkedHashMap<>();
    model
        .byHardware()
        .forEach((hardware, networks) -> readouts.forEach(readout -> charts.put(
            readouts.size() == 1 ? hardware : hardware + ", " + readout,
            curves(networks, readout))));
    double least = charts.values().stream()
        .flatMap(List::stream)
        .flatMap(curve -> curve.series().points().stream())
        .mapToDouble(LineChart.Point::low)
        .min()
        .orElseThrow();
    Axis up = Axis.percent("Accuracy", least, 1, 6);
    out.element("h3", "Over the size of the network");
    out.paragraph("note", "Bands reach from the worst to the best split; controls have none.");
    new Legend(charts.values().stream()
            .flatMap(List::stream)
            .map(curve -> new Legend.Entry(curve.name(), curve.series().style(), Legend.Kind.CURVE))
            .distinct()
            .toList())
        .draw(out);
    out.open("div", "class", "charts wide");
    charts.forEach((where, curves) -> {
      out.open("figure").element("figcaption", where);
      new LineChart(
              "Accuracy over the number of nodes on " + where,
              across,
              up,
              curves.stream().map(Curve::series).toList(),
              true)
          .draw(out);
      out.closeLine();
    });
    out.closeLine();
  }

  /** A curve and what it is called. */
  private record Curve(String name, LineChart.Series series) {}

  /** What was measured, in a colour for each kind of features, and in the same, dotted, the published. */
  private List<Curve> curves(List<Network> networks, String readout) {
    List<Kind> kinds = model.kinds(readout);
    List<Curve> measured = new ArrayList<>();
    List<Curve> others = new ArrayList<>();
    for (Kind kind : kinds) {
      int style = kinds.indexOf(kind);
      boolean control = Features.CONTROLS.contains(kind.features());
      measured.add(curve(
          kind.features(),
          style,
          networks.stream()
              .map(network -> {
                Spread accuracy = network.accuracy(kind);
                String what = kind.features() + ", " + network.title();
                return point(network.nodes(), accuracy, !control, what);
              })
              .toList()));
      others.add(curve(
          kind.features() + ", published",
          style + 2 * SeriesStyle.COLOURS,
          published.of(kind).stream()
              .map(p -> point(
                  p.nodes(),
                  Spread.of(p.value()),
                  false,
                  "published, " + Page.count(p.nodes(), "node")))
              .toList()));
    }
    measured.addAll(others);
    measured.removeIf(curve -> curve.series().points().isEmpty());
    return measured;
  }

  private static Curve curve(String name, int style, List<LineChart.Point> points) {
    return new Curve(name, new LineChart.Series(new SeriesStyle(style), points, false));
  }

  private static LineChart.Point point(double x, Spread accuracy, boolean band, String what) {
    return new LineChart.Point(
        x,
        accuracy.mean(),
        band ? accuracy.least() : accuracy.mean(),
        band ? accuracy.most() : accuracy.mean(),
        what + ": " + Quantity.percent(accuracy.mean(), accuracy.deviation()));
  }

  private void overTime() {
    if (!model.readOften()) {
      return;
    }
    List<Double> times = model.experiment().readingSeconds();
    out.open("section", "id", "time").element("h2", "Accuracy over simulated time");
    out.paragraph(
        "note",
        "Accuracy of " + model.main().title() + " as they are at each time after the stimulus;"
            + " bands reach from the worst to the best split.");
    model.sizeLegend(Legend.Kind.CURVE).draw(out);
    double[] all = model.networks().stream()
        .flatMap(network -> times.stream().map(time -> network.accuracy(model.main(), time)))
        .flatMapToDouble(spread -> Arrays.stream(new double[] {spread.least(), spread.most()}))
        .toArray();
    Axis across = Axis.fromZero(Unit.SECOND, times.get(times.size() - 1), 6);
    Axis up = Axis.percent("Accuracy", Spread.of(all).least(), Spread.of(all).most(), 6);
    out.open("div", "class", "charts wide");
    model.byHardware().forEach((hardware, networks) -> {
      out.open("figure").element("figcaption", hardware);
      List<LineChart.Series> series = new ArrayList<>();
      for (Network network : networks) {
        List<LineChart.Point> points = times.stream()
            .map(time -> point(
                time,
                network.accuracy(model.main(), time),
                true,
                network.title() + ", " + new Quantity(time, Unit.SECOND).text()))
            .toList();
        series.add(new LineChart.Series(model.sizes().get(network.nodes()), points, false));
      }
      new LineChart("Accuracy over simulated time on " + hardware, across, up, series, true)
          .draw(out);
      out.closeLine();
    });
    out.close().closeLine();
  }

  private void byClass() {
    out.open("section", "id", "classes").element("h2", CLASSES_TITLE);
    out.paragraph("note", classesNote(model));
    classes(model).html(out);
    out.closeLine();
  }

  static String classesNote(ExperimentModel model) {
    return "Accuracy of " + model.main().title()
        + (model.readOften() ? ", at the time that is best over all classes," : "")
        + " on the images of each class; mean over splits and seeds.";
  }

  /** Accuracies of what the experiment is about, a column for each class that was seen. */
  static FigureTable classes(ExperimentModel model) {
    List<Integer> classes = IntStream.range(
            0, model.networks().get(0).best(model.main()).byClass().length)
        .filter(label -> model.networks().stream()
            .anyMatch(network -> !Double.isNaN(onClass(model.main(), network, label))))
        .boxed()
        .toList();
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    model
        .byHardware()
        .forEach((hardware, networks) -> groups.put(
            hardware,
            networks.stream()
                .map(network -> new FigureTable.Row(
                    List.of(network.title()),
                    classes.stream()
                        .map(label ->
                            Quantity.percent(onClass(model.main(), network, label), Double.NaN))
                        .toList()))
                .toList()));
    return new FigureTable(
        List.of("network"),
        classes.stream().map(c -> new Heading("class", String.valueOf(c))).toList(),
        FigureTable.groups(groups));
  }

  private static double onClass(Kind kind, Network network, int label) {
    return network.mean(result -> {
      double[] byClass =
          result.best(kind.features(), kind.readout()).orElseThrow().byClass();
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
