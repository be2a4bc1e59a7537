package org.crosslearn.hw.chip;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.array.Subarray;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;

/** The tiles of one matrix. */
final class MatrixTiles {
  private final ArraySpec array;
  private final CellSpec cell;
  private final Matrix matrix;
  private final Subarray subarray;
  private final Tile tile;
  private final Floorplan.Placement placement;
  private final int tileCopies;
  private final int firstTile;

  /** One copy of all tiles that a matrix needs. */
  MatrixTiles(
      ArraySpec array,
      CellSpec cell,
      Matrix matrix,
      Subarray subarray,
      Tile tile,
      Floorplan.Placement placement) {
    this(array, cell, matrix, subarray, tile, placement, 1, 0);
  }

  private MatrixTiles(
      ArraySpec array,
      CellSpec cell,
      Matrix matrix,
      Subarray subarray,
      Tile tile,
      Floorplan.Placement placement,
      int tileCopies,
      int firstTile) {
    this.array = array;
    this.cell = cell;
    this.matrix = matrix;
    this.subarray = subarray;
    this.tile = tile;
    this.placement = placement;
    this.tileCopies = tileCopies;
    this.firstTile = firstTile;
  }

  /**
   * @param copies of all its tiles
   * @param first place of its first tile among all tiles of the chip
   */
  MatrixTiles copied(int copies, int first) {
    return new MatrixTiles(array, cell, matrix, subarray, tile, placement, copies, first);
  }

  double areaSquareMeters() {
    return tiles() * tile.areaSquareMeters();
  }

  Matrix matrix() {
    return matrix;
  }

  int tiles() {
    return tileCopies * placement.tiles();
  }

  int firstTile() {
    return firstTile;
  }

  /** Copies of the matrix, which read different vectors at the same time. */
  int copies() {
    return tileCopies * placement.copies();
  }

  Floorplan.Placement placement() {
    return placement;
  }

  Tile tile() {
    return tile;
  }

  ChipPlan.MatrixPlan plan(int kind) {
    return new ChipPlan.MatrixPlan(
        matrix,
        kind,
        tileCopies * placement.tileRows(),
        placement.tileColumns(),
        copies(),
        copies() * matrix.weights() / (tiles() * tile.rows() * tile.weights()));
  }

  /** Bits of a result before sums over tiles. */
  int resultBits() {
    return tile.resultBits();
  }

  /** Tiles whose results are added up when part of the matrix is read. */
  int summedTiles(Read read, Matrix used) {
    return read.forward()
        ? Cut.pieces(used.inputs(), tile.rows())
        : Cut.pieces(used.outputs(), tile.weights());
  }

  /** Whether neighbouring windows of a convolution share what comes over the wires. */
  double inputReuse(Read read) {
    return tile.inputReuse(read);
  }

  List<Chip.Part> parts() {
    List<Chip.Part> parts = new ArrayList<>();
    for (Subarray.Part part : tile.parts()) {
      parts.add(new Chip.Part(
          part.component(),
          matrix.name(),
          tiles() * part.squareMeters(),
          tiles() * part.leakageWatts()));
    }
    return parts;
  }

  /**
   * Some vectors through the arrays, one after another; copies take turns, but those of a tile share
   * its trees.
   *
   * @param used the part of the matrix that is read, from its first input and output
   */
  Expense compute(Read read, Matrix used, double vectors) {
    double busy = Math.max(1, vectors);
    return overTiles(used, (rows, weights) -> tile.compute(read, rows, weights))
        .sharedAmong(Math.min(copies(), busy))
        .then(overTiles(used, (rows, weights) -> tile.sums(read, rows, weights))
            .sharedAmong(Math.min(tileCopies, busy)))
        .times(vectors);
  }

  /** The vectors from the edges of the tiles to the arrays, and the results back. */
  Expense transport(Read read, Matrix used, double vectors) {
    double busy = Math.max(1, vectors);
    return overTiles(used, (rows, weights) -> tile.elementTransport(read, rows, weights))
        .sharedAmong(Math.min(copies(), busy))
        .then(overTiles(used, (rows, weights) -> tile.transport(read, rows, weights))
            .sharedAmong(Math.min(tileCopies, busy)))
        .times(vectors);
  }

  private Expense overTiles(Matrix used, Cut.OfPart ofTile) {
    return Cut.all(used.inputs(), tile.rows(), used.outputs(), tile.weights(), ofTile);
  }

  /** One pulsed word line. */
  Expense spikeRead(double meanConductanceSiemens) {
    Expense arrays = Expense.NONE;
    for (Cut column : Cut.of(matrix.outputs(), array.meanWeightsPerRow())) {
      arrays = arrays.alongside(
          subarray.spikeRead(column.length(), meanConductanceSiemens).abreast(column.count()));
    }
    return arrays;
  }

  /** Changes of so many cells from the edges of the tiles to the arrays, in all copies. */
  Expense deliver(double cells) {
    return tile.deliver(cells * array.inputBits() / placement.tiles()).abreast(tiles());
  }

  /**
   * Programming, in all copies: on each word line with changes, first cells that rise and then those
   * that fall are selected and pulsed.
   *
   * @param together subarrays that are programmed at the same time; those that a word line runs
   *     through if null
   */
  Expense program(HardwareOp.PulseUpdate op, Integer together) {
    return polarity(op.potentiation(), cell.potentiation(), together)
        .then(polarity(op.depression(), cell.depression(), together));
  }

  private Expense polarity(HardwareOp.Pulses pulses, CellSpec.Pulse pulse, Integer together) {
    if (pulses.count() <= 0) {
      return Expense.NONE;
    }
    int across = Cut.pieces(matrix.outputs(), array.meanWeightsPerRow());
    int arrays = across * Cut.pieces(matrix.inputs(), array.weightsPerColumn());
    double selections = pulses.rows() * across;
    int abreast = together == null ? across : Math.min(together, arrays);
    Expense selected = subarray.program(
        pulses.cells() / selections,
        pulses.count() / selections,
        pulses.meanConductanceSiemens(),
        pulse);
    double serial = across / (double) abreast;
    return new Expense(
        serial * (pulses.rows() * selected.seconds() + pulses.serial() * pulse.seconds()),
        selected.abreast(selections * copies()).joules());
  }
}
