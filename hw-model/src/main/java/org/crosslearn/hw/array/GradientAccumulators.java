package org.crosslearn.hw.array;

import org.crosslearn.hw.circuit.Adders;
import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.technology.Technology;

/**
 * A bank of adders that sums the gradients of a batch, so wide that no sum overflows. After the
 * gradient accumulation of DNN+NeuroSim V2.1 (Peng et al., IEEE TCAD 40(11), 2021).
 */
public final class GradientAccumulators implements Block {
  private final int adders;
  private final Adders bank;

  /**
   * @param adders additions at the same time
   * @param gradientBits of one gradient
   * @param batch gradients that are summed
   */
  public GradientAccumulators(Technology technology, int adders, int gradientBits, int batch) {
    this.adders = adders;
    this.bank = new Adders(technology, gradientBits + Decoder.bitsFor(batch), adders, Side.free());
  }

  @Override
  public double areaSquareMeters() {
    return bank.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return bank.leakageWatts();
  }

  /** Adds so many gradients to their sums. */
  public Expense add(double gradients) {
    return Expense.lasting(Math.ceil(gradients / adders) * bank.latencySeconds(0))
        .and(Component.WEIGHT_GRADIENT, bank.energyJoules(gradients));
  }
}
