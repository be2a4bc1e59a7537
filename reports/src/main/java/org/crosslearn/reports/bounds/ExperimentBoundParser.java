package org.crosslearn.reports.bounds;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosslearn.algorithms.experiment.Experiment;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.reports.bounds.ExperimentFigure.Kind;

/**
 * The language of bounds on experiments and of targets for their calibration, one sentence each:
 *
 * <pre>{@code
 * target     = figure { place } "=" NUMBER unit
 * bound      = figure { place } comparison limit
 * figure     = "accuracy" "of" FEATURES [ "by" READOUT ]
 *            | "edges" ( "up" | "down" | "turned-inhibitory" | "unchanged" )
 *            | "energy" | "latency" | "area"           (of the classification of one image)
 * place      = "at" "nodes=" NUMBER                    (left out: every size of network)
 *            | "on" HARDWARE                           (left out: every hardware)
 *            | "after" NUMBER ( "ms" | "s" )           (weights and edges; left out: the best time)
 * comparison = ">=" | "<=" | ">" | "<"
 * limit      = NUMBER [ unit ] | NUMBER "x" FEATURES   (accuracy of those, at the same place)
 * unit       = "%" | pJ nJ uJ mJ J | ns us ms s | um2 mm2 m2
 * }</pre>
 *
 * <p>All are means over seeds and splits.
 *
 * <pre>{@code
 * accuracy of weights at nodes=200 after 300 ms >= 94 %
 * accuracy of weights at nodes=200 >= 1 x projection
 * edges turned-inhibitory at nodes=200 <= 30 %
 * energy at nodes=50 on rram <= 20 uJ
 * }</pre>
 */
public final class ExperimentBoundParser {
  private static final String NODES = "nodes=";
  private static final Map<String, Double> TIMES = Map.of("ms", 1e-3, "s", 1.0);

  private final Experiment experiment;
  private final List<String> hardware;
  private final List<String> priced;

