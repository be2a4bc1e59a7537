package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * A switch matrix below the columns: grounds them in a forward read, drives them with input bits in
 * a transposed read, and selects those that are programmed.
 */
public final class ColumnSwitches implements Block {
  private final Technology technology;
  private final int columns;
  private final FlipFlops registers;
  private final TransmissionGate gate;
  private final double areaSquareMeters;

  /**
   * @param cellOhm on-resistance of a cell with its access transistor
   */
  public ColumnSwitches(
      Technology technology, double clockHertz, int columns, double cellOhm, double widthMeters) {
    this.technology = technology;
    this.columns = columns;
    this.registers = new FlipFlops(technology, clockHertz, columns, Side.ofWidth(widthMeters));
    this.gate = TransmissionGate.driving(technology, cellOhm);
    double width = Math.max(widthMeters, 2 * TransmissionGate.unitWidthMeters(technology));
    this.areaSquareMeters = gate.stackHeightMeters(technology, columns, 2, width) * width
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
            gate.ohm() * (3 * gate.drainFarads() + columnFarads) + columnOhm * columnFarads / 2)
        + registers.latencySeconds();
  }

  /**
   * A new input bit on every column.
   *
   * @param activeColumns columns that carry a pulse
   */
  public double driveJoules(double activeColumns, double readVolts) {
    return activeColumns
            * (3 * gate.drainFarads() * readVolts * readVolts
                + technology.switchingJoules(gate.gateFarads()))
        + registers.energyJoules(columns);
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
        + registers.energyJoules(columns);
  }
}
