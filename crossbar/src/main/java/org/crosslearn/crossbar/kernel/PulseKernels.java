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

  /**
   * What a gradient asks of cells: {@code pulses = round(gradient * perGradient)}, halves to even, from
   * {@code state = (1 + weight) / 2}. All providers give the same bits, here and in {@link #approach}.
   *
   * @param gradients 0 beyond the count, so that weights there stay as they are
   * @param perUp for pulses above 0; both factors have the same sign
   * @param perDown for the others
   * @param weights in -1..1, from {@code from} on; here too a whole number of groups
   */
  void request(
      int count,
      float[] gradients,
      float perUp,
      float perDown,
      float[] weights,
      int from,
      float[] pulses,
      float[] states);

  /**
   * Takes weights a step towards states: with {@code C = 1 - 1 / perUnit}, {@code w' = 2 state - 1}
   * within -C..C and {@code d = floor(w - w' + uniform)}, 0 where there are no pulses, the weight becomes
   * {@code w - rate d}, and where d is not 0 plus {@code sigma gaussian}, within -C..C.
   *
   * @param gaussians standard normal numbers; null for no noise
   * @param perUnit steps of the grid from 0 to 1
   * @param weights from {@code from} on, as in {@link #request}
   * @param moved receives the indices, less {@code from}, of the weights whose nearest multiple of
   *     {@code 1 / perUnit} is now another, ascending
   * @return how many those are
   */
  int approach(
      int count,
      float[] pulses,
      float[] states,
      float[] uniforms,
      float[] gaussians,
      float sigma,
      float rate,
      float perUnit,
      float[] weights,
      int from,
      int[] moved);
}
