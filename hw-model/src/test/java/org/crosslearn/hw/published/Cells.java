package org.crosslearn.hw.published;

/**
 * How weights are held by cells (documentation, section 2.3): conductances of the cells of a weight.
 */
final class Cells {
  private final int weightBits;
  private final int cellBits;
  private final int perWeight;
  private final double maxSiemens;
  private final double minSiemens;
  private final boolean quotients;

  Cells(PublishedRun run, boolean quotients) {
    this.weightBits = run.trace().wlw();
    this.cellBits = isStatic(run) ? 1 : run.count("cellBit");
    this.perWeight = perWeight(run);
    this.maxSiemens = 1 / run.number("resistanceOn");
    this.minSiemens = 1 / run.number("resistanceOff");
    this.quotients = quotients;
  }

  /** Columns that a weight takes; a static cell holds one bit. */
  static int perWeight(PublishedRun run) {
    return isStatic(run)
        ? run.trace().wlw()
        : (run.trace().wlw() + run.count("cellBit") - 1) / run.count("cellBit");
  }

  static boolean isStatic(PublishedRun run) {
    return run.count("memcelltype") == 1;
  }

  int perWeight() {
    return perWeight;
  }

  /** Conductance of a cell of a weight of -1 to 1, the cell of the highest digit first. */
  double siemens(double weight, int cell) {
    if (perWeight == 1) {
      return (weight + 1) / 2 * (maxSiemens - minSiemens) + minSiemens;
    }
    int levels = 1 << cellBits;
    int value = (int) Math.round(Math.pow(2, weightBits - 1) * (weight - 1) + (1 << weightBits));
    int shift = cellBits * (perWeight - 1 - cell);
    if (quotients) {
      int quotient = value >> (shift + cellBits);
      return quotient / (levels - 1) * (maxSiemens - minSiemens) + minSiemens;
    }
    int digit = Math.min(value, (1 << weightBits) - 1) >> shift & (levels - 1);
    return digit / (levels - 1.0) * (maxSiemens - minSiemens) + minSiemens;
  }
}
