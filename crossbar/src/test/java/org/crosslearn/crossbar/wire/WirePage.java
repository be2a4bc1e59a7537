package org.crosslearn.crossbar.wire;

import java.util.List;
import java.util.function.Function;
import org.crosslearn.crossbar.wire.Experiment.Inputs;
import org.crosslearn.crossbar.wire.Experiment.Weights;

/** Measures and writes {@code docs/wires.md}. */
final class WirePage {
  private static final int VECTORS = 200;

  private WirePage() {}

  static String text() {
    StringBuilder page = new StringBuilder("""
        # Resistance of the wires of an array

        Written by `WirePageTest`; to write it again:

            mvn -pl crossbar -am test -Dtest=WirePageTest -Dcrosslearn.regenerate=true \\
                -Dsurefire.failIfNoSpecifiedTests=false

        Rows are driven beside column 0, columns are sensed at 0 V below the last row, and each pitch of
        either has a resistance:

            wires: {row-ohm: 1.2, column-ohm: 1.2, solver: approximate, idle-lines: grounded}

        **Exact** (`NodalArray`) is Kirchhoff's current law at both nodes of every cell. It agrees with
        networks that were solved by hand, with dense elimination, with the laws of circuits on arrays of
        random shapes, and with ngspice to 1e-6 (`HandSolvedArraysTest`, `NodalArrayTest`, `SpiceTest`).

        While every row is held at a voltage, 0 V included, currents are linear in the inputs, and an array
        with its wires is one matrix of *effective conductances*. It is computed when cells change, not when
        they are read: reads cost what they cost without wires.

        **Approximate** (`BalancedArray`, where it is derived) computes that matrix in a time proportional to
        the number of cells. It is exact if all inputs are equal.

        Below, a pitch has 1 ohm, and errors are root mean square and worst column, over columns and random
        inputs, relative to full scale: the current of a column of cells of the largest conductance, all at
        the read voltage, without wires. One step of an ideal 8-bit converter is 0.39 % of it.

        """);
    sizes(page);
    inputs(page);
    shapes(page);
    idle(page);
    return page.toString();
  }

  private static void sizes(StringBuilder page) {
    page.append("""
        ## Error by size and resistance

        Random cells from a tenth of the largest conductance to all of it; a random half of the rows at
        1 V.

        | cells | on resistance | current left with all rows on | without wires | approximate |
        |---|---|---|---|---|
        """);
    for (int size : List.of(64, 128, 256)) {
      for (double ohm : List.of(10e3, 100e3)) {
        Experiment array = new Experiment(size, ohm, Weights.RANDOM);
        page.append("| %d x %d | %.0f kohm | %s | %s | %s |\n"
            .formatted(
                size,
                size,
                ohm / 1000,
                Experiment.percent(array.remaining()),
                array.error(array.cells(), Inputs.HALF, VECTORS),
                array.error(array.approximate(), Inputs.HALF, VECTORS)));
      }
    }
  }

  private static void inputs(StringBuilder page) {
    page.append("""

        ## Error by weights and inputs

        Approximate, 128 x 128 cells of 10 kohm when on. Inputs that differ from one end of the columns
        to the other are the worst that was found.

        | cells |""");
    for (Inputs inputs : Inputs.values()) {
      page.append(' ').append(inputs.words).append(" |");
    }
    page.append("\n|---|").append("---|".repeat(Inputs.values().length)).append('\n');
    for (Weights weights : Weights.values()) {
      Experiment array = new Experiment(128, 10e3, weights);
      CellGrid approximate = array.approximate();
      page.append("| ").append(weights.words).append(" |");
      for (Inputs inputs : Inputs.values()) {
        page.append(' ').append(array.error(approximate, inputs, VECTORS)).append(" |");
      }
      page.append('\n');
    }
  }

  private static void shapes(StringBuilder page) {
    page.append("""

        ## Other approximations

        Random cells, a random half of the rows at 1 V. The relative drops along the row and the column
        are a and b to first order.

        | effective conductance | 64 x 64, 100 kohm | 64 x 64, 10 kohm | 128 x 128, 10 kohm |
        |---|---|---|---|
        """);
    List<Experiment> arrays = List.of(
        new Experiment(64, 100e3, Weights.RANDOM),
        new Experiment(64, 10e3, Weights.RANDOM),
        new Experiment(128, 10e3, Weights.RANDOM));
    shape(page, arrays, "G (1 - a - b)", array -> array.shaped(drop -> 1 - drop));
    shape(page, arrays, "G exp(-a - b)", array -> array.shaped(drop -> StrictMath.exp(-drop)));
    shape(page, arrays, "exact ladder of the row x that of the column", Experiment::ladders);
    shape(page, arrays, "G / (1 + a + b)", array -> array.shaped(drop -> 1 / (1 + drop)));
    shape(page, arrays, "G / (1 + a + b), balanced: what we use", Experiment::approximate);
  }

  private static void shape(
      StringBuilder page,
      List<Experiment> arrays,
      String name,
      Function<Experiment, CellGrid> effective) {
    page.append("| ").append(name).append(" |");
    for (Experiment array : arrays) {
      page.append(' ')
          .append(array.error(effective.apply(array), Inputs.HALF, VECTORS))
          .append(" |");
    }
    page.append('\n');
  }

  private static void idle(StringBuilder page) {
    page.append("""

        ## Rows without input

        Random cells, a random half of the rows at 1 V. If the drivers of the others let go, cells with
        an access transistor are off, and cells without one connect columns with each other. The first
        two figures are by how much columns then differ from what they carry beside rows at 0 V, by the
        exact network.

        The last is the error of the approximation if cells of idle rows are off, computed for each set
        of idle rows (`effective(cells.without(idle))`). As the rows that are left have equal inputs it
        is exact, which suits bit-serial inputs.

        | cells | on resistance | with transistors | without | approximate, with |
        |---|---|---|---|---|
        """);
    for (int size : List.of(64, 128)) {
      for (double ohm : List.of(10e3, 100e3)) {
        Experiment array = new Experiment(size, ohm, Weights.RANDOM);
        int vectors = 3;
        page.append("| %d x %d | %.0f kohm | %s | %s | %s |\n"
            .formatted(
                size,
                size,
                ohm / 1000,
                array.floating(true, vectors),
                array.floating(false, vectors),
                array.floatingApproximation(vectors)));
      }
    }
  }
}
