package org.crosslearn.crossbar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.crosslearn.crossbar.wire.WireSpec.IdleLines;
import org.crosslearn.crossbar.wire.WireSpec.Solver;
import org.junit.jupiter.api.Test;

/** Arrays that paper is enough for. Cells have 1 S, a pitch of wire has 1 ohm unless said. */
class HandSolvedArraysTest {
  private static final double ROUNDING = 1e-15;

  private static WireSpec wires(double rowOhm, double columnOhm, IdleLines idle) {
    return new WireSpec(rowOhm, columnOhm, Solver.EXACT, idle);
  }

  private static CellGrid square(double... siemens) {
    int size = (int) Math.sqrt(siemens.length);
    return new CellGrid(size, size, siemens);
  }

  /** {@code (j + 1) rowOhm + 1 / G + (R - i) columnOhm} in series, each cell alone on its wires. */
  @Test
  void aCellAloneIsInSeriesWithItsWires() {
    CellGrid diagonal = square(1, 0, 0, 0, 0.5, 0, 0, 0, 0.25);
    NodalArray array = NodalArray.of(wires(10, 100, IdleLines.GROUNDED), diagonal);
    assertThat(array.currents(new double[] {1, 1, 1}))
        .containsExactly(
            new double[] {1 / (10 + 1 + 300.0), 1 / (20 + 2 + 200.0), 1 / (30 + 4 + 100.0)},
            within(ROUNDING));
  }

  /**
   * Columns without resistance stay at 0 V, so each row is a ladder of three unit resistors to ground
   * with unit resistors between. Conductances from the far end: 1; 1 + 1/2 = 3/2; 1 + 3/5 = 8/5. A
   * conductance y leaves 1 / (1 + y) of the voltage before it: 5/13, of which 2/5, of which 1/2.
   */
  @Test
  void rowsOfThreeAreFibonacciLadders() {
    NodalArray array =
        NodalArray.of(wires(1, 0, IdleLines.GROUNDED), square(1, 1, 1, 1, 1, 1, 1, 1, 1));
    assertThat(array.voltages(new double[] {13, 26, -13}).rows())
        .containsExactly(new double[] {5, 2, 1, 10, 4, 2, -5, -2, -1}, within(13 * ROUNDING));
    assertThat(array.currents(new double[] {13, 26, -13}))
        .containsExactly(new double[] {10, 4, 2}, within(13 * ROUNDING));
  }

  /**
   * Both rows at 1 V. The array is its own mirror image with rows and columns exchanged, so the
   * column voltages are {@code 1 - u11, 1 - u01; 1 - u10, 1 - u00}, and Kirchhoff's law at the rows is
   *
   * <pre>
   *   1 - u00   = (u00 - u01) + (u00 - 1 + u11)
   *   u00 - u01 = u01 - 1 + u01
   *   1 - u10   = (u10 - u11) + (u10 - 1 + u10)
   *   u10 - u11 = u11 - 1 + u00
   * </pre>
   *
   * <p>The second gives u00 = 3 u01 - 1, with it the first u11 = 5 - 8 u01, with both the fourth u10 =
   * 8 - 13 u01, and the third 44 u01 = 25.
   */
  @Test
  void fourCellsShareAllTheirWires() {
    NodalArray array = NodalArray.of(wires(1, 1, IdleLines.GROUNDED), square(1, 1, 1, 1));
    NodalArray.Voltages voltages = array.voltages(new double[] {44, 44});
    assertThat(voltages.rows())
        .containsExactly(new double[] {31, 25, 27, 20}, within(44 * ROUNDING));
    assertThat(voltages.columns())
        .containsExactly(new double[] {24, 19, 17, 13}, within(44 * ROUNDING));
    assertThat(array.currents(new double[] {44, 44}))
        .containsExactly(new double[] {17, 13}, within(44 * ROUNDING));
  }

  /**
   * Cell (0, 1) is off, row 1 has no input and its wire no resistance. If it floats at u, then
   *
   * <pre>
   *   u = (w10 + w11) / 2        the floating row draws nothing
   *   w11 = u - w11              column 1: from its cell to 0 V
   *   w00 - w10 = (w10 - u) + w10
   *   1 - w00 = w00 - w10        the driven cell
   * </pre>
   *
   * <p>so w11 = u / 2, u = 2/3 w10, w11 = w10 / 3, w00 = 7/3 w10 and w10 = 3/11: column 1 receives 1/11 A
   * from an input that no cell connects it to.
   */
  @Test
  void currentSneaksThroughAFloatingRow() {
    assertThat(idleSecondRow(IdleLines.FLOATING, false))
        .containsExactly(new double[] {3 / 11.0, 1 / 11.0}, within(ROUNDING));
  }

  /** Without row 1 there is one cell in series with two pitches of column. */
  @Test
  void nothingSneaksThroughCellsThatAreOff() {
    assertThat(idleSecondRow(IdleLines.FLOATING, true))
        .containsExactly(new double[] {1 / 3.0, 0}, within(ROUNDING));
  }

  /** Cell (1, 0) leads to 0 V beside the last pitch: 1/2 ohm, after the cell and a pitch of column. */
  @Test
  void aGroundedRowTakesCurrentAway() {
    assertThat(idleSecondRow(IdleLines.GROUNDED, false))
        .containsExactly(new double[] {0.5 / 2.5, 0}, within(ROUNDING));
  }

  private static double[] idleSecondRow(IdleLines idle, boolean gated) {
    return NodalArray.of(wires(0, 1, idle), square(1, 0, 1, 1), new boolean[] {false, true}, gated)
        .currents(new double[] {1, 0});
  }
}
