package org.crosslearn.hw.chip;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.array.Periphery;
import org.crosslearn.hw.array.Subarray;
import org.crosslearn.hw.circuit.AdderTree;
import org.crosslearn.hw.circuit.HTree;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.technology.Technology;

/**
 * Processing elements with buffers for inputs and results, an H-tree between them, and adder trees
 * over the elements that hold different inputs of the same outputs. Composition after DNN+NeuroSim
 * V2.1.
 */
final class Tile {
  /** Layers in which the repeaters of the tree are stacked over the circuits; published value. */
  private static final int TREE_FOLD = 16;

  private final ArraySpec array;
  private final Floorplan.TileShape shape;
  private final ProcessingElement element;
  private final double elementRows;
  private final double elementWeights;
  private final int trees;
  private final AdderTree tree;
  private final BufferCores inputs;
  private final BufferCores outputs;
  private final HTree wires;
  private final int busBits;

  Tile(
      Periphery periphery,
      ChipSpec.Buffer buffer,
      ArraySpec array,
      Subarray subarray,
      Floorplan.TileShape shape) {
    Technology technology = periphery.technology();
    double clock = periphery.clockHertz();
    this.array = array;
    this.shape = shape;
    this.element = new ProcessingElement(periphery, array, subarray, shape.elementSide());
    this.elementRows = (double) shape.elementSide() * array.weightsPerColumn();
    this.elementWeights = shape.elementSide() * array.meanWeightsPerRow();
    int summed = shape.summedElements();
    int perSide = shape.elementsPerSide();
    this.trees = summed * ProcessingElement.streams(subarray, array);
    this.tree = new AdderTree(
        technology,
        summed,
        element.resultBits(),
        trees,
        Side.ofWidth(perSide * element.sideMeters()));
    int inputBits = summed * array.inputBits() * array.weightsPerColumn();
    int outputBits = tree.sumBits() * summed * ProcessingElement.streams(subarray, array);
    this.inputs =
        BufferCores.local(technology, clock, buffer, inputBits, summed * array.weightsPerColumn());
    this.outputs =
        BufferCores.local(technology, clock, buffer, outputBits, summed * tree.sumBits());
    this.busBits = perSide * array.weightsPerColumn();
    this.wires = new HTree(
        technology,
        perSide,
        perSide,
        element.sideMeters(),
        element.sideMeters(),
        busBits,
        TREE_FOLD);
  }

  /**
   * @param transposable whether its word lines can be sensed too
   */
  ChipPlan.TilePlan plan(boolean transposable) {
    return new ChipPlan.TilePlan(
        shape.elements(),
        shape.kernelSplit(),
        shape.elementSide(),
        transposable,
        element.subarray().parts(),
        element.parts(),
        parts(),
        inputs.bits(),
        outputs.bits(),
        busBits,
        element.rowBusBits(),
        element.columnBusBits());
  }

  /** Word lines of the tile, over all positions of a kernel. */
  double rows() {
    return elementRows * (shape.kernelSplit() ? shape.elements() : shape.elementsPerSide());
  }

  /** Weights on a word line of the tile. */
  double weights() {
    return elementWeights * (shape.kernelSplit() ? 1 : shape.elementsPerSide());
  }

  /** Times that an input is used once it has come: by neighbouring windows of a convolution. */
  double inputReuse(Read read) {
    return shape.kernelSplit() && read.forward() ? Math.sqrt(shape.elements()) : 1;
  }

  /** Bits of a result. */
  int resultBits() {
    return tree.sumBits();
  }

  List<Subarray.Part> parts() {
    List<Subarray.Part> parts = new ArrayList<>();
    for (Subarray.Part part : element.parts()) {
      parts.add(new Subarray.Part(
          part.component(),
          shape.elements() * part.squareMeters(),
          shape.elements() * part.leakageWatts()));
    }
    parts.add(
        new Subarray.Part(Component.ACCUMULATION, tree.areaSquareMeters(), tree.leakageWatts()));
    parts.add(new Subarray.Part(
        Component.BUFFER,
        inputs.areaSquareMeters() + outputs.areaSquareMeters(),
        inputs.leakageWatts() + outputs.leakageWatts()));
    parts.add(
        new Subarray.Part(Component.INTERCONNECT, wires.areaSquareMeters(), wires.leakageWatts()));
    return parts;
  }

  double areaSquareMeters() {
    return parts().stream().mapToDouble(Subarray.Part::squareMeters).sum();
  }

  /** The tile is modelled as a square. */
  double sideMeters() {
    return Math.sqrt(areaSquareMeters());
  }

  /**
   * One vector through the elements.
   *
   * @param rows inputs in use
   * @param weights weights on a word line in use
   */
  Expense compute(Read read, double rows, double weights) {
    return overElements(rows, weights, (r, w) -> element.compute(read, r, w));
  }

  private Expense overElements(double rows, double weights, Cut.OfPart ofElement) {
    return shape.kernelSplit()
        ? ofElement.expense(rows / shape.elements(), weights).abreast(shape.elements())
        : Cut.all(rows, elementRows, weights, elementWeights, ofElement);
  }

  /** Results of one vector from several elements through the trees of the tile. */
  Expense sums(Read read, double rows, double weights) {
    int summed = shape.kernelSplit()
        ? read.forward() ? shape.elements() : 1
        : read.forward() ? Cut.pieces(rows, elementRows) : Cut.pieces(weights, elementWeights);
    if (summed <= 1) {
      return Expense.NONE;
    }
    double results = read.results(rows, weights);
    return Expense.lasting(Math.ceil(results / trees) * tree.latencySeconds(summed))
        .and(Component.ACCUMULATION, tree.energyJoules(summed, results));
  }

  /** One vector along the buses of the elements, and its result back. */
  Expense elementTransport(Read read, double rows, double weights) {
    return overElements(rows, weights, (r, w) -> element.transport(read, r, w));
  }

  /** One vector from the buffer to the elements, and its result back. */
  Expense transport(Read read, double rows, double weights) {
    double inBits = read.inputs(rows, weights) * array.inputBits() / inputReuse(read);
    double outBits = read.results(rows, weights) * resultBits();
    return Expense.lasting(inputs.writeSeconds(inBits, busBits)
            + inputs.readSeconds(inBits, busBits)
            + outputs.writeSeconds(outBits, busBits)
            + outputs.readSeconds(outBits, busBits)
            + (inBits + outBits) / busBits * wires.transferSeconds())
        .and(
            Component.BUFFER,
            inputs.writeJoules(inBits)
                + inputs.readJoules(inBits)
                + outputs.writeJoules(outBits)
                + outputs.readJoules(outBits))
        .and(Component.INTERCONNECT, wires.energyJoules(inBits + outBits));
  }

  /** Changes of weights, from the edge of the tile to the subarrays. */
  Expense deliver(double bits) {
    return Expense.lasting(inputs.writeSeconds(bits, busBits)
            + inputs.readSeconds(bits, busBits)
            + bits / busBits * wires.transferSeconds())
        .and(Component.BUFFER, inputs.writeJoules(bits) + inputs.readJoules(bits))
        .and(Component.INTERCONNECT, wires.energyJoules(bits));
  }
}
