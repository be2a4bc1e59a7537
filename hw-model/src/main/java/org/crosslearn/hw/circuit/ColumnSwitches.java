package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * A switch matrix below the columns: grounds them in a forward read, drives them with input bits in
 * a transposed read, and selects those that are programmed. Columns of more than two voltages are as
 * {@link WordLineSwitches} of as many.
 */
public final class ColumnSwitches implements Block {
  private final Technology technology;
  private final int columns;
  private final int registerBits;
  private final int furtherGates;
  private final FlipFlops registers;
  private final TransmissionGate gate;
  private final double areaSquareMeters;

  /**
   * Columns that are on or off.
   *
   * @param cellOhm on-resistance of a cell with its access transistor
   */
  public ColumnSwitches(
      Technology technology, double clockHertz, int columns, double cellOhm, double widthMeters) {
    this(technology, clockHertz, columns, 2, 1, cellOhm, widthMeters);
  }

  /**
   * @param levels voltages that a column can be switched to, none included
   * @param bitsPerColumn of the register that holds what a column shows
   * @param cellOhm on-resistance of a cell with its access transistor
   */
  public ColumnSwitches(
      Technology technology,
      double clockHertz,
      int columns,
      int levels,
      int bitsPerColumn,
      double cellOhm,
      double widthMeters) {
    this.technology = technology;
    this.columns = columns;
    this.registerBits = columns * bitsPerColumn;
    this.furtherGates = levels - 2;
    this.registers = new FlipFlops(technology, clockHertz, registerBits, Side.ofWidth(widthMeters));
    this.gate = TransmissionGate.driving(technology, cellOhm);
    double width = Math.max(widthMeters, 2 * TransmissionGate.unitWidthMeters(technology));
    this.areaSquareMeters =
        gate.stackHeightMeters(technology, columns, 2 + 2 * furtherGates, width) * width
            + registers.areaSquareMeters();
  }

  @Override
  public double areaSquareMeters() {
    return areaSquareMeters;
  }

  @Override
  public double leakageWatts() {
    return registers.leakageWatts();
  }

  /** A new bit on every column. */
  public double latencySeconds(double columnFarads, double columnOhm) {
    return SignalPath.stepDelaySeconds(
            gate.ohm() * ((3 + furtherGates) * gate.drainFarads() + columnFarads)
                + columnOhm * columnFarads / 2)
        + registers.latencySeconds();
  }

  /**
   * A new input bit on every column.
   *
   * @param activeColumns columns that carry a pulse
   */
  public double driveJoules(double activeColumns, double readVolts) {
    return activeColumns
            * ((3 + furtherGates) * gate.drainFarads() * readVolts * readVolts
                + technology.switchingJoules((furtherGates > 0 ? 2 : 1) * gate.gateFarads()))
        + registers.energyJoules(registerBits);
  }

  /**
   * Programming of the selected columns of one row with pulses of one polarity.
   *
   * @param selectedColumns columns that are pulsed
   * @param pulsesPerColumn pulses on each of them; the published code reads this number before it is
   *     set and charges none
   */
  public double writeJoules(double selectedColumns, double pulsesPerColumn, double writeVolts) {
    double swings = pulsesPerColumn * selectedColumns + columns - selectedColumns / 2;
    return 3 * gate.drainFarads() * writeVolts * writeVolts * swings
        + technology.switchingJoules(gate.gateFarads()) * columns
        + registers.energyJoules(registerBits);
  }
}
