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
    this.addersOfStage = stages(inputs);
    int bitsOfTree = 0;
    for (int stage = 0; stage < addersOfStage.size(); stage++) {
      bitsOfTree += addersOfStage.get(stage) * (bits + stage);
    }
    this.bank = new Adders(technology, bitsOfTree, bitsOfTree == 0 ? 0 : trees, side);
  }

  /** Adders of each stage that sum so many numbers. */
  private static List<Integer> stages(int summed) {
    List<Integer> adders = new ArrayList<>();
    for (int left = summed; left > 1; left -= left / 2) {
      adders.add(left / 2);
    }
    return adders;
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
    return latencySeconds(addersOfStage);
  }

  /** From so many of the inputs to their sum. */
  public double latencySeconds(int summed) {
    return latencySeconds(stages(summed));
  }

  private double latencySeconds(List<Integer> stages) {
    double seconds = 0;
    for (int stage = 0; stage < stages.size(); stage++) {
      seconds += Adders.latencySeconds(technology, bits + stage, 0);
    }
    return seconds;
  }

  /** {@code sums} complete sums, each by one tree. */
  public double energyJoules(double sums) {
    return energyJoules(addersOfStage, sums);
  }

  /** {@code sums} sums of so many of the inputs, each by one tree. */
  public double energyJoules(int summed, double sums) {
    return energyJoules(stages(summed), sums);
  }

  private double energyJoules(List<Integer> stages, double sums) {
    double joules = 0;
    for (int stage = 0; stage < stages.size(); stage++) {
      joules += new Adders(technology, bits + stage, 1, Side.free())
          .energyJoules(sums * stages.get(stage));
    }
    return joules;
  }

  /** Width of the sum, bits. */
  public int sumBits() {
    return bits + addersOfStage.size();
  }
}
