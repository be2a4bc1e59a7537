package org.crosslearn.crossbar.wire;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Resistance of the wires of an array.
 *
 * <p>Row {@code i} is driven beyond column 0: from its driver to cell {@code (i, j)} the wire is
 * {@code j + 1} pitches long. Column {@code j} is sensed beyond the last of {@code R} rows, at 0 V:
 * from cell {@code (i, j)} to the sense amplifier it is {@code R - i} pitches. Both are as in the
 * layout of MLP+NeuroSim (Chen, Peng, Yu, IEEE TCAD 37(12):3067, 2018), whose cells have {@code
 * (j + 1) rowOhm + (R - i) columnOhm} in series; here, wires also carry the currents of the other
 * cells.
 *
 * @param rowOhm resistance of a row from one cell to the next
 * @param columnOhm resistance of a column from one cell to the next
 * @param solver how the drop is computed
 * @param idleLines what happens to rows without input
 */
public record WireSpec(double rowOhm, double columnOhm, Solver solver, IdleLines idleLines) {

  /** How much accuracy the drop is worth. */
  public enum Solver {
    /**
     * In a time proportional to the number of cells, exact if all inputs are equal; {@code
     * docs/wires.md} has the errors for other inputs.
     */
    APPROXIMATE,
    /** Kirchhoff's laws at every node. */
    EXACT
  }

  /** What the driver of a row does while the row has no input. */
  public enum IdleLines {
    /** Holds it at 0 V, so that currents are linear in the inputs. */
    GROUNDED,
    /**
     * Lets go of it. Cells with an access transistor are off with it; cells without one keep
     * connecting it to all columns.
     */
    FLOATING
  }

  public WireSpec {
    requireResistance("row-ohm", rowOhm);
    requireResistance("column-ohm", columnOhm);
    InvalidValue.require(solver != null, "solver", "nothing", "approximate or exact");
    InvalidValue.require(idleLines != null, "idle-lines", "nothing", "grounded or floating");
  }

  private static void requireResistance(String key, double ohm) {
    InvalidValue.require(
        ohm >= 0 && Double.isFinite(ohm), key, ohm, "a number of ohms of at least 0");
  }

  /**
   * The conductances that an array without wire resistance would need to carry the same currents:
   * {@code effective(cells).currents(volts)} is what the columns carry while every row is held at
   * its voltage, be it 0 V. It holds for all inputs, hence needs computing once per change of the
   * cells. Where idle lines float and access transistors disconnect their cells, take {@code
   * effective(cells.without(idle))} for each set of idle lines; for cells without access transistor
   * take {@link NodalArray}.
   */
  public CellGrid effective(CellGrid cells) {
    return switch (solver) {
      case APPROXIMATE -> BalancedArray.effective(this, cells);
      case EXACT -> exact(cells);
    };
  }

  /**
   * By reciprocity the current of a column per volt of a row is that of the row per volt of the
   * column, so the network is swept along its longer side.
   */
  private CellGrid exact(CellGrid cells) {
    if (cells.columns() <= cells.rows()) {
      return NodalArray.of(this, cells).effective();
    }
    WireSpec turned = new WireSpec(columnOhm, rowOhm, solver, idleLines);
    return NodalArray.of(turned, cells.turned()).effective().turned();
  }
}
