package org.crosslearn.crossbar.encoding;

/**
 * What the states {@code g_k} of the cells of a weight mean: {@code base + sum_k worth_k g_k}, in
 * units of the weight limit. Cells are numbered {@code slice * sides + side}, slices from the least
 * significant, the positive side first.
 */
sealed interface WeightCode permits WeightCode.Analog, WeightCode.Digits {

  /**
   * @param slices null for analog cells
   * @param steps of a cell from end to end
   */
  static WeightCode of(Encoding encoding, Slices slices, double steps) {
    return slices == null ? new Analog(encoding) : new Digits(encoding, slices, steps);
  }

  /** Cells of one weight. */
  int cells();

  /** Weight where all states are 0. */
  float base();

  float worth(int k);

  /** Distance of two weights that the cells hold; 0 for analog cells. */
  float leastChange();

  /** State of cell k for a weight in -1..1. */
  float state(int k, float weight);

  /** One real number; all cells of the weight lie equally far from the middle. */
  record Analog(Encoding encoding) implements WeightCode {
    @Override
    public int cells() {
      return encoding.sides();
    }

    @Override
    public float base() {
      return encoding.sides() == 2 ? 0 : -1;
    }

    @Override
    public float worth(int k) {
      return encoding.sides() == 1 ? 2 : k == 0 ? 1 : -1;
    }

    @Override
    public float leastChange() {
      return 0;
    }

    @Override
    public float state(int k, float weight) {
      return 0.5f + Math.copySign(weight / 2, weight * worth(k));
    }
  }

  /**
   * Whole numbers, the nearest to {@code weight * highest}. Pairs hold the magnitude on the side of its
   * sign and zero on the other; of offset codes, zero is half of all codes, so that it is exact, and the
   * lowest code is not used.
   *
   * @param steps of a cell from end to end
   */
  record Digits(Encoding encoding, Slices slices, double steps) implements WeightCode {
    @Override
    public int cells() {
      return encoding.sides() * slices.count();
    }

    private boolean isPair() {
      return encoding.sides() == 2;
    }

    private int offset() {
      return isPair() ? 0 : slices.codes() / 2;
    }

    /** State of the digit 1. */
    private double unit() {
      int digits = slices.base() - 1;
      return Math.floor(steps / digits) / steps;
    }

    /** Code of the weight limit, without the offset. */
    private int highest() {
      return slices.codes() - 1 - offset();
    }

    @Override
    public float base() {
      return (float) (-offset() / (double) highest());
    }

    @Override
    public float worth(int k) {
      int sides = encoding.sides();
      double place = 1 << k / sides * slices.bits();
      return (float) ((k % sides == 0 ? place : -place) / (unit() * highest()));
    }

    @Override
    public float leastChange() {
      return 1f / highest();
    }

    @Override
    public float state(int k, float weight) {
      int sides = encoding.sides();
      int code = Math.round(Math.min(1, Math.max(-1, weight)) * highest());
      int held = isPair() ? Math.max(0, k % sides == 0 ? code : -code) : code + offset();
      return (float) (slices.digit(held, k / sides) * unit());
    }
  }
}
