package org.crosslearn.hw.array;

/** How weights of both signs stand on cells that know no sign. */
public enum SignedWeights {
  /** The difference of two groups of cells in neighbouring columns. */
  DIFFERENTIAL_PAIR(2, 0, true),
  /** The difference from a column of mid-range cells that all weights of an array share. */
  REFERENCE_COLUMN(1, 1, true),
  /** Cells hold the weight plus an offset; whoever sums up removes it and pays for that. */
  OFFSET(1, 0, false);

  private final int groups;
  private final int sharedGroups;
  private final boolean subtracted;

  SignedWeights(int groups, int sharedGroups, boolean subtracted) {
    this.groups = groups;
    this.sharedGroups = sharedGroups;
    this.subtracted = subtracted;
  }

  /** Groups of cells side by side that hold one weight. */
  public int groups() {
    return groups;
  }

  /** Groups of cells on each word line besides those of the weights. */
  int sharedGroups() {
    return sharedGroups;
  }

  /** Whether each array subtracts two results to get one. */
  boolean isSubtracted() {
    return subtracted;
  }
}
