package org.crosslearn.reports.report;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import org.crosslearn.reports.report.Quantity.Unit;

/**
 * How a figure is spread over seeds.
 *
 * @param count figures seen
 * @param mean NaN if there are none
 * @param deviation sample standard deviation, with {@code count - 1} in the denominator; NaN below
 *     two figures
 */
record Spread(int count, double mean, double deviation, double least, double most) {

  /** E.g. {@code "12.3 ± 1.2 µJ"}, without the deviation below two figures. */
  String text(Unit unit) {
    String text = new Quantity(mean, unit).text();
    if (!Double.isFinite(mean) || Double.isNaN(deviation)) {
      return text;
    }
    int space = text.indexOf(' ');
    String number = space < 0 ? text : text.substring(0, space);
    int decimals = number.contains(".") ? number.length() - number.indexOf('.') - 1 : 0;
    double shown =
        new BigDecimal(deviation).movePointLeft(unit.scaleFor(mean).exponent()).doubleValue();
    return number
        + String.format(Locale.ROOT, " ± %." + decimals + "f", shown)
        + (space < 0 ? "" : text.substring(space));
  }

  /** Numbers of things: {@code "3.3 ± 0.6"}, without the deviation below two figures. */
  String counts() {
    return Quantity.count(mean)
        + (Double.isNaN(deviation) ? "" : String.format(Locale.ROOT, " ± %.1f", deviation));
  }

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
