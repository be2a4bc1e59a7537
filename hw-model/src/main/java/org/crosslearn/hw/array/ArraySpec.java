package org.crosslearn.hw.array;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * A subarray and its converters, as both the functional and the cost model see it.
 *
 * @param rows word lines of one subarray
 * @param columns bit lines of one subarray
 * @param cellsPerWeight columns that hold one signed weight: 2 for a differential pair, 1 for an
 *     offset against a reference column
 * @param inputBits pulses per input value, applied one after another (bit-serial)
 * @param adcBits resolution of one conversion
 */
public record ArraySpec(int rows, int columns, int cellsPerWeight, int inputBits, int adcBits) {
  public ArraySpec {
    InvalidValue.requireRange("rows", rows, 2, 4096);
    InvalidValue.requireRange("columns", columns, 2, 4096);
    InvalidValue.requireRange("cells-per-weight", cellsPerWeight, 1, 2);
    InvalidValue.requireRange("input-bits", inputBits, 1, 16);
    InvalidValue.requireRange("adc-bits", adcBits, 1, 16);
  }
}
