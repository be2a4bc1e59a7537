package org.crosslearn.hw.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Numbers in row-major order, with their shape. */
final class NumberArray {
  private final List<Integer> shape;
  private final double[] values;

  NumberArray(List<Integer> shape, double[] values) {
    this.shape = List.copyOf(shape);
    this.values = values;
  }

  List<Integer> shape() {
    return shape;
  }

  int dimensions() {
    return shape.size();
  }

  double at(int index) {
    return values[index];
  }

  int size() {
    return values.length;
  }

  double largestMagnitude(int from, int count) {
    double largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  /** Rows and columns exchanged. */
  NumberArray transposed() {
    int rows = shape.get(0);
    int columns = shape.get(1);
    double[] turned = new double[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = values[row * columns + column];
      }
    }
    return new NumberArray(List.of(columns, rows), turned);
  }

  /**
   * Comma-separated numbers, as many in every line.
   *
   * @throws InvalidTrace if they are not
   */
  static NumberArray readCsv(Path file) {
    List<double[]> rows = new ArrayList<>();
    try (var lines = Files.newBufferedReader(file)) {
      String line;
      for (int number = 1; (line = lines.readLine()) != null; number++) {
        if (line.isBlank()) {
          continue;
        }
        double[] row = row(file, number, line);
        if (!rows.isEmpty() && row.length != rows.get(0).length) {
          throw new InvalidTrace(file + ":" + number + ": must have " + rows.get(0).length
              + " numbers like the lines before, found " + row.length);
        }
        rows.add(row);
      }
    } catch (IOException e) {
      throw new InvalidTrace(file + ": cannot be read: " + e);
    }
    if (rows.isEmpty()) {
      throw new InvalidTrace(file + ": must hold numbers, found nothing");
    }
    int columns = rows.get(0).length;
    double[] values = new double[Math.multiplyExact(rows.size(), columns)];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * columns, columns);
    }
    return new NumberArray(List.of(rows.size(), columns), values);
  }

  private static double[] row(Path file, int line, String text) {
    String[] fields = text.strip().split("\\s*,\\s*");
    double[] row = new double[fields.length];
    for (int i = 0; i < fields.length; i++) {
      try {
        row[i] = Double.parseDouble(fields[i]);
      } catch (NumberFormatException e) {
        row[i] = Double.NaN;
      }
      if (!Double.isFinite(row[i])) {
        throw new InvalidTrace(file + ":" + line + ": must hold numbers, found " + fields[i]
            + " in column " + (i + 1));
      }
    }
    return row;
  }
}
