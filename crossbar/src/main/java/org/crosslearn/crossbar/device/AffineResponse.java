package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;

/** Cells that are all alike, whose pulse trains are affine maps of the state. */
record AffineResponse(PulseCurve potentiation, PulseCurve depression) implements StepResponse {
  @Override
  public double after(int cell, double state, double pulses, RandomStream noise) {
    return (pulses > 0 ? potentiation : depression).after(state, pulses);
  }
}
