package org.crosslearn.hw.chip;

import java.util.ArrayList;
import java.util.List;

/**
 * A length cut into full pieces and a rest.
 *
 * @param length of a piece
 * @param count pieces of that length
 */
record Cut(double length, int count) {

  /** How many pieces of at most {@code size} a length takes. */
  static int pieces(double length, double size) {
    return (int) Math.ceil(length / size - 1e-9);
  }

  /** Full pieces, if there are any, and the rest, if there is one. */
  static List<Cut> of(double length, double size) {
    List<Cut> cuts = new ArrayList<>();
    int pieces = pieces(length, size);
    double last = length - (pieces - 1) * size;
    if (last > size - 1e-9) {
      return List.of(new Cut(size, pieces));
    }
    if (pieces > 1) {
      cuts.add(new Cut(size, pieces - 1));
    }
    cuts.add(new Cut(last, 1));
    return cuts;
  }
}
