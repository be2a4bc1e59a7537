package org.crosslearn.crossbar.encoding;

/**
 * Signed weights on non-negative conductances. With states {@code g} in 0..1 and weight limit {@code
 * m}:
 */
public enum Encoding {
  /** Two cells per weight, {@code w = m (g+ - g-)}; a change moves both, half each. */
  DIFFERENTIAL_PAIR(0, 1, -1),
  /** One cell per weight against a shared column of mid-range cells, {@code w = m (2 g - 1)}. */
  REFERENCE_COLUMN(-1, 2);

  private final float base;
  private final float[] worth;

  Encoding(float base, float... worth) {
    this.base = base;
    this.worth = worth;
  }

  /** Columns that one signed weight occupies, without the shared reference column. */
  public int cellsPerWeight() {
    return worth.length;
  }

  float base() {
    return base;
  }

  float[] worth() {
    return worth.clone();
  }
}
