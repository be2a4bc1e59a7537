package org.crosslearn.crossbar.device;

import org.crosslearn.crossbar.random.RandomStream;

/** A {@link StepLaw} with the variation of the cells that follow it. */
interface StepResponse {

  /**
   * State after a train of pulses, not yet limited to the cell's range.
   *
   * @param cell index in the array
   * @param state before, normalised to the cell's range
   * @param raised whether the pulses potentiate, which says how large a step is
   * @param steps that the state moves, above 0 upwards; not whole where steps vary, and against the
   *     direction of the pulses where steps are noisier than large
   * @param noise for laws that are random themselves
   */
  double after(int cell, double state, boolean raised, double steps, RandomStream noise);
}
