package org.crosslearn.hw.design;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Periphery;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * A chip from its cells to its dataflow.
 *
 * @param description one line for reports
 * @param source where the values come from
 * @param cell what holds weights
 * @param array a subarray of them
 * @param chip everything around the subarrays
 */
public record ChipDesign(
    String description, String source, CellSpec cell, ArraySpec array, ChipSpec chip) {
  public ChipDesign {
    InvalidValue.require(description != null, "description", "nothing", "one line of text");
    InvalidValue.require(source != null, "source", "nothing", "where the values come from");
    InvalidValue.require(cell != null, "cell", "nothing", "a memory cell");
    InvalidValue.require(array != null, "array", "nothing", "a subarray");
    InvalidValue.require(chip != null, "chip", "nothing", "what is around the subarrays");
  }

  /**
   * Refuses parts that cannot work together. The key of an error is one of {@link #cell}, {@link
   * #array} or {@link #chip}; see {@link ChipDesigns} for who finds its place in a file.
   *
   * @return this
   */
  public ChipDesign requireFit() {
    array.requireHeldBy(cell);
    requireWithin("columns-per-adc", chip.columnsPerAdc(), array.columns(), "columns");
    requireWithin("rows-per-adc", chip.rowsPerAdc(), array.rows(), "rows");
    if (chip.rowsAtOnce() != null) {
      requireWithin("rows-at-once", chip.rowsAtOnce(), array.rows(), "rows");
      InvalidValue.require(
          chip.rowsAtOnce() % array.signs().rows() == 0,
          "rows-at-once",
          chip.rowsAtOnce(),
          "a multiple of " + array.signs().rows()
              + ", because the rows of an interleaved pair are read together");
    }
    if (chip.adc() == ChipSpec.Adc.SURVEY) {
      requireSurveyed("adc-bits", array.adcBits());
      requireSurveyed("transposed-adc-bits", array.transposedAdcBits());
    }
    return this;
  }

  private static void requireWithin(String key, int value, int most, String lines) {
    InvalidValue.require(
        value <= most,
        key,
        value,
        "at most " + most + ", because a subarray has " + most + " " + lines);
  }

  private static void requireSurveyed(String key, int bits) {
    InvalidValue.require(
        bits >= ChipSpec.Adc.SURVEY.leastBits(),
        key,
        bits,
        "at least " + ChipSpec.Adc.SURVEY.leastBits()
            + " with adc: survey, because published converters of fewer bits are rare (or take"
            + " adc: flash)");
  }

  /** Whether columns can be driven and rows sensed: all cells but static ones without a read port. */
  public boolean canReadTransposed() {
    return !(cell instanceof CellSpec.Sram sram
        && sram.ports() == CellSpec.Sram.Ports.SIX_TRANSISTORS);
  }

  /** What works but is wasteful, in whole sentences; none for a sound design. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    int linesAtOnce = chip.rowsAtOnce() == null ? Periphery.ALL_LINES : chip.rowsAtOnce();
    int transposedLines = array.signs().groups() * array.weightsPerRow();
    warnIfWider(
        warnings,
        "array.adc-bits",
        array.adcBits(),
        array.losslessAdcBits(linesAtOnce),
        Math.min(linesAtOnce, array.rows()));
    warnIfWider(
        warnings,
        "array.transposed-adc-bits",
        array.transposedAdcBits(),
        array.losslessTransposedAdcBits(linesAtOnce),
        Math.min(linesAtOnce, transposedLines));
    int empty = array.columns() - array.weightsPerRow() * array.columnsPerWeight();
    if (empty > 0) {
      warnings.add("array.columns is " + array.columns() + ", of which " + empty
          + " stay empty: a weight takes " + array.columnsPerWeight() + " columns; "
          + (array.columns() - empty) + " would do.");
    }
    if (array.rows() > array.weightsPerColumn() * array.signs().rows()) {
      warnings.add("array.rows is " + array.rows() + ", of which one stays empty: a weight takes "
          + array.signs().rows() + " rows.");
    }
    return warnings;
  }

  private void warnIfWider(List<String> warnings, String key, int bits, int lossless, int cells) {
    if (bits > lossless) {
      warnings.add(key + " is " + bits + ", but " + lossless + " lose nothing: " + cells
          + " cells of " + array.bitsPerCell()
          + (array.bitsPerCell() == 1 ? " bit" : " bits")
          + " that are read together make no more levels. A wider converter only costs.");
    }
  }
}
