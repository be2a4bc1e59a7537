package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * Pull both bit lines of every column of a static memory to the supply.
 *
 * <p>Deviation: a write recharges the line of every column that was driven (published: of none,
 * because the activity is read before it is set).
 */
public final class Prechargers implements Block {
  private final Technology technology;
  private final int columns;
  private final LogicGate pull;
  private final LogicGate equalise;
  private final Side.Extent extent;

  public Prechargers(Technology technology, int columns, Side side) {
    this.technology = technology;
    this.columns = columns;
    double cell = technology.cellHeightMeters();
    this.pull = LogicGate.inverter(technology, 0, technology.features(6), cell);
    this.equalise = LogicGate.inverter(technology, 0, technology.features(2), cell);
    this.extent =
        side.arrange(columns, Math.max(pull.widthMeters(), equalise.widthMeters()), 3 * cell);
  }

  @Override
  public double areaSquareMeters() {
    return extent.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return columns * pull.leakageWatts();
  }

  /** Both lines of all columns at the same time. */
  public double latencySeconds(double bitLineFarads, double bitLineOhm) {
    return SignalPath.stepDelaySeconds(technology.pmosOhm(technology.features(6))
            * (bitLineFarads + pull.outputFarads() + equalise.outputFarads())
        + bitLineOhm * bitLineFarads / 2);
  }

  /** One column after a read. */
  public double readJoules(double bitLineFarads) {
    return 2 * technology.switchingJoules(bitLineFarads);
  }

  /** One column after a write. */
  public double writeJoules(double bitLineFarads) {
    return technology.switchingJoules(bitLineFarads);
  }
}
