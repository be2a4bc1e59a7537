package org.crosslearn.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.crosslearn.crossbar.wire.CellGrid;
import org.crosslearn.crossbar.wire.NodalArray;
import org.crosslearn.crossbar.wire.WireSpec;

/**
 * Times what wires cost: effective conductances, exact and approximate, which are needed once per
 * change of the cells, and the exact network for one input vector. Processor time of one thread, 1 ohm per
 * cell, random cells of 10 to 100 kohm.
 */
public final class WireSpeed {
  private static final double ON_SIEMENS = 1e-4;
  private static final int TILES = 64;

  /** Of the processor, because other work must not count. */
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private WireSpeed() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    System.out.printf("Java %s, one thread%n", System.getProperty("java.version"));
    for (int size : List.of(64, 128, 256)) {
      CellGrid cells = cells(size);
      int turns = size < 256 ? 21 : 5;
      report(
          size,
          "exact effective conductances",
          turns,
          () -> wires(WireSpec.Solver.EXACT).effective(cells));
      report(
          size, "approximate ones", 41, () -> wires(WireSpec.Solver.APPROXIMATE).effective(cells));
      NodalArray array = NodalArray.of(wires(WireSpec.Solver.EXACT), cells);
      double[] volts = new double[size];
      Arrays.fill(volts, 1);
      report(
          size,
          "network made for one set of idle rows",
          turns,
          () -> NodalArray.of(wires(WireSpec.Solver.EXACT), cells));
      report(size, "its currents for one vector", 41, () -> array.currents(volts));
    }
    CellGrid tile = cells(128);
    report(1024, "approximate, as tiles of 128 x 128", 21, () -> {
      for (int t = 0; t < TILES; t++) {
        wires(WireSpec.Solver.APPROXIMATE).effective(tile);
      }
    });
  }

  private static WireSpec wires(WireSpec.Solver solver) {
    return new WireSpec(1, 1, solver, WireSpec.IdleLines.GROUNDED);
  }

  private static CellGrid cells(int size) {
    SplittableRandom random = new SplittableRandom(size);
    double[] siemens = new double[size * size];
    for (int cell = 0; cell < siemens.length; cell++) {
      siemens[cell] = random.nextDouble(0.1 * ON_SIEMENS, ON_SIEMENS);
    }
    return new CellGrid(size, size, siemens);
  }

  private static void report(int size, String what, int turns, Runnable work) {
    double[] seconds = new double[turns];
    for (int turn = -turns; turn < turns; turn++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      work.run();
      if (turn >= 0) {
        seconds[turn] = (CLOCK.getCurrentThreadCpuTime() - start) * 1e-9;
      }
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT, "| %d x %d | %s | %.2f ms |%n", size, size, what, 1e3 * seconds[turns / 2]);
  }
}
