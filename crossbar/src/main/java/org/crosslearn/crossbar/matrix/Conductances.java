package org.crosslearn.crossbar.matrix;

import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.hw.workload.HardwareOp.Direction;

/**
 * What the cells of an array conduct, in units of the largest, laid out for reads: see {@link
 * AnalogKernels} for groups of columns. Kept until the cells change.
 */
final class Conductances {
  private static final int GROUP = AnalogKernels.GROUP;

  private final DeviceArray cells;
  private final int outputs;
  private final int inputs;
  private final float off;
  private float[] forward;
  private float[] transposed;
  private boolean forwardIsCurrent;
  private boolean transposedIsCurrent;

  Conductances(DeviceArray cells, int outputs, int inputs, float off) {
    this.cells = cells;
    this.outputs = outputs;
    this.inputs = inputs;
    this.off = off;
  }

  float of(int cell) {
    return of(cells.conductance()[cell]);
  }

  private float of(float state) {
    return off + (1 - off) * state;
  }

  void changed() {
    forwardIsCurrent = false;
    transposedIsCurrent = false;
  }

  /** Column groups for a read: columns are outputs forward, inputs transposed. */
  float[] columnGroups(Direction direction) {
    if (direction == Direction.FORWARD) {
      if (!forwardIsCurrent) {
        forward = forward == null ? new float[groups(outputs) * inputs * GROUP] : forward;
        fillForward();
        forwardIsCurrent = true;
      }
      return forward;
    }
    if (!transposedIsCurrent) {
      transposed = transposed == null ? new float[groups(inputs) * outputs * GROUP] : transposed;
      fillTransposed();
      transposedIsCurrent = true;
    }
    return transposed;
  }

  static int groups(int columns) {
    return (columns + GROUP - 1) / GROUP;
  }

  private void fillForward() {
    float[] states = cells.conductance();
    for (int o = 0; o < outputs; o += GROUP) {
      int columns = Math.min(GROUP, outputs - o);
      for (int i = 0; i < inputs; i++) {
        int to = (o / GROUP * inputs + i) * GROUP;
        for (int j = 0; j < columns; j++) {
          forward[to + j] = of(states[(o + j) * inputs + i]);
        }
      }
    }
  }

  private void fillTransposed() {
    float[] states = cells.conductance();
    for (int i = 0; i < inputs; i += GROUP) {
      int columns = Math.min(GROUP, inputs - i);
      for (int o = 0; o < outputs; o++) {
        int to = (i / GROUP * outputs + o) * GROUP;
        for (int j = 0; j < columns; j++) {
          transposed[to + j] = of(states[o * inputs + i + j]);
        }
      }
    }
  }

  /** The groups of a single column of equal cells. */
  static float[] referenceColumn(int lines, float conductance) {
    float[] column = new float[lines * GROUP];
    for (int i = 0; i < lines; i++) {
      column[i * GROUP] = conductance;
    }
    return column;
  }
}
