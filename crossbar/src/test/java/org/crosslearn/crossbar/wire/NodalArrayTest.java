package org.crosslearn.crossbar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.crossbar.wire.WireSpec.IdleLines;
import org.crosslearn.crossbar.wire.WireSpec.Solver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact network, on arrays of random shapes between one cell and 9 x 9. */
class NodalArrayTest {
  private static final int CASES = 60;

  /** Of currents, relative to what one volt drives through a good cell. */
  private static final double ROUNDING = 1e-3 * 1e-11;

  @ParameterizedTest
  @CsvSource({"GROUNDED, false", "FLOATING, true", "FLOATING, false"})
  void denseEliminationOfAllNodesGivesTheSame(IdleLines lines, boolean gated) {
    RandomCases.check(CASES, random -> {
      Case c = new Case(random, lines, gated);
      double[] expected = c.circuit.solveDensely();
      assertThat(c.array().currents(c.volts))
          .containsExactly(c.circuit.columnCurrents(expected), within(ROUNDING));
      double[] voltages = c.circuit.voltages(c.array().voltages(c.volts));
      for (int node = 0; node < voltages.length; node++) {
        if (!Double.isNaN(voltages[node])) {
          assertThat(voltages[node]).as("node %d", node).isCloseTo(expected[node], within(1e-10));
        }
      }
    });
  }

  @ParameterizedTest
  @CsvSource({"GROUNDED, false", "FLOATING, true", "FLOATING, false"})
  void whatFlowsIntoANodeFlowsOut(IdleLines lines, boolean gated) {
    RandomCases.check(CASES, random -> {
      Case c = new Case(random, lines, gated);
      double[] voltages = c.circuit.voltages(c.array().voltages(c.volts));
      double[] out = c.circuit.currents(voltages);
      double reach = 1e-14 / Math.min(c.wires.rowOhm(), c.wires.columnOhm());
      for (int node = 0; node < c.circuit.driver(0); node++) {
        if (!Double.isNaN(out[node])) {
          assertThat(out[node]).as("node %d", node).isCloseTo(0, within(reach));
        }
      }
    });
  }

  @ParameterizedTest
  @CsvSource({"GROUNDED, false", "FLOATING, true", "FLOATING, false"})
  void theDriversDeliverWhatTheResistorsTurnIntoHeat(IdleLines lines, boolean gated) {
    RandomCases.check(CASES, random -> {
      Case c = new Case(random, lines, gated);
      double[] voltages = c.circuit.voltages(c.array().voltages(c.volts));
      double heat = 0;
      for (Circuit.Resistor r : c.circuit.resistors()) {
        double drop = voltages[r.from()] - voltages[r.to()];
        heat += Double.isNaN(drop) ? 0 : drop * drop / r.ohm();
      }
      double[] out = c.circuit.currents(voltages);
      double delivered = 0;
      for (int i = 0; i < c.volts.length; i++) {
        delivered += c.volts[i] * out[c.circuit.driver(i)];
      }
      assertThat(heat).isCloseTo(delivered, within(1e-11));
    });
  }

  @ParameterizedTest
  @CsvSource({"GROUNDED, false", "FLOATING, true", "FLOATING, false"})
  void wiresWithoutResistanceArePlainAlgebraToTheLastBit(IdleLines lines, boolean gated) {
    RandomCases.check(CASES, random -> {
      CellGrid cells = RandomArrays.cells(random);
      boolean[] idle = RandomArrays.idle(random, cells.rows());
      double[] volts = RandomArrays.volts(random, idle);
      NodalArray array = NodalArray.of(new WireSpec(0, 0, Solver.EXACT, lines), cells, idle, gated);
      assertThat(array.currents(volts)).containsExactly(cells.currents(volts));
    });
  }

  @Test
  void oneFactorisationServesAllInputs() {
    RandomCases.check(CASES, random -> {
      Case c = new Case(random, IdleLines.FLOATING, random.nextBoolean());
      double[] first = c.volts;
      double[] second = RandomArrays.volts(random, c.idle);
      double[] sum = new double[first.length];
      Arrays.setAll(sum, i -> 2 * first[i] - second[i]);
      NodalArray array = c.array();
      double[] expected = array.currents(first);
      double[] other = array.currents(second);
      Arrays.setAll(expected, j -> 2 * expected[j] - other[j]);
      assertThat(array.currents(sum)).containsExactly(expected, within(ROUNDING));
      assertThat(array.effective().currents(sum)).containsExactly(expected, within(ROUNDING));
    });
  }

  /** Which is not how it was computed: by reciprocity only one side of the array is ever swept. */
  @Test
  void rowsAndColumnsCanChangePlaces() {
    RandomCases.check(CASES, random -> {
      CellGrid cells = RandomArrays.cells(random);
      WireSpec wires = RandomArrays.wires(random, IdleLines.GROUNDED);
      WireSpec turned =
          new WireSpec(wires.columnOhm(), wires.rowOhm(), Solver.EXACT, IdleLines.GROUNDED);
      assertThat(NodalArray.of(turned, cells.turned()).effective().turned().siemens())
          .containsExactly(NodalArray.of(wires, cells).effective().siemens(), within(ROUNDING));
    });
  }

