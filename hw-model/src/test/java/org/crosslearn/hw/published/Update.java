package org.crosslearn.hw.published;

/**
 * What an update writes in one subarray (documentation, section 5.3).
 *
 * @param columns that hold weights
 * @param columnActivity mean of set and reset cells per row, over the columns
 * @param rowActivity mean of set and reset rows, over the rows
 * @param setPulses sum over rows of the most pulses that a cell to set needs
 * @param resetPulses the same of cells to reset
 * @param setRows rows with at least one cell to set
 * @param resetRows other rows with cells to reset
 * @param setPerRow cells to set per such row, rounded down
 * @param resetPerRow cells to reset per such row, rounded down
 * @param cellJoules spent in the cells
 */
record Update(
    int columns,
    double columnActivity,
    double rowActivity,
    double setPulses,
    double resetPulses,
    double setRows,
    double resetRows,
    double setPerRow,
    double resetPerRow,
    double cellJoules) {
  double pulses() {
    return setPulses + resetPulses;
  }
}
