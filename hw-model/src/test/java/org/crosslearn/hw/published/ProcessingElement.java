package org.crosslearn.hw.published;

import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.FlipFlops;
import org.crosslearn.hw.circuit.PublishedCircuits;
import org.crosslearn.hw.circuit.PublishedCircuits.Use;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.fault.Fault;

/** A square of subarrays with adder tree, registers and buses (documentation, section 5.4). */
final class ProcessingElement {
  private final PublishedCircuits circuits;
  private final PublishedRun run;
  private final Subarray subarray;
  private final int size;
  private final int perSide;
  private final int muxed;
  private final int cellsPerWeight;
  private final int inputBits;
  private final int conversionBits;
  private final int treeBits;
  private final int trees;
  private final Side treeSide;
  private final FlipFlops inputs;
  private final FlipFlops outputs;
  private final Use rowBus;
  private final Use columnBus;

  ProcessingElement(PublishedCircuits circuits, PublishedRun run, Subarray subarray, int perSide) {
    this.circuits = circuits;
    this.run = run;
    this.subarray = subarray;
    this.perSide = perSide;
    this.size = run.count("numRowSubArray");
    this.muxed = run.count("numColMuxed");
    this.cellsPerWeight = Cells.perWeight(run);
    this.inputBits = run.trace().wla();
    this.conversionBits = conversionBits(run);
    this.treeBits = conversionBits + inputBits + cellsPerWeight + 1;
    this.trees = ceil(perSide * size, muxed);
    this.treeSide = Side.ofWidth(subarray.widthMeters());
    int outputBits =
        (size / muxed) * (conversionBits + inputBits + cellsPerWeight + Decoder.bitsFor(perSide));
    this.inputs = new FlipFlops(
        circuits.technology(),
        circuits.clockHertz(),
        inputBits * size,
        Side.ofHeight(perSide * subarray.heightMeters()));
    this.outputs = new FlipFlops(
        circuits.technology(),
        circuits.clockHertz(),
        outputBits,
        Side.ofWidth(perSide * subarray.widthMeters()));
    this.rowBus = circuits.bus(subarray.widthMeters() * (perSide - 1), size);
    this.columnBus = circuits.bus(subarray.heightMeters() * (perSide - 1), perSide * size);
  }

  /** Bits that leave the read-out of a column for one bit vector. */
  static int conversionBits(PublishedRun run) {
    return run.count("operationmode") == 1
        ? Decoder.bitsFor(run.count("numRowSubArray")) + run.count("cellBit") - 1
        : Decoder.bitsFor(run.count("levelOutput"));
  }

