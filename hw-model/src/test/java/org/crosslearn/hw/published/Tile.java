package org.crosslearn.hw.published;

import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.PublishedCircuits;
import org.crosslearn.hw.circuit.PublishedCircuits.Use;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.fault.Fault;

/**
 * Processing elements with buffers, adder tree and H-tree (documentation, section 5.5): a square of
 * them for a part of a matrix, or one for each position of a kernel.
 */
final class Tile {
  private static final int CORE_BITS = 1024;
  private static final int CORE_WORD_BITS = 32;
  private static final int TREE_FOLD = 16;

  private final PublishedCircuits circuits;
  private final PublishedRun run;
  private final ProcessingElement element;
  private final boolean byKernel;
  private final int perSide;
  private final int elements;
  private final int elementSize;
  private final int size;
  private final int summed;
  private final int sumBits;
  private final int trees;
  private final Side treeSide;
  private final Cores inputs;
  private final Cores outputs;
  private final int busBits;
  private final Use tree;

  /** A buffer of equal cores. */
  private record Cores(Use core, int wordBits, double count) {
    static Cores of(PublishedCircuits circuits, int bits, int smallWordBits) {
      return bits < CORE_BITS
          ? new Cores(circuits.registerFile(bits, smallWordBits), smallWordBits, 1)
          : new Cores(
              circuits.registerFile(CORE_BITS, CORE_WORD_BITS),
              CORE_WORD_BITS,
              Math.ceil(bits / (double) CORE_BITS));
    }

    double seconds(double bits, int busBits) {
      return bits
          / wordBits
          * core.seconds()
          / Math.min(count, Math.ceil(busBits / (double) wordBits));
    }

    double joules(double bits) {
      return bits / wordBits * core.joules();
    }
  }

  Tile(
      PublishedCircuits circuits,
      PublishedRun run,
      Subarray subarray,
      Floorplan floorplan,
      boolean byKernel) {
    this.circuits = circuits;
    this.run = run;
    this.byKernel = byKernel;
    this.size = run.count("numRowSubArray");
    this.element =
        new ProcessingElement(circuits, run, subarray, floorplan.subarraysPerSide(byKernel));
    this.perSide = floorplan.elementsPerSide(byKernel);
    this.elements = byKernel ? floorplan.kernelElements() : perSide * perSide;
    this.elementSize = byKernel ? floorplan.kernelElementSize() : floorplan.elementSize();
    this.summed = byKernel ? elements : perSide;
    this.sumBits = ProcessingElement.conversionBits(run)
        + run.trace().wla()
        + Cells.perWeight(run)
        + 1
        + Decoder.bitsFor(floorplan.subarraysPerSide(byKernel));
    this.trees = ceil(summed * size, run.count("numColMuxed"));
    this.treeSide = Side.ofWidth(Math.ceil(Math.sqrt(elements)) * element.sideMeters());
    this.inputs = Cores.of(circuits, summed * run.trace().wla() * size, summed * size);
    this.outputs = Cores.of(
        circuits, sumBits * summed * size / run.count("numColMuxed"), summed * sumBits);
    this.busBits = perSide * size;
    this.tree = circuits.tree(
        perSide, element.sideMeters(), element.sideMeters(), busBits, TREE_FOLD);
  }

