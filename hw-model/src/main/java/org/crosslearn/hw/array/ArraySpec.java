package org.crosslearn.hw.array;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * A subarray and its converters, as both the functional and the cost model see it.
 *
 * @param rows word lines of one subarray
 * @param columns bit lines of one subarray, besides those that {@code signs} adds
 * @param signs how weights of both signs stand on cells
 * @param cellsPerWeight cells side by side that hold one magnitude, each {@code bitsPerCell} bits of
 *     it
 * @param bitsPerCell bits of a weight in one cell
 * @param inputBits resolution of an input
 * @param adcBits resolution of one conversion
 * @param transposedAdcBits resolution of one conversion in a transposed read
 * @param drive pulses that an input becomes; bit-serial if left out
 */
public record ArraySpec(
    int rows,
    int columns,
    SignedWeights signs,
    int cellsPerWeight,
    int bitsPerCell,
    int inputBits,
    int adcBits,
    int transposedAdcBits,
    LineDrive drive) {
  /** Bit-serial inputs. */
  public ArraySpec(
      int rows,
      int columns,
      SignedWeights signs,
      int cellsPerWeight,
      int bitsPerCell,
      int inputBits,
      int adcBits,
      int transposedAdcBits) {
    this(
        rows,
        columns,
        signs,
        cellsPerWeight,
        bitsPerCell,
        inputBits,
        adcBits,
        transposedAdcBits,
        null);
  }

  public ArraySpec {
    InvalidValue.requireRange("rows", rows, 2, 4096);
    InvalidValue.requireRange("columns", columns, 2, 4096);
    InvalidValue.require(
        signs != null,
        "signs",
        "nothing",
        "differential-pair, reference-column, offset or interleaved-pair");
    InvalidValue.requireRange(
        "cells-per-weight", cellsPerWeight, 1, Math.min(16, columns / signs.groups()));
    InvalidValue.requireRange("bits-per-cell", bitsPerCell, 1, 20);
    InvalidValue.requireRange("input-bits", inputBits, 1, 16);
    InvalidValue.requireRange("adc-bits", adcBits, 1, 16);
    InvalidValue.requireRange("transposed-adc-bits", transposedAdcBits, 1, 16);
    drive = drive == null ? new LineDrive.BitSerial() : drive;
  }

  /**
   * Refuses cells that cannot hold what this asks of them.
   *
   * @return this
   */
  public ArraySpec requireHeldBy(CellSpec cell) {
    InvalidValue.require(
        bitsPerCell <= cell.bits(),
        "bits-per-cell",
        bitsPerCell,
        "at most " + cell.bits()
            + ", which is what one cell can hold (or take more cells-per-weight)");
    InvalidValue.require(
        signs != SignedWeights.INTERLEAVED_PAIR || cell instanceof CellSpec.Pulsed,
        "signs",
        "interleaved-pair",
        "another encoding, because static cells cannot be read with opposite voltages");
    InvalidValue.require(
        drive instanceof LineDrive.BitSerial || cell instanceof CellSpec.Pulsed,
        "drive",
        drive.words(inputBits),
        "bit-serial, because word lines of static cells are on or off");
    return this;
  }

  /** Pulses of an input, one after another. */
  public int pulses() {
    return drive.pulses(inputBits);
  }

  /** Whether a line carries no pulse or one like all others. */
  boolean hasEqualPulses() {
    return drive.levels(inputBits) == 2 && drive.slots(inputBits) == 1;
  }

  /** Width of what a conversion and its shifted sum over the pulses make. */
  public int bitsAddedByPulses() {
    return drive.addedBits(inputBits);
  }

  /** Columns that one weight occupies, without those that all weights share. */
  public int columnsPerWeight() {
    return signs.groups() * cellsPerWeight;
  }

  /** Weights above each other, hence inputs of one array. */
  public int weightsPerColumn() {
    return rows / signs.rows();
  }

  /** Signed weights on one word line. */
  public int weightsPerRow() {
    return columns / columnsPerWeight();
  }

  /** Columns that are drawn: those asked for, even if weights cannot fill them, and shared ones. */
  int drawnColumns() {
    return columns + signs.sharedGroups() * cellsPerWeight;
  }

  /**
   * Signed weights on a word line, on the mean of many subarrays side by side: cells of a weight that
   * are added up digitally may lie in two of them, the two sides of an analog difference may not.
   */
  public double meanWeightsPerRow() {
    return signs == SignedWeights.OFFSET ? columns / (double) columnsPerWeight() : weightsPerRow();
  }

  /** Columns that so many weights take, with those that they share. */
  double columnsOf(double weights) {
    return (signs.groups() * weights + signs.sharedGroups()) * cellsPerWeight;
  }

  /**
   * Resolution from which a conversion loses nothing: as many levels as one pulse on all of the
   * lines can make. A wider converter is wasted.
   *
   * @param linesAtOnce lines that are on at the same time, at most; see {@link Periphery}
   */
  public int losslessAdcBits(int linesAtOnce) {
    return bitsFor(Math.min(linesAtOnce, rows));
  }

  /** As {@link #losslessAdcBits}, in a transposed read. */
  public int losslessTransposedAdcBits(int linesAtOnce) {
    return bitsFor(Math.min(linesAtOnce, signs.groups() * weightsPerRow()));
  }

  private int bitsFor(int cells) {
    long ofPulse = (1L << drive.bitsPerPulse(inputBits)) - 1;
    long highest = cells * ((1L << bitsPerCell) - 1) * ofPulse;
    return 64 - Long.numberOfLeadingZeros(highest);
  }
}
