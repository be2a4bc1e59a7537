package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/** A static memory cell of six transistors: two inverters in a loop and two access transistors. */
public final class SramCell implements Block {
  private static final double HEIGHT_FEATURES = 8;
  private static final double WIDTH_FEATURES = 20;
  private static final double ACCESS_FEATURES = 1.31;
  private static final double NMOS_FEATURES = 2.08;
  private static final double PMOS_FEATURES = 1.23;
  private static final double BIT_LINE_SWING_VOLTS = 0.05;

  private final Technology technology;

  public SramCell(Technology technology) {
    this.technology = technology;
  }

  /** Distance between successive words. */
  public double heightMeters() {
    return technology.features(HEIGHT_FEATURES);
  }

  /** Distance between successive columns. */
  public double widthMeters() {
    return technology.features(WIDTH_FEATURES);
  }

  @Override
  public double areaSquareMeters() {
    return heightMeters() * widthMeters();
  }

  @Override
  public double leakageWatts() {
    LogicGate inverter = LogicGate.inverter(
        technology,
        technology.features(NMOS_FEATURES),
        technology.features(PMOS_FEATURES),
        widthMeters());
    return 2 * inverter.leakageWatts();
  }

  /** Resistance of an access transistor, ohms. */
  public double accessOhm() {
    return technology.nmosOhm(technology.features(ACCESS_FEATURES));
  }

  /** What the cell puts on each of its bit lines, without wire. */
  public double bitLineFarads() {
    return LogicGate.drainFarads(technology, technology.features(ACCESS_FEATURES), widthMeters());
  }

  /** What the cell puts on its word line, without wire: the gates of both access transistors. */
  public double wordLineFarads() {
    return 2 * technology.gateFarads(technology.features(ACCESS_FEATURES));
  }

  /** Capacitance of each of the two nodes that hold the bit. */
  public double storageFarads() {
    double nmos = technology.features(NMOS_FEATURES);
    double pmos = technology.features(PMOS_FEATURES);
    return bitLineFarads()
        + LogicGate.drainFarads(technology, nmos, widthMeters())
        + LogicGate.inverter(technology, 0, pmos, widthMeters()).outputFarads()
        + technology.gateFarads(nmos)
        + technology.gateFarads(pmos);
  }

  /** Time in which the selected cell moves its bit line by {@value #BIT_LINE_SWING_VOLTS} V. */
  public double readSeconds(double bitLineFarads, double bitLineOhm) {
    double supply = technology.supplyVolts();
    double path = accessOhm() + technology.nmosOhm(technology.features(NMOS_FEATURES));
    double timeConstant = path * (bitLineFarads() + bitLineFarads) + bitLineOhm * bitLineFarads / 2;
    return SignalPath.stepDelaySeconds(
        timeConstant * Math.log(supply / (supply - BIT_LINE_SWING_VOLTS)));
  }

  /** Time in which the cell takes a new bit from its bit lines. */
  public double flipSeconds() {
    double ohm = technology.nmosOhm(technology.features(NMOS_FEATURES))
        + technology.pmosOhm(technology.features(PMOS_FEATURES));
    return SignalPath.stepDelaySeconds(ohm / 2 * storageFarads());
  }

  /** Energy of taking the opposite bit: both storage nodes are charged or discharged. */
  public double flipJoules() {
    return 2 * technology.switchingJoules(storageFarads());
  }
}
