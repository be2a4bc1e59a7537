package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosslearn.algorithms.experiment.Experiment;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.reports.run.ExperimentResult;
import org.crosslearn.reports.run.ExperimentResults;

/**
 * Results as the sections of the page look at them.
 *
 * @param networks in study order: hardware, then size; those without any result are left out
 */
record ExperimentModel(ExperimentResults results, List<Network> networks) {

  /** What is classified, and how. */
  record Kind(String features, String readout) {
    String title() {
      return features + " by " + readout;
    }
  }

  /** One size on one hardware, over the seeds. */
  record Network(int nodes, String hardware, List<ExperimentResult> seeds) {

    /** Accuracy at the time at which it is best, over seeds and splits. */
    Spread accuracy(Kind kind) {
      return spread(result -> result.best(kind.features(), kind.readout()).stream());
    }

    /** Accuracy at one time, over seeds and splits. */
    Spread accuracy(Kind kind, double seconds) {
      return spread(result -> result.readings(kind.features(), kind.readout()).stream()
          .filter(reading -> reading.seconds() == seconds));
    }

    private Spread spread(Function<ExperimentResult, Stream<Reading>> readings) {
      return Spread.of(seeds.stream()
          .flatMap(readings)
          .flatMapToDouble(reading -> Arrays.stream(reading.accuracies()))
          .toArray());
    }

    /** The reading whose time is best, of the first seed. */
    Reading best(Kind kind) {
      return first().best(kind.features(), kind.readout()).orElseThrow();
    }

    double mean(ToDoubleFunction<ExperimentResult> figure) {
      return seeds.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    ExperimentResult first() {
      return seeds.get(0);
    }

    boolean priced() {
      return first().cost() != null;
    }

    String title() {
      return Page.count(nodes, "node");
    }
  }

  static ExperimentModel of(ExperimentResults results) {
    Map<String, List<ExperimentResult>> places = results.results().stream()
        .collect(Collectors.groupingBy(
            result -> result.hardware() + " " + result.nodes(),
            LinkedHashMap::new,
            Collectors.toList()));
    List<Network> networks = new ArrayList<>();
    for (List<ExperimentResult> seeds : places.values()) {
      networks.add(new Network(seeds.get(0).nodes(), seeds.get(0).hardware(), seeds));
    }
    return new ExperimentModel(results, List.copyOf(networks));
  }

  Experiment experiment() {
    return results.study().experiment();
  }

  /** Everything that one readout classifies: first what the experiment is about. */
  List<Kind> kinds(String readout) {
    return experiment().features().stream()
        .map(features -> new Kind(features, readout))
        .toList();
  }

  /** What the experiment is about. */
  Kind main() {
    return kinds(experiment().readouts().get(0)).get(0);
  }

  /** Whether the network's features are read more than once, so that there is a best time. */
  boolean readOften() {
    return experiment().readingSeconds().size() > 1;
  }

  Map<String, List<Network>> byHardware() {
    return networks.stream()
        .collect(Collectors.groupingBy(Network::hardware, LinkedHashMap::new, Collectors.toList()));
  }

  /** Sizes that have results, ascending, with how they are drawn. */
  Map<Integer, SeriesStyle> sizes() {
    Map<Integer, SeriesStyle> sizes = new LinkedHashMap<>();
    networks.stream()
        .map(Network::nodes)
        .distinct()
        .sorted(Comparator.naturalOrder())
        .forEach(nodes -> sizes.put(nodes, new SeriesStyle(sizes.size())));
    return sizes;
  }

  Legend sizeLegend(Legend.Kind kind) {
    return new Legend(sizes().entrySet().stream()
        .map(size -> new Legend.Entry(Page.count(size.getKey(), "node"), size.getValue(), kind))
        .toList());
  }
}
