package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * Pass gates that connect the selected lines of an array to read or write voltages; so wide that all
 * cells of a line may be on.
 *
 * <p>A line has an inverter and a gate each for reading, for writing and for ground; where the cells
 * have no access transistor, two gates, and unselected lines swing too: by the read voltage, or by
 * half of the write voltage, so that half-selected cells keep their state.
 */
public final class CrossPointLineDrivers implements Block {
  /** Share of the resistance of a line that its gate may add. */
  private static final double IR_DROP_TOLERANCE = 0.25;

  private final Technology technology;
  private final int lines;
  private final boolean accessTransistors;
  private final LogicGate inverter;
  private final double gateOhm;
  private final double nmosFarads;
  private final double pmosFarads;
  private final double drainFarads;
  private final double areaSquareMeters;

  /**
   * @param cellsPerLine that may be on at the same time
   * @param cellOhm on-resistance of a cell
   * @param accessTransistors whether each cell has one
   * @param heightMeters of the array
   */
  public CrossPointLineDrivers(
      Technology technology,
      int lines,
      int cellsPerLine,
      double cellOhm,
      boolean accessTransistors,
      double heightMeters) {
    this.technology = technology;
    this.lines = lines;
    this.accessTransistors = accessTransistors;
    this.inverter = LogicGate.inverter(technology);
    this.gateOhm = IR_DROP_TOLERANCE * cellOhm / cellsPerLine;
    // both transistors conduct, each with twice the resistance
    double nmos = technology.nmosMeters(2 * gateOhm);
    double pmos = technology.pmosMeters(2 * gateOhm);
    this.nmosFarads = technology.gateFarads(nmos);
    this.pmosFarads = technology.gateFarads(pmos);

    double cell = technology.cellHeightMeters();
    double height = Math.max(heightMeters, cell);
    double rows = Math.ceil(lines / Math.ceil(lines / Math.floor(height / cell)));
    double gateHeight = height / rows;
    LogicGate gate = LogicGate.inverter(technology, nmos, pmos, gateHeight);
    this.drainFarads = gate.outputFarads();
    double unit = inverter.widthMeters() + (accessTransistors ? 3 : 2) * gate.widthMeters();
    double perColumn = Math.max(1, Math.floor(height / Math.max(cell, gateHeight) * (1 + 1e-9)));
    this.areaSquareMeters = height * unit * Math.ceil(lines / perColumn);
  }

  @Override
  public double areaSquareMeters() {
    return areaSquareMeters;
  }

  @Override
  public double leakageWatts() {
    return lines * inverter.leakageWatts();
  }

  /**
   * From the output of the decoder to the selected lines.
   *
   * @param decoder the path so far, which the stages of the driver lengthen
   */
  public double latencySeconds(SignalPath decoder, double lineFarads, double lineOhm) {
    return decoder.stage(gateOhm * (2 * drainFarads + lineFarads) + lineOhm * lineFarads / 2);
  }

  /** Selection of so many lines for reading. */
  public double readJoules(double selected, double readVolts) {
    double others = accessTransistors ? 0 : 2 * drainFarads * readVolts * readVolts;
    return selectJoules(selected) + others * (lines - selected);
  }

  /** Selection of so many lines for writing. */
  public double writeJoules(double selected, double writeVolts) {
    double swing = 2 * drainFarads * writeVolts * writeVolts;
    double others = accessTransistors ? 0 : swing / 4;
    return selectJoules(selected) + swing * selected + others * (lines - selected);
  }

  private double selectJoules(double selected) {
    int gates = accessTransistors ? 2 : 1;
    double farads =
        inverter.inputFarads() + inverter.outputFarads() + (gates + 1) * (nmosFarads + pmosFarads);
    return selected * technology.switchingJoules(farads);
  }
}
