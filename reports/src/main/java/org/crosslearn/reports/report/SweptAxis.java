package org.crosslearn.reports.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.crosslearn.reports.report.Axis.Tick;

/**
 * The values of a sweep along an axis: to scale where they are numbers and their labels do not run
 * into each other, logarithmic where they span much; else side by side in equal steps.
 *
 * @param positions where on the axis each value lies, in the order of the sweep
 */
record SweptAxis(Axis axis, List<Double> positions) {
  private static final double PIXELS = Plot.CHART_WIDTH;

  /** Between labels, so that they are read as two. */
  private static final double GAP_PIXELS = 6;

  private static final double LEAST_LOGARITHMIC_SPAN = 8;

  /** Room for half a label beyond the outermost values, of the axis. */
  private static final double MARGIN = 0.08;

  SweptAxis {
    positions = List.copyOf(positions);
  }

  static SweptAxis of(String label, List<String> values) {
    String shownLabel = Plot.fit(label, PIXELS);
    if (!values.stream().allMatch(SweptAxis::isNumber)) {
      return inSteps(
          shownLabel, values, IntStream.range(0, values.size()).boxed().toList());
    }
    List<Double> numbers = values.stream().map(Double::valueOf).toList();
    double least = numbers.stream().min(Comparator.naturalOrder()).orElseThrow();
    double most = numbers.stream().max(Comparator.naturalOrder()).orElseThrow();
    SweptAxis toScale = least > 0 && most / least >= LEAST_LOGARITHMIC_SPAN
        ? logarithmic(shownLabel, values, numbers, least, most)
        : linear(shownLabel, values, numbers, least, most);
    if (toScale.isReadable()) {
      return toScale;
    }
    List<Double> ranked = numbers.stream().sorted().toList();
    return inSteps(
        Plot.fit(label + ", in equal steps", PIXELS),
        values,
        numbers.stream().map(ranked::indexOf).toList());
  }

  private static SweptAxis linear(
      String label, List<String> values, List<Double> numbers, double least, double most) {
    double margin = MARGIN * (most - least);
    return new SweptAxis(
        new Axis(label, least - margin, most + margin, false, ticks(values, numbers)), numbers);
  }

  private static SweptAxis logarithmic(
      String label, List<String> values, List<Double> numbers, double least, double most) {
    double margin = Math.pow(most / least, MARGIN);
    return new SweptAxis(
        new Axis(label, least / margin, most * margin, true, ticks(values, numbers)), numbers);
  }

  private static SweptAxis inSteps(String label, List<String> values, List<Integer> ranks) {
    List<Double> positions = ranks.stream().map(Integer::doubleValue).toList();
    double room = PIXELS / values.size() - GAP_PIXELS;
    List<String> labels = values.stream().map(value -> Plot.fit(value, room)).toList();
    return new SweptAxis(
        new Axis(label, -0.5, values.size() - 0.5, false, ticks(labels, positions)), positions);
  }

  private static List<Tick> ticks(List<String> labels, List<Double> positions) {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      ticks.add(new Tick(positions.get(i), labels.get(i)));
    }
    ticks.sort(Comparator.comparingDouble(Tick::value));
    return ticks;
  }

  private boolean isReadable() {
    double end = Double.NEGATIVE_INFINITY;
    for (Tick tick : axis.ticks()) {
      double middle = axis.position(tick.value()) * PIXELS;
      double half = Plot.textWidth(tick.label()) / 2;
      if (middle - half < end + GAP_PIXELS) {
        return false;
      }
      end = middle + half;
    }
    return true;
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(new BigDecimal(text).doubleValue());
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
