package org.crosslearn.crossbar.kernel;

/** The checks that every provider makes before it touches an element. */
final class ProductShape {

  private ProductShape() {}

  /** Refuses a negative size of the product. */
  static void requireSizes(int m, int n, int k) {
    if (m < 0 || n < 0 || k < 0) {
      throw new IllegalArgumentException(
          "Product sizes must not be negative, got m=" + m + ", n=" + n + ", k=" + k);
    }
  }

  /** Refuses a matrix whose rows overlap or that reaches beyond its array. */
  static void requireMatrix(
      String name, int rows, int columns, float[] array, int offset, int leadingDimension) {
    if (leadingDimension < columns) {
      throw new IllegalArgumentException("Matrix "
          + name
          + " of "
          + rows
          + " x "
          + columns
          + ": leading dimension "
          + leadingDimension
          + " is shorter than a row");
    }
    if (rows == 0 || columns == 0) {
      return;
    }
    long end = offset + (rows - 1L) * leadingDimension + columns;
    if (offset < 0 || end > array.length) {
      throw new IndexOutOfBoundsException("Matrix "
          + name
          + " of "
          + rows
          + " x "
          + columns
          + " with leading dimension "
          + leadingDimension
          + " covers elements "
          + offset
          + " to "
          + (end - 1)
          + " of an array of "
          + array.length);
    }
  }
}