  /** Rayleigh's monotonicity law. */
  @Test
  void worseWiresCarryLess() {
    RandomCases.check(CASES, random -> {
      CellGrid cells = RandomArrays.cells(random);
      WireSpec wires = RandomArrays.wires(random, IdleLines.GROUNDED);
      WireSpec worse = new WireSpec(
          1.1 * wires.rowOhm(), wires.columnOhm() + 1, Solver.EXACT, IdleLines.GROUNDED);
      double[] volts = new double[cells.rows()];
      Arrays.fill(volts, 1);
      double ideal = Arrays.stream(cells.currents(volts)).sum();
      double good = Arrays.stream(NodalArray.of(wires, cells).currents(volts)).sum();
      double bad = Arrays.stream(NodalArray.of(worse, cells).currents(volts)).sum();
      if (ideal > 0) {
        assertThat(good).isPositive().isLessThan(ideal);
        assertThat(bad).isPositive().isLessThan(good);
      }
    });
  }

  /** Wires of a nanoohm must not drown in rounding what they change. */
  @Test
  void smallDropsAreAsExactAsLargeOnes() {
    SplittableRandom random = new SplittableRandom(1);
    CellGrid cells = RandomArrays.cells(random, 6, 5);
    double[] volts = {1, 0.5, 0, -1, 1, 0.25};
    double[] ideal = cells.currents(volts);
    double[] perOhm = drop(cells, volts, ideal, 1e-4, 1e4);
    double[] perOhmOfLess = drop(cells, volts, ideal, 1e-6, 1e6);
    for (int j = 0; j < perOhm.length; j++) {
      assertThat(perOhmOfLess[j]).isCloseTo(perOhm[j], within(1e-5 * Math.abs(perOhm[j])));
    }
    double[] almost = NodalArray.of(
            new WireSpec(1e-12, 1e-12, Solver.EXACT, IdleLines.GROUNDED), cells)
        .currents(volts);
    assertThat(almost).containsExactly(ideal, within(1e-16));
  }

  private static double[] drop(
      CellGrid cells, double[] volts, double[] ideal, double ohm, double perOhm) {
    double[] amperes = NodalArray.of(
            new WireSpec(ohm, ohm, Solver.EXACT, IdleLines.GROUNDED), cells)
        .currents(volts);
    Arrays.setAll(amperes, j -> (ideal[j] - amperes[j]) * perOhm);
    return amperes;
  }

  @Test
  void aFloatingRowThatNothingConnectsHasNoVoltage() {
    CellGrid cells = new CellGrid(2, 2, new double[] {1e-3, 1e-3, 0, 0});
    NodalArray array = NodalArray.of(
        new WireSpec(1, 1, Solver.EXACT, IdleLines.FLOATING),
        cells,
        new boolean[] {false, true},
        false);
    assertThat(array.voltages(new double[] {1, 0}).rows())
        .satisfies(volts -> assertThat(Arrays.copyOfRange(volts, 2, 4)).containsOnly(Double.NaN));
    assertThat(array.currents(new double[] {1, 0}))
        .containsExactly(NodalArray.of(new WireSpec(1, 1, Solver.EXACT, IdleLines.GROUNDED), cells)
            .currents(new double[] {1, 0}));
  }

  @Test
  void aVoltageOnAFloatingRowIsRefused() {
    Case c = new Case(new SplittableRandom(3), IdleLines.FLOATING, true);
    boolean[] all = new boolean[c.cells.rows()];
    Arrays.fill(all, true);
    double[] volts = new double[all.length];
    volts[volts.length - 1] = 0.3;
    NodalArray array = NodalArray.of(c.wires, c.cells, all, true);
    assertThatThrownBy(() -> array.currents(volts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row " + (volts.length - 1) + " floats, found 0.3 V at its driver");
  }

  /** A random array with random inputs. */
  private static final class Case {
    final WireSpec wires;
    final CellGrid cells;
    final boolean[] idle;
    final boolean gated;
    final double[] volts;
    final Circuit circuit;

    Case(SplittableRandom random, IdleLines lines, boolean gated) {
      wires = RandomArrays.wires(random, lines);
      cells = RandomArrays.cells(random);
      idle = RandomArrays.idle(random, cells.rows());
      this.gated = gated;
      volts = RandomArrays.volts(random, idle);
      boolean[] loose = lines == IdleLines.FLOATING ? idle : new boolean[idle.length];
      circuit = new Circuit(wires, cells, loose, gated, volts);
    }

    NodalArray array() {
      return NodalArray.of(wires, cells, idle, gated);
    }
  }
}
