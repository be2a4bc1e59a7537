package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/** A bank of magnitude comparators: four inverters, four NAND2 and three NAND3 per bit. */
public final class Comparators implements Block {
  private final Technology technology;
  private final int bits;
  private final int count;
  private final LogicGate inverter;
  private final LogicGate nand2;
  private final LogicGate nand3;

  public Comparators(Technology technology, int bits, int count) {
    this.technology = technology;
    this.bits = bits;
    this.count = count;
    this.inverter = LogicGate.inverter(technology);
    this.nand2 = LogicGate.nand(technology, 2);
    this.nand3 =
        LogicGate.nand(technology, 3, 3 * technology.minNmosMeters(), technology.minPmosMeters());
  }

  @Override
  public double areaSquareMeters() {
    return (double) bits
        * count
        * (4 * inverter.areaSquareMeters()
            + 4 * nand2.areaSquareMeters()
            + 3 * nand3.areaSquareMeters());
  }

  @Override
  public double leakageWatts() {
    return (double) bits
        * count
        * (4 * inverter.leakageWatts() + 4 * nand2.leakageWatts() + 3 * nand3.leakageWatts());
  }

  /** One comparison, driving {@code loadFarads}. */
  public double latencySeconds(double loadFarads) {
    double down = 2 * technology.nmosOhm(2 * technology.minNmosMeters());
    double up = technology.pmosOhm(technology.minPmosMeters());
    double first = down * (nand2.outputFarads() + nand3.inputFarads());
    double second = up * (nand3.outputFarads() + nand2.inputFarads());
    SignalPath path = new SignalPath();
    path.stage(first);
    path.stage(second);
    double perBit = path.stage(first) + path.stage(second);
    path.stage(first);
    path.stage(up * (nand3.outputFarads() + loadFarads));
    return path.seconds() + perBit * (Math.max(0, bits - 2) - 1);
  }

  /** {@code operations} comparisons, each by one comparator. */
  public double energyJoules(double operations) {
    double perBit = 4 * (inverter.inputFarads() + inverter.outputFarads())
        + 4 * (nand2.inputFarads() + nand2.outputFarads())
        + 3 * (nand3.inputFarads() + nand3.outputFarads());
    return operations * bits * technology.switchingJoules(perBit);
  }
}
