package org.crosslearn.reports.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A physical quantity that people read: three significant digits and a prefix.
 *
 * @param value in the unit; NaN where there is no such figure, shown as a dash
 */
public record Quantity(double value, Unit unit) {

  /** What a figure without a value looks like. */
  static final String NONE = "–";

  /** Units that figures are kept in: of the SI, and per square millimetre where chips are compared. */
  public enum Unit {
    JOULE("J", 3),
    SECOND("s", 3),
    WATT("W", 3),
    SQUARE_METER("m²", 6),
    OPERATIONS_PER_SECOND("OPS", 3),
    /** Operations per second and watt, which is per joule. */
    OPERATIONS_PER_JOULE("OPS/W", 3),
    OPERATIONS_PER_SECOND_AND_SQUARE_MILLIMETER("OPS/mm²", 3),
    SECOND_SQUARE_MILLIMETER("s·mm²", 3),
    PER_SECOND("/s", 3),
    PER_SECOND_AND_SQUARE_MILLIMETER("/s/mm²", 3),
    SIEMENS("S", 3),
    COUNT("", 3);

    private static final int LEAST = -6;
    private static final int MOST = 4;
    private static final String[] PREFIXES = {"a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T"};

    private final String symbol;
    private final int digitsPerPrefix;

    Unit(String symbol, int digitsPerPrefix) {
      this.symbol = symbol;
      this.digitsPerPrefix = digitsPerPrefix;
    }

    /** The prefixed unit in which {@code value} reads best. */
    Scale scaleFor(double value) {
      int exponent =
          value == 0 ? 0 : rounded(value).precision() - rounded(value).scale() - 1;
      if (this == SQUARE_METER) {
        return areaScale(exponent);
      }
      int step = Math.floorDiv(exponent, digitsPerPrefix);
      return scale(Math.min(MOST, Math.max(LEAST, step)));
    }

    /** Chips are compared in square millimetres, so anything from 0.001 mm² on stays in them. */
    private Scale areaScale(int exponent) {
      return scale(exponent >= -9 ? -1 : exponent >= -15 ? -2 : -3);
    }

    private Scale scale(int step) {
      return new Scale(step * digitsPerPrefix, PREFIXES[step - LEAST] + symbol);
    }
  }

  /**
   * A prefixed unit.
   *
   * @param exponent power of ten of the base unit, e.g. -9 for nJ and -6 for mm²
   * @param symbol e.g. {@code "nJ"}
   */
  record Scale(int exponent, String symbol) {}

  /** E.g. {@code "1.23 nJ"}, {@code "45.0 µs"}, {@code "0.310 mm²"}. */
  public String text() {
    if (Double.isNaN(value)) {
      return NONE;
    }
    if (Double.isInfinite(value)) {
      return (value < 0 ? "-∞ " : "∞ ") + unit.symbol;
    }
    if (value == 0) {
      return ("0 " + unit.symbol).stripTrailing();
    }
    Scale scale = unit.scaleFor(value);
    BigDecimal scaled = rounded(value).movePointLeft(scale.exponent());
    int decimals = Math.max(0, 3 - (scaled.precision() - scaled.scale()));
    return scaled.setScale(Math.min(decimals, 4), RoundingMode.HALF_EVEN).toPlainString()
        + (scale.symbol().isEmpty() ? "" : " " + scale.symbol());
  }

  /** Like {@link #text()} without trailing zeros, for tick labels: {@code "200 pJ"}. */
  String brief() {
    Scale scale = unit.scaleFor(value);
    return rounded(value).movePointLeft(scale.exponent()).stripTrailingZeros().toPlainString()
        + " "
        + scale.symbol();
  }

  /** A number of things, or a mean of such numbers with one decimal. */
  static String count(double number) {
    return Double.isNaN(number)
        ? NONE
        : String.format(Locale.ROOT, number == Math.rint(number) ? "%.0f" : "%.1f", number);
  }

  /** A fraction, e.g. {@code "91.25 ± 0.40 %"}, without the deviation where that is not a number. */
  static String percent(double mean, double deviation) {
    if (Double.isNaN(mean)) {
      return NONE;
    }
    return Double.isNaN(deviation)
        ? String.format(Locale.ROOT, "%.2f %%", 100 * mean)
        : String.format(Locale.ROOT, "%.2f ± %.2f %%", 100 * mean, 100 * deviation);
  }

  /** A readable text in the characters that every terminal has. */
  public static String ascii(String text) {
    return text.replace("µ", "u")
        .replace("²", "2")
        .replace("±", "+-")
        .replace("×", "x")
        .replace("·", " ")
        .replace(NONE, "-");
  }

  /** Rounding comes before the choice of prefix: 999.7 nJ is 1.00 µJ and never 1000 nJ. */
  private static BigDecimal rounded(double value) {
    return new BigDecimal(value).round(new MathContext(3));
  }
}
