package org.crosslearn.crossbar.device;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Conductance against pulse number where each pulse takes the state {@code g} a fixed share of the
 * way to an asymptote {@code B}, so that n pulses are the affine map
 *
 * <pre>  g' = g + (B - g) (1 - r),  r = exp(-n rate)</pre>
 *
 * with negative n for depression along the same curve. A rate of 0 is the straight line {@code g' = g
 * + n step}.
 *
 * @param asymptote B; unused on a straight line
 * @param rate exponent per pulse, negative where the curve leaves its asymptote
 * @param step of a straight line; unused elsewhere
 */
record PulseCurve(double asymptote, double rate, double step) {
  private static final double DISTANCE_PER_LABEL = 0.07 * Math.sqrt(2);
  private static final double SMALLEST_LABEL = 1e-3;

  static PulseCurve straight(double step) {
    return new PulseCurve(0, 0, step);
  }

  /**
   * MLP+NeuroSim's curve from end to end in P pulses, {@code g(p) = (1 - exp(-p / (a P))) / (1 -
   * exp(-1 / a))}.
   *
   * @param shape a, infinite for a straight line
   * @param levels P
   */
  static PulseCurve saturating(double shape, double levels) {
    return Double.isInfinite(shape)
        ? straight(1.0 / levels)
        : new PulseCurve(-1 / Math.expm1(-1 / shape), 1 / (shape * levels), 0);
  }

  /**
   * The curve of a nonlinearity label: its largest distance above the straight line is {@code 0.07
   * sqrt(2)} per unit of label (a closed form that reproduces the published table of 900 labels);
   * negative labels mirror the curve below the line. Label 0 is the straight line.
   */
  static PulseCurve labelled(double label, double levels) {
    return saturating(shape(label), levels);
  }

  /**
   * Upward steps that depend linearly on the state, {@code (1 + slope - 2 slope g) / P}: the middle of
   * the range takes {@code 1 / P}, and n steps compound to an affine map with {@code exp(-rate) = 1 - 2
   * slope / P}.
   *
   * @param slope share by which the step at the upper end is smaller than in the middle, below P / 2
   */
  static PulseCurve linearUp(double slope, double levels) {
    return slope == 0
        ? straight(1 / levels)
        : new PulseCurve((1 + slope) / (2 * slope), -Math.log1p(-2 * slope / levels), 0);
  }

  /** Downward steps, {@code -(1 - slope + 2 slope g) / P}: the mirror image of {@link #linearUp}. */
  static PulseCurve linearDown(double slope, double levels) {
    return slope == 0
        ? straight(1 / levels)
        : new PulseCurve((slope - 1) / (2 * slope), Math.log1p(-2 * slope / levels), 0);
  }

  /** Shape for a label: signed, infinite for a straight line. */
  static double shape(double label) {
    double magnitude = Math.abs(label);
    if (magnitude < SMALLEST_LABEL) {
      return Double.POSITIVE_INFINITY;
    }
    double wanted = DISTANCE_PER_LABEL * magnitude;
    double logShape = new BrentSolver(1e-12)
        .solve(200, log -> bulge(Math.exp(log)) - wanted, Math.log(1e-3), Math.log(2e3));
    return Math.copySign(Math.exp(logShape), label);
  }

  /** Largest height of the curve above the straight line, at {@code x = a ln(B / a)}. */
  private static double bulge(double a) {
    double asymptote = -1 / Math.expm1(-1 / a);
    double x = a * Math.log(asymptote / a);
    return -Math.expm1(-x / a) * asymptote - x;
  }

  boolean isStraight() {
    return rate == 0;
  }

  /** Conductance after n pulses (negative: depression), not yet clipped to 0..1. */
  double after(double g, double n) {
    return isStraight() ? g + n * step : g + (asymptote - g) * -Math.expm1(-n * rate);
  }
}
