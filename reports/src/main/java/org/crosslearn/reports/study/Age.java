package org.crosslearn.reports.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time for which a trained network is left alone, written as a number and a unit: {@code 30 days}. */
public record Age(double seconds) {
  private static final Pattern TEXT =
      Pattern.compile("((?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)\\s*([a-z]+)");

  /** Seconds of a unit; a year is that of Julius, 365.25 days. */
  private static final Map<String, Double> UNITS = units();

  private static Map<String, Double> units() {
    Map<String, Double> units = new LinkedHashMap<>();
    units.put("s", 1.0);
    units.put("min", 60.0);
    units.put("h", 3600.0);
    units.put("day", 86_400.0);
    units.put("year", 365.25 * 86_400);
    return units;
  }

  /**
   * @throws IllegalArgumentException saying what is allowed
   */
  public static Age parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (matcher.matches()) {
      String unit = matcher.group(2).replaceFirst("^(day|year)s$", "$1");
      double seconds = Double.parseDouble(matcher.group(1)) * UNITS.getOrDefault(unit, Double.NaN);
      if (seconds > 0 && seconds < Double.POSITIVE_INFINITY) {
        return new Age(seconds);
      }
    }
    throw new IllegalArgumentException(
        "must be a time above 0 in s, min, h, days or years, such as 1 day, found " + text);
  }

  /** As {@link #toString} but with {@code d} and {@code y}, for where there is little room. */
  public String brief() {
    return toString().replaceFirst("days?$", "d").replaceFirst("years?$", "y");
  }

  /** In the largest unit of which it is at least one. */
  @Override
  public String toString() {
    String unit = "s";
    for (Map.Entry<String, Double> candidate : UNITS.entrySet()) {
      if (seconds >= candidate.getValue()) {
        unit = candidate.getKey();
      }
    }
    String number = new BigDecimal(seconds / UNITS.get(unit))
        .round(new MathContext(4))
        .stripTrailingZeros()
        .toPlainString();
    boolean many = unit.length() > 2 && !unit.equals("min") && !number.equals("1");
    return number + " " + unit + (many ? "s" : "");
  }
}
