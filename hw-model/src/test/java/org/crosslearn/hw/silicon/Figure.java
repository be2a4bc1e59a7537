package org.crosslearn.hw.silicon;

/**
 * What is compared. Operations are multiplications and additions, two per weight and vector; areas
 * are those of one array with its circuits.
 */
enum Figure {
  TERA_OPERATIONS("TOPS", 300),
  PER_JOULE("TOPS/W", 20),
  DENSITY("TOPS/mm²", 150),
  AREA("area, mm²", 20),
  CELLS("area of cells, mm²", 20),
  CONVERTERS("area of converters, mm²", 20),
  /** Converters and everything digital behind them. */
  READ_OUT("area of read-out, mm²", 20),
  DRIVERS("area of drivers, mm²", 20),
  CONVERSION("energy of a conversion, pJ", 20),
  /** Cells and lines that one conversion reads, with what drives them. */
  LINES("energy of a column, pJ", 20);

  private final String label;
  private final double band;

  Figure(String label, double band) {
    this.label = label;
    this.band = band;
  }

  String label() {
    return label;
  }

  /** Factor, either way, that model and silicon may be apart before something must have broken. */
  double band() {
    return band;
  }
}
