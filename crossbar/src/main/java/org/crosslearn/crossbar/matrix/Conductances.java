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
  private final WiredCells wired;
  private boolean wiredIsCurrent;
  private float[] weights;
  private boolean weightsAreCurrent;

  /** By slice; null where nobody asked. */
  private final float[][] differences;

  private final boolean[] differencesAreCurrent;

  /**
   * @param off the smallest conductance
   * @param wired what wires make of the cells; null for wires without resistance
   */
  Conductances(WeightCells cells, int outputs, int inputs, float off, WiredCells wired) {
    this.cells = cells;
    this.outputs = outputs;
    this.inputs = inputs;
    this.off = off;
    this.wired = wired;
    columnGroups = new float[cells.arrays().size()][];
    groupsAreCurrent = new boolean[cells.arrays().size()];
    differences = new float[cells.slices()][];
    differencesAreCurrent = new boolean[cells.slices()];
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

  int slices() {
    return cells.slices();
  }

  /** Arrays of a slice, which lie beside each other. */
  int sides() {
    return cells.sides();
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
    return cells.limit() * cells.visibleBase();
  }

  /** Conductance of cells of a slice that hold 0: those of a reference column. */
  float reference(int slice) {
    return of(cells.reference(slice));
  }

  /** What cells that hold the weight 0 give for an input of 1, where there is one per slice. */
  double offset() {
    double sum = 0;
    for (int slice = 0; slice < slices(); slice++) {
      sum += (double) worth(cells.array(slice, 0)) * reference(slice);
    }
    return sum;
  }

  /** Conductance of a cell in a normalised state. */
  float of(float state) {
    return off + (1 - off) * state;
  }

  void changed() {
    Arrays.fill(groupsAreCurrent, false);
    Arrays.fill(differencesAreCurrent, false);
    weightsAreCurrent = false;
    wiredIsCurrent = false;
  }

  /** As {@link #changed()}, where the cells of one output alone have changed. */
  void changed(int output) {
    if (wired != null) {
      changed();
      return;
    }
    int first = output * inputs;
    Arrays.fill(differencesAreCurrent, false);
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
    if (wired == null) {
      return cells.arrays().get(array).visible();
    }
    if (!wiredIsCurrent) {
      wired.update();
      wiredIsCurrent = true;
    }
    return wired.states()[array];
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

  /** As reads see them, {@code outputs x inputs}. */
  float[] weights() {
    if (!weightsAreCurrent) {
      if (weights == null) {
        weights = new float[outputs * inputs];
      }
      if (wired == null) {
        cells.weights(weights);
      } else {
        weigh(weights);
      }
      weightsAreCurrent = true;
    }
    return weights;
  }

  private void weigh(float[] weights) {
    Arrays.fill(weights, baseWeight());
    for (int array = 0; array < arrays(); array++) {
      float[] states = states(array);
      float worth = cells.limit() * cells.worth(array);
      for (int i = 0; i < weights.length; i++) {
        weights[i] += worth * states[i];
      }
    }
  }

  /** States of the positive cells of a slice of pairs less those of the negative, {@code outputs x inputs}. */
  float[] differences(int slice) {
    if (!differencesAreCurrent[slice]) {
      if (differences[slice] == null) {
        differences[slice] = new float[outputs * inputs];
      }
      float[] positive = states(cells.array(slice, 0));
      float[] negative = states(cells.array(slice, 1));
      for (int i = 0; i < positive.length; i++) {
        differences[slice][i] = positive[i] - negative[i];
      }
      differencesAreCurrent[slice] = true;
    }
    return differences[slice];
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
