package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.Technology;

/** Units that weigh the conversions of successive input bits by powers of two and add them up. */
public final class ShiftAdders implements Block {
  private final int units;
  private final Adders adders;
  private final FlipFlops registers;
  private final double loadFarads;
  private final double areaSquareMeters;

  /**
   * @param units conversions handled at the same time
   * @param bits of a conversion
   * @param pulses conversions that make up one result
   */
  public ShiftAdders(
      Technology technology, double clockHertz, int units, int bits, int pulses, Side side) {
    this.units = units;
    this.adders = new Adders(technology, bits, units, side);
    this.registers = new FlipFlops(technology, clockHertz, (bits + pulses) * units, side);
    LogicGate inverter = LogicGate.inverter(technology);
    this.loadFarads = inverter.outputFarads();
    Side.Extent add = adders.extent();
    Side.Extent keep = registers.extent();
    if (side.imposesHeight()) {
      double glue = inverter.widthMeters() + LogicGate.nand(technology, 2).widthMeters();
      this.areaSquareMeters = Math.max(add.heightMeters(), keep.heightMeters())
          * (add.widthMeters() + glue + keep.widthMeters());
    } else {
      this.areaSquareMeters = Math.max(add.widthMeters(), keep.widthMeters())
          * (add.heightMeters() + inverter.heightMeters() + keep.heightMeters());
    }
  }

  @Override
  public double areaSquareMeters() {
    return areaSquareMeters;
  }

  @Override
  public double leakageWatts() {
    return adders.leakageWatts() + registers.leakageWatts();
  }

  /** One shift and add. */
  public double latencySeconds() {
    return adders.latencySeconds(loadFarads) + registers.latencySeconds();
  }

  /** One shift and add in each of {@code active} units; all registers are clocked. */
  public double energyJoules(double active) {
    double all = registers.energyJoules(Double.MAX_VALUE);
    double none = registers.energyJoules(0);
    return adders.energyJoules(active) + none + (all - none) * active / units;
  }
}
