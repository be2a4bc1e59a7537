package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/** A static memory cell of six transistors: two inverters in a loop and two access transistors. */
public final class SramCell implements Block {
  private static final double BIT_LINE_SWING_VOLTS = 0.05;

  private final Technology technology;
  private final double heightMeters;
  private final double widthMeters;
  private final double accessMeters;
  private final double nmosMeters;
  private final double pmosMeters;

  /** The cell of the memories of a chip, 8 x 20 F. */
  public SramCell(Technology technology) {
    this(technology, 8, 20, 1.31, 2.08, 1.23);
  }

  /**
   * All sizes in F.
   *
   * @param access width of the transistors to the bit lines
   * @param nmos width of the NMOS of the inverters
   * @param pmos width of their PMOS
   */
  public SramCell(
      Technology technology, double height, double width, double access, double nmos, double pmos) {
    this.technology = technology;
    this.heightMeters = technology.features(height);
    this.widthMeters = technology.features(width);
    this.accessMeters = technology.features(access);
    this.nmosMeters = technology.features(nmos);
    this.pmosMeters = technology.features(pmos);
  }

  /** Distance between successive words. */
  public double heightMeters() {
    return heightMeters;
  }

  /** Distance between successive columns. */
  public double widthMeters() {
    return widthMeters;
  }

  @Override
  public double areaSquareMeters() {
    return heightMeters() * widthMeters();
  }

  @Override
  public double leakageWatts() {
    LogicGate inverter = LogicGate.inverter(technology, nmosMeters, pmosMeters, widthMeters());
    return 2 * inverter.leakageWatts();
  }

  /** Resistance of an access transistor, ohms. */
  public double accessOhm() {
    return technology.nmosOhm(accessMeters);
  }

  /** What the cell puts on each of its bit lines, without wire. */
  public double bitLineFarads() {
    return LogicGate.drainFarads(technology, accessMeters, widthMeters());
  }

  /** What the cell puts on its word line, without wire: the gates of both access transistors. */
  public double wordLineFarads() {
    return 2 * technology.gateFarads(accessMeters);
  }

  /** Capacitance of each of the two nodes that hold the bit. */
  public double storageFarads() {
    return bitLineFarads()
        + LogicGate.drainFarads(technology, nmosMeters, widthMeters())
        + LogicGate.inverter(technology, 0, pmosMeters, widthMeters()).outputFarads()
        + technology.gateFarads(nmosMeters)
        + technology.gateFarads(pmosMeters);
  }

  /** Time in which the selected cell moves its bit line by {@value #BIT_LINE_SWING_VOLTS} V. */
  public double readSeconds(double bitLineFarads, double bitLineOhm) {
    double supply = technology.supplyVolts();
    double path = accessOhm() + technology.nmosOhm(nmosMeters);
    double timeConstant = path * (bitLineFarads() + bitLineFarads) + bitLineOhm * bitLineFarads / 2;
    return SignalPath.stepDelaySeconds(
        timeConstant * Math.log(supply / (supply - BIT_LINE_SWING_VOLTS)));
  }

  /** Time in which the cell takes a new bit from its bit lines. */
  public double flipSeconds() {
    double ohm = technology.nmosOhm(nmosMeters) + technology.pmosOhm(pmosMeters);
    return SignalPath.stepDelaySeconds(ohm / 2 * storageFarads());
  }

  /** Energy of taking the opposite bit: both storage nodes are charged or discharged. */
  public double flipJoules() {
    return 2 * technology.switchingJoules(storageFarads());
  }
}
