package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.Technology;

/**
 * A long wire with repeaters of the size and distance that minimise its delay (Bakoglu, "Circuits,
 * Interconnections, and Packaging for VLSI", 1990), or with smaller repeaters where some delay
 * is traded for energy.
 */
public final class RepeatedWire {
  /** Chance that a bit differs from the one before and rises. */
  private static final double RISING_BITS = 0.25;

  private final double repeaterSize;
  private final double secondsPerMeter;
  private final double joulesPerBitMeter;
  private final double leakageWattsPerMeter;

  /**
   * @param delayTolerance delay given up for energy, as a fraction of the least delay; 0 gives up
   *     none
   */
  public RepeatedWire(Technology technology, double delayTolerance) {
    LogicGate unit = LogicGate.inverter(technology);
    double ohm = technology.nmosOhm(technology.minNmosMeters())
        + technology.pmosOhm(technology.minPmosMeters());
    double wireOhm = technology.wireOhmPerMeter();
    double wireFarads = technology.wireFaradsPerMeter();
    double size = Math.floor(Math.sqrt(ohm * wireFarads / (unit.inputFarads() * wireOhm)));
    double distance =
        Math.sqrt(2 * ohm * (unit.outputFarads() + unit.inputFarads()) / (wireOhm * wireFarads));
    double slowest = (1 + delayTolerance) * delay(technology, size, distance);
    while (delayTolerance > 0 && size > 1 && delay(technology, size, distance) < slowest) {
      size = Math.floor(size / 2);
      distance *= 0.9;
    }
    this.repeaterSize = Math.max(1, size);
    this.secondsPerMeter = delay(technology, repeaterSize, distance);
    LogicGate repeater = LogicGate.inverter(technology, repeaterSize);
    this.joulesPerBitMeter = RISING_BITS
        * technology.switchingJoules(
            repeater.inputFarads() + repeater.outputFarads() + wireFarads * distance)
        / distance;
    this.leakageWattsPerMeter = repeater.leakageWatts() / distance;
  }

  private static double delay(Technology technology, double size, double distance) {
    LogicGate repeater = LogicGate.inverter(technology, size);
    double ohm = technology.nmosOhm(size * technology.minNmosMeters())
        + technology.pmosOhm(size * technology.minPmosMeters());
    double farads = technology.wireFaradsPerMeter() * distance;
    double wireOhm = technology.wireOhmPerMeter() * distance;
    return 0.7
        * (ohm * (repeater.inputFarads() + repeater.outputFarads() + farads)
            + wireOhm * farads / 2
            + wireOhm * repeater.inputFarads())
        / distance;
  }

  public double secondsPerMeter() {
    return secondsPerMeter;
  }

  /** Energy of moving one bit by one meter. */
  public double joulesPerBitMeter() {
    return joulesPerBitMeter;
  }

  /** Of one wire. */
  public double leakageWattsPerMeter() {
    return leakageWattsPerMeter;
  }

  /** Repeater width over that of a minimum inverter. */
  double repeaterSize() {
    return repeaterSize;
  }
}
