package org.crosslearn.hw.chip;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.array.Periphery;
import org.crosslearn.hw.array.Subarray;
import org.crosslearn.hw.circuit.AdderTree;
import org.crosslearn.hw.circuit.HTree;
import org.crosslearn.hw.circuit.RegisterFile;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;

/**
 * The subarrays of one matrix, the adder trees that sum over them, and registers for one vector in
 * and one vector out.
 */
final class MatrixMacro {
  private final ArraySpec array;
  private final CellSpec cell;
  private final Matrix matrix;
  private final Subarray subarray;
  private final Tiling rows;
  private final Tiling columns;
  private final AdderTree forwardTree;
  private final AdderTree transposedTree;
  private final RegisterFile inputs;
  private final RegisterFile outputs;
  private final int linkBits;

  /** A dimension of the matrix cut into pieces of the subarray's size and a rest. */
  private record Tiling(int length, int size) {
    int pieces() {
      return (length + size - 1) / size;
    }

    /** Full pieces and rest, with how many there are of each. */
    List<Piece> kinds() {
      List<Piece> kinds = new ArrayList<>();
      if (length >= size) {
        kinds.add(new Piece(size, length / size));
      }
      if (length % size > 0) {
        kinds.add(new Piece(length % size, 1));
      }
      return kinds;
    }
  }

  private record Piece(int length, int count) {}

  /**
   * @param linkBits wires between this matrix and the global buffer
   */
  MatrixMacro(
      Periphery periphery,
      ArraySpec array,
      CellSpec cell,
      Matrix matrix,
      Subarray subarray,
      boolean transposed,
      int linkBits) {
    Technology technology = periphery.technology();
    this.array = array;
    this.cell = cell;
    this.matrix = matrix;
    this.subarray = subarray;
    this.linkBits = linkBits;
    this.rows = new Tiling(matrix.inputs(), array.rows());
    this.columns = new Tiling(matrix.outputs(), Subarray.weightsPerRow(array));
    int resultBits = subarray.resultBits();
    this.forwardTree = new AdderTree(
        technology,
        rows.pieces(),
        resultBits,
        columns.pieces() * subarray.resultsAbreast(),
        Side.free());
    this.transposedTree = new AdderTree(
        technology,
        transposed ? columns.pieces() : 1,
        resultBits,
        rows.pieces() * subarray.transposedResultsAbreast(),
        Side.free());
    int longest = Math.max(matrix.inputs(), matrix.outputs());
    this.inputs = new RegisterFile(
        technology,
        periphery.clockHertz(),
        array.inputBits() * (transposed ? longest : matrix.inputs()),
        linkBits);
    int resultRegisters = Math.max(
        forwardTree.sumBits() * matrix.outputs(),
        transposed ? transposedTree.sumBits() * matrix.inputs() : 0);
    this.outputs = new RegisterFile(technology, periphery.clockHertz(), resultRegisters, linkBits);
  }

  Matrix matrix() {
    return matrix;
  }

  /** Subarrays. */
  int arrays() {
    return rows.pieces() * columns.pieces();
  }

  List<Chip.Part> parts() {
    List<Chip.Part> parts = new ArrayList<>();
    int arrays = arrays();
    for (Subarray.Part part : subarray.parts()) {
      double treeArea = 0;
      double treeLeakage = 0;
      if (part.component() == Component.ACCUMULATION) {
        treeArea = forwardTree.areaSquareMeters();
        treeLeakage = forwardTree.leakageWatts();
      } else if (part.component() == Component.TRANSPOSED_READ_OUT) {
        treeArea = transposedTree.areaSquareMeters();
        treeLeakage = transposedTree.leakageWatts();
      }
      parts.add(new Chip.Part(
          part.component(),
          matrix.name(),
          arrays * part.squareMeters() + treeArea,
          arrays * part.leakageWatts() + treeLeakage));
    }
    parts.add(new Chip.Part(
        Component.BUFFER,
        matrix.name(),
        inputs.areaSquareMeters() + outputs.areaSquareMeters(),
        inputs.leakageWatts() + outputs.leakageWatts()));
    return parts;
  }

  double areaSquareMeters() {
    return parts().stream().mapToDouble(Chip.Part::squareMeters).sum();
  }

