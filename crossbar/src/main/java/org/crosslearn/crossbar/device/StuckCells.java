package org.crosslearn.crossbar.device;

import java.util.Arrays;

/** Cells that no longer move, in ascending order, with what is read of them. */
final class StuckCells {
  private int[] cells = {};
  private float[] conductances = {};
  private int count;

  int count() {
    return count;
  }

  boolean contains(int cell) {
    return find(cell) >= 0;
  }

  /** A cell that was free until now. */
  void add(int cell, float conductance) {
    if (count == cells.length) {
      int capacity = Math.max(16, 2 * count);
      cells = Arrays.copyOf(cells, capacity);
      conductances = Arrays.copyOf(conductances, capacity);
    }
    int at = -1 - find(cell);
    System.arraycopy(cells, at, cells, at + 1, count - at);
    System.arraycopy(conductances, at, conductances, at + 1, count - at);
    cells[at] = cell;
    conductances[at] = conductance;
    count++;
  }

  /** Puts the cells back to where they are stuck. */
  void impose(float[] array) {
    for (int k = 0; k < count; k++) {
      array[cells[k]] = conductances[k];
    }
  }

  /** Puts what trains have left back to where the cells are stuck. */
  void impose(PulseTrains trains) {
    int found = find(trains.cells[0]);
    int next = found < 0 ? -1 - found : found;
    for (int k = 0; k < trains.count() && next < count; k++) {
      while (next < count && cells[next] < trains.cells[k]) {
        next++;
      }
      if (next < count && cells[next] == trains.cells[k]) {
        trains.after[k] = conductances[next];
      }
    }
  }

  private int find(int cell) {
    return Arrays.binarySearch(cells, 0, count, cell);
  }
}
