package org.crosslearn.reports.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.crosslearn.algorithms.experiment.Experiment;
import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;
import org.crosslearn.hw.yaml.YamlText;
import org.crosslearn.reports.bounds.Aim;
import org.crosslearn.reports.bounds.ExperimentBoundParser;

/**
 * Reads the calibration of a study. A candidate is the study with some values changed, read like the
 * study itself, so that nothing can be tried that could not be written.
 *
 * <pre>{@code
 * calibration:
 *   maximise: accuracy of weights after 300 ms     # in the language of bounds, or
 *   match: [accuracy of weights at nodes=5 = 71.7 %, edges up = 29 %]
 *   random: 40                                     # candidates drawn from the space
 *   climb: 80                                      # neighbours tried after them, at most
 *   seed: 1                                        # of the draws
 *   space:                                         # paths inside experiment, values in their order
 *     dynamics.threshold: [0.3, 0.5, 0.8]
 *     dynamics.stdp.pairing: [nearest, all-to-all]
 * }</pre>
 */
final class CalibrationReader {
  static final String KEY = "calibration";

  private static final String EXPERIMENT = "experiment";
  static final String SPACE = "space";
  private static final String MAXIMISE = "maximise";
  private static final String MATCH = "match";

  /** They say what the figure is measured with: between different ones it cannot be compared. */
  private static final List<String> MEASURE = List.of(
      "kind", "nodes", "digits", "first-image", "learned", "images", "references", "splits");

  private final YamlDocument document;
  private final Experiment written;
  private final Function<YamlDocument, Experiment> reader;

  /**
   * @param document the study, calibration included
   * @param written its experiment
   * @param reader of the experiment in the document with other values in it
   */
  CalibrationReader(
      YamlDocument document, Experiment written, Function<YamlDocument, Experiment> reader) {
    this.document = document;
    this.written = written;
    this.reader = reader;
  }

  /** How long to search. */
  private record Budget(int random, int climb, long seed) {
    Budget {
      InvalidValue.requireRange("random", random, 0, 100_000);
      InvalidValue.requireRange("climb", climb, 0, 100_000);
    }
  }

  /**
   * @return null if the study has none
   */
  Calibration calibration(ExperimentBoundParser figures) {
    if (!document.has(KEY)) {
      return null;
    }
    YamlDocument entry = document.at(KEY);
    Budget budget = entry.without(SPACE, MAXIMISE, MATCH).as(Budget.class);
    return new Calibration(
        aims(entry, figures),
        budget.random(),
        budget.climb(),
        budget.seed(),
        space(entry.at(SPACE)));
  }

  private static List<Aim> aims(YamlDocument entry, ExperimentBoundParser figures) {
    if (entry.has(MAXIMISE) == entry.has(MATCH)) {
      throw entry.error(
          "must have one of maximise and match, found " + (entry.has(MATCH) ? "both" : "neither"));
    }
    if (entry.has(MAXIMISE)) {
      return List.of(aim(entry.at(MAXIMISE), text -> new Aim(figures.parseFigure(text), null)));
    }
    List<YamlDocument> sentences = entry.at(MATCH).items();
    if (sentences.isEmpty()) {
      throw entry.at(MATCH).error("must hold at least one figure and its target, found none");
    }
    return sentences.stream().map(sentence -> aim(sentence, figures::parseAim)).toList();
  }

  private static Aim aim(YamlDocument sentence, Function<String, Aim> parser) {
    Aim aim;
    try {
      aim = parser.apply(sentence.text());
    } catch (IllegalArgumentException e) {
      throw sentence.error(e.getMessage());
    }
    if (aim.figure().kind().priced()) {
      throw sentence.error("must be an accuracy or a part of the edges, found " + sentence.text()
          + ": what hardware does is not recorded during a search");
    }
    return aim;
  }

  private Space space(YamlDocument space) {
    if (space.keys().isEmpty()) {
      throw space.keyError("must hold at least one key of the experiment and its values, as in"
          + " dynamics.threshold: [0.5, 0.8]; found none");
    }
    List<YamlDocument> lists = space.keys().stream().map(space::at).toList();
    List<List<String>> paths = new ArrayList<>();
    List<Space.Axis> axes = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int a = 0; a < lists.size(); a++) {
      String key = space.keys().get(a);
      paths.add(path(key, lists.get(a)));
      axes.add(new Space.Axis(
          key, lists.get(a).items().stream().map(CalibrationReader::single).toList()));
      places.add(writtenPlace(key, paths.get(a), lists.get(a)));
    }
    return new Space(axes, new Candidate(places), candidate -> {
      YamlDocument changed = document;
      for (int a = 0; a < lists.size(); a++) {
        YamlDocument list = lists.get(a);
        changed = changed.with(paths.get(a), list, list.items().get(candidate.place(a)));
      }
      return reader.apply(changed);
    });
  }

  private static String single(YamlDocument item) {
    if (item.isList() || item.isMapping()) {
      throw item.error("must be a single value; give the keys inside it lists of their own, as in"
          + " dynamics.stdp.potentiation: [0.01, 0.1]");
    }
    return item.text();
  }

  private static List<String> path(String key, YamlDocument list) {
    List<String> path = new ArrayList<>(List.of(EXPERIMENT));
    for (String step : key.split("\\.", -1)) {
      if (step.isEmpty()) {
        throw list.keyError("is no path: a key between its dots is empty");
      }
      path.add(step);
    }
    if (MEASURE.contains(path.get(1))) {
      throw list.keyError(
          "cannot be searched for: it says what the figure is measured with, so that"
              + " figures of different values are nothing to compare");
    }
    return path;
  }

  /** Where the experiment as it is stands in a list; every other value is read once, too. */
  private int writtenPlace(String key, List<String> path, YamlDocument list) {
    List<YamlDocument> items = list.items();
    if (items.size() < 2) {
      throw list.error("must hold at least two values, found "
          + (items.isEmpty() ? "none" : "only " + items.get(0).text()));
    }
    List<Optional<Experiment>> experiments = new ArrayList<>();
    for (YamlDocument item : items) {
      Optional<Experiment> experiment = alone(path, list, item);
      if (experiment.isPresent() && experiments.contains(experiment)) {
        throw item.error(
            "is the same as " + items.get(experiments.indexOf(experiment)).text());
      }
      experiments.add(experiment);
    }
    int place = experiments.indexOf(Optional.of(written));
    if (place < 0) {
      throw list.error("must hold the value that the search starts from, the experiment's "
          + writtenValue(path) + ", found "
          + String.join(", ", items.stream().map(YamlDocument::text).toList()));
    }
    return place;
  }

  /** With one value changed; empty if that value does not go together with the others. */
  private Optional<Experiment> alone(List<String> path, YamlDocument list, YamlDocument item) {
    try {
      return Optional.of(reader.apply(document.with(path, list, item)));
    } catch (YamlError e) {
      if (e.getCause() instanceof InvalidValue) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Also where the experiment leaves the key to its default. */
  private String writtenValue(List<String> path) {
    YamlDocument value = YamlDocument.parse(YamlText.of((Record) written), document.sourceName());
    for (String step : path.subList(1, path.size())) {
      value = value.at(step);
    }
    return value.text();
  }
}
