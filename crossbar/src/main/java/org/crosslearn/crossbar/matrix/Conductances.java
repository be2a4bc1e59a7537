package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.kernel.AnalogKernels;

/**
 * The states of the cells that hold a matrix, laid out for reads, and the weights that they stand for.
 * A cell of state g conducts {@code off + (1 - off) g} in units of the largest conductance. Copies are
 * made when they are first needed and kept until the cells change.
 */
final class Conductances {
  private static final int GROUP = AnalogKernels.GROUP;

  private final WeightCells cells;
  private final int outputs;
  private final int inputs;
  private final float off;
  private final float[][] columnGroups;
  private final boolean[] groupsAreCurrent;
  private float[] weights;
  private boolean weightsAreCurrent;

  /**
   * @param off the smallest conductance
   */
  Conductances(WeightCells cells, int outputs, int inputs, float off) {
    this.cells = cells;
    this.outputs = outputs;
    this.inputs = inputs;
    this.off = off;
    columnGroups = new float[cells.arrays().size()][];
    groupsAreCurrent = new boolean[cells.arrays().size()];
  }

  int outputs() {
    return outputs;
  }

  int inputs() {
    return inputs;
  }

  /** The smallest conductance. */
  float off() {
    return off;
  }

  int arrays() {
    return columnGroups.length;
  }

  /** What one unit of conductance of an array counts as a weight. */
  float worth(int array) {
    return cells.worth(array) * cells.limit() / (1 - off);
  }

  /** Change of a weight with the state of its cell in the first array. */
  float weightPerState() {
    return cells.limit() * cells.worth(0);
  }

  /** Weight of cells that are all in state 0. */
  float baseWeight() {
    return cells.limit() * cells.base() * (2 * cells.reference());
  }

  /** Conductance of the cells of a reference column. */
  float reference() {
    return of(cells.reference());
  }

  /** Conductance of a cell in a normalised state. */
  float of(float state) {
    return off + (1 - off) * state;
  }

  void changed() {
    Arrays.fill(groupsAreCurrent, false);
    weightsAreCurrent = false;
  }

  /** As {@link #changed()}, where the cells of one output alone have changed. */
  void changed(int output) {
    int first = output * inputs;
    if (weightsAreCurrent) {
      cells.weights(weights, first, first + inputs);
    }
    for (int array = 0; array < columnGroups.length; array++) {
      if (groupsAreCurrent[array]) {
        float[] states = states(array);
        int to = output / GROUP * inputs * GROUP + output % GROUP;
        for (int i = 0; i < inputs; i++, to += GROUP) {
          columnGroups[array][to] = states[first + i];
        }
      }
    }
  }

  /** {@code outputs x inputs}. */
  float[] states(int array) {
    return cells.arrays().get(array).visible();
  }

  /** States with inputs for lines: that of input i and output o at {@code (o / 32 * inputs + i) * 32 + o % 32}. */
  float[] columnGroups(int array) {
    if (!groupsAreCurrent[array]) {
      if (columnGroups[array] == null) {
        columnGroups[array] = new float[groups(outputs) * inputs * GROUP];
      }
      fill(states(array), columnGroups[array]);
      groupsAreCurrent[array] = true;
    }
    return columnGroups[array];
  }

  /** {@code outputs x inputs}. */
  float[] weights() {
    if (!weightsAreCurrent) {
      if (weights == null) {
        weights = new float[outputs * inputs];
      }
      cells.weights(weights);
      weightsAreCurrent = true;
    }
    return weights;
  }

  static int groups(int columns) {
    return (columns + GROUP - 1) / GROUP;
  }

  /** Eight outputs at once, so that stores fall side by side and few streams are read. */
  private void fill(float[] states, float[] groups) {
    int o = 0;
    for (; o + 8 <= outputs; o += 8) {
      int from = o * inputs;
      int to = o / GROUP * inputs * GROUP + o % GROUP;
      for (int i = 0; i < inputs; i++, from++, to += GROUP) {
        groups[to] = states[from];
        groups[to + 1] = states[from + inputs];
        groups[to + 2] = states[from + 2 * inputs];
        groups[to + 3] = states[from + 3 * inputs];
        groups[to + 4] = states[from + 4 * inputs];
        groups[to + 5] = states[from + 5 * inputs];
        groups[to + 6] = states[from + 6 * inputs];
        groups[to + 7] = states[from + 7 * inputs];
      }
    }
    for (; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        groups[(o / GROUP * inputs + i) * GROUP + o % GROUP] = states[o * inputs + i];
      }
    }
  }
}
