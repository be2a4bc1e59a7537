package org.crosslearn.hw.chip;

import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.HTree;
import org.crosslearn.hw.circuit.XyBus;
import org.crosslearn.hw.technology.Technology;

/** Wires between the global buffer and the tiles, which stand in a grid, in order of the matrices. */
final class Interconnect implements Block {
  /** Layers in which the repeaters of the tree are stacked over the circuits; published value. */
  private static final int TREE_FOLD = 4;

  /** Published value. */
  private static final int MOST_BITS = 8192;

  private static final double DELAY_TOLERANCE = 0.1;

  private final int columns;
  private final int tiles;
  private final int busBits;
  private final HTree tree;
  private final XyBus bus;

  /**
   * @param wishedBits bits that all tiles could take at the same time
   */
  Interconnect(
      Technology technology,
      ChipSpec.Interconnect kind,
      int tiles,
      double tileMeters,
      double wishedBits) {
    this.tiles = tiles;
    int rows = (int) Math.ceil(Math.sqrt(tiles));
    this.columns = (tiles + rows - 1) / rows;
    double bits = Math.max(1, wishedBits);
    while (bits > MOST_BITS) {
      bits /= 2;
    }
    this.busBits = (int) bits;
    this.tree = kind == ChipSpec.Interconnect.H_TREE
        ? new HTree(technology, rows, columns, tileMeters, tileMeters, busBits, TREE_FOLD)
        : null;
    this.bus = kind == ChipSpec.Interconnect.XY_BUS
        ? new XyBus(technology, rows, columns, tileMeters, tileMeters, busBits, DELAY_TOLERANCE)
        : null;
  }

  private Block wires() {
    return tree != null ? tree : bus;
  }

  @Override
  public double areaSquareMeters() {
    return wires().areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return wires().leakageWatts();
  }

  int busBits() {
    return busBits;
  }

  /** Wires that serve so many of the tiles. */
  double linkBits(int ofTiles) {
    return Math.ceil(busBits * (double) ofTiles / tiles);
  }

  /** Moving bits to some tiles and from them, over their part of the wires. */
  Transfer transfer(int firstTile, int ofTiles, double inBits, double outBits) {
    double transfers = (inBits + outBits) / linkBits(ofTiles);
    if (tree != null) {
      return new Transfer(transfers * tree.transferSeconds(), tree.energyJoules(inBits + outBits));
    }
    double seconds = 0;
    double joules = 0;
    for (int tile = firstTile; tile < firstTile + ofTiles; tile++) {
      int row = tile / columns;
      int column = tile % columns;
      seconds = Math.max(seconds, transfers * bus.transferSeconds(row, column));
      joules += bus.energyJoules(row, column, inBits / ofTiles, outBits / ofTiles);
    }
    return new Transfer(seconds, joules);
  }

  /** What a transfer takes. */
  record Transfer(double seconds, double joules) {}
}