  /** All vectors of a read, one after another. */
  Expense read(HardwareOp.MatrixRead op, BufferCores buffer, HTree tree) {
    boolean forward = op.direction() == Direction.FORWARD;
    AdderTree sums = forward ? forwardTree : transposedTree;
    int vectorInputs = forward ? matrix.inputs() : matrix.outputs();
    int vectorOutputs = forward ? matrix.outputs() : matrix.inputs();
    Expense arrays = Expense.NONE;
    for (Piece row : rows.kinds()) {
      for (Piece column : columns.kinds()) {
        Expense one = forward
            ? subarray.forwardRead(
                row.length(), column.length(), op.lineActivity(), op.meanConductanceSiemens())
            : subarray.transposedRead(
                row.length(), column.length(), op.lineActivity(), op.meanConductanceSiemens());
        arrays = arrays.alongside(one.abreast(row.count() * column.count()));
      }
    }
    Component summing = forward ? Component.ACCUMULATION : Component.TRANSPOSED_READ_OUT;
    return load(vectorInputs * array.inputBits(), buffer, tree)
        .then(arrays)
        .then(summed(sums, summing, vectorOutputs))
        .then(unload(vectorOutputs * sums.sumBits(), buffer, tree))
        .times(op.vectors());
  }

  /** All pulsed word lines, one after another. */
  Expense read(HardwareOp.SpikeRead op, BufferCores buffer, HTree tree) {
    Expense arrays = Expense.NONE;
    for (Piece column : columns.kinds()) {
      arrays = arrays.alongside(
          subarray.spikeRead(column.length(), op.meanConductanceSiemens()).abreast(column.count()));
    }
    int addressBits = Math.max(1, 32 - Integer.numberOfLeadingZeros(matrix.inputs() - 1));
    int resultBits = array.adcBits() + 1;
    return load(addressBits, buffer, tree)
        .then(arrays)
        .then(unload(matrix.outputs() * resultBits, buffer, tree))
        .times(op.rows());
  }

  /** Sums over subarrays: each group of results is summed while the next is converted. */
  private Expense summed(AdderTree sums, Component component, int results) {
    double hidden = subarray.stepSeconds();
    double behind = Math.max(0, sums.latencySeconds() - hidden) * (subarray.steps() - 1);
    return Expense.lasting(sums.latencySeconds() + behind)
        .and(component, sums.energyJoules(results));
  }

  private Expense load(int bits, BufferCores buffer, HTree tree) {
    return Expense.lasting(streamSeconds(bits, buffer, tree, inputs))
        .and(Component.BUFFER, buffer.readJoules(bits) + inputs.energyJoules(bits))
        .and(Component.INTERCONNECT, tree.energyJoules(bits));
  }

  private Expense unload(int bits, BufferCores buffer, HTree tree) {
    return Expense.lasting(streamSeconds(bits, buffer, tree, outputs))
        .and(Component.BUFFER, buffer.writeJoules(bits) + outputs.energyJoules(bits))
        .and(Component.INTERCONNECT, tree.energyJoules(bits));
  }

  /** Words follow each other at the pace of the slowest of buffer, wires and registers. */
  private double streamSeconds(
      double bits, BufferCores buffer, HTree tree, RegisterFile registers) {
    double words = Math.ceil(bits / linkBits);
    double fetch = buffer.wordSeconds(linkBits);
    double travel = tree.transferSeconds();
    double store = registers.latencySeconds();
    double pace = Math.max(fetch, Math.max(travel, store));
    return fetch + travel + store + (words - 1) * pace;
  }

  /**
   * Programming: what to change arrives over the H-tree, then one word line after another is
   * selected for each polarity and pulsed. Only one word line of the matrix is pulsed at a time, in
   * all the arrays that it runs through.
   */
  Expense program(HardwareOp.PulseUpdate op, HTree tree) {
    if (op.pulses() <= 0) {
      return Expense.NONE;
    }
    double bits = op.cells() * array.inputBits();
    double words = Math.ceil(bits / linkBits);
    return Expense.lasting(words * tree.transferSeconds())
        .and(Component.INTERCONNECT, tree.energyJoules(bits))
        .then(polarity(op.potentiation(), cell.potentiation()))
        .then(polarity(op.depression(), cell.depression()));
  }

  private Expense polarity(HardwareOp.Pulses pulses, CellSpec.Pulse pulse) {
    if (pulses.count() <= 0) {
      return Expense.NONE;
    }
    double selections = pulses.rows() * columns.pieces();
    return subarray
        .program(
            pulses.cells() / selections,
            pulses.count() / selections,
            pulses.meanConductanceSiemens(),
            pulse)
        .abreast(columns.pieces())
        .times(pulses.rows())
        .then(Expense.lasting(pulses.serial() * pulse.seconds()));
  }
}
