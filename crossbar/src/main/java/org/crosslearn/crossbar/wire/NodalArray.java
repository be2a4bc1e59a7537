package org.crosslearn.crossbar.wire;

import java.util.Arrays;

/**
 * The network of an array, solved exactly: Kirchhoff's current law at both nodes of every cell, in
 * the geometry of {@link WireSpec}.
 *
 * <p>Rows are eliminated one after the other, from the far end of the columns to the sense
 * amplifiers. What is above a row is to it a network with one terminal per column, known by its
 * admittance matrix {@code Y} and its short-circuit currents {@code J} (the theorem of Norton for
 * many terminals; Desoer and Kuh, Basic Circuit Theory, 1969, chapters 16 and 17). The pitch of
 * columns below it turns them to {@code A^-1 Y} and {@code A^-1 J} with {@code A = 1 + columnOhm Y},
 * and the next row adds its own. It is block Gaussian elimination in an order that leaves blocks of
 * columns x columns, a quarter of the work of a banded solver on nodes in their natural order, and
 * it is well conditioned for any resistance: without any, it is plain algebra to the last bit.
 *
 * <p>Making one costs about {@code 7/6 rows columns^3} multiply-adds and {@code rows columns^2 / 2}
 * numbers of memory, currents of one input vector then cost {@code rows columns^2}.
 */
public final class NodalArray {
  private final WireSpec wires;
  private final CellGrid cells;

  /** Rows that no driver holds. */
  private final boolean[] loose;

  /** The rows; null where access transistors disconnect all cells. */
  private final Ladder[] ladders;

  /** A of each row. */
  private final Cholesky[] pitches;

  private NodalArray(WireSpec wires, CellGrid cells, boolean[] loose, boolean gated) {
    this.wires = wires;
    this.cells = cells;
    this.loose = loose;
    ladders = new Ladder[cells.rows()];
    pitches = new Cholesky[cells.rows()];
    int columns = cells.columns();
    double[] admittance = new double[Math.multiplyExact(columns, columns)];
    double[] work = new double[columns * columns];
    for (int i = 0; i < cells.rows(); i++) {
      if (!(gated && loose[i])) {
        ladders[i] = new Ladder(cells, i, wires.rowOhm(), loose[i]);
        ladders[i].addAdmittanceTo(admittance);
      }
      for (int k = 0; k < work.length; k++) {
        work[k] = wires.columnOhm() * admittance[k];
      }
      for (int j = 0; j < columns; j++) {
        work[j * columns + j] += 1;
      }
      pitches[i] = new Cholesky(columns, work);
      if (i + 1 < cells.rows()) {
        passPitch(admittance, pitches[i], work);
      }
    }
  }

