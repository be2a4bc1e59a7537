package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;

/**
 * Steps one after another, each from where the one before it ended and none beyond the ends of the
 * range; a part of a step is the last. A backward step is as large as a forward one from the same
 * state.
 */
record SteppedResponse(StepSize size) implements StepResponse {

  /** How far one step goes. */
  interface StepSize {
    /**
     * @param state in 0..1
     * @return at least 0
     */
    double at(int cell, double state, boolean raised);
  }

  @Override
  public double after(int cell, double state, boolean raised, double steps, RandomStream noise) {
    double direction = Math.signum(steps);
    double x = limited(state);
    for (double left = Math.abs(steps); left > 0; left--) {
      x = limited(x + direction * Math.min(1, left) * size.at(cell, x, raised));
    }
    return x;
  }

  private static double limited(double state) {
    return Math.max(0, Math.min(1, state));
  }
}
