package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.crosslearn.reports.report.ExperimentModel.Network;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.report.SummaryTable.Heading;
import org.crosslearn.reports.run.ExperimentResult.Cost;

/** What the classification of one image costs on hardware that is priced. */
final class ExperimentCostSection {
  static final String TITLE = "Energy and time of a classification";

  private ExperimentCostSection() {}

  static void write(Markup out, ExperimentModel model) {
    Map<String, List<Network>> priced = priced(model);
    if (priced.isEmpty()) {
      return;
    }
    out.open("section", "id", "cost").element("h2", TITLE);
    out.paragraph("note", billed(model));
    out.paragraph(
        "note",
        "Of one image: every spike reads a row of its array and inserts signals into delay lines; where"
            + " it is learned from, the recurrent weights are written anew before, and every pair of an"
            + " arrival and a spike changes one cell; the features are read out once, at the end of the"
            + " simulated time, and the vote compares them with all references. The latency is that of the chip, which need not wait for the simulated time. The vote,"
            + " digital arithmetic over all references, is told apart from the network."
            + (learns(priced) ? " What came before is told per image that was learned from." : ""));
    table(model).html(out);
    if (model.sizes().size() > 1) {
      charts(out, model, priced);
    }
    out.closeLine();
  }

  /** Which simulated time is paid for, where anything is. */
  static String billed(ExperimentModel model) {
    return "Billed are " + simulated(model) + " of simulated time"
        + (model.readOften() ? ", all of it, even where the features are best before" : "")
        + "; the accuracy at the end is that of " + model.main().title()
        + (model.readOften() ? " at the last reading." : ".");
  }

  /** The same for all networks of a study. */
  private static String simulated(ExperimentModel model) {
    Network some = priced(model).values().iterator().next().get(0);
    return text(some, Unit.SECOND, Cost::seconds);
  }

  private static void charts(Markup out, ExperimentModel model, Map<String, List<Network>> priced) {
    new Legend(List.of(
            new Legend.Entry("with the vote", new SeriesStyle(0), Legend.Kind.CURVE),
            new Legend.Entry("network alone", new SeriesStyle(1), Legend.Kind.CURVE)))
        .draw(out);
    String where = " of " + simulated(model) + " simulated, on ";
    out.open("div", "class", "charts wide");
    priced.forEach((hardware, networks) -> {
      chart(
          out,
          "Energy per classification" + where + hardware,
          Unit.JOULE,
          networks,
          Cost::energyJoules,
          ExperimentCostSection::networkJoules);
      chart(
          out,
          "Latency per classification" + where + hardware,
          Unit.SECOND,
          networks,
          Cost::latencySeconds,
          Cost::networkLatencySeconds);
    });
    out.closeLine();
  }

  private static void chart(
      Markup out,
      String title,
      Unit unit,
      List<Network> networks,
      ToDoubleFunction<Cost> whole,
      ToDoubleFunction<Cost> alone) {
    double[] values = networks.stream()
        .flatMapToDouble(network -> DoubleStream.of(mean(network, whole), mean(network, alone)))
        .toArray();
    Spread all = Spread.of(values);
    Axis across =
        Axis.sizes("Recurrent nodes", networks.stream().map(Network::nodes).toList());
    Axis up = Axis.logarithmic("", unit, all.least(), all.most());
    out.open("figure").element("figcaption", title);
    new LineChart(
            title,
            across,
            up,
            List.of(series(0, unit, networks, whole), series(1, unit, networks, alone)),
            true)
        .draw(out);
    out.closeLine();
  }

  private static LineChart.Series series(
      int style, Unit unit, List<Network> networks, ToDoubleFunction<Cost> figure) {
    return new LineChart.Series(
        new SeriesStyle(style),
        networks.stream()
            .map(network -> {
              double value = mean(network, figure);
              return new LineChart.Point(
                  network.nodes(),
                  value,
                  value,
                  value,
                  network.title() + ": " + new Quantity(value, unit).text());
            })
            .toList(),
        false);
  }

  private static Map<String, List<Network>> priced(ExperimentModel model) {
    Map<String, List<Network>> priced = new LinkedHashMap<>();
    model.byHardware().forEach((hardware, networks) -> {
      if (networks.get(0).priced()) {
        priced.put(hardware, networks);
      }
    });
    return priced;
  }

  /** One row per network; no groups where nothing is priced. */
  static FigureTable table(ExperimentModel model) {
    Map<String, List<Network>> priced = priced(model);
    Set<String> parts = new TreeSet<>();
    priced
        .values()
        .forEach(networks -> networks.forEach(
            network -> parts.addAll(network.first().cost().networkJoules().keySet())));
    List<Double> times = model.experiment().readingSeconds();
    double last = times.get(times.size() - 1);
    Map<String, List<FigureTable.Row>> groups = new LinkedHashMap<>();
    priced.forEach((hardware, networks) -> {
      List<FigureTable.Row> rows = new ArrayList<>();
      for (Network network : networks) {
        List<String> cells = new ArrayList<>();
        cells.add(text(network, Unit.SECOND, Cost::seconds));
        Spread accuracy = network.accuracy(model.main(), last);
        cells.add(Quantity.percent(accuracy.mean(), accuracy.deviation()));
        for (String part : parts) {
          cells.add(
              text(network, Unit.JOULE, cost -> cost.networkJoules().getOrDefault(part, 0.0)));
        }
        cells.add(text(network, Unit.JOULE, cost -> cost.energyJoules() - networkJoules(cost)));
        cells.add(text(network, Unit.JOULE, Cost::energyJoules));
        cells.add(text(network, Unit.SECOND, Cost::networkLatencySeconds));
        cells.add(text(network, Unit.SECOND, Cost::latencySeconds));
        cells.add(text(network, Unit.SQUARE_METER, Cost::areaSquareMeters));
        if (learns(priced)) {
          cells.add(text(network, Unit.JOULE, cost -> cost.learning().energyJoules()));
          cells.add(text(network, Unit.SECOND, cost -> cost.learning().latencySeconds()));
        }
        rows.add(new FigureTable.Row(List.of(network.title()), cells));
      }
      groups.put(hardware, rows);
    });
    List<Heading> headings = new ArrayList<>();
    headings.add(new Heading("billed", "simulated time"));
    headings.add(new Heading("accuracy", "at the end"));
    parts.forEach(part -> headings.add(new Heading("energy", part)));
    headings.add(new Heading("energy", "vote"));
    headings.add(new Heading("energy", "all"));
    headings.add(new Heading("latency", "network"));
    headings.add(new Heading("latency", "all"));
    headings.add(new Heading("chip", "area"));
    if (learns(priced)) {
      headings.add(new Heading("learning from one image", "energy"));
      headings.add(new Heading("learning from one image", "latency"));
    }
    return new FigureTable(List.of("network"), headings, FigureTable.groups(groups));
  }

  /** All networks of a study do, or none. */
  private static boolean learns(Map<String, List<Network>> priced) {
    return priced.values().stream()
        .flatMap(List::stream)
        .anyMatch(network -> network.first().cost().learning() != null);
  }

  private static double networkJoules(Cost cost) {
    return cost.networkJoules().values().stream().mapToDouble(joules -> joules).sum();
  }

  private static double mean(Network network, ToDoubleFunction<Cost> figure) {
    return network.mean(result -> figure.applyAsDouble(result.cost()));
  }

  private static String text(Network network, Unit unit, ToDoubleFunction<Cost> figure) {
    return new Quantity(mean(network, figure), unit).text();
  }
}
