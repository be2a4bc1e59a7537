package org.crosslearn.reports.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.crosslearn.reports.report.Quantity.Scale;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.study.Age;

/**
 * One axis of a chart. Ticks of numbers stand at multiples of 1, 2 or 5 times a power of ten, and a
 * scale of quantities ends at ticks (P. S. Heckbert, "Nice numbers for graph labels", Graphics Gems,
 * 1990).
 *
 * @param label what is shown, with its unit
 * @param ticks ascending; a tick with an empty label is a grid line only
 */
record Axis(String label, double from, double to, boolean logarithmic, List<Tick> ticks) {

  private static final double LEAST_BETWEEN_MARKS = 0.1;

  /** A value with a mark; the label may be empty. */
  record Tick(double value, String label) {}

  Axis {
    ticks = List.copyOf(ticks);
  }

  /** Fractions shown in percent, between 0 and 1, from a tick below to a tick above. */
  static Axis percent(String label, double least, double most, int intervals) {
    double low = 100 * Math.max(0, least);
    double high = 100 * Math.min(1, most);
    if (high - low < 1) {
      // A flat curve must not look like a mountain range of rounding errors.
      low = Math.max(0, Math.min(low - 0.5, 99));
      high = low + 1;
    }
    return linear(label + " (%)", low, high, intervals, -2);
  }

  /** From 0 to a tick above {@code most}; the prefixed unit that suits it is the label. */
  static Axis fromZero(Unit unit, double most, int intervals) {
    Scale scale = unit.scaleFor(most);
    double high =
        most > 0 ? new BigDecimal(most).movePointLeft(scale.exponent()).doubleValue() : 1;
    return linear(scale.symbol(), 0, high, intervals, scale.exponent());
  }

  /** Numbers from 0 to a tick above {@code most}, which is above 0. */
  static Axis number(String label, double most, int intervals) {
    return linear(label, 0, most, intervals, 0);
  }

  /** Numbers from a tick below to a tick above. */
  static Axis range(String label, double least, double most, int intervals) {
    double width = most > least ? most - least : 1;
    return linear(label, least, least + width, intervals, 0);
  }

  /** Whole numbers; ends at {@code first} and {@code last} rather than at ticks. */
  static Axis count(String label, int first, int last, int intervals) {
    int step = niceStep(Math.max(intervals, last - first), intervals).intValueExact();
    List<Tick> ticks = new ArrayList<>();
    ticks.add(new Tick(first, Integer.toString(first)));
    for (int value = (first / step + 1) * step; value <= last; value += step) {
      // The first value always has its label; the next tick waits until there is room.
      if (value - first >= step * 0.5) {
        ticks.add(new Tick(value, Integer.toString(value)));
      }
    }
    return new Axis(label, first, Math.max(last, first + 1), false, ticks);
  }

  /**
   * A quantity on a logarithmic scale, with room on both sides.
   *
   * @param least above 0
   */
  static Axis logarithmic(String label, Unit unit, double least, double most) {
    double low = least / 1.3;
    double high = most * 1.3;
    List<BigDecimal> values = new ArrayList<>();
    int exponent = (int) Math.floor(Math.log10(low));
    for (int power = exponent; power <= Math.log10(high) + 1; power++) {
      for (int mantissa : new int[] {1, 2, 5}) {
        values.add(BigDecimal.valueOf(mantissa).scaleByPowerOfTen(power));
      }
    }
    while (values.size() > 1 && values.get(1).doubleValue() <= low) {
      values.remove(0);
    }
    while (values.size() > 1 && values.get(values.size() - 2).doubleValue() >= high) {
      values.remove(values.size() - 1);
    }
    long decades = values.stream().filter(Axis::isPowerOfTen).count();
    long stride = decades / 6 + 1;
    List<Tick> ticks = new ArrayList<>();
    for (BigDecimal value : values) {
      boolean labelled = decades < 2 || isPowerOfTen(value) && -value.scale() % stride == 0;
      String text = labelled ? new Quantity(value.doubleValue(), unit).brief() : "";
      ticks.add(new Tick(value.doubleValue(), text));
    }
    return new Axis(label, ticks.get(0).value(), ticks.get(ticks.size() - 1).value(), true, ticks);
  }

  /** Ages on a logarithmic scale, with ticks at those given; labels that would touch are left out. */
  static Axis ages(String label, List<Age> ages) {
    return marked(
        label, ages.stream().map(age -> new Tick(age.seconds(), age.brief())).toList());
  }

  /** Numbers of things likewise, ascending. */
  static Axis sizes(String label, List<Integer> sizes) {
    return marked(
        label,
        sizes.stream().map(size -> new Tick(size, Integer.toString(size))).toList());
  }

  private static Axis marked(String label, List<Tick> marks) {
    double first = marks.get(0).value();
    double last = marks.get(marks.size() - 1).value();
    double room = marks.size() == 1 ? 2 : 1;
    List<Tick> ticks = new ArrayList<>();
    Axis axis = new Axis(label, first / room, last * room, true, List.of());
    double labelled = Double.NEGATIVE_INFINITY;
    for (Tick mark : marks) {
      double position = axis.position(mark.value());
      boolean isLast = mark.value() == last;
      boolean fits = position - labelled >= LEAST_BETWEEN_MARKS
          && (isLast || axis.position(last) - position >= LEAST_BETWEEN_MARKS);
      ticks.add(new Tick(mark.value(), fits || isLast ? mark.label() : ""));
      labelled = fits ? position : labelled;
    }
    return new Axis(label, axis.from, axis.to, true, ticks);
  }

  /** Where a value lies: 0 at the start of the axis, 1 at its end. */
  double position(double value) {
    return logarithmic
        ? Math.log(value / from) / Math.log(to / from)
        : (value - from) / (to - from);
  }

  /** Ticks in shown units; a value is the shown number times ten to the {@code exponent}. */
  private static Axis linear(String label, double low, double high, int intervals, int exponent) {
    BigDecimal step = niceStep(high - low, intervals);
    long first = (long) Math.floor(low / step.doubleValue() + 1e-9);
    long last = (long) Math.ceil(high / step.doubleValue() - 1e-9);
    List<Tick> ticks = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      BigDecimal shown = step.multiply(BigDecimal.valueOf(i));
      ticks.add(new Tick(shown.scaleByPowerOfTen(exponent).doubleValue(), shown.toPlainString()));
    }
    return new Axis(label, ticks.get(0).value(), ticks.get(ticks.size() - 1).value(), false, ticks);
  }

  /** The smallest of 1, 2, 5 times a power of ten that needs no more than so many intervals. */
  private static BigDecimal niceStep(double range, int intervals) {
    double raw = range / intervals;
    int power = (int) Math.floor(Math.log10(raw));
    for (int mantissa : new int[] {1, 2, 5}) {
      BigDecimal step = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(power);
      if (step.doubleValue() >= raw * (1 - 1e-9)) {
        return power >= 0 ? step.setScale(0, RoundingMode.UNNECESSARY) : step;
      }
    }
    BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(power + 1);
    return power + 1 >= 0 ? step.setScale(0, RoundingMode.UNNECESSARY) : step;
  }

  private static boolean isPowerOfTen(BigDecimal value) {
    return value.unscaledValue().intValueExact() == 1;
  }
}
