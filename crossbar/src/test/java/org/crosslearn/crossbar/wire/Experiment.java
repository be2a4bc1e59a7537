package org.crosslearn.crossbar.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.crosslearn.crossbar.wire.WireSpec.IdleLines;
import org.crosslearn.crossbar.wire.WireSpec.Solver;

/** A square array of 1 ohm per cell, and how far currents are from those of the exact network. */
final class Experiment {
  private static final double PITCH_OHM = 1;

  /** Which rows are on. */
  enum Inputs {
    HALF("a random half at 1 V"),
    TENTH("a random tenth at 1 V"),
    UNIFORM("all rows, 0 to 1 V"),
    NEAR("the half next to the sense amplifiers at 1 V"),
    FAR("the other half at 1 V");

    final String words;

    Inputs(String words) {
      this.words = words;
    }

    private double[] volts(SplittableRandom random, int rows) {
      double[] volts = new double[rows];
      for (int i = 0; i < rows; i++) {
        volts[i] = switch (this) {
          case HALF -> random.nextInt(2);
          case TENTH -> random.nextInt(10) == 0 ? 1 : 0;
          case UNIFORM -> random.nextDouble();
          case NEAR -> 2 * i >= rows ? 1 : 0;
          case FAR -> 2 * i >= rows ? 0 : 1;
        };
      }
      return volts;
    }
  }

  /** What the cells hold. */
  enum Weights {
    RANDOM("0.1 to 1, random"),
    BINARY("1 or 0.02, random"),
    SPARSE("a random tenth 1, else 0.02"),
    BLOCKS("squares of 32 x 32 of 1 and of 0.02");

    final String words;

    Weights(String words) {
      this.words = words;
    }

    private double relative(SplittableRandom random, int row, int column) {
      return switch (this) {
        case RANDOM -> random.nextDouble(0.1, 1);
        case BINARY -> random.nextBoolean() ? 1 : 0.02;
        case SPARSE -> random.nextInt(10) == 0 ? 1 : 0.02;
        case BLOCKS -> (row / 32 + column / 32) % 2 == 0 ? 1 : 0.02;
      };
    }
  }

  /** Root mean square over columns and inputs, and the worst column; as fractions of full scale. */
  record Error(double rms, double worst) {
    @Override
    public String toString() {
      return percent(rms) + " / " + percent(worst);
    }
  }

  /** Two digits, above what is left of an iteration. */
  static String percent(double fraction) {
    double percent = 100 * fraction;
    if (percent < 1e-5) {
      return "< 0.00001 %";
    }
    int decimals = Math.max(0, 1 - (int) Math.floor(Math.log10(percent)));
    return String.format(Locale.ROOT, "%." + decimals + "f %%", percent);
  }

  private final int size;
  private final double onSiemens;
  private final CellGrid cells;
  private CellGrid exact;

  Experiment(int size, double onOhm, Weights weights) {
    this.size = size;
    onSiemens = 1 / onOhm;
    SplittableRandom random = new SplittableRandom(size);
    double[] siemens = new double[size * size];
    for (int cell = 0; cell < siemens.length; cell++) {
      siemens[cell] = onSiemens * weights.relative(random, cell / size, cell % size);
    }
    cells = new CellGrid(size, size, siemens);
  }

  private static WireSpec wires(Solver solver, IdleLines idle) {
    return new WireSpec(PITCH_OHM, PITCH_OHM, solver, idle);
  }

  CellGrid cells() {
    return cells;
  }

  CellGrid exact() {
    if (exact == null) {
      exact = wires(Solver.EXACT, IdleLines.GROUNDED).effective(cells);
    }
    return exact;
  }

  CellGrid approximate() {
    return wires(Solver.APPROXIMATE, IdleLines.GROUNDED).effective(cells);
  }

  /** Current with all rows on, over that without resistance. */
  double remaining() {
    return Arrays.stream(exact().siemens()).sum()
        / Arrays.stream(cells.siemens()).sum();
  }

  /** Effective conductances from the closed forms that were tried; their argument is a + b. */
  CellGrid shaped(Function<Double, Double> factor) {
    double[] siemens = cells.siemens().clone();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double drop = 0;
        for (int k = 0; k < size; k++) {
          drop += PITCH_OHM * (Math.min(j, k) + 1) * cells.at(i, k);
          drop += PITCH_OHM * (size - Math.max(i, k)) * cells.at(k, j);
        }
        siemens[i * size + j] *= factor.apply(drop);
      }
    }
    return grid(siemens);
  }

  /** Each cell lowered by the exact ladder of its row and that of its column. */
  CellGrid ladders() {
    double[] siemens = new double[size * size];
    CellGrid turned = cells.turned();
    for (int i = 0; i < size; i++) {
      double[] row = new Ladder(cells, i, PITCH_OHM, false).cellSiemens();
      System.arraycopy(row, 0, siemens, i * size, size);
    }
    for (int j = 0; j < size; j++) {
      double[] column = new Ladder(turned, size - 1 - j, PITCH_OHM, false).cellSiemens();
      for (int i = 0; i < size; i++) {
        siemens[i * size + j] *= column[size - 1 - i] / cells.at(i, j);
      }
    }
    return grid(siemens);
  }

  /** The first order alone can be negative; what it says then is taken as 0. */
  private CellGrid grid(double[] siemens) {
    return new CellGrid(
        size, size, Arrays.stream(siemens).map(g -> Math.max(0, g)).toArray());
  }

  Error error(CellGrid effective, Inputs inputs, int vectors) {
    return difference(
        inputs,
        vectors,
        (volts, idle) -> effective.currents(volts),
        (volts, idle) -> exact().currents(volts));
  }

  /** How much it matters that rows without input float. */
  Error floating(boolean gated, int vectors) {
    WireSpec wires = wires(Solver.EXACT, IdleLines.FLOATING);
    return difference(
        Inputs.HALF,
        vectors,
        (volts, idle) -> NodalArray.of(wires, cells, idle, gated).currents(volts),
        (volts, idle) -> exact().currents(volts));
  }

  /** The approximation with access transistors on floating rows, against the exact network of it. */
  Error floatingApproximation(int vectors) {
    WireSpec approximate = wires(Solver.APPROXIMATE, IdleLines.FLOATING);
    WireSpec exactly = wires(Solver.EXACT, IdleLines.FLOATING);
    return difference(
        Inputs.HALF,
        vectors,
        (volts, idle) -> approximate.effective(cells.without(idle)).currents(volts),
        (volts, idle) -> NodalArray.of(exactly, cells, idle, true).currents(volts));
  }

  private interface Read {
    double[] currents(double[] volts, boolean[] idle);
  }

  private Error difference(Inputs inputs, int vectors, Read one, Read other) {
    SplittableRandom random = new SplittableRandom(7);
    double squares = 0;
    double worst = 0;
    for (int v = 0; v < vectors; v++) {
      double[] volts = inputs.volts(random, size);
      boolean[] idle = new boolean[size];
      for (int i = 0; i < size; i++) {
        idle[i] = volts[i] == 0;
      }
      double[] a = one.currents(volts, idle);
      double[] b = other.currents(volts, idle);
      for (int j = 0; j < size; j++) {
        double error = Math.abs(a[j] - b[j]) / (size * onSiemens);
        squares += error * error;
        worst = Math.max(worst, error);
      }
    }
    return new Error(Math.sqrt(squares / vectors / size), worst);
  }
}
