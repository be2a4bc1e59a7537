package org.crosslearn.crossbar.wire;

import java.util.SplittableRandom;

/** Arrays of a random shape, with wires so bad that they matter. */
final class RandomArrays {
  private RandomArrays() {}

  static WireSpec wires(SplittableRandom random, WireSpec.IdleLines idle) {
    return new WireSpec(
        random.nextDouble(0.1, 300), random.nextDouble(0.1, 300), WireSpec.Solver.EXACT, idle);
  }

  static WireSpec approximate(WireSpec exact) {
    return new WireSpec(
        exact.rowOhm(), exact.columnOhm(), WireSpec.Solver.APPROXIMATE, exact.idleLines());
  }

  /** Between 1 x 1 and 9 x 9 cells of 1 to 100 kohm, on and off. */
  static CellGrid cells(SplittableRandom random) {
    return cells(random, 1 + random.nextInt(9), 1 + random.nextInt(9));
  }

  static CellGrid cells(SplittableRandom random, int rows, int columns) {
    double[] siemens = new double[rows * columns];
    for (int cell = 0; cell < siemens.length; cell++) {
      siemens[cell] = random.nextInt(5) == 0 ? 0 : random.nextDouble(1e-5, 1e-3);
    }
    return new CellGrid(rows, columns, siemens);
  }

  static boolean[] idle(SplittableRandom random, int rows) {
    boolean[] idle = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      idle[i] = random.nextBoolean();
    }
    return idle;
  }

  /** Between -1 V and 1 V, 0 on idle rows. */
  static double[] volts(SplittableRandom random, boolean[] idle) {
    double[] volts = new double[idle.length];
    for (int i = 0; i < volts.length; i++) {
      volts[i] = idle[i] ? 0 : random.nextDouble(-1, 1);
    }
    return volts;
  }
}
