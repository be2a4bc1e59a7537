package org.crosslearn.hw.technology;

/**
 * The delay of a signal through successive gates, each seeing the slope that the one before made.
 *
 * <p>Horowitz's approximation (M. A. Horowitz, "Timing models for MOS circuits", Stanford, 1984)
 * with switching threshold and input-slope factor of one half, as in CACTI and DNN+NeuroSim: {@code
 * t = tau sqrt(ln(0.5)^2 + 0.5 / (ramp tau))}, next ramp {@code 0.5 / t}.
 */
public final class SignalPath {
  /** A slope so steep that it is a step, per second. */
  private static final double STEP = 1e20;

  private static final double LN_HALF_SQUARED = Math.log(0.5) * Math.log(0.5);

  private double rampPerSecond = STEP;
  private double seconds;

  /** A signal that arrives as a step. */
  public SignalPath() {}

  /** A signal that arrives with a slope, swings of the supply per second. */
  public static SignalPath ofRamp(double perSecond) {
    SignalPath path = new SignalPath();
    path.rampPerSecond = perSecond;
    return path;
  }

  /**
   * Sends the signal through one more stage.
   *
   * @param timeConstantSeconds resistance of the driver times what it drives
   * @return delay of this stage alone, seconds
   */
  public double stage(double timeConstantSeconds) {
    double delay = timeConstantSeconds
        * Math.sqrt(LN_HALF_SQUARED + 0.5 / (rampPerSecond * timeConstantSeconds));
    rampPerSecond = 0.5 / delay;
    seconds += delay;
    return delay;
  }

  /** Delay of a single stage behind a step, seconds. */
  public static double stepDelaySeconds(double timeConstantSeconds) {
    return new SignalPath().stage(timeConstantSeconds);
  }

  /** Delay of all stages so far, seconds. */
  public double seconds() {
    return seconds;
  }
}