  /**
   * @param hardware names of the study's hardware
   * @param priced those of them that have a chip
   */
  public ExperimentBoundParser(Experiment experiment, List<String> hardware, List<String> priced) {
    this.experiment = experiment;
    this.hardware = List.copyOf(hardware);
    this.priced = List.copyOf(priced);
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with the sentence
   */
  public ExperimentBound parse(String text) {
    return new Sentence(text).bound();
  }

  /**
   * What stands before the comparison, alone.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public ExperimentFigure parseFigure(String text) {
    return new Sentence(text).onlyFigure();
  }

  /**
   * A figure and its target.
   *
   * @throws IllegalArgumentException saying what is wrong with the sentence
   */
  public Aim parseAim(String text) {
    return new Sentence(text).aim();
  }

  private final class Sentence {
    private final String text;
    private final Words words;
    private Integer nodes;
    private String place;
    private Double seconds;

    Sentence(String text) {
      this.text = text;
      words = new Words(text, text);
    }

    ExperimentFigure onlyFigure() {
      ExperimentFigure figure = figure(text);
      if (!words.isEmpty()) {
        throw new IllegalArgumentException(
            "expected at nodes=…, on or after, found " + words.take());
      }
      return figure;
    }

    Aim aim() {
      ExperimentFigure figure = figure(text.replaceFirst("\\s=\\s.*", ""));
      if (!words.accept("=")) {
        throw new IllegalArgumentException(
            "expected at nodes=…, on, after or =, found " + words.found());
      }
      double number = number(words.take());
      double target = number * factor(figure.kind(), words.isEmpty() ? "" : words.take());
      requireEnd("target");
      return new Aim(figure, target);
    }

    private ExperimentFigure figure(String name) {
      Kind kind = kind();
      String features = null;
      String readout = null;
      if (kind == Kind.ACCURACY) {
        require("of");
        features = known("features", words.take(), experiment.features());
        readout = words.accept("by")
            ? known("readout", words.take(), experiment.readouts())
            : experiment.readouts().get(0);
      }
      while (place()) {
        // Each may stand once, in any order.
      }
      requireSense(kind, features);
      return new ExperimentFigure(
          name,
          kind,
          features,
          readout,
          seconds,
          nodes == null ? experiment.nodes() : List.of(nodes),
          subjects(kind));
    }

    ExperimentBound bound() {
      ExperimentFigure figure = figure(text);
      Bound.Comparison comparison =
          words.comparison("expected at nodes=…, on, after, or one of >=, <=, >, <");
      double number = number(words.take());
      String unit = "";
      String reference = null;
      if (words.accept("x")) {
        if (figure.kind() != Kind.ACCURACY) {
          throw new IllegalArgumentException(
              "only an accuracy can be a multiple of another, found " + text);
        }
        reference = known("features", words.take(), experiment.features());
      } else {
        unit = words.isEmpty() ? "" : words.take();
      }
      requireEnd("limit");
      return new ExperimentBound(
          text,
          figure,
          comparison,
          reference == null ? number * factor(figure.kind(), unit) : number,
          unit,
          reference);
    }

    private Kind kind() {
      String word = words.take();
      String whole = word.equals("edges") && !words.isEmpty() ? word + "-" + words.take() : word;
      List<String> known = Arrays.stream(Kind.values()).map(Words::of).toList();
      int index = known.indexOf(whole);
      if (index < 0) {
        throw new IllegalArgumentException("there is no figure " + whole.replaceFirst("-", " ")
            + ". A bound begins with accuracy of FEATURES, edges up, edges down, edges"
            + " turned-inhibitory, edges unchanged, energy, latency or area.");
      }
      return Kind.values()[index];
    }

    private boolean place() {
      if (words.accept("at")) {
        String word = words.take();
        requireOnce(nodes == null, "at");
        List<String> sizes =
            experiment.nodes().stream().map(size -> NODES + size).toList();
        nodes = experiment.nodes().get(sizes.indexOf(known("size", word, sizes)));
        return true;
      }
      if (words.accept("on")) {
        requireOnce(place == null, "on");
        place = known("hardware", words.take(), hardware);
        return true;
      }
      if (words.accept("after")) {
        requireOnce(seconds == null, "after");
        seconds = time();
        return true;
      }
      return false;
    }

    private double time() {
      String number = words.take();
      String unit = words.take();
      if (!TIMES.containsKey(unit)) {
        throw new IllegalArgumentException("a time is in ms or s, found " + number + " " + unit);
      }
      double wanted = number(number) * TIMES.get(unit);
      return experiment.readingSeconds().stream()
          .filter(time -> Math.abs(time - wanted) < 1e-9)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("nothing is read after " + number + " "
              + unit + " but after "
              + experiment.readingSeconds().stream()
                  .map(time -> String.format(Locale.ROOT, "%.6g ms", 1e3 * time))
                  .map(time -> time.replaceFirst("\\.0+ ", " "))
                  .collect(Collectors.joining(", "))));
    }

    private double number(String word) {
      try {
        return Double.parseDouble(word);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("expected a number, found " + word, e);
      }
    }

    private double factor(Kind kind, String unit) {
      Double factor = kind.metric.unitsInSi().get(unit);
      if (factor == null) {
        throw new IllegalArgumentException("the unit of " + Words.of(kind).replaceFirst("-", " ")
            + " is one of " + kind.metric.unitNames() + ", found "
            + (unit.isEmpty() ? "none" : unit));
      }
      return factor;
    }

    private void requireSense(Kind kind, String features) {
      if (kind.ofEdges() && !experiment.plastic()) {
        throw new IllegalArgumentException(
            "no weights change in " + experiment.kind() + ", found " + text);
      }
      boolean timed = kind.ofEdges() || experiment.features().get(0).equals(features);
      if (seconds != null && !timed) {
        throw new IllegalArgumentException(
            "after speaks of " + experiment.features().get(0) + " and edges, found " + text);
      }
    }

    private List<String> subjects(Kind kind) {
      if (!kind.priced()) {
        return place == null ? hardware : List.of(place);
      }
      if (place != null && !priced.contains(place)) {
        throw new IllegalArgumentException(
            place + " has no chip, so there is no " + Words.of(kind) + " of it");
      }
      if (priced.isEmpty()) {
        throw new IllegalArgumentException(
            "no hardware of the study has a chip, so there is no " + Words.of(kind));
      }
      return place == null ? priced : List.of(place);
    }

    private void requireEnd(String last) {
      if (!words.isEmpty()) {
        throw new IllegalArgumentException(
            "nothing may follow the " + last + ", found " + words.take());
      }
    }

    private void requireOnce(boolean first, String word) {
      if (!first) {
        throw new IllegalArgumentException(word + " stands twice, found " + text);
      }
    }

    private void require(String word) {
      if (!words.accept(word)) {
        throw new IllegalArgumentException("expected " + word + ", found " + words.found());
      }
    }
  }

  private static String known(String kind, String word, Collection<String> words) {
    if (!words.contains(word)) {
      throw new IllegalArgumentException(
          "there is no " + kind + " " + word + "." + Suggestions.didYouMean(word, words));
    }
    return word;
  }
}
