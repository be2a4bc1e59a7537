package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;

/**
 * Moves along measured curves: a train starts at the pulse number where the curve has the cell's state
 * and ends so many pulses further on, or at the end of the curve.
 *
 * @param potentiation states in 0..1 after 0, 1, 2 ... pulses, each above the one before
 * @param depression likewise, each below the one before
 */
record MeasuredResponse(double[] potentiation, double[] depression) implements StepResponse {

  @Override
  public double after(int cell, double state, boolean raised, double steps, RandomStream noise) {
    double[] curve = raised ? potentiation : depression;
    // Steps upwards are backwards on the curve that falls.
    double pulses = raised ? steps : -steps;
    return at(curve, position(curve, state) + pulses);
  }

  /** Pulse number at which the curve has a state; its nearest end for states that it never has. */
  private static double position(double[] curve, double state) {
    double sign = curve[0] < curve[1] ? 1 : -1;
    int below = 0;
    int above = curve.length - 1;
    if (sign * state <= sign * curve[below]) {
      return below;
    }
    if (sign * state >= sign * curve[above]) {
      return above;
    }
    while (above - below > 1) {
      int middle = (below + above) / 2;
      if (sign * curve[middle] <= sign * state) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below + (state - curve[below]) / (curve[above] - curve[below]);
  }

  private static double at(double[] curve, double position) {
    double inside = Math.max(0, Math.min(curve.length - 1, position));
    int below = Math.min((int) inside, curve.length - 2);
    return curve[below] + (inside - below) * (curve[below + 1] - curve[below]);
  }
}
