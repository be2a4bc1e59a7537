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

  /**
   * @param tileCopies copies of all tiles of the matrix
   * @param firstTile place of its first tile among all tiles of the chip
   */
  MatrixTiles(
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
   * Some vectors through the tiles, one after another; copies take turns.
   *
   * @param used the part of the matrix that is read, from its first input and output
   */
  Expense read(Read read, Matrix used, double vectors) {
    Expense compute = Expense.NONE;
    Expense transport = Expense.NONE;
    for (Cut row : Cut.of(used.inputs(), tile.rows())) {
      for (Cut column : Cut.of(used.outputs(), tile.weights())) {
        int count = row.count() * column.count();
        compute =
            compute.alongside(tile.compute(read, row.length(), column.length()).abreast(count));
        transport = transport.alongside(
            tile.transport(read, row.length(), column.length()).abreast(count));
      }
    }
    double busy = Math.max(1, vectors);
    return compute
        .sharedAmong(Math.min(copies(), busy))
        .then(transport.sharedAmong(Math.min(tileCopies, busy)))
        .times(vectors);
  }

  /** One pulsed word line. */
  Expense spikeRead(double meanConductanceSiemens) {
    Expense arrays = Expense.NONE;
    for (Cut column : Cut.of(matrix.outputs(), Subarray.weightsPerRow(array))) {
      arrays = arrays.alongside(subarray
          .spikeRead((int) column.length(), meanConductanceSiemens)
          .abreast(column.count()));
    }
    return arrays;
  }

  /**
   * Programming, in all copies: changes arrive at the tiles; on each word line with changes, first
   * cells that rise and then those that fall are selected and pulsed.
   *
   * @param together subarrays that are programmed at the same time; those that a word line runs
   *     through if null
   */
  Expense program(HardwareOp.PulseUpdate op, Integer together) {
    double bits = op.cells() * array.inputBits();
    return tile.deliver(bits / placement.tiles())
        .abreast(tiles())
        .then(polarity(op.potentiation(), cell.potentiation(), together))
        .then(polarity(op.depression(), cell.depression(), together));
  }

  private Expense polarity(HardwareOp.Pulses pulses, CellSpec.Pulse pulse, Integer together) {
    if (pulses.count() <= 0) {
      return Expense.NONE;
    }
    int across = Cut.pieces(matrix.outputs(), Subarray.weightsPerRow(array));
    int arrays = across * Cut.pieces(matrix.inputs(), array.rows());
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
