package org.crosslearn.hw.chip;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.array.Periphery;
import org.crosslearn.hw.array.Subarray;
import org.crosslearn.hw.circuit.AdderTree;
import org.crosslearn.hw.circuit.Bus;
import org.crosslearn.hw.circuit.FlipFlops;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.technology.Technology;

/**
 * A square of subarrays with registers for inputs and results, a bus along their rows and one along
 * their columns, and adder trees over the subarrays of a column (in a transposed read, of a row).
 * Composition after DNN+NeuroSim V2.1.
 */
final class ProcessingElement {
  private final ArraySpec array;
  private final int side;
  private final Subarray subarray;
  private final AdderTree tree;
  private final FlipFlops inputs;
  private final FlipFlops outputs;
  private final Bus rowBus;
  private final Bus columnBus;

  ProcessingElement(Periphery periphery, ArraySpec array, Subarray subarray, int side) {
    Technology technology = periphery.technology();
    double clock = periphery.clockHertz();
    this.array = array;
    this.side = side;
    this.subarray = subarray;
    int trees = side * streams(subarray, array);
    this.tree = new AdderTree(
        technology, side, subarray.resultBits(), trees, Side.ofWidth(subarray.widthMeters()));
    this.inputs = new FlipFlops(
        technology,
        clock,
        array.inputBits() * array.weightsPerColumn(),
        Side.ofHeight(side * subarray.heightMeters()));
    this.outputs = new FlipFlops(
        technology,
        clock,
        streams(subarray, array) * tree.sumBits(),
        Side.ofWidth(side * subarray.widthMeters()));
    this.rowBus =
        new Bus(technology, subarray.widthMeters() * (side - 1), array.weightsPerColumn(), 0);
    this.columnBus =
        new Bus(technology, subarray.heightMeters() * (side - 1), side * array.columns(), 0);
  }

  Subarray subarray() {
    return subarray;
  }

  /** Wires along a row of subarrays. */
  int rowBusBits() {
    return array.weightsPerColumn();
  }

  /** Wires along all columns of subarrays. */
  int columnBusBits() {
    return side * array.columns();
  }

  /** Results that come at the same time from the converters of an array; slices come in turn. */
  static int streams(Subarray subarray, ArraySpec array) {
    return subarray.resultsAbreast() * array.cellsPerWeight();
  }

  /** Bits of a result. */
  int resultBits() {
    return tree.sumBits();
  }

  List<Subarray.Part> parts() {
    List<Subarray.Part> parts = new ArrayList<>();
    for (Subarray.Part part : subarray.parts()) {
      parts.add(new Subarray.Part(
          part.component(), side * side * part.squareMeters(), side * side * part.leakageWatts()));
    }
    parts.add(
        new Subarray.Part(Component.ACCUMULATION, tree.areaSquareMeters(), tree.leakageWatts()));
    parts.add(new Subarray.Part(
        Component.BUFFER,
        inputs.areaSquareMeters() + outputs.areaSquareMeters(),
        inputs.leakageWatts() + outputs.leakageWatts()));
    parts.add(new Subarray.Part(
        Component.INTERCONNECT, 0, side * (rowBus.leakageWatts() + columnBus.leakageWatts())));
    return parts;
  }

  double areaSquareMeters() {
    return parts().stream().mapToDouble(Subarray.Part::squareMeters).sum();
  }

  /** The element is modelled as a square. */
  double sideMeters() {
    return Math.sqrt(areaSquareMeters());
  }

  /**
   * One vector through the arrays and the tree.
   *
   * @param rows inputs in use
   * @param weights weights on a word line in use
   */
  Expense compute(Read read, double rows, double weights) {
    Expense arrays = Cut.all(
        rows,
        array.weightsPerColumn(),
        weights,
        array.meanWeightsPerRow(),
        (r, w) -> read.forward()
            ? subarray.forwardRead(r, w, read.lineActivity(), read.meanConductanceSiemens())
            : subarray.transposedRead(r, w, read.lineActivity(), read.meanConductanceSiemens()));
    int summed = read.forward()
        ? Cut.pieces(rows, array.weightsPerColumn())
        : Cut.pieces(weights, array.meanWeightsPerRow());
    if (summed <= 1) {
      return arrays;
    }
    return arrays.then(Expense.lasting(
            Math.max(1, subarray.steps() / array.cellsPerWeight()) * tree.latencySeconds(summed))
        .and(Component.ACCUMULATION, tree.energyJoules(summed, read.results(rows, weights))));
  }

  /** One vector into the registers and along the buses, and its result back. */
  Expense transport(Read read, double rows, double weights) {
    double inBits = read.inputs(rows, weights) * array.inputBits();
    double outBits = read.results(rows, weights) * resultBits();
    int inputArrays = Cut.pieces(
        read.inputs(rows, weights),
        read.forward() ? array.weightsPerColumn() : array.meanWeightsPerRow());
    double cycles = array.pulses() * (double) inputArrays;
    double inTransfers = inBits / array.weightsPerColumn();
    double outTransfers = outBits / (side * (double) array.columns());
    return Expense.lasting(cycles * inputs.latencySeconds()
            + outputs.latencySeconds()
            + inTransfers * rowBus.transferSeconds()
            + outTransfers * columnBus.transferSeconds())
        .and(
            Component.BUFFER,
            cycles * inputs.energyJoules(inBits / cycles) + outputs.energyJoules(outBits))
        .and(Component.INTERCONNECT, rowBus.energyJoules(inBits) + columnBus.energyJoules(outBits));
  }
}
