package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.Technology;

/**
 * Straight buses over a grid of equal tiles: inputs enter from the left along the rows, outputs leave
 * at the bottom along the columns.
 *
 * <p>Topology: DNN+NeuroSim V1.4, the alternative to the H-tree; wires as in {@link RepeatedWire}.
 */
public final class XyBus implements Block {
  private final RepeatedWire wire;
  private final int rows;
  private final int columns;
  private final double tileHeightMeters;
  private final double tileWidthMeters;
  private final int busBits;

  /**
   * @param busBits wires along each row and each column
   * @param delayTolerance delay given up for energy, as a fraction of the least delay
   */
  public XyBus(
      Technology technology,
      int rows,
      int columns,
      double tileHeightMeters,
      double tileWidthMeters,
      int busBits,
      double delayTolerance) {
    this.wire = new RepeatedWire(technology, delayTolerance);
    this.rows = rows;
    this.columns = columns;
    this.tileHeightMeters = tileHeightMeters;
    this.tileWidthMeters = tileWidthMeters;
    this.busBits = busBits;
  }

  /** The wires run over the tiles. */
  @Override
  public double areaSquareMeters() {
    return 0;
  }

  /** Of all wires, as far as the last tile. */
  @Override
  public double leakageWatts() {
    double meters =
        rows * (columns - 1) * tileWidthMeters + columns * (rows - 1) * tileHeightMeters;
    return busBits * meters * wire.leakageWattsPerMeter();
  }

  private double inMeters(int column) {
    return column * tileWidthMeters;
  }

  private double outMeters(int row) {
    return (rows - 1 - row) * tileHeightMeters;
  }

  private void requireTile(int row, int column) {
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      throw new IndexOutOfBoundsException("tile " + row + ", " + column + " of a grid of " + rows
          + " x " + columns + " tiles, counted from 0");
    }
  }

  /** One transfer into a tile and one out of it; rows count from the top, columns from the left. */
  public double transferSeconds(int row, int column) {
    requireTile(row, column);
    return (inMeters(column) + outMeters(row)) * wire.secondsPerMeter();
  }

  /** Moving so many bits into a tile and so many out of it. */
  public double energyJoules(int row, int column, double inBits, double outBits) {
    requireTile(row, column);
    return (inBits * inMeters(column) + outBits * outMeters(row)) * wire.joulesPerBitMeter();
  }
}
