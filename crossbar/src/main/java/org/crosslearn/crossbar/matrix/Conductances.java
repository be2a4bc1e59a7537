package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import java.util.List;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.kernel.AnalogKernels;

/**
 * What the cells that hold a matrix conduct, in units of the largest, laid out for reads: see {@link
 * AnalogKernels} for groups of columns. Kept until the cells change.
 */
final class Conductances {
  private static final int GROUP = AnalogKernels.GROUP;

  private final List<DeviceArray> arrays;
  private final int outputs;
  private final int inputs;
  private final float off;
  private final float[][] forward;
  private float[] transposed;
  private final boolean[] forwardIsCurrent;
  private boolean transposedIsCurrent;

  /**
   * @param arrays the cells of each weight: one array, or two for a pair
   * @param off the smallest conductance
   */
  Conductances(List<DeviceArray> arrays, int outputs, int inputs, float off) {
    this.arrays = arrays;
    this.outputs = outputs;
    this.inputs = inputs;
    this.off = off;
    forward = new float[arrays.size()][];
    forwardIsCurrent = new boolean[arrays.size()];
  }

  /** Conductance of a cell in a normalised state. */
  float of(float state) {
    return off + (1 - off) * state;
  }

  void changed() {
    Arrays.fill(forwardIsCurrent, false);
    transposedIsCurrent = false;
  }

  /** Lines are inputs, columns the outputs of one array. */
  float[] forward(int array) {
    if (!forwardIsCurrent[array]) {
      if (forward[array] == null) {
        forward[array] = new float[groups(outputs) * inputs * GROUP];
      }
      fillForward(arrays.get(array).visible(), forward[array]);
      forwardIsCurrent[array] = true;
    }
    return forward[array];
  }

  /** Lines are outputs, the cells of a weight beside each other; columns are inputs. */
  float[] transposed() {
    if (!transposedIsCurrent) {
      if (transposed == null) {
        transposed = new float[groups(inputs) * outputs * arrays.size() * GROUP];
      }
      for (int array = 0; array < arrays.size(); array++) {
        fillTransposed(array);
      }
      transposedIsCurrent = true;
    }
    return transposed;
  }

  static int groups(int columns) {
    return (columns + GROUP - 1) / GROUP;
  }

  private void fillForward(float[] states, float[] groups) {
    for (int o = 0; o < outputs; o += GROUP) {
      int columns = Math.min(GROUP, outputs - o);
      for (int i = 0; i < inputs; i++) {
        int to = (o / GROUP * inputs + i) * GROUP;
        for (int j = 0; j < columns; j++) {
          groups[to + j] = of(states[(o + j) * inputs + i]);
        }
      }
    }
  }

  private void fillTransposed(int array) {
    float[] states = arrays.get(array).visible();
    for (int i = 0; i < inputs; i += GROUP) {
      int columns = Math.min(GROUP, inputs - i);
      for (int o = 0; o < outputs; o++) {
        int to = ((i / GROUP * outputs + o) * arrays.size() + array) * GROUP;
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