  private static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }

  private Use tree(int summed) {
    return circuits.adderTree(summed, treeBits, trees, treeSide);
  }

  Areas areas() {
    return subarray
        .areas()
        .times(perSide * perSide)
        .plus(Areas.ofAccumulation(tree(perSide).areaSquareMeters()))
        .plus(Areas.ofOther(inputs.areaSquareMeters() + outputs.areaSquareMeters()));
  }

  double sideMeters() {
    return Math.sqrt(areas().sum());
  }

  /**
   * @param summed inputs of the adder tree that leak
   * @param transposed whether the transposed read-out leaks
   */
  double leakageWatts(int summed, boolean transposed) {
    return perSide * perSide * subarray.leakageWatts(transposed)
        + tree(summed).leakageWatts()
        + inputs.leakageWatts()
        + outputs.leakageWatts();
  }

  int perSide() {
    return perSide;
  }

  /** Whether each subarray holds the whole of a matrix of so many copies. */
  boolean holdsInEach(Floorplan.Copies copies) {
    return copies.rows() >= perSide && copies.columns() >= perSide && copies.count() > 1;
  }

  /** Subarrays along the rows of a matrix. */
  int summed(Matrix matrix) {
    return ceil(matrix.rows(), size);
  }

  /** Reads and update of one image of a matrix that is duplicated over the subarrays. */
  Tally run(Matrix matrix, Floorplan.Copies copies) {
    int subRows = summed(matrix);
    int subColumns = ceil(matrix.columns(), size);
    double sums = matrix.vectors() * (double) (muxed / cellsPerWeight);
    Use tree = tree(subRows);
    Tally tally = Tally.NOTHING;
    boolean all = holdsInEach(copies);
    for (int i = 0; i < subRows; i++) {
      for (int j = 0; j < subColumns; j++) {
        Matrix part = matrix.part(i * size, size, j * size, size);
        Tally one = subarray(part);
        boolean perSubarray =
            copies.count() > 1 && !all && circuits.has(Fault.Q10_TREE_PER_SUBARRAY);
        tally = tally.beside(
            perSubarray ? one.then(summed(matrix, sums, tree, subRows, subColumns, true)) : one);
      }
    }
    if (copies.count() == 1 || !all && !circuits.has(Fault.Q10_TREE_PER_SUBARRAY)) {
      tally = tally.then(summed(matrix, sums, tree, subRows, subColumns, copies.count() > 1));
    }
    return tally
        .dividedAmong(copies.count())
        .withUpdateOfCopies(copies.count(), copies.count())
        .then(transfers(matrix));
  }

  /** Sums over subarrays; of copies the printed time of sums leaves out the transposed read. */
  private Tally summed(
      Matrix matrix, double sums, Use tree, int subRows, int subColumns, boolean copied) {
    boolean unprinted = matrix.transposed() && copied && circuits.has(Fault.PRINTED_SUMS);
    double weights = matrix.outputs();
    Tally tally = Tally.NOTHING.andInForward(
        Item.ACCUMULATION,
        sums * tree.seconds(),
        circuits.has(Fault.IDLE_TREES)
            ? sums * tree.joules()
            : matrix.vectors() * weights * tree.joules() / trees);
    if (!matrix.transposed()) {
      return tally;
    }
    Use back = circuits.has(Fault.FORWARD_DATA) ? tree : tree(subColumns);
    double results = circuits.has(Fault.FORWARD_DATA) ? weights : matrix.rows();
    double seconds = sums * back.seconds();
    return tally
        .andInError(
            Item.ACCUMULATION,
            seconds,
            circuits.has(Fault.IDLE_TREES)
                ? sums * back.joules()
                : matrix.vectors() * results * back.joules() / trees)
        .and(Item.ACCUMULATION, unprinted ? -seconds : 0, 0);
  }

  private Tally subarray(Matrix part) {
    Block block = part.block();
    Reads reads = block.reads(circuits, run, subarray, part.vectors());
    Tally read = subarray.read(reads, part.transposed());
    if (part.transposed() && !circuits.has(Fault.TRANSPOSED_SLICES)) {
      double more = cellsPerWeight - 1.0;
      for (Item item : new Item[] {Item.ERROR, Item.PEAK_ERROR}) {
        read = read.and(item, more * read.seconds(item), more * read.joules(item));
      }
    }
    return run.flag("trainingEstimation")
        ? read.then(subarray.write(block.update(circuits, run), part.transposed()))
        : read;
  }

  private Tally transfers(Matrix matrix) {
    Tally forward = Tally.NOTHING;
    double weights = matrix.outputs();
    forward = moved(forward, Tally::andInForward, matrix, matrix.rows(), weights);
    if (!matrix.transposed()) {
      return forward;
    }
    boolean same = circuits.has(Fault.FORWARD_DATA);
    return moved(
        forward,
        Tally::andInError,
        matrix,
        same ? matrix.rows() : weights,
        same ? weights : matrix.rows());
  }

  private interface Counted {
    Tally in(Tally tally, Item part, double seconds, double joules);
  }

  private Tally moved(Tally tally, Counted counted, Matrix matrix, double in, double results) {
    double bitVectors = matrix.bitVectors();
    double vectors = matrix.vectors();
    double cycles = bitVectors * Math.ceil(in / size);
    double bankJoules = circuits.has(Fault.BANK_CLOCKS)
        ? in * inputs.energyJoules(bitVectors) + results * treeBits * outputs.energyJoules(vectors)
        : cycles * inputs.energyJoules(in * bitVectors / cycles)
            + vectors * outputs.energyJoules(results * sumBits());
    double rowTransfers = in * bitVectors / size;
    double columnBits = circuits.has(Fault.COLUMN_BUS) ? conversionBits : sumBits();
    double columnTransfers = results * columnBits * vectors / (perSide * size);
    Tally banks =
        counted.in(tally, Item.BUFFER, inputs.latencySeconds() * (cycles + vectors), bankJoules);
    return counted.in(
        banks,
        Item.INTERCONNECT,
        rowTransfers * rowBus.seconds() + columnTransfers * columnBus.seconds(),
        rowTransfers * size * rowBus.joules()
            + columnTransfers * perSide * size * columnBus.joules());
  }

  private int sumBits() {
    return treeBits + Decoder.bitsFor(perSide);
  }
}
