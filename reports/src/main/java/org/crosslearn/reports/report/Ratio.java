package org.crosslearn.reports.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * How two figures compare.
 *
 * @param value the one by the other; NaN where one of them is missing
 */
record Ratio(double value) {
  private static final double LEAST_DECIMAL = 1e-3;

  static Ratio of(double figure, double reference) {
    return new Ratio(figure / reference);
  }

  /** E.g. {@code "0.812 ×"}, or {@code "4.52e-5 ×"}: three significant digits. */
  String text() {
    if (!Double.isFinite(value)) {
      return Quantity.NONE;
    }
    if (Math.abs(value) < LEAST_DECIMAL && value != 0) {
      return String.format(Locale.ROOT, "%.2e", value).replaceFirst("e([+-])0+", "e$1") + " ×";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    int decimals = Math.max(0, 3 - (rounded.precision() - rounded.scale()));
    return rounded.setScale(decimals).toPlainString() + " ×";
  }
}
