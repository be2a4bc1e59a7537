package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * Pull one bit line of every column of a static memory to ground: three minimum inverters per column.
 */
public final class WriteDrivers implements Block {
  private final Technology technology;
  private final int columns;
  private final LogicGate inverter;
  private final Side.Extent extent;

  public WriteDrivers(Technology technology, int columns, Side side) {
    this.technology = technology;
    this.columns = columns;
    this.inverter = LogicGate.inverter(technology);
    this.extent = side.arrange(columns, inverter.widthMeters(), 3 * inverter.heightMeters());
  }

  @Override
  public double areaSquareMeters() {
    return extent.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return 3 * columns * inverter.leakageWatts();
  }

  /** All columns at the same time. */
  public double latencySeconds(double bitLineFarads, double bitLineOhm) {
    SignalPath path = new SignalPath();
    path.stage(technology.pmosOhm(technology.minPmosMeters())
        * (inverter.outputFarads() + inverter.inputFarads()));
    path.stage(
        technology.nmosOhm(technology.minNmosMeters()) * (bitLineFarads + inverter.outputFarads())
            + bitLineOhm * bitLineFarads / 2);
    return path.seconds();
  }

  /** One column. */
  public double energyJoules() {
    return technology.switchingJoules(inverter.inputFarads() + inverter.outputFarads());
  }
}
