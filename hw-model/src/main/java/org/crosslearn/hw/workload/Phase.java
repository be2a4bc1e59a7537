package org.crosslearn.hw.workload;

/** The part of a training step that an operation serves. Phases group the bill; they change no cost. */
public enum Phase {
  /** Activations travel from the input to the output. */
  FORWARD,
  /** Errors, targets or feedback travel to the layers. */
  ERROR,
  /** Weight gradients are formed and accumulated over the batch. */
  GRADIENT,
  /** Conductances change. */
  UPDATE
}
