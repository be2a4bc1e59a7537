package org.crosslearn.crossbar.update;

/** A device takes whole pulses; a rule asks for real numbers. */
public enum PulseRounding {
  /** Half up in magnitude; requests below half a pulse vanish (MLP+NeuroSim V3.0). */
  NEAREST,
  /** Up with probability equal to the fraction, so that the mean is right (DNN+NeuroSim V2.1, aihwkit). */
  STOCHASTIC,
  /** No rounding: switches the effect of whole pulses off. */
  FRACTIONAL
}
