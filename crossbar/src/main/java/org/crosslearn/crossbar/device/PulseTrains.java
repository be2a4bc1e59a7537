package org.crosslearn.crossbar.device;

/**
 * Pulse trains for some cells of an array and, once they have been applied, what the cells held before
 * and after. It is filled anew again and again.
 */
public final class PulseTrains {
  /** Trains that are applied together: as many as stay in the first-level cache with their noise. */
  public static final int MOST = 256;

  final int[] cells = new int[MOST];
  final float[] pulses = new float[MOST];
  final float[] before = new float[MOST];
  final float[] after = new float[MOST];
  private int count;

  public void clear() {
    count = 0;
  }

  /**
   * Adds a train; there is room for {@value #MOST}.
   *
   * @param cell after all cells that are listed
   * @param train above 0 potentiates; not 0
   */
  public void add(int cell, float train) {
    cells[count] = cell;
    pulses[count++] = train;
  }

  /**
   * Takes trains for neighbouring cells, none of them 0, in place of what is listed.
   *
   * @param first of the cells
   * @param trains at the start of the array, {@value #MOST} or fewer
   */
  public void setConsecutive(int first, float[] trains, int count) {
    this.count = count;
    System.arraycopy(trains, 0, pulses, 0, count);
    for (int k = 0; k < count; k++) {
      cells[k] = first + k;
    }
  }

  public int count() {
    return count;
  }

  /** Whether a cell may be added: cells stand in ascending order, and each once. */
  public boolean mayAdd(int cell) {
    return count < MOST && (count == 0 || cells[count - 1] < cell);
  }

  /** Index in the array of the k-th cell. */
  public int cell(int k) {
    return cells[k];
  }

  /** The k-th train: above 0 potentiates. */
  public float pulses(int k) {
    return pulses[k];
  }

  /** State of the k-th cell before the trains were applied. */
  public float before(int k) {
    return before[k];
  }

  /** State of the k-th cell after the trains were applied. */
  public float after(int k) {
    return after[k];
  }

  /** Whether no cell between the first and the last is left out. */
  boolean isConsecutive() {
    return count > 0 && cells[count - 1] - cells[0] == count - 1;
  }
}
