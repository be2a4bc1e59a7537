package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/** A bank of ripple-carry adders of nine two-input NANDs per bit. */
public final class Adders implements Block {
  private static final int NANDS_PER_BIT = 9;

  private final Technology technology;
  private final LogicGate nand;
  private final int bits;
  private final int count;
  private final Side.Extent extent;

  public Adders(Technology technology, int bits, int count, Side side) {
    this.technology = technology;
    this.nand = LogicGate.nand(technology, 2);
    this.bits = bits;
    this.count = count;
    double bitWidth = NANDS_PER_BIT * nand.widthMeters();
    this.extent = side.imposesHeight()
        ? side.arrange(count, bitWidth * bits, nand.heightMeters())
        : side.arrange(count, bitWidth, nand.heightMeters() * bits);
  }

  @Override
  public double areaSquareMeters() {
    return extent.areaSquareMeters();
  }

  Side.Extent extent() {
    return extent;
  }

  @Override
  public double leakageWatts() {
    return NANDS_PER_BIT * (double) bits * count * nand.leakageWatts();
  }

  /** From the operands to the last carry, driving {@code loadFarads}. */
  public double latencySeconds(double loadFarads) {
    return latencySeconds(technology, bits, loadFarads);
  }

  static double latencySeconds(Technology technology, int bits, double loadFarads) {
    LogicGate nand = LogicGate.nand(technology, 2);
    double down = 2 * technology.nmosOhm(2 * technology.minNmosMeters());
    double up = technology.pmosOhm(technology.minPmosMeters());
    double out = nand.outputFarads();
    double in = nand.inputFarads();
    SignalPath path = new SignalPath();
    path.stage(down * (out + 3 * in));
    path.stage(up * (out + 2 * in));
    double carry = path.stage(down * (out + 3 * in)) + path.stage(up * (out + 2 * in));
    path.stage(down * (out + 3 * in));
    path.stage(up * (out + in));
    path.stage(down * (out + loadFarads));
    return path.seconds() + carry * (Math.max(0, bits - 2) - 1);
  }

  /** {@code operations} additions, each by one adder. */
  public double energyJoules(double operations) {
    double in = nand.inputFarads();
    double out = nand.outputFarads();
    return operations
        * technology.switchingJoules(14 * in + 7 * out + (bits - 1) * (13 * in + 7 * out));
  }
}
