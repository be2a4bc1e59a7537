package org.crosslearn.hw.chip;

import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.workload.HardwareOp;

/** What forms weight gradients from activations and errors. */
interface GradientCircuit extends Block {

  /** Width of a gradient that is summed over the batch. */
  int gradientBits();

  /**
   * Forms all gradients of a matrix.
   *
   * @param moves times that gradients go to the store: once per batch or once per sample
   * @param operands where activations and errors wait
   */
  Expense form(
      HardwareOp.GradientAccumulation op, double moves, GradientStore store, BufferCores operands);
}
