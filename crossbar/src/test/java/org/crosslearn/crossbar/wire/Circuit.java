package org.crosslearn.crossbar.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * An array as a plain list of resistors, drawn from the words of {@link WireSpec} and nothing else.
 * Nodes are numbered: where cells meet rows, where they meet columns, drivers, sense amplifiers.
 */
final class Circuit {
  record Resistor(int from, int to, double ohm) {}

  private final int rows;
  private final int columns;
  private final double[] volts;
  private final List<Resistor> resistors = new ArrayList<>();

  /**
   * @param idle rows without driver
   * @param gated whether idle rows have no cells either
   */
  Circuit(WireSpec wires, CellGrid cells, boolean[] idle, boolean gated, double[] volts) {
    rows = cells.rows();
    columns = cells.columns();
    this.volts = volts;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if (j > 0) {
          add(rowNode(i, j - 1), rowNode(i, j), wires.rowOhm());
        } else if (!idle[i]) {
          add(driver(i), rowNode(i, 0), wires.rowOhm());
        }
        if (cells.at(i, j) > 0 && !(idle[i] && gated)) {
          add(rowNode(i, j), columnNode(i, j), 1 / cells.at(i, j));
        }
        int below = i + 1 < rows ? columnNode(i + 1, j) : senseAmplifier(j);
        add(columnNode(i, j), below, wires.columnOhm());
      }
    }
  }

  private void add(int from, int to, double ohm) {
    resistors.add(new Resistor(from, to, ohm));
  }

  int rowNode(int i, int j) {
    return i * columns + j;
  }

  int columnNode(int i, int j) {
    return (rows + i) * columns + j;
  }

  int driver(int i) {
    return 2 * rows * columns + i;
  }

  int senseAmplifier(int j) {
    return driver(rows) + j;
  }

  List<Resistor> resistors() {
    return resistors;
  }

  /** Voltages of all nodes from those of the array's own. */
  double[] voltages(NodalArray.Voltages inside) {
    double[] all = Arrays.copyOf(inside.rows(), senseAmplifier(columns));
    System.arraycopy(inside.columns(), 0, all, rows * columns, rows * columns);
    System.arraycopy(volts, 0, all, driver(0), rows);
    return all;
  }

  /** Current out of each node through its resistors. */
  double[] currents(double[] voltages) {
    double[] out = new double[voltages.length];
    for (Resistor r : resistors) {
      double current = (voltages[r.from()] - voltages[r.to()]) / r.ohm();
      out[r.from()] += current;
      out[r.to()] -= current;
    }
    return out;
  }

  /** Voltages of all nodes by dense elimination; 0 where a node is not connected to a driver. */
  double[] solveDensely() {
    int free = driver(0);
    RealMatrix laws = new Array2DRowRealMatrix(free, free);
    RealVector sources = new ArrayRealVector(free);
    for (Resistor r : resistors) {
      connect(laws, sources, r.from(), r.to(), 1 / r.ohm());
      connect(laws, sources, r.to(), r.from(), 1 / r.ohm());
    }
    int[] groups = groups();
    for (int node = 0; node < free; node++) {
      if (groups[node] == node) {
        laws.addToEntry(node, node, 1);
      }
    }
    double[] all = Arrays.copyOf(
        new LUDecomposition(laws, 0).getSolver().solve(sources).toArray(), senseAmplifier(columns));
    System.arraycopy(volts, 0, all, free, rows);
    return all;
  }

  private void connect(RealMatrix laws, RealVector sources, int here, int there, double siemens) {
    if (here < driver(0)) {
      laws.addToEntry(here, here, siemens);
      if (there < driver(0)) {
        laws.addToEntry(here, there, -siemens);
      } else if (there < senseAmplifier(0)) {
        sources.addToEntry(here, siemens * volts[there - driver(0)]);
      }
    }
  }

  /** One free node of each part without voltage source names the part; others have a source. */
  private int[] groups() {
    int[] group = new int[senseAmplifier(columns)];
    for (int node = 0; node < group.length; node++) {
      group[node] = node;
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Resistor r : resistors) {
        int most = Math.max(group[r.from()], group[r.to()]);
        changed |= group[r.from()] != group[r.to()];
        group[r.from()] = most;
        group[r.to()] = most;
      }
    }
    return group;
  }

  /** What the sense amplifiers receive at these voltages. */
  double[] columnCurrents(double[] voltages) {
    double[] out = currents(voltages);
    double[] amperes = new double[columns];
    for (int j = 0; j < columns; j++) {
      amperes[j] = -out[senseAmplifier(j)];
    }
    return amperes;
  }

  /** The circuit for SPICE, which prints the column currents. */
  String netlist() {
    StringBuilder text = new StringBuilder("currents of an array\n");
    for (int i = 0; i < rows; i++) {
      text.append("vd%d n%d 0 dc %s\n".formatted(i, driver(i), volts[i]));
    }
    for (int j = 0; j < columns; j++) {
      text.append("vs%d n%d 0 dc 0\n".formatted(j, senseAmplifier(j)));
    }
    for (int r = 0; r < resistors.size(); r++) {
      Resistor resistor = resistors.get(r);
      text.append("r%d n%d n%d %s\n".formatted(r, resistor.from(), resistor.to(), resistor.ohm()));
    }
    text.append(".control\nset numdgt=15\nop\n");
    for (int j = 0; j < columns; j++) {
      text.append("print i(vs%d)\n".formatted(j));
    }
    return text.append(".endc\n.end\n").toString();
  }
}
