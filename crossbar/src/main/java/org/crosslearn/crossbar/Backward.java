package org.crosslearn.crossbar;

/** Where errors and weight gradients are computed. */
public enum Backward {
  /** Transposed reads of the arrays and digital products of the resolution of the inputs. */
  HARDWARE,
  /**
   * In software, in floating point, on the weights as the cells hold them: only forward reads and
   * programming are hardware, as in MLP+NeuroSim. Cannot be priced.
   */
  SOFTWARE
}
