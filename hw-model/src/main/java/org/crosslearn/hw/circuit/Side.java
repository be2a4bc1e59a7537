package org.crosslearn.hw.circuit;

/**
 * The dimension that a block's neighbour imposes: a row of drivers is as high as its array, a row of
 * converters as wide.
 */
public final class Side {
  private enum Imposed {
    WIDTH,
    HEIGHT,
    NOTHING
  }

  /** Cells of an exact fraction of the side must all fit. */
  private static final double ROUNDING = 1e-12;

  private final Imposed imposed;
  private final double meters;

  private Side(Imposed imposed, double meters) {
    this.imposed = imposed;
    this.meters = meters;
  }

  /** The block is as wide as its neighbour and grows in height. */
  public static Side ofWidth(double meters) {
    return new Side(Imposed.WIDTH, meters);
  }

  /** The block is as high as its neighbour and grows in width. */
  public static Side ofHeight(double meters) {
    return new Side(Imposed.HEIGHT, meters);
  }

  /** The block is one row of cells. */
  public static Side free() {
    return new Side(Imposed.NOTHING, 0);
  }

  boolean imposesHeight() {
    return imposed == Imposed.HEIGHT;
  }

  boolean imposesWidth() {
    return imposed == Imposed.WIDTH;
  }

  /** Height and width of a block in meters, with the space its last row leaves unused. */
  record Extent(double heightMeters, double widthMeters) {
    double areaSquareMeters() {
      return heightMeters * widthMeters;
    }
  }

  /** Lays out equal cells; a neighbour smaller than one cell does not shrink it. */
  Extent arrange(int cells, double cellWidthMeters, double cellHeightMeters) {
    if (cells == 0) {
      return new Extent(0, 0);
    }
    return switch (imposed) {
      case WIDTH -> {
        double perRow = Math.max(1, Math.floor(meters / cellWidthMeters * (1 + ROUNDING)));
        yield new Extent(
            Math.ceil(cells / perRow) * cellHeightMeters, Math.max(meters, cellWidthMeters));
      }
      case HEIGHT -> {
        double perColumn = Math.max(1, Math.min(cells, Math.floor(meters / cellHeightMeters)));
        yield new Extent(
            Math.max(meters, cellHeightMeters), Math.ceil(cells / perColumn) * cellWidthMeters);
      }
      case NOTHING -> new Extent(cellHeightMeters, cells * cellWidthMeters);
    };
  }

  /** Length that the neighbour imposes, meters. */
  double meters() {
    return meters;
  }
}
