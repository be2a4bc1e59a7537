package org.crosslearn.hw.published;

import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.PublishedCircuits;
import org.crosslearn.hw.circuit.PublishedCircuits.Use;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.fault.Fault;

/**
 * Processing elements with buffers, adder tree and H-tree (documentation, section 5.5): a square of
 * them for a part of a matrix, or one for each position of a kernel.
 *
 * <p>Found by comparison with printed figures, where the documentation leaves it open: unless each
 * element holds whole copies, elements are evaluated as if they held one, and the time of the tile is
 * divided by all copies; the peak energy of an update of kernel positions is that of one copy; the
 * weights of an update pass one core of the input buffer after another; buffers of kernel positions
 * have as many cores as those of the other tiles, each of its own size; the trees of elements and
 * tile leak with the inputs that they summed last, be it for an earlier layer.
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

    /** As many cores as another buffer. */
    Cores as(Cores other) {
      return new Cores(core, wordBits, other.count());
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
    this.sumBits = sumBits(floorplan, byKernel);
    this.trees = ceil(summed * size, run.count("numColMuxed"));
    this.treeSide = Side.ofWidth(Math.ceil(Math.sqrt(elements)) * element.sideMeters());
    int inputBits = run.trace().wla() * size;
    int groups = size / run.count("numColMuxed");
    int others =
        circuits.has(Fault.Q14_SHARED_CORE_COUNT) ? floorplan.elementsPerSide(false) : summed;
    this.inputs = Cores.of(circuits, summed * inputBits, summed * size)
        .as(Cores.of(circuits, others * inputBits, others * size));
    this.outputs = Cores.of(circuits, sumBits * summed * groups, summed * sumBits)
        .as(Cores.of(circuits, sumBits(floorplan, false) * others * groups, others * sumBits));
    this.busBits = perSide * size;
    this.tree = circuits.tree(
        perSide, perSide, element.sideMeters(), element.sideMeters(), busBits, TREE_FOLD);
  }

  private int sumBits(Floorplan floorplan, boolean ofKernel) {
    return ProcessingElement.conversionBits(run)
        + run.trace().wla()
        + Cells.perWeight(run)
        + 1
        + Decoder.bitsFor(floorplan.subarraysPerSide(ofKernel));
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

  /**
   * Inputs that the adder trees of an element and of a tile summed last: they are what leaks.
   */
  record Sums(int element, int tile) {
    static final Sums NONE = new Sums(1, 1);
  }

  Sums allSums() {
    return new Sums(element.perSide(), summed);
  }

  /** What is summed last when this tile has handled a part of a matrix. */
  Sums lastSums(Matrix matrix, Floorplan.Placement placement, Sums before) {
    Floorplan.Copies inside = copiesInside(placement);
    if (byKernel) {
      int rows = matrix.rows() / elements;
      Matrix last = matrix.part(matrix.rows() - rows, rows, 0, matrix.columns());
      return new Sums(
          element.holdsInEach(inside) ? before.element() : element.summed(last), summed);
    }
    boolean inEach = copiedOverElements(placement);
    int parts = ceil(matrix.rows(), elementSize);
    int lastRow = inEach ? 0 : (parts - 1) * elementSize;
    Matrix last = matrix.part(lastRow, elementSize, 0, matrix.columns());
    int elementSums = element.holdsInEach(inside) ? before.element() : element.summed(last);
    if (copies(placement).count() == 1) {
      return new Sums(elementSums, perSide);
    }
    return new Sums(elementSums, inEach || parts == 1 ? before.tile() : parts);
  }

  double leakageWatts(Sums sums, boolean transposed) {
    return elements * element.leakageWatts(sums.element(), transposed)
        + sum(sums.tile()).leakageWatts()
        + inputs.core().leakageWatts()
        + outputs.core().leakageWatts();
  }

  /** Whether each element holds a copy of the matrix. */
  private boolean copiedOverElements(Floorplan.Placement placement) {
    Floorplan.Copies copies = copies(placement);
    return copies.rows() >= perSide && copies.columns() >= perSide && copies.count() > 1;
  }

  private static Floorplan.Copies copies(Floorplan.Placement placement) {
    return new Floorplan.Copies(
        placement.elementDuplication().rows() * placement.subarrayDuplication().rows(),
        placement.elementDuplication().columns()
            * placement.subarrayDuplication().columns());
  }

  /** Copies of a matrix inside of an element. */
  private Floorplan.Copies copiesInside(Floorplan.Placement placement) {
    if (!byKernel && copiedOverElements(placement)) {
      Floorplan.Copies copies = copies(placement);
      return new Floorplan.Copies(ceil(copies.rows(), perSide), ceil(copies.columns(), perSide));
    }
    return Floorplan.Copies.ONE;
  }

  /** Reads and update of one image of the part of a matrix that this tile holds. */
  Tally run(Matrix matrix, Floorplan.Placement placement) {
    Tally tally = byKernel ? kernelPositions(matrix, placement) : squares(matrix, placement);
    return tally.then(transfers(matrix));
  }

  private Tally squares(Matrix matrix, Floorplan.Placement placement) {
    Floorplan.Copies inside = copiesInside(placement);
    if (copiedOverElements(placement)) {
      return element
          .run(matrix, inside)
          .dividedAmong(elements)
          .withUpdate(elements)
          .withUpdateOfCopies(elements, elements);
    }
    int copies = copies(placement).count();
    Tally tally = Tally.NOTHING;
    Tally last = Tally.NOTHING;
    for (int i = 0; i < perSide; i++) {
      for (int j = 0; j < perSide; j++) {
        boolean mapped = i * elementSize < matrix.rows() && j * elementSize < matrix.columns();
        if (mapped) {
          last = element.run(
              matrix.part(i * elementSize, elementSize, j * elementSize, elementSize),
              Floorplan.Copies.ONE);
        }
        boolean repeated = copies == 1 && circuits.has(Fault.Q5_EMPTY_ELEMENTS);
        if (mapped || repeated) {
          tally = tally.beside(last);
        }
      }
    }
    int partial = ceil(matrix.rows(), elementSize);
    int written = circuits.has(Fault.UPDATE_OF_ONE_COPY) ? 1 : copies;
    tally = tally.dividedAmong(copies).withUpdateOfCopies(written, written);
    return copies > 1 && partial == 1
        ? tally
        : accumulated(
            tally, matrix, copies == 1 ? perSide : partial, ceil(matrix.columns(), elementSize));
  }

  private Tally kernelPositions(Matrix matrix, Floorplan.Placement placement) {
    int rows = matrix.rows() / elements;
    Tally tally = Tally.NOTHING;
    for (int i = 0; i < elements; i++) {
      tally = tally.beside(
          element.run(matrix.part(i * rows, rows, 0, matrix.columns()), Floorplan.Copies.ONE));
    }
    int copies = copies(placement).count();
    int peakCopies = circuits.has(Fault.PEAK_UPDATE_OF_ONE_COPY) ? 1 : copies;
    return accumulated(
        tally.dividedAmong(copies).withUpdateOfCopies(copies, peakCopies), matrix, elements, 1);
  }

  private Tally accumulated(Tally tally, Matrix matrix, int inputsOfTree, int inputsBack) {
    double weights = matrix.outputs();
    Tally sum = tally.andInForward(
        Item.ACCUMULATION,
        rounds(matrix, weights) * sum(inputsOfTree).seconds(),
        additions(matrix, weights) * sum(inputsOfTree).joules() / trees);
    if (!matrix.transposed()) {
      return sum;
    }
    boolean same = circuits.has(Fault.FORWARD_DATA);
    Use back = sum(same ? inputsOfTree : inputsBack);
    double results = same ? weights : matrix.rows();
    return sum.andInError(
        Item.ACCUMULATION,
        rounds(matrix, results) * back.seconds(),
        additions(matrix, results) * back.joules() / trees);
  }

  private double rounds(Matrix matrix, double results) {
    return matrix.vectors()
        * (circuits.has(Fault.TILE_ROUNDS)
            ? run.count("numColMuxed") / Cells.perWeight(run)
            : Math.ceil(results / trees));
  }

  private double additions(Matrix matrix, double results) {
    return circuits.has(Fault.IDLE_TREES)
        ? rounds(matrix, results) * trees
        : matrix.vectors() * results;
  }

  private Tally transfers(Matrix matrix) {
    double weights = matrix.outputs();
    boolean same = circuits.has(Fault.FORWARD_DATA);
    Tally tally =
        moved(Tally.NOTHING, Tally::andInForward, matrix, matrix.rows(), weights, byKernel);
    if (matrix.transposed()) {
      tally = moved(
          tally,
          Tally::andInError,
          matrix,
          same ? matrix.rows() : weights,
          same ? weights : matrix.rows(),
          byKernel && same);
    }
    if (!run.flag("trainingEstimation")) {
      return tally;
    }
    double changes = circuits.has(Fault.ONE_BIT_CHANGES)
        ? (double) matrix.rows() * matrix.columns()
        : matrix.rows() * matrix.columns() * matrix.changed() * run.trace().wla();
    double buffer = 2 * changes / inputs.wordBits() * inputs.core().seconds();
    double wires = changes / busBits * tree.seconds();
    double bufferJoules = 2 * inputs.joules(changes);
    double wiresJoules = changes * tree.joules();
    double printed = circuits.has(Fault.PRINTED_UPDATES) ? 1 : 1 / run.number("batchSize");
    return tally
        .and(Item.BUFFER, printed * buffer, printed * bufferJoules)
        .and(Item.INTERCONNECT, printed * wires, printed * wiresJoules)
        .and(Item.UPDATE, buffer + wires, bufferJoules + wiresJoules);
  }

  private interface Counted {
    Tally in(Tally tally, Item part, double seconds, double joules);
  }

  private Tally moved(
      Tally tally,
      Counted counted,
      Matrix matrix,
      double inputNumbers,
      double results,
      boolean shared) {
    double in = inputNumbers * matrix.bitVectors();
    double out = results * (1.0 + sumBits) * matrix.vectors();
    if (shared) {
      in /= Math.sqrt(elements);
      out /= circuits.has(Fault.KERNEL_RESULTS) ? elements : 1;
    }
    double transfers = (in + out) / busBits;
    Tally buffered = counted.in(
        tally,
        Item.BUFFER,
        2 * (inputs.seconds(in, busBits) + outputs.seconds(out, busBits)),
        2 * (inputs.joules(in) + outputs.joules(out)));
    return counted.in(
        buffered,
        Item.INTERCONNECT,
        transfers * tree.seconds(),
        transfers * busBits * tree.joules());
  }
}
