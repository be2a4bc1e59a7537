package org.crosslearn.crossbar.converter;

import java.util.Optional;
import org.crosslearn.hw.array.LineDrive;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Input quantisation. Each entry is divided by a full scale, rounded to a whole number of steps in
 * sign and magnitude, and applied in one or more pulses, of negative voltage for negative entries.
 * Entries beyond the full scale saturate. Digital outer products take the same rounded entries.
 *
 * @param bits of the magnitude
 * @param pulses that an entry becomes; bit-serial if left out
 * @param bitsPerPulse for {@code multi-level}
 * @param range where the full scale comes from; {@code max-abs} if left out
 * @param fullScale for {@code fixed}: the magnitude that the highest code stands for
 * @param percentile for {@code calibrated}: of the magnitudes of what is not zero, 99.9 if
 *     left out
 * @param every for {@code calibrated}: calibrated anew on each such read of the matrix in a
 *     direction; 0, or left out, for the first alone
 * @param rounding between two codes; to the nearest if left out
 * @param errors of the pulses; none if left out
 */
public record DacSpec(
    int bits,
    Optional<Pulses> pulses,
    Integer bitsPerPulse,
    Optional<Range> range,
    Double fullScale,
    Double percentile,
    Integer every,
    Optional<Rounding> rounding,
    Errors errors) {
  /** Pulses of one entry. */
  public enum Pulses {
    /** A pulse for each bit, there or not. */
    BIT_SERIAL,
    /** A pulse for each digit to the base of {@code 2^bits-per-pulse}, of that many voltages. */
    MULTI_LEVEL,
    /** One pulse, as long as the entry is large. */
    PULSE_WIDTH
  }

  /** Full-scale policy. */
  public enum Range {
    /** The largest magnitude of each vector (aihwkit's noise management ABS_MAX). */
    MAX_ABS,
    /** A number. */
    FIXED,
    /** A percentile of the magnitudes of an earlier read. */
    CALIBRATED
  }

  /** From numbers to codes. */
  public enum Rounding {
    /** The nearest code. */
    NEAREST,
    /**
     * One of the two codes around, right in the mean; drawn for each read. The outer product with a
     * signal takes what its latest read drew.
     */
    STOCHASTIC
  }

  /**
   * What is wrong with pulses that have levels or lengths, as fractions of the highest. Each is off at
   * 0, and 0 where it is left out. A line without a pulse stays without.
   *
   * @param integralNonlinearity a bow, a parabola that is 0 at no and at the full level; its height is
   *     this times a Gaussian, drawn once for each line
   * @param noise rms, of each pulse
   */
  public record Errors(Double integralNonlinearity, Double noise) {
    public static final Errors NONE = new Errors(null, null);

    public Errors {
      integralNonlinearity =
          integralNonlinearity == null ? Double.valueOf(0) : integralNonlinearity;
      noise = noise == null ? Double.valueOf(0) : noise;
      InvalidValue.requireRange("integral-nonlinearity", integralNonlinearity, 0, 1);
      InvalidValue.requireRange("noise", noise, 0, 1);
    }

    /** Whether any is on. */
    public boolean any() {
      return integralNonlinearity > 0 || noise > 0;
    }
  }

  public DacSpec {
    InvalidValue.requireRange("bits", bits, 1, 16);
    Pulses kind = pulses == null ? Pulses.BIT_SERIAL : pulses.orElse(Pulses.BIT_SERIAL);
    Range policy = range == null ? Range.MAX_ABS : range.orElse(Range.MAX_ABS);
    pulses = Optional.of(kind);
    range = Optional.of(policy);
    rounding = Optional.of(rounding == null ? Rounding.NEAREST : rounding.orElse(Rounding.NEAREST));
    errors = errors == null ? Errors.NONE : errors;
    if (kind == Pulses.MULTI_LEVEL) {
      InvalidValue.require(
          bitsPerPulse != null && bitsPerPulse >= 1 && bitsPerPulse <= Math.min(bits, 8),
          "bits-per-pulse",
          bitsPerPulse == null ? "nothing" : bitsPerPulse,
          "a whole number from 1 to " + Math.min(bits, 8));
    }
    InvalidValue.requireOnlyFor(
        kind == Pulses.MULTI_LEVEL, "bits-per-pulse", bitsPerPulse, "the pulses multi-level");
    InvalidValue.requireOnlyFor(policy == Range.FIXED, "full-scale", fullScale, "the range fixed");
    InvalidValue.requireOnlyFor(
        policy == Range.CALIBRATED, "percentile", percentile, "the range calibrated");
    InvalidValue.requireOnlyFor(policy == Range.CALIBRATED, "every", every, "the range calibrated");
    InvalidValue.require(
        policy != Range.FIXED || fullScale != null && fullScale > 0 && fullScale <= Float.MAX_VALUE,
        "full-scale",
        fullScale == null ? "nothing" : fullScale,
        "a number above 0");
    Calibration.requireAllowed(percentile, 0, every);
    InvalidValue.require(
        kind != Pulses.BIT_SERIAL || !errors.any(),
        "errors",
        "errors of levels",
        "left out with bit-serial pulses, which are there or not");
  }

  /** Bit-serial, each vector scaled by its largest magnitude, rounded to the nearest. */
  public DacSpec(int bits) {
    this(bits, Optional.empty(), null, Optional.empty(), null, null, null, Optional.empty(), null);
  }

  /** The same with digits of so many bits. */
  public DacSpec multiLevel(int bitsOfPulse) {
    return with(Pulses.MULTI_LEVEL, bitsOfPulse);
  }

  /** The same with pulses of other lengths. */
  public DacSpec pulseWidth() {
    return with(Pulses.PULSE_WIDTH, null);
  }

  private DacSpec with(Pulses kind, Integer bitsOfPulse) {
    return new DacSpec(
        bits,
        Optional.of(kind),
        bitsOfPulse,
        range,
        fullScale,
        percentile,
        every,
        rounding,
        errors);
  }

  /** The same with a fixed full scale. */
  public DacSpec fixed(double scale) {
    return new DacSpec(
        bits, pulses, bitsPerPulse, Optional.of(Range.FIXED), scale, null, null, rounding, errors);
  }

  /** The same, calibrated. */
  public DacSpec calibrated(double toPercentile, int everyReads) {
    return new DacSpec(
        bits,
        pulses,
        bitsPerPulse,
        Optional.of(Range.CALIBRATED),
        null,
        toPercentile,
        everyReads,
        rounding,
        errors);
  }

  /** The same with another rounding. */
  public DacSpec with(Rounding other) {
    return new DacSpec(
        bits,
        pulses,
        bitsPerPulse,
        range,
        fullScale,
        percentile,
        every,
        Optional.of(other),
        errors);
  }

  /** The same with other errors. */
  public DacSpec with(Errors others) {
    return new DacSpec(
        bits, pulses, bitsPerPulse, range, fullScale, percentile, every, rounding, others);
  }

  /** How the pulses are put on the lines. */
  public LineDrive drive() {
    return switch (pulses.orElseThrow()) {
      case BIT_SERIAL -> new LineDrive.BitSerial();
      case MULTI_LEVEL -> new LineDrive.MultiLevel(bitsPerPulse);
      case PULSE_WIDTH -> new LineDrive.PulseWidth();
    };
  }

  /** The code of the full scale. */
  public int highestCode() {
    return (1 << bits) - 1;
  }

  /** Bits of a code that one pulse carries. */
  public int digitBits() {
    return switch (pulses.orElseThrow()) {
      case BIT_SERIAL -> 1;
      case MULTI_LEVEL -> bitsPerPulse;
      case PULSE_WIDTH -> bits;
    };
  }

  Calibration calibration() {
    return Calibration.of(percentile, every);
  }
}
