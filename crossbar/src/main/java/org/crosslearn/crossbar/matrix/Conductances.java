package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.hw.workload.HardwareOp.Direction;

/**
 * What the cells that hold a matrix conduct, in units of the largest, laid out for reads: see {@link
 * AnalogKernels} for groups of columns. Kept until the cells change.
 *
 * <p>Forward, lines are inputs and columns outputs; transposed, the other way round. Where both cells
 * of a pair stand on the driven side, each line is followed by that of the opposite voltage.
 */
final class Conductances {
  private static final int GROUP = AnalogKernels.GROUP;

  private final WeightCells cells;
  private final int outputs;
  private final int inputs;
  private final float off;

  /** By direction and first array; null where nothing was read yet. */
  private final float[][][] panels;

  private final boolean[][] current;

  /**
   * @param off the smallest conductance
   */
  Conductances(WeightCells cells, int outputs, int inputs, float off) {
    this.cells = cells;
    this.outputs = outputs;
    this.inputs = inputs;
    this.off = off;
    int arrays = cells.arrays().size();
    panels = new float[Direction.values().length][arrays][];
    current = new boolean[Direction.values().length][arrays];
  }

  /** Conductance of a cell in a normalised state. */
  float of(float state) {
    return off + (1 - off) * state;
  }

  void changed() {
    for (boolean[] ofDirection : current) {
      Arrays.fill(ofDirection, false);
    }
  }

  /**
   * The cells of an array, or of that and the next one on alternate lines.
   *
   * @param linesPerWeight 1, or 2 for both cells of a pair
   */
  float[] panel(Direction direction, int array, int linesPerWeight) {
    boolean forward = direction == Direction.FORWARD;
    int lines = forward ? inputs : outputs;
    int columns = forward ? outputs : inputs;
    float[][] ofDirection = panels[direction.ordinal()];
    if (ofDirection[array] == null) {
      ofDirection[array] = new float[groups(columns) * lines * linesPerWeight * GROUP];
    }
    if (!current[direction.ordinal()][array]) {
      for (int k = 0; k < linesPerWeight; k++) {
        float[] states = cells.arrays().get(array + k).visible();
        fill(states, forward, lines, columns, linesPerWeight, k, ofDirection[array]);
      }
      current[direction.ordinal()][array] = true;
    }
    return ofDirection[array];
  }

  private void fill(
      float[] states,
      boolean forward,
      int lines,
      int columns,
      int linesPerWeight,
      int k,
      float[] panel) {
    int lineStride = forward ? 1 : columns;
    int columnStride = forward ? lines : 1;
    for (int first = 0; first < columns; first += GROUP) {
      int count = Math.min(GROUP, columns - first);
      for (int line = 0; line < lines; line++) {
        int to = ((first / GROUP * lines + line) * linesPerWeight + k) * GROUP;
        int from = line * lineStride + first * columnStride;
        for (int j = 0; j < count; j++) {
          panel[to + j] = of(states[from + j * columnStride]);
        }
      }
    }
  }

  static int groups(int columns) {
    return (columns + GROUP - 1) / GROUP;
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
