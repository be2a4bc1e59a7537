package org.crosslearn.crossbar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.wire.WireSpec.IdleLines;
import org.crosslearn.crossbar.wire.WireSpec.Solver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One matrix in place of an array and its wires. */
class EffectiveConductancesTest {
  private static final int CASES = 60;

  private static WireSpec wires(double rowOhm, double columnOhm, Solver solver) {
    return new WireSpec(rowOhm, columnOhm, solver, IdleLines.GROUNDED);
  }

  private static double[] oneVolt(CellGrid cells) {
    double[] volts = new double[cells.rows()];
    Arrays.fill(volts, 1);
    return volts;
  }

  @ParameterizedTest
  @EnumSource
  void wiresWithoutResistanceChangeNothing(Solver solver) {
    RandomCases.check(CASES, random -> {
      CellGrid cells = RandomArrays.cells(random);
      assertThat(wires(0, 0, solver).effective(cells).siemens()).containsExactly(cells.siemens());
    });
  }

  @Test
  void exactOnesCarryTheCurrentsOfTheNetwork() {
    RandomCases.check(CASES, random -> {
      CellGrid cells = RandomArrays.cells(random);
      WireSpec wires = RandomArrays.wires(random, IdleLines.GROUNDED);
      double[] volts = RandomArrays.volts(random, new boolean[cells.rows()]);
      assertThat(wires.effective(cells).currents(volts))
          .containsExactly(NodalArray.of(wires, cells).currents(volts), within(1e-14));
    });
  }

  @Test
  void floatingLinesWithAccessTransistorsAreRowsWithoutCells() {
    RandomCases.check(CASES, random -> {
      CellGrid cells = RandomArrays.cells(random);
      WireSpec wires = RandomArrays.wires(random, IdleLines.FLOATING);
      boolean[] idle = RandomArrays.idle(random, cells.rows());
      double[] volts = RandomArrays.volts(random, idle);
      assertThat(wires.effective(cells.without(idle)).currents(volts))
          .containsExactly(NodalArray.of(wires, cells, idle, true).currents(volts), within(1e-14));
    });
  }

  /** One volt everywhere moves nothing, so rows at 1 V see columns at 0 V as columns see rows. */
  @Test
  void theApproximationIsExactForEqualInputsAndForEqualOutputs() {
    RandomCases.check(CASES, random -> {
      CellGrid cells = RandomArrays.cells(random);
      WireSpec wires = RandomArrays.wires(random, IdleLines.GROUNDED);
      CellGrid exact = wires.effective(cells);
      CellGrid approximate = RandomArrays.approximate(wires).effective(cells);
      double total = Arrays.stream(exact.siemens()).sum();
      assertThat(approximate.currents(oneVolt(cells)))
          .containsExactly(exact.currents(oneVolt(cells)), within(1e-6 * total));
      assertThat(approximate.turned().currents(oneVolt(cells.turned())))
          .containsExactly(exact.turned().currents(oneVolt(cells.turned())), within(5e-3 * total));
    });
  }

  @Test
  void theApproximationDoesNotCareWhichLinesAreRows() {
    RandomCases.check(CASES, random -> {
      CellGrid cells = RandomArrays.cells(random);
      double rowOhm = random.nextDouble(0, 4);
      double columnOhm = random.nextDouble(0, 4);
      CellGrid one = wires(rowOhm, columnOhm, Solver.APPROXIMATE).effective(cells);
      CellGrid other =
          wires(columnOhm, rowOhm, Solver.APPROXIMATE).effective(cells.turned()).turned();
      double largest = Arrays.stream(cells.siemens()).max().getAsDouble();
      assertThat(other.siemens()).containsExactly(one.siemens(), within(1e-4 * largest));
    });
  }

  /** The error is of second order: a tenth of the resistance leaves about a hundredth of it. */
  @Test
  void theApproximationIsRightToFirstOrder() {
    RandomCases.check(CASES, random -> {
      CellGrid cells = RandomArrays.cells(random, 3 + random.nextInt(6), 3 + random.nextInt(6));
      double error = worstCell(cells, 10);
      assertThat(worstCell(cells, 1)).isLessThan(0.03 * error + 1e-12);
    });
  }

  private static double worstCell(CellGrid cells, double ohm) {
    double[] exact = wires(ohm, ohm, Solver.EXACT).effective(cells).siemens();
    double[] approximate = wires(ohm, ohm, Solver.APPROXIMATE).effective(cells).siemens();
    double worst = 0;
    for (int cell = 0; cell < exact.length; cell++) {
      worst = Math.max(worst, Math.abs(exact[cell] - approximate[cell]));
    }
    return worst;
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheProductOfResistanceAndConductanceCounts(Solver solver) {
    RandomCases.check(CASES, random -> {
      CellGrid cells = RandomArrays.cells(random);
      double scale = 1024;
      double[] scaled = Arrays.stream(cells.siemens()).map(g -> g * scale).toArray();
      double[] expected = Arrays.stream(wires(32, 64, solver).effective(cells).siemens())
          .map(g -> g * scale)
          .toArray();
      assertThat(wires(32 / scale, 64 / scale, solver)
              .effective(new CellGrid(cells.rows(), cells.columns(), scaled))
              .siemens())
          .containsExactly(expected);
    });
  }

  /** Also where hardly anything arrives at the far corner. */
  @Test
  void noConductanceIsNegativeHoweverBadTheWires() {
    RandomCases.check(CASES, random -> {
      CellGrid cells = RandomArrays.cells(random, 1 + random.nextInt(20), 1 + random.nextInt(20));
      double ohm = Math.pow(10, random.nextDouble(-9, 5));
      for (Solver solver : Solver.values()) {
        for (double g : wires(ohm, ohm, solver).effective(cells).siemens()) {
          assertThat(g).isNotNegative().isFinite();
        }
      }
    });
  }

  /** A row of N equal cells in a comb: each further cell sees less. */
  @Test
  void fartherCellsCountLess() {
    int size = 24;
    double[] siemens = new double[size * size];
    Arrays.fill(siemens, 1e-4);
    for (Solver solver : Solver.values()) {
      CellGrid effective = wires(5, 5, solver).effective(new CellGrid(size, size, siemens));
      for (int i = 1; i < size; i++) {
        for (int j = 1; j < size; j++) {
          assertThat(effective.at(i, j - 1)).isGreaterThan(effective.at(i, j));
          assertThat(effective.at(i, j)).isGreaterThan(effective.at(i - 1, j));
        }
      }
    }
  }

  @Test
  void aRowWithoutConductanceHasNone() {
    SplittableRandom random = new SplittableRandom(1);
    boolean[] idle = {true, false, true, false};
    CellGrid cells = RandomArrays.cells(random, 4, 7).without(idle);
    CellGrid effective = wires(10, 10, Solver.APPROXIMATE).effective(cells);
    double[] volts = {1, 0, 1, 0};
    assertThat(effective.currents(volts)).containsOnly(0);
  }
}
