package org.crosslearn.reports.report;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How two figures compare.
 *
 * @param value the one by the other; NaN where one of them is missing
 */
record Ratio(double value) {

  static Ratio of(double figure, double reference) {
    return new Ratio(figure / reference);
  }

  /** E.g. {@code "0.812 ×"}, with three significant digits. */
  String text() {
    if (!Double.isFinite(value)) {
      return Quantity.NONE;
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    int decimals = Math.max(0, 3 - (rounded.precision() - rounded.scale()));
    return rounded.setScale(decimals > 2 && value >= 0.995 ? 2 : decimals).toPlainString() + " ×";
  }
}
