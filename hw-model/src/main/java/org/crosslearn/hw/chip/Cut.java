package org.crosslearn.hw.chip;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.array.Expense;

/**
 * A length cut into full pieces and a rest.
 *
 * @param length of a piece
 * @param count pieces of that length
 */
record Cut(double length, int count) {
  /** Lengths are quotients: a rest below this fraction of a piece is what division left over. */
  private static final double ROUNDING = 1e-9;

  /** How many pieces of at most {@code size} a length takes. */
  static int pieces(double length, double size) {
    return (int) Math.ceil(length / size - ROUNDING);
  }

  /** Full pieces, if there are any, and the rest, if there is one. */
  static List<Cut> of(double length, double size) {
    List<Cut> cuts = new ArrayList<>();
    int pieces = pieces(length, size);
    double last = length - (pieces - 1) * size;
    if (last > size - ROUNDING) {
      return List.of(new Cut(size, pieces));
    }
    if (pieces > 1) {
      cuts.add(new Cut(size, pieces - 1));
    }
    cuts.add(new Cut(last, 1));
    return cuts;
  }

  /** What a part of a matrix takes, of so many word lines and weights on each. */
  interface OfPart {
    Expense expense(double rows, double weights);
  }

  /** A part of a matrix cut into parts of at most a size, all of which work at the same time. */
  static Expense all(
      double rows, double rowsOfPart, double weights, double weightsOfPart, OfPart ofPart) {
    Expense all = Expense.NONE;
    for (Cut row : of(rows, rowsOfPart)) {
      for (Cut column : of(weights, weightsOfPart)) {
        all = all.alongside(
            ofPart.expense(row.length(), column.length()).abreast(row.count() * column.count()));
      }
    }
    return all;
  }
}
