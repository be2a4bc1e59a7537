package org.crosslearn.crossbar.encoding;

import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Signed weights on non-negative conductances. With states {@code g} in 0..1 and weight limit {@code
 * m}, of one analog cell (two of a pair) without {@link Slices}:
 */
public enum Encoding {
  /** Two cells per weight in neighbouring columns, {@code w = m (g+ - g-)}; a change moves both, half each. */
  DIFFERENTIAL_PAIR(SignedWeights.DIFFERENTIAL_PAIR),
  /** One cell per weight against a shared column of mid-range cells, {@code w = m (2 g - 1)}. */
  REFERENCE_COLUMN(SignedWeights.REFERENCE_COLUMN),
  /**
   * One cell per weight, {@code w = m (2 g - 1)}; what the offset adds to a result, {@code m} times
   * the sum of the inputs, is summed up in digital and subtracted exactly. CrossSim's {@code OFFSET}
   * with {@code DIGITAL_OFFSET}.
   */
  DIGITAL_OFFSET(SignedWeights.OFFSET),
  /**
   * Two cells per weight, {@code w = m (g+ - g-)}, on neighbouring lines of opposite voltage: currents
   * subtract on the column and are converted once. CrossSim's {@code BALANCED} with {@code
   * interleaved_posneg}.
   */
  INTERLEAVED_PAIR(SignedWeights.INTERLEAVED_PAIR);

  private final SignedWeights signs;

  Encoding(SignedWeights signs) {
    this.signs = signs;
  }

  /** How the cells stand in the array, for the cost model. */
  public SignedWeights signs() {
    return signs;
  }

  /** Cells of opposite sign that hold a slice of a weight: two, or one against an offset. */
  public int sides() {
    return signs.isPair() ? 2 : 1;
  }

  /**
   * Lines that a weight takes on the driven side of the array. Where there are two they carry opposite
   * voltages, so that its two cells are subtracted before they are converted.
   */
  public int linesPerWeight(Direction direction) {
    return direction == Direction.FORWARD ? signs.rows() : signs.groups();
  }

  /**
   * Refuses slices that cannot stand for positive and negative weights.
   *
   * @throws InvalidValue naming the key {@code slices}
   */
  public void requireServedBy(Slices slices) {
    InvalidValue.require(
        slices == null || sides() == 2 || slices.codes() > 2,
        "slices",
        "one slice of one bit",
        "2 bits or more, because offset codes of one bit know no zero");
  }
}
