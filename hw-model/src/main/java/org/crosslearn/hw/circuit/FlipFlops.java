package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.Technology;

/** A bank of D flip-flops, each twelve minimum inverters wide. */
public final class FlipFlops implements Block {
  static final int INVERTER_WIDTHS = 12;

  private final Technology technology;
  private final LogicGate inverter;
  private final double clockHertz;
  private final int count;
  private final Side.Extent extent;

  public FlipFlops(Technology technology, double clockHertz, int count, Side side) {
    this.technology = technology;
    this.inverter = LogicGate.inverter(technology);
    this.clockHertz = clockHertz;
    this.count = count;
    this.extent =
        side.arrange(count, INVERTER_WIDTHS * inverter.widthMeters(), inverter.heightMeters());
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
    return 8 * count * inverter.leakageWatts();
  }

  /** Half a clock period: the data is stable before the edge. */
  public double latencySeconds() {
    return 1 / (2 * clockHertz);
  }

  /**
   * One clock edge.
   *
   * @param changing flip-flops whose data changes, at most all of them
   */
  public double energyJoules(double changing) {
    double gates = technology.gateFarads(technology.minNmosMeters())
        + technology.gateFarads(technology.minPmosMeters());
    double clocked = 4 * (inverter.inputFarads() + inverter.outputFarads()) + 2 * gates;
    double toggled = 2 * inverter.inputFarads() + 6 * inverter.outputFarads();
    return technology.switchingJoules(count * clocked + Math.min(changing, count) * toggled);
  }
}
