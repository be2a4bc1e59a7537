package org.crosslearn.hw.silicon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosslearn.hw.silicon.PublishedSilicon.Point;

/** A published figure and what the model says. */
record Comparison(PublishedSilicon chip, Point point, Figure figure, double silicon, double model) {

  static List<Comparison> all(List<PublishedSilicon> chips) {
    List<Comparison> all = new ArrayList<>();
    for (PublishedSilicon chip : chips) {
      for (Point point : chip.points()) {
        Modelled modelled = new Modelled(point);
        point
            .figures()
            .forEach((figure, silicon) ->
                all.add(new Comparison(chip, point, figure, silicon, modelled.of(figure))));
      }
    }
    return all;
  }

  /** Model over silicon. */
  double ratio() {
    return model / silicon;
  }

  /** How far they are apart, at least 1, whichever is larger. */
  double factor() {
    return Math.max(ratio(), 1 / ratio());
  }

  /** The geometric mean of the ratios of each chip, and of these the middle one. */
  static double median(List<Comparison> some) {
    Map<PublishedSilicon, Double> logarithms = some.stream()
        .collect(Collectors.groupingBy(
            Comparison::chip, Collectors.averagingDouble(c -> Math.log(c.ratio()))));
    List<Double> sorted = logarithms.values().stream().sorted().toList();
    int half = sorted.size() / 2;
    return Math.exp(
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
  }

  static Comparison lowest(List<Comparison> some) {
    return some.stream().min(Comparator.comparingDouble(Comparison::ratio)).orElseThrow();
  }

  static Comparison highest(List<Comparison> some) {
    return some.stream().max(Comparator.comparingDouble(Comparison::ratio)).orElseThrow();
  }
}
