package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * A bank of array multipliers: an AND per pair of bits and a row of full adders per bit but the
 * first.
 *
 * <p>Structure and critical path (along 2n - 2 full adders): Weste and Harris, "CMOS VLSI Design",
 * 4th ed., 2011, section 11.9. Full adders are those of {@link Adders}.
 */
public final class Multipliers implements Block {
  private final Technology technology;
  private final int bits;
  private final int count;
  private final LogicGate nand;
  private final LogicGate inverter;
  private final Adders rows;

  public Multipliers(Technology technology, int bits, int count) {
    this.technology = technology;
    this.bits = bits;
    this.count = count;
    this.nand = LogicGate.nand(technology, 2);
    this.inverter = LogicGate.inverter(technology);
    this.rows = new Adders(technology, bits, count * (bits - 1), Side.free());
  }

  @Override
  public double areaSquareMeters() {
    return rows.areaSquareMeters()
        + (double) count * bits * bits * (nand.areaSquareMeters() + inverter.areaSquareMeters());
  }

  @Override
  public double leakageWatts() {
    return rows.leakageWatts()
        + (double) count * bits * bits * (nand.leakageWatts() + inverter.leakageWatts());
  }

  /** One product. */
  public double latencySeconds() {
    SignalPath and = new SignalPath();
    and.stage(2
        * technology.nmosOhm(2 * technology.minNmosMeters())
        * (nand.outputFarads() + inverter.inputFarads()));
    and.stage(technology.pmosOhm(technology.minPmosMeters())
        * (inverter.outputFarads() + 3 * nand.inputFarads()));
    return and.seconds() + (bits == 1 ? 0 : Adders.latencySeconds(technology, 2 * bits - 2, 0));
  }

  /** {@code operations} products, each by one multiplier. */
  public double energyJoules(double operations) {
    double and =
        nand.inputFarads() + nand.outputFarads() + inverter.inputFarads() + inverter.outputFarads();
    return rows.energyJoules(operations * (bits - 1))
        + operations * bits * bits * technology.switchingJoules(and);
  }
}
