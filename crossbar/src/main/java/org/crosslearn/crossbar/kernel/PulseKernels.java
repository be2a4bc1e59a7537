package org.crosslearn.crossbar.kernel;

/**
 * What programming pulses do to states, over arrays: index k of every array is one cell, and trains
 * above 0 raise its conductance.
 *
 * <p>All arrays hold a whole number of {@value AnalogKernels#GROUP} cells; what they hold beyond the
 * count is overwritten and means nothing. Providers differ by fused multiply-adds alone, which round
 * once where others round twice.
 */
public interface PulseKernels {

  /**
   * The affine map of a train of n steps, {@code g + n size + (asymptote - g) (1 - exp(-n rate))}.
   *
   * @param asymptote to the nearest float
   * @param rest what the asymptote is beyond that float: depression that starts at the very asymptote
   *     of its curve would never start without it
   * @param rate 0 for steps of equal size
   * @param size 0 where there is a rate
   */
  record Affine(float asymptote, float rest, float rate, float size) {
    public Affine(double asymptote, double rate, double size) {
      this((float) asymptote, (float) (asymptote - (float) asymptote), (float) rate, (float) size);
    }
  }

  /**
   * Steps that a train makes: {@code pulses * scale + sigma sqrt(|pulses|) gaussian}.
   *
   * @param scale steps per pulse; null for 1
   * @param gaussians standard normal numbers; null for no noise
   */
  void steps(
      int count, float[] pulses, float[] scale, float sigma, float[] gaussians, float[] steps);

  /**
   * Moves cells that are all alike. The exponential is within 3e-7 of the true one, relative to
   * {@code 1 - exp(-n rate)}, for exponents of -87..87, beyond which it stays what it is there.
   *
   * @param pulses whose sign is the direction
   * @param steps n; its sign may differ from the pulses' where steps are noisy
   */
  void move(int count, float[] pulses, float[] steps, Affine up, Affine down, float[] states);

  /** Moves cells that each have an affine map of their own; see {@link Affine}. */
  void move(
      int count, float[] steps, float[] asymptotes, float[] rates, float[] sizes, float[] states);

  /**
   * Adds {@code sigma sqrt(|pulses|) gaussian} and limits the states.
   *
   * @param gaussians standard normal numbers; null for no noise
   * @param lowest null for 0
   * @param highest null for 1; null if and only if {@code lowest} is
   */
  void scatter(
      int count,
      float[] pulses,
      float sigma,
      float[] gaussians,
      float[] lowest,
      float[] highest,
      float[] states);
}
