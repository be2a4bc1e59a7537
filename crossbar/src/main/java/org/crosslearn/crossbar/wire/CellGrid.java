package org.crosslearn.crossbar.wire;

import java.util.Arrays;

/**
 * The conductances of an array of cells.
 *
 * @param rows lines that inputs are applied to
 * @param columns lines that currents are sensed on
 * @param siemens conductances, row-major, rows x columns; kept without a copy, not to be changed
 */
public record CellGrid(int rows, int columns, double[] siemens) {

  /**
   * @throws IllegalArgumentException if there are no cells, the array has another size, or a
   *     conductance is negative or not finite
   */
  public CellGrid {
    if (rows < 1 || columns < 1 || siemens.length != (long) rows * columns) {
      throw new IllegalArgumentException("a grid of " + rows + " x " + columns + " cells from "
          + siemens.length + " conductances");
    }
    for (int cell = 0; cell < siemens.length; cell++) {
      if (!(siemens[cell] >= 0 && siemens[cell] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("the conductance in row " + cell / columns + ", column "
            + cell % columns + " must be finite and not negative, found " + siemens[cell]);
      }
    }
  }

  /** Conductance of one cell, siemens. */
  public double at(int row, int column) {
    return siemens[row * columns + column];
  }

  /**
   * What the columns carry if every cell sees the whole voltage of its row.
   *
   * @param volts one voltage per row
   * @return one current per column, ampere
   */
  public double[] currents(double[] volts) {
    requireVolts(volts);
    double[] amperes = new double[columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        amperes[j] += volts[i] * siemens[i * columns + j];
      }
    }
    return amperes;
  }

  /**
   * The grid with some rows switched off: what idle lines leave over where access transistors
   * disconnect them.
   *
   * @param idle one entry per row
   */
  public CellGrid without(boolean[] idle) {
    requireRows(idle.length, "idle flags");
    double[] left = siemens.clone();
    for (int i = 0; i < rows; i++) {
      if (idle[i]) {
        Arrays.fill(left, i * columns, (i + 1) * columns, 0);
      }
    }
    return new CellGrid(rows, columns, left);
  }

  /**
   * The grid with inputs and outputs exchanged: columns become rows so that driven ends and sensed
   * ends change places, a mirror image about the diagonal from the driver of the last row to the
   * sense amplifier of the first column.
   */
  CellGrid turned() {
    double[] image = new double[siemens.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        image[(columns - 1 - j) * rows + rows - 1 - i] = siemens[i * columns + j];
      }
    }
    return new CellGrid(columns, rows, image);
  }

  void requireVolts(double[] volts) {
    requireRows(volts.length, "voltages");
  }

  void requireRows(int count, String of) {
    if (count != rows) {
      throw new IllegalArgumentException(
          count + " " + of + " for an array of " + rows + " x " + columns + " cells");
    }
  }
}
