package org.crosslearn.reports.report;

import java.util.Arrays;

/**
 * How a figure is spread over seeds.
 *
 * @param count figures seen
 * @param mean NaN if there are none
 * @param deviation sample standard deviation, with {@code count - 1} in the denominator; NaN below
 *     two figures
 */
record Spread(int count, double mean, double deviation, double least, double most) {

  static Spread of(double... figures) {
    if (figures.length == 0) {
      return new Spread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double mean = Arrays.stream(figures).sum() / figures.length;
    double squares = Arrays.stream(figures).map(f -> (f - mean) * (f - mean)).sum();
    double deviation = figures.length < 2 ? Double.NaN : Math.sqrt(squares / (figures.length - 1));
    return new Spread(
        figures.length,
        mean,
        deviation,
        Arrays.stream(figures).min().getAsDouble(),
        Arrays.stream(figures).max().getAsDouble());
  }
}
