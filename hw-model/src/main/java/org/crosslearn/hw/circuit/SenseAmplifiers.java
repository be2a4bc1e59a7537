package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.Technology;

/**
 * Latching voltage sense amplifiers, one per column.
 *
 * <p>Deviation: the leakage is the supply times the current (published: times the supply once more).
 */
public final class SenseAmplifiers implements Block {
  private static final double SENSED_VOLTS = 0.1;
  private static final int DEVICES_ABREAST = 6;

  private final Technology technology;
  private final double clockHertz;
  private final int columns;
  private final double pitchMeters;
  private final double latchFarads;

  /**
   * @param pitchMeters height of the region in which the devices of one amplifier are drawn side by
   *     side: the distance between columns
   */
  public SenseAmplifiers(
      Technology technology, double clockHertz, int columns, double pitchMeters) {
    this.technology = technology;
    this.clockHertz = clockHertz;
    this.columns = columns;
    this.pitchMeters = pitchMeters;
    this.latchFarads = technology.gateFarads(technology.features(11.25))
        + drain(3.75)
        + drain(7.5)
        + drain(12.5)
        + drain(9);
  }

  private double drain(double widthFeatures) {
    return LogicGate.drainFarads(technology, technology.features(widthFeatures), pitchMeters);
  }

  @Override
  public double areaSquareMeters() {
    return columns * pitchMeters * DEVICES_ABREAST * TransmissionGate.unitWidthMeters(technology);
  }

  @Override
  public double leakageWatts() {
    return columns
        * technology.supplyVolts()
        * technology.nmosOffAmperes(technology.features(5))
        / 2;
  }

  /** From a difference of {@value #SENSED_VOLTS} V to a full swing, and a clock period. */
  public double latencySeconds() {
    double siemens = technology.nmosSiemens(technology.features(3.75))
        + technology.pmosSiemens(technology.features(7.5));
    return latchFarads / siemens * Math.log(technology.supplyVolts() / SENSED_VOLTS)
        + 1 / clockHertz;
  }

  /** One column. */
  public double energyJoules() {
    return technology.switchingJoules(latchFarads);
  }
}
