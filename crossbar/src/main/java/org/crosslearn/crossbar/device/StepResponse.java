package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;

/** A {@link StepLaw} with the variation of the cells that follow it. */
public interface StepResponse {

  /**
   * State after a train of pulses, not yet limited to the cell's range.
   *
   * @param cell index in the array
   * @param state before, normalised to the cell's range
   * @param pulses above 0 potentiate, below 0 depress; not whole where steps vary
   * @param noise for laws that are random themselves
   */
  double after(int cell, double state, double pulses, RandomStream noise);
}
