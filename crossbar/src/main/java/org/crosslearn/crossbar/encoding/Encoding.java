package org.crosslearn.crossbar.encoding;

/**
 * Signed weights on non-negative conductances. With normalised conductance {@code g} in 0..1 and
 * weight limit {@code m}:
 */
public enum Encoding {
  /** Two cells per weight, {@code w = m (g+ - g-)}; a change moves both, half each. */
  DIFFERENTIAL_PAIR(2),
  /** One cell per weight against a shared column of mid-range cells, {@code w = m (2 g - 1)}. */
  REFERENCE_COLUMN(1);

  private final int cellsPerWeight;

  Encoding(int cellsPerWeight) {
    this.cellsPerWeight = cellsPerWeight;
  }

  /** Columns that one signed weight occupies, without the shared reference column. */
  public int cellsPerWeight() {
    return cellsPerWeight;
  }
}
