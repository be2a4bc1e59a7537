package org.crosslearn.hw.published;

/**
 * A rectangle of the weight matrix of a layer, in rows and columns of cells.
 *
 * @param vectors input vectors of the layer
 * @param transposed whether errors are read back through it
 */
record Matrix(
    Trace trace,
    Cells cells,
    int firstRow,
    int rows,
    int firstColumn,
    int columns,
    int vectors,
    boolean transposed) {

  /** The part that begins at a row and a column of this one and has at most so many of each. */
  Matrix part(int row, int mostRows, int column, int mostColumns) {
    return new Matrix(
        trace,
        cells,
        firstRow + row,
        Math.min(mostRows, rows - row),
        firstColumn + column,
        Math.min(mostColumns, columns - column),
        vectors,
        transposed);
  }

  /** Input bit vectors. */
  int bitVectors() {
    return vectors * trace.inputBits();
  }

  int outputs() {
    return columns / cells.perWeight();
  }

  /** Fraction of the weights that an update changes. */
  double changed() {
    return trace.changed();
  }

  Block block() {
    return new Block(trace, cells, firstRow, rows, firstColumn, columns);
  }
}
