package org.crosslearn.crossbar.converter;

import java.util.Optional;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Column quantisation: one conversion per column, row tile and input pulse. Signal and reference
 * columns are converted each on their own, and subtracted as codes. Every column of every tile has a
 * converter of its own, whose errors are drawn once; that columns share a converter in time concerns
 * the cost alone.
 *
 * <p>Currents beyond the range saturate. A current of {@code I} lies {@code (I - lowest) / (highest -
 * lowest) * (2^bits - 1)} codes (LSB) above the lowest.
 *
 * @param bits resolution
 * @param range what the lowest and highest code stand for
 * @param percentile for {@code calibrated} and {@code per-column}: the highest code stands for this
 *     percentile of the partial sums, the lowest for that as far from the other end; 99.9 if
 *     left out
 * @param every for {@code calibrated} and {@code per-column}: calibrated anew on each such read of
 *     the matrix in a direction; 0, or left out, for the first alone
 * @param lowest for {@code fixed}: fraction of the largest partial sum that the tile could have
 * @param highest for {@code fixed}: likewise
 * @param rounding between two codes; to the nearest if left out
 * @param errors of the converters; none if left out
 */
public record AdcSpec(
    int bits,
    Range range,
    Double percentile,
    Integer every,
    Double lowest,
    Double highest,
    Optional<Rounding> rounding,
    Errors errors) {
  /** Above it, tables of all thresholds of all converters become too large. */
  private static final int MOST_BITS_OF_TABLES = 12;

  /** Full-scale policy. */
  public enum Range {
    /**
     * From no current (with negative inputs: from the negative of the largest) to every line of the
     * tile at the largest conductance.
     */
    FULL,
    /**
     * From no current (with negative inputs: from the negative of the largest) to what all cells of
     * a column can change, {@code lines * (largest - smallest conductance)}: the full scale of
     * MLP+NeuroSim (Chen, Peng, Yu, IEEE TCAD 37(12):3067, 2018).
     */
    SWING,
    /**
     * From the smallest to the largest partial sum of the read, as DNN+NeuroSim's training wrapper
     * does; stands for a converter whose references were calibrated to the layer.
     */
    DYNAMIC,
    /** Between two percentiles of the partial sums of a tile in an earlier read. */
    CALIBRATED,
    /** As calibrated, for each column of a tile on its own. */
    PER_COLUMN,
    /** Between two fractions of the largest possible partial sum. */
    FIXED,
    /**
     * No range: columns are read exactly, and only the chip has converters of so many bits. A quirk,
     * there to reproduce: DNN+NeuroSim V2.1 trains so and converts when it evaluates, if it is told to,
     * so that the bill is of other hardware than what learned.
     */
    EXACT;

    /** Whether it is taken from the currents of an earlier read. */
    public boolean isCalibrated() {
      return this == CALIBRATED || this == PER_COLUMN;
    }
  }

  /** From currents to codes. */
  public enum Rounding {
    /** The nearest code. */
    NEAREST,
    /** The code below, as MLP+NeuroSim does. */
    TRUNCATE,
    /** One of the two codes around, right in the mean. */
    STOCHASTIC
  }

  /**
   * What is wrong with converters. Each is off at 0, and 0 where it is left out.
   *
   * @param integralNonlinearity LSB; a bow of the thresholds, a parabola that is 0 at the first and
   *     the last. Its height is this times a Gaussian, drawn for each converter.
   * @param differentialNonlinearity LSB rms; independent Gaussian errors of the widths of all codes
   *     but the two outer ones. Thresholds are their running sum, turned so that the first and the
   *     last stay where they are.
   * @param offset LSB rms between converters
   * @param gain rms between converters, as a fraction
   * @param noise LSB rms, of each conversion
   */
  public record Errors(
      Double integralNonlinearity,
      Double differentialNonlinearity,
      Double offset,
      Double gain,
      Double noise) {
    private static final int MOST_LSB = 100;

    public static final Errors NONE = new Errors(null, null, null, null, null);

    public Errors {
      integralNonlinearity = orZero(integralNonlinearity);
      differentialNonlinearity = orZero(differentialNonlinearity);
      offset = orZero(offset);
      gain = orZero(gain);
      noise = orZero(noise);
      InvalidValue.requireRange("integral-nonlinearity", integralNonlinearity, 0, MOST_LSB);
      InvalidValue.requireRange("differential-nonlinearity", differentialNonlinearity, 0, MOST_LSB);
      InvalidValue.requireRange("offset", offset, 0, MOST_LSB);
      InvalidValue.requireRange("gain", gain, 0, 1);
      InvalidValue.requireRange("noise", noise, 0, MOST_LSB);
    }

    private static Double orZero(Double value) {
      return value == null ? Double.valueOf(0) : value;
    }

    boolean bendThresholds() {
      return integralNonlinearity > 0 || differentialNonlinearity > 0;
    }

    boolean any() {
      return bendThresholds() || offset > 0 || gain > 0 || noise > 0;
    }
  }

  public AdcSpec {
    InvalidValue.requireRange("bits", bits, 1, 16);
    InvalidValue.require(
        range != null,
        "range",
        "nothing",
        "full, swing, dynamic, calibrated, per-column, fixed or exact");
    InvalidValue.requireOnlyFor(
        range.isCalibrated(), "percentile", percentile, "the range calibrated and per-column");
    InvalidValue.requireOnlyFor(
        range.isCalibrated(), "every", every, "the range calibrated and per-column");
    InvalidValue.requireOnlyFor(range == Range.FIXED, "lowest", lowest, "the range fixed");
    InvalidValue.requireOnlyFor(range == Range.FIXED, "highest", highest, "the range fixed");
    Calibration.requireAllowed(percentile, 50, every);
    if (range == Range.FIXED) {
      requireFraction("lowest", lowest);
      requireFraction("highest", highest);
      InvalidValue.require(
          lowest < highest, "highest", highest, "above lowest, which is " + lowest);
    }
    InvalidValue.require(
        range != Range.EXACT
            || rounding == null
            || rounding.isEmpty()
            || rounding.get() == Rounding.NEAREST,
        "rounding",
        rounding,
        "left out with the range exact, which rounds nothing");
    rounding = Optional.of(rounding == null ? Rounding.NEAREST : rounding.orElse(Rounding.NEAREST));
    errors = errors == null ? Errors.NONE : errors;
    InvalidValue.require(
        range != Range.EXACT || !errors.any(),
        "errors",
        "errors",
        "left out with the range exact, whose converters do not act");
    InvalidValue.require(
        !errors.bendThresholds() || bits <= MOST_BITS_OF_TABLES,
        "bits",
        bits,
        "at most " + MOST_BITS_OF_TABLES
            + " with a nonlinearity, for which every converter keeps all its thresholds");
  }

  private static void requireFraction(String key, Double value) {
    InvalidValue.require(
        value != null && value >= -1 && value <= 1,
        key,
        value == null ? "nothing" : value,
        "a fraction of the largest partial sum, from -1 to 1");
  }

  /** Converters without errors that round to the nearest code, of a range that takes no more keys. */
  public AdcSpec(int bits, Range range) {
    this(bits, range, null, null, null, null, Optional.empty(), null);
  }

  /** Converters calibrated to percentiles: all of a tile together, or each column. */
  public static AdcSpec calibrated(int bits, Range range, double percentile, int every) {
    return new AdcSpec(bits, range, percentile, every, null, null, Optional.empty(), null);
  }

  /** Converters of a fixed range. */
  public static AdcSpec fixed(int bits, double lowest, double highest) {
    return new AdcSpec(bits, Range.FIXED, null, null, lowest, highest, Optional.empty(), null);
  }

  /** The same with another rounding. */
  public AdcSpec with(Rounding other) {
    return new AdcSpec(bits, range, percentile, every, lowest, highest, Optional.of(other), errors);
  }

  /** The same with other errors. */
  public AdcSpec with(Errors others) {
    return new AdcSpec(bits, range, percentile, every, lowest, highest, rounding, others);
  }

  int highestCode() {
    return (1 << bits) - 1;
  }

  Calibration calibration() {
    return Calibration.of(percentile, every);
  }
}
