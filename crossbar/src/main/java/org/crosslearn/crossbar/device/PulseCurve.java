package org.crosslearn.crossbar.device;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Conductance against pulse number in MLP+NeuroSim's model: with normalised conductance {@code g} in
 * 0..1, pulse number {@code p} of {@code P} and shape {@code a},
 *
 * <pre>  g(p) = (1 - exp(-p / (a P))) / (1 - exp(-1 / a))</pre>
 *
 * so that n further pulses are the affine map {@code g' = B (1 - r) + g r}, {@code r = exp(-n / (a P))},
 * {@code B = 1 / (1 - exp(-1/a))}, with negative n for depression. The shape follows from the
 * nonlinearity label: the largest distance of the curve above the straight line is {@code 0.07
 * sqrt(2)} per unit of label (a closed form that reproduces the published table of 900 labels);
 * negative labels mirror the curve below the line. Label 0 is the straight line {@code g' = g + n / P}.
 */
record PulseCurve(double shape, int levels) {
  private static final double DISTANCE_PER_LABEL = 0.07 * Math.sqrt(2);
  private static final double SMALLEST_LABEL = 1e-3;

  static PulseCurve of(double label, int levels) {
    return new PulseCurve(shape(label), levels);
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

  boolean straight() {
    return Double.isInfinite(shape);
  }

  /** The value B that the curve tends to; below 0 for curves below the straight line. */
  double asymptote() {
    return -1 / Math.expm1(-1 / shape);
  }

  /** Exponent per pulse: {@code r = exp(-n rate)}. */
  double rate() {
    return 1 / (shape * levels);
  }

  /** Conductance after n pulses (negative: depression), not yet clipped to 0..1. */
  double after(double g, double n) {
    if (straight()) {
      return g + n / levels;
    }
    return g + (asymptote() - g) * (1 - Math.exp(-n * rate()));
  }
}
