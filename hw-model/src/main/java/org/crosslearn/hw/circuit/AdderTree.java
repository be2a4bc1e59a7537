package org.crosslearn.hw.circuit;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.technology.Technology;

/**
 * Trees of adders that sum several inputs; words grow by one bit per stage.
 *
 * <p>Deviation: an input without a partner passes to the next stage. The published tree loses it, so
 * that nine inputs get seven adders; here n inputs always take n - 1.
 */
public final class AdderTree implements Block {
  private final Technology technology;
  private final int bits;
  private final List<Integer> addersOfStage;
  private final Adders bank;

  /**
   * @param inputs numbers that one tree sums; 1 needs no tree
   * @param bits of an input
   */
  public AdderTree(Technology technology, int inputs, int bits, int trees, Side side) {
    this.technology = technology;
    this.bits = bits;
    this.addersOfStage = new ArrayList<>();
    int bitsOfTree = 0;
    for (int left = inputs; left > 1; left -= left / 2) {
      bitsOfTree += (left / 2) * (bits + addersOfStage.size());
      addersOfStage.add(left / 2);
    }
    this.bank = new Adders(technology, bitsOfTree, bitsOfTree == 0 ? 0 : trees, side);
  }

  @Override
  public double areaSquareMeters() {
    return bank.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return bank.leakageWatts();
  }

  /** From the inputs to the sum of one tree. */
  public double latencySeconds() {
    double seconds = 0;
    for (int stage = 0; stage < addersOfStage.size(); stage++) {
      seconds += Adders.latencySeconds(technology, bits + stage, 0);
    }
    return seconds;
  }

  /** {@code sums} complete sums, each by one tree. */
  public double energyJoules(double sums) {
    double joules = 0;
    for (int stage = 0; stage < addersOfStage.size(); stage++) {
      joules += new Adders(technology, bits + stage, 1, Side.free())
          .energyJoules(sums * addersOfStage.get(stage));
    }
    return joules;
  }

  /** Width of the sum, bits. */
  public int sumBits() {
    return bits + addersOfStage.size();
  }
}
