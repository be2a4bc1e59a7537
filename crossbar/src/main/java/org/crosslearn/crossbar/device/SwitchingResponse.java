package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;

/**
 * Each pulse moves the state by one level or not at all.
 *
 * @param step distance of two levels
 * @param potentiation probability that a pulse switches
 * @param depression likewise
 */
record SwitchingResponse(double step, double potentiation, double depression)
    implements StepResponse {

  /** A part of a pulse switches with that part of the probability. */
  @Override
  public double after(int cell, double state, boolean raised, double steps, RandomStream noise) {
    double probability = raised ? potentiation : depression;
    double room = (steps > 0 ? 1 - state : state) / step;
    int switched = 0;
    // What comes after the end of the range is reached has no effect, and is not drawn.
    for (double left = Math.abs(steps); left > 0 && switched < room; left--) {
      switched += noise.uniform() < probability * Math.min(1, left) ? 1 : 0;
    }
    return state + Math.copySign(switched * step, steps);
  }
}
