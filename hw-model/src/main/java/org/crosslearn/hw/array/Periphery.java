package org.crosslearn.hw.array;

import org.crosslearn.hw.circuit.ConverterDesign;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * What all arrays of a chip have around their cells.
 *
 * @param clockHertz of registers
 * @param converters converters of an array
 * @param linesAtOnce word lines read at the same time: {@link #ALL_LINES}, 1 for one row after
 *     another, or a group of them; in a transposed read, columns
 * @param columnsPerConverter columns that share a converter
 * @param rowsPerConverter word lines that share a converter in a transposed read
 */
public record Periphery(
    Technology technology,
    double clockHertz,
    ConverterDesign converters,
    int linesAtOnce,
    int columnsPerConverter,
    int rowsPerConverter) {
  /** Every line of an array. */
  public static final int ALL_LINES = Integer.MAX_VALUE;

  public Periphery {
    InvalidValue.requirePositive("clock-hertz", clockHertz);
    InvalidValue.requireRange("lines-at-once", linesAtOnce, 1, ALL_LINES);
    InvalidValue.requireRange("columns-per-converter", columnsPerConverter, 1, 4096);
    InvalidValue.requireRange("rows-per-converter", rowsPerConverter, 1, 4096);
  }

  /** Whether lines are read one after another, by a decoder instead of switches. */
  boolean isSequential() {
    return linesAtOnce == 1;
  }

  /** Groups of so many lines that are read one after another. */
  int lineGroups(int lines) {
    return (lines + Math.min(lines, linesAtOnce) - 1) / Math.min(lines, linesAtOnce);
  }

  /**
   * Reads of a line that cover all the lines across it: of groups of them, or where each is selected
   * for itself, of those alone that carry a pulse.
   */
  double reads(double lines, double active) {
    return isSequential() ? active : Math.max(1, Math.ceil(lines / linesAtOnce));
  }
}
