package org.crosslearn.hw.array;

/** How weights of both signs stand on cells that know no sign. */
public enum SignedWeights {
  /** The difference of two groups of cells in neighbouring columns. */
  DIFFERENTIAL_PAIR(1, 2, 0, true),
  /** The difference from a column of mid-range cells that all weights of an array share. */
  REFERENCE_COLUMN(1, 1, 1, true),
  /** Cells hold the weight plus an offset; whoever sums up removes it and pays for that. */
  OFFSET(1, 1, 0, false),
  /**
   * The difference of two groups of cells on neighbouring word lines, which are driven with opposite
   * voltages: currents subtract on the column before they are converted, once.
   */
  INTERLEAVED_PAIR(2, 1, 0, false);

  private final int rows;
  private final int groups;
  private final int sharedGroups;
  private final boolean subtracted;

  SignedWeights(int rows, int groups, int sharedGroups, boolean subtracted) {
    this.rows = rows;
    this.groups = groups;
    this.sharedGroups = sharedGroups;
    this.subtracted = subtracted;
  }

  /** Word lines that hold one weight. */
  public int rows() {
    return rows;
  }

  /** Groups of cells side by side that hold one weight. */
  public int groups() {
    return groups;
  }

  /** Groups of cells on each word line besides those of the weights. */
  int sharedGroups() {
    return sharedGroups;
  }

  /** Whether two cells of opposite sign stand for each slice of a weight. */
  public boolean isPair() {
    return rows * groups == 2;
  }

  /** Whether each array subtracts two results of a forward read to get one. */
  boolean isSubtracted() {
    return subtracted;
  }

  /** Whether each array subtracts two results of a transposed read to get one. */
  boolean isSubtractedTransposed() {
    return this == REFERENCE_COLUMN || this == INTERLEAVED_PAIR;
  }
}
