package org.crosslearn.crossbar.wire;

/**
 * The wire of one row with the cells on it: a ladder network. It is solved by adding admittances in
 * parallel and resistances in series from its ends, in the form {@code y / (1 + ohm y)}: only
 * positive numbers are added, so nothing cancels, and a wire without resistance is no special case.
 */
final class Ladder {
  private final double[] siemens;
  private final int first;
  private final int columns;
  private final double ohm;
  private final boolean floating;

  /** Conductance from node j to the far ends of the cells j and beyond. */
  private final double[] ahead;

  /** Voltage of node j over that of node j - 1, or of the driver, with the cells' far ends at 0 V. */
  private final double[] ratio;

  /** Voltage of node j per ampere into it. */
  private final double[] impedance;

  /** Conductance of cell j in series with the rest of the ladder, over that of the cell. */
  private final double[] share;

  /**
   * @param cells the grid that has the row
   * @param ohm resistance between nodes, and from the driver to node 0
   * @param floating whether the driver is disconnected
   */
  Ladder(CellGrid cells, int row, double ohm, boolean floating) {
    siemens = cells.siemens();
    columns = cells.columns();
    first = row * columns;
    this.ohm = ohm;
    this.floating = floating;
    ahead = new double[columns];
    ratio = new double[columns];
    impedance = new double[columns];
    share = new double[columns];
    double beyond = 0;
    for (int j = columns - 1; j >= 0; j--) {
      share[j] = beyond;
      ahead[j] = siemens[first + j] + beyond;
      ratio[j] = 1 / (1 + ohm * ahead[j]);
      beyond = ahead[j] * ratio[j];
    }
    if (floating) {
      lookBackToNothing();
    } else {
      lookBackToDriver();
    }
  }

  /** The driver makes the admittance behind a node infinite if the wire has no resistance. */
  private void lookBackToDriver() {
    double behindOhm = ohm;
    for (int j = 0; j < columns; j++) {
      double loaded = 1 + behindOhm * ahead[j];
      impedance[j] = behindOhm / loaded;
      share[j] = (1 + behindOhm * share[j]) / loaded;
      behindOhm = ohm + behindOhm / (1 + behindOhm * siemens[first + j]);
    }
  }

  /** Without driver the resistance behind node 0 is infinite. */
  private void lookBackToNothing() {
    double behind = 0;
    for (int j = 0; j < columns; j++) {
      double all = behind + ahead[j];
      // Nothing flows on a row that conducts nothing.
      impedance[j] = all > 0 ? 1 / all : 0;
      share[j] = all > 0 ? (behind + share[j]) / all : 0;
      double here = behind + siemens[first + j];
      behind = here / (1 + ohm * here);
    }
  }

  /**
   * Adds the currents from the far ends of the cells into the row per volt at far ends.
   *
   * @param admittance columns x columns; only the half on and above the diagonal is touched
   */
  void addAdmittanceTo(double[] admittance) {
    for (int j = 0; j < columns; j++) {
      admittance[j * columns + j] += siemens[first + j] * share[j];
      double volts = siemens[first + j] * impedance[j];
      for (int k = j + 1; k < columns; k++) {
        volts *= ratio[k];
        admittance[j * columns + k] -= volts * siemens[first + k];
      }
    }
  }

  /** Currents of the cells with their far ends at 0 V, per volt of the driver. */
  double[] cellSiemens() {
    double[] perVolt = new double[columns];
    double volts = floating ? 0 : 1;
    for (int j = 0; j < columns; j++) {
      volts *= ratio[j];
      perVolt[j] = volts * siemens[first + j];
    }
    return perVolt;
  }

  /**
   * Voltages along the wire; not a number on a floating row that conducts nothing.
   *
   * @param driver its voltage; of no effect on a floating row
   * @param columnVolts voltages that the far ends are held at, read from {@code from} on
   * @param volts receives the result from {@code from} on
   */
  void voltages(double driver, double[] columnVolts, double[] volts, int from) {
    double[] amperes = new double[columns];
    double beyond = 0;
    for (int j = columns - 1; j >= 0; j--) {
      amperes[j] = siemens[first + j] * columnVolts[from + j] + beyond;
      beyond = amperes[j] * ratio[j];
    }
    double before = floating ? amperes[0] / ahead[0] : driver;
    for (int j = 0; j < columns; j++) {
      before = floating && j == 0 ? before : (before + ohm * amperes[j]) * ratio[j];
      volts[from + j] = before;
    }
  }
}