  /** {@code Y - columnOhm (U'^-1 Y)' (U'^-1 Y)}, which is {@code A^-1 Y} and stays symmetric. */
  private void passPitch(double[] admittance, Cholesky pitch, double[] work) {
    int columns = cells.columns();
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < columns; k++) {
        work[j * columns + k] = admittance[Math.min(j, k) * columns + Math.max(j, k)];
      }
    }
    pitch.solveTransposedFactor(work, columns);
    double ohm = wires.columnOhm();
    for (int j = 0; j < columns; j++) {
      int to = j * columns + j;
      int i = 0;
      for (; i + 4 <= columns; i += 4) {
        int a = i * columns + j;
        int b = a + columns;
        int c = b + columns;
        int d = c + columns;
        Cholesky.subtract(
            admittance,
            to,
            columns - j,
            work,
            ohm * work[a],
            a,
            ohm * work[b],
            b,
            ohm * work[c],
            c,
            ohm * work[d],
            d);
      }
      for (; i < columns; i++) {
        int a = i * columns + j;
        Cholesky.subtract(admittance, to, columns - j, work, ohm * work[a], a);
      }
    }
  }

  /** The array with a driver at every row. */
  public static NodalArray of(WireSpec wires, CellGrid cells) {
    return new NodalArray(wires, cells, new boolean[cells.rows()], false);
  }

  /**
   * The array while some rows have no input.
   *
   * @param wires says whether these rows are held at 0 V or float
   * @param idle one entry per row
   * @param gated whether access transistors disconnect the cells of floating rows; otherwise
   *     currents find their way from column to column through them
   */
  public static NodalArray of(WireSpec wires, CellGrid cells, boolean[] idle, boolean gated) {
    cells.requireRows(idle.length, "idle flags");
    boolean floating = wires.idleLines() == WireSpec.IdleLines.FLOATING;
    return new NodalArray(wires, cells, floating ? idle.clone() : new boolean[idle.length], gated);
  }

  /**
   * Voltages of the nodes, row-major, rows x columns.
   *
   * @param rows where cells meet their row; not a number on a floating row without connection
   * @param columns where cells meet their column
   */
  public record Voltages(double[] rows, double[] columns) {}

  /**
   * What the sense amplifiers see.
   *
   * @param volts one per row, 0 for floating rows
   * @return one current per column, ampere
   */
  public double[] currents(double[] volts) {
    requireInputs(volts);
    double[] amperes = new double[cells.columns()];
    for (int i = 0; i < cells.rows(); i++) {
      addRow(i, volts[i], amperes);
      pitches[i].solve(amperes);
    }
    return amperes;
  }

  /**
   * The voltages of all nodes.
   *
   * @param volts one per row, 0 for floating rows
   */
  public Voltages voltages(double[] volts) {
    requireInputs(volts);
    int rows = cells.rows();
    int columns = cells.columns();
    double[][] shortCircuit = new double[rows][];
    double[] amperes = new double[columns];
    for (int i = 0; i < rows; i++) {
      addRow(i, volts[i], amperes);
      shortCircuit[i] = amperes.clone();
      pitches[i].solve(amperes);
    }
    double[] rowVolts = new double[rows * columns];
    double[] columnVolts = new double[rows * columns];
    double[] below = new double[columns];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = 0; j < columns; j++) {
        below[j] += wires.columnOhm() * shortCircuit[i][j];
      }
      pitches[i].solve(below);
      System.arraycopy(below, 0, columnVolts, i * columns, columns);
      if (ladders[i] == null) {
        Arrays.fill(rowVolts, i * columns, (i + 1) * columns, Double.NaN);
      } else {
        ladders[i].voltages(volts[i], columnVolts, rowVolts, i * columns);
      }
    }
    return new Voltages(rowVolts, columnVolts);
  }

  /**
   * Column currents per volt of each row: {@code effective().currents(volts)} equals {@link
   * #currents}. Costs {@code rows columns^3} multiply-adds.
   */
  public CellGrid effective() {
    int rows = cells.rows();
    int columns = cells.columns();
    double[] effective = new double[rows * columns];
    // Column k is what the nodes of a row see of one volt at sense amplifier k: reciprocity.
    double[] transfer = new double[columns * columns];
    for (int j = 0; j < columns; j++) {
      transfer[j * columns + j] = 1;
    }
    for (int i = rows - 1; i >= 0; i--) {
      pitches[i].solve(transfer, columns);
      if (ladders[i] != null) {
        double[] perVolt = ladders[i].cellSiemens();
        for (int j = 0; j < columns; j++) {
          Cholesky.subtract(effective, i * columns, columns, transfer, -perVolt[j], j * columns);
        }
      }
    }
    for (int cell = 0; cell < effective.length; cell++) {
      // What only reaches a column by detours may be lost in rounding, and must not change sign.
      effective[cell] = Math.max(0, effective[cell]);
    }
    return new CellGrid(rows, columns, effective);
  }

  private void addRow(int row, double volts, double[] amperes) {
    if (volts != 0) {
      double[] perVolt = ladders[row].cellSiemens();
      for (int j = 0; j < amperes.length; j++) {
        amperes[j] += volts * perVolt[j];
      }
    }
  }

  private void requireInputs(double[] volts) {
    cells.requireVolts(volts);
    for (int i = 0; i < volts.length; i++) {
      if (loose[i] && volts[i] != 0) {
        throw new IllegalArgumentException(
            "row " + i + " floats, found " + volts[i] + " V at its driver");
      }
    }
  }
}