  private static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }

  private Use sum(int inputsOfTree) {
    return circuits.adderTree(inputsOfTree, sumBits, trees, treeSide);
  }

  Areas areas() {
    return element
        .areas()
        .times(elements)
        .plus(Areas.ofAccumulation(sum(summed).areaSquareMeters()))
        .plus(Areas.ofOther(inputs.count() * inputs.core().areaSquareMeters()
            + outputs.count() * outputs.core().areaSquareMeters()))
        .plus(Areas.ofInterconnect(tree.areaSquareMeters()));
  }

  double sideMeters() {
    return Math.sqrt(areas().sum());
  }

  double leakageWatts() {
    return elements * element.leakageWatts()
        + sum(summed).leakageWatts()
        + inputs.core().leakageWatts()
        + outputs.core().leakageWatts();
  }

  /** Reads and update of one image of the part of a matrix that this tile holds. */
  Tally run(Matrix matrix, Floorplan.Placement placement) {
    Tally tally = byKernel ? kernelPositions(matrix, placement) : squares(matrix, placement);
    return tally.then(transfers(matrix));
  }

  private Tally squares(Matrix matrix, Floorplan.Placement placement) {
    int copiesRows = placement.elementDuplication().rows() * placement.subarrayDuplication().rows();
    int copiesColumns =
        placement.elementDuplication().columns() * placement.subarrayDuplication().columns();
    if (copiesRows >= perSide && copiesColumns >= perSide && copiesRows * copiesColumns > 1) {
      Floorplan.Copies inside = new Floorplan.Copies(
          ceil(copiesRows, perSide), ceil(copiesColumns, perSide));
      return element
          .run(matrix, inside)
          .dividedAmong(elements)
          .withUpdate(elements, elements);
    }
    int copies = copiesRows * copiesColumns;
    Tally tally = Tally.NOTHING;
    Tally last = Tally.NOTHING;
    for (int i = 0; i < perSide; i++) {
      for (int j = 0; j < perSide; j++) {
        boolean mapped =
            i * elementSize < matrix.rows() && j * elementSize < matrix.columns();
        if (mapped) {
          last = element.run(
              matrix.part(i * elementSize, elementSize, j * elementSize, elementSize),
              copies == 1 ? Floorplan.Copies.ONE : placement.subarrayDuplication());
        }
        boolean repeated = copies == 1 && circuits.has(Fault.Q5_EMPTY_ELEMENTS);
        if (mapped || repeated) {
          tally = tally.beside(last);
        }
      }
    }
    int partial = ceil(matrix.rows(), elementSize);
    tally = tally.dividedAmong(placement.elementDuplication().count());
    return copies > 1 && partial == 1
        ? tally
        : accumulated(tally, matrix, copies == 1 ? perSide : partial);
  }

  private Tally kernelPositions(Matrix matrix, Floorplan.Placement placement) {
    int rows = matrix.rows() / elements;
    Tally tally = Tally.NOTHING;
    for (int i = 0; i < elements; i++) {
      tally = tally.beside(element.run(
          matrix.part(i * rows, rows, 0, matrix.columns()), placement.subarrayDuplication()));
    }
    return accumulated(tally, matrix, elements);
  }

  private Tally accumulated(Tally tally, Matrix matrix, int inputsOfTree) {
    double sums = matrix.vectors()
        * (double) (run.count("numColMuxed") / Cells.perWeight(run));
    Use sum = sum(inputsOfTree);
    return tally.andInReads(
        Item.ACCUMULATION, sums * sum.seconds(), sums * sum.joules(), matrix.transposed());
  }

  private Tally transfers(Matrix matrix) {
    double in = matrix.rows() * (double) matrix.bitVectors();
    double out = matrix.outputs() * (1.0 + sumBits) * matrix.vectors();
    if (byKernel) {
      in /= Math.sqrt(elements);
      out /= elements;
    }
    double transfers = (in + out) / busBits;
    Tally tally = Tally.NOTHING
        .andInReads(
            Item.BUFFER,
            2 * (inputs.seconds(in, busBits) + outputs.seconds(out, busBits)),
            2 * (inputs.joules(in) + outputs.joules(out)),
            matrix.transposed())
        .andInReads(
            Item.INTERCONNECT,
            transfers * tree.seconds(),
            transfers * busBits * tree.joules(),
            matrix.transposed());
    if (!run.flag("trainingEstimation")) {
      return tally;
    }
    double weights = (double) matrix.rows() * matrix.columns();
    return tally
        .and(
            Item.UPDATE,
            2 * inputs.seconds(weights, busBits) + weights / busBits * tree.seconds(),
            2 * inputs.joules(weights) + weights * tree.joules());
  }
}
