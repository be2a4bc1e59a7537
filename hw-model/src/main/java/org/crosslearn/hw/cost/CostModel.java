package org.crosslearn.hw.cost;

import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.workload.OpGraph;

/** Prices what ran. */
public final class CostModel {
  private CostModel() {}

  /**
   * Builds the chip that the two graphs need (transposed read-out only for matrices that are read
   * transposed, weight-gradient units only where gradients are accumulated) and prices them on it.
   *
   * @param training one training step
   * @param inference one batch of inference
   */
  public static HardwareCost price(
      ChipSpec chip, ArraySpec array, CellSpec cell, OpGraph training, OpGraph inference) {
    throw new UnsupportedOperationException("not built yet");
  }
}
