package org.crosslearn.hw.published;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosslearn.hw.circuit.Adders;
import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.Dram;
import org.crosslearn.hw.circuit.PublishedCircuits;
import org.crosslearn.hw.circuit.PublishedCircuits.Use;
import org.crosslearn.hw.circuit.Rectifiers;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.fault.Fault;
import org.crosslearn.hw.published.WeightGradientUnit.Cost;
import org.crosslearn.hw.technology.PublishedTechnology;

/**
 * The chip of DNN+NeuroSim V2.1 with chosen faults, and what it prints of a run (documentation,
 * sections 5.6 and 6).
 *
 * <p>Found by comparison with printed figures, where the documentation leaves it open:
 *
 * <ul>
 *   <li>global adder trees are laid out below a third of the height of the chip (rows of tiles times
 *       the side of the largest), gradient adders beside all of it;
 *   <li>the H-tree is as large as the largest tiles need; transfers run between tiles of the kind of
 *       the layer;
 *   <li>gradients pass the global buffer four times, whatever the share of the layer in the chip;
 *       activations wait for their share of it;
 *   <li>rectifiers and pooling are printed with the arrays;
 *   <li>the last gradient addition costs no more adders than there are weights; those before cost
 *       all;
 *   <li>while a layer works, so many of its own tiles leak as there are tiles of other layers; in a
 *       pipeline a layer prints its leakage in the forward phase only, the chip that of both;
 *   <li>the first layer leaks without transposed read-out;
 *   <li>in a pipeline the words of the global adder trees are as long as if all tiles were summed;
 *   <li>peak efficiency leaves out leakage.
 * </ul>
 */
final class PublishedChip {
  private static final int CORE_BITS = 16384;
  private static final int CORE_WORD_BITS = 128;
  private static final int TREE_FOLD = 4;
  static final long SEED = 2;

  private final PublishedRun run;
  private final PublishedCircuits circuits;
  private final Floorplan floorplan;
  private final boolean training;
  private final int inputBits;
  private final int muxed;
  private final Tile conventional;
  private final Tile byKernel;
  private final int busBits;
  private final double bufferCores;
  private final double writesAbreast;
  private final double waitingBits;
  private SoundGradients soundGradients;
  private final Use core;
  private final double largestTileMeters;
  private final Use pooling;
  private final Rectifiers rectifiers;
  private final int rectifierCount;
  private final int poolingUnits;
  private final int accumulatorBits;
  private final Side accumulatorSide;
  private final WeightGradientUnit gradients;
  private final Adders gradientAdders;
  private final int gradientAdderCount;
  private final Dram memory;
  private final List<Tally> tiles = new ArrayList<>();
  private final List<Double> leakageWatts = new ArrayList<>();
  private final List<Tally> phases = new ArrayList<>();

  /** The chip of a run with so many of the faults. */
  static PublishedChip of(PublishedRun run, Set<Fault> faults) {
    return new PublishedChip(run, faults);
  }

  private PublishedChip(PublishedRun run, Set<Fault> faults) {
    this.run = run;
    String node = run.count("technode") + (run.count("deviceroadmap") == 1 ? "HP" : "LP");
    this.circuits = new PublishedCircuits(
        faults.contains(Fault.Q13_FINS)
            ? PublishedTechnology.of(node)
            : PublishedTechnology.sound(node),
        run.number("clkFreq"),
        faults);
    this.floorplan = Floorplan.of(run);
    this.training = run.flag("trainingEstimation");
    this.inputBits = run.trace().wla();
    this.muxed = run.count("numColMuxed");
    Subarray subarray = Cells.isStatic(run)
        ? new StaticSubarray(circuits, run)
        : new ResistiveSubarray(circuits, run);
    this.conventional = new Tile(circuits, run, subarray, floorplan, false);
    this.byKernel =
        floorplan.hasKernelTiles() ? new Tile(circuits, run, subarray, floorplan, true) : null;
    this.busBits = bus();
    Layer largest = largest();
    this.gradients =
        new WeightGradientUnit(circuits, run, largest.vectors(), largest.channels() * inputBits);
    double bits = bufferBits();
    double overhead = 0;
    double abreast = 0;
    if (training) {
      int size = run.count("numRowSubArray");
      int width = circuits.has(Fault.Q2_UNSET_GRADIENT_WIDTH) ? 0 : gradients.gradientBits();
      overhead =
          (double) size * size * Cells.perWeight(run) * (width + log2(run.count("batchSize")));
      // gradients of one subarray; the published model divides by the bits of a weight
      abreast = circuits.has(Fault.Q2_UNSET_GRADIENT_WIDTH)
          ? Math.floor(overhead / (size * size * run.trace().wlw()))
          : 1;
      while (bits + overhead < bits * (1 + run.number("bufferOverHeadConstraint"))) {
        overhead *= 2;
        abreast *= 2;
      }
    }
    this.writesAbreast = abreast;
    this.waitingBits = overhead;
    double cores = (bits + overhead) / CORE_BITS;
    this.bufferCores =
        circuits.has(Fault.Q6_FLOORED_BUFFER_CORES) ? Math.floor(cores) : Math.ceil(cores);
    this.core = circuits.registerFile(CORE_BITS, CORE_WORD_BITS);
    double tileSide =
        Math.max(conventional.sideMeters(), byKernel == null ? 0 : byKernel.sideMeters());
    int widest = Math.max(
        floorplan.tileSize(),
        byKernel == null ? 0 : floorplan.elementsPerSide(true) * floorplan.kernelElementSize());
    this.rectifierCount = (widest + muxed - 1) / muxed;
    boolean everywhere = circuits.has(Fault.POOLING_UNITS);
    boolean pools = run.topology().stream().anyMatch(Layer::pooled);
    this.poolingUnits = everywhere ? floorplan.tileSize() : pools ? rectifierCount : 0;
    this.pooling = circuits.pooling(inputBits, poolingUnits);
    this.rectifiers =
        new Rectifiers(circuits.technology(), circuits.clockHertz(), inputBits, rectifierCount);
    int perElement = Math.max(
        floorplan.subarraysPerSide(false), byKernel == null ? 0 : floorplan.subarraysPerSide(true));
    int perTile = Math.max(
        floorplan.elementsPerSide(false), byKernel == null ? 0 : floorplan.elementsPerSide(true));
    int summedTiles =
        run.flag("pipeline") && circuits.has(Fault.PIPELINE_ACCUMULATION) ? floorplan.tiles() : 1;
    this.accumulatorBits = ProcessingElement.resultBits(circuits, run)
        + Decoder.bitsFor(perElement * perTile * summedTiles);
    this.largestTileMeters = tileSide;
    double height = floorplan.tileRowsOfChip() * tileSide;
    this.accumulatorSide = Side.ofWidth(height / 3);
    int size = run.count("numRowSubArray");
    this.gradientAdderCount = (int) (writesAbreast * size * size);
    this.gradientAdders = new Adders(
        circuits.technology(),
        gradients.gradientBits() + log2(run.count("batchSize")),
        gradientAdderCount,
        Side.ofHeight(height));
    this.memory = run.count("dramType") == 2 ? Dram.HBM2 : Dram.GDDR5;
    evaluate();
  }

  private static int log2(int x) {
    return Decoder.bitsFor(x);
  }

  private int bus() {
    double bus = 0;
    for (Floorplan.Placement placement : floorplan.placements()) {
      int size = placement.byKernel()
          ? floorplan.kernelElementSize() * floorplan.elementsPerSide(true)
          : floorplan.tileSize();
      bus += (size + (double) size / muxed) * (run.flag("pipeline") ? placement.tiles() : 1);
    }
    while (bus > run.number("maxGlobalBusWidth")) {
      bus /= 2;
    }
    return (int) bus;
  }

  private double bufferBits() {
    double most = 0;
    double sum = 0;
    for (Layer layer : run.topology()) {
      double inputs = (double) layer.height() * layer.width() * layer.channels();
      most = Math.max(most, inputs);
      sum += inputs;
    }
    return inputBits * (run.flag("pipeline") ? sum / 2 : most);
  }

  private Layer largest() {
    Layer largest = run.topology().get(0);
    for (Layer layer : run.topology()) {
      if (inputs(layer) > inputs(largest)) {
        largest = layer;
      }
    }
    return largest;
  }

  private static long inputs(Layer layer) {
    return (long) layer.height() * layer.width() * layer.channels();
  }

  Floorplan floorplan() {
    return floorplan;
  }

  /** Subarrays that are written at the same time. */
  double writesAbreast() {
    return writesAbreast;
  }

  /** Bits of the global buffer for gradients that wait to be written. */
  double waitingBits() {
    return waitingBits;
  }

  /**
   * The H-tree of the chip, of leaves of the given size: it is laid out for the largest tiles, but
   * what a layer sends is taken to run between tiles of its own kind.
   */
  private Use tree(double tileSide) {
    return circuits.tree(
        floorplan.tileRowsOfChip(),
        floorplan.tileColumnsOfChip(),
        tileSide,
        tileSide,
        busBits,
        TREE_FOLD);
  }

  private Use accumulator(int tileRows) {
    return circuits.adderTree(tileRows, accumulatorBits, rectifierCount, accumulatorSide);
  }

  Areas areas() {
    Areas areas = Areas.NONE;
    int mostTileRows = 0;
    for (Floorplan.Placement placement : floorplan.placements()) {
      areas = areas.plus(tile(placement).areas().times(placement.tiles()));
      mostTileRows = Math.max(mostTileRows, placement.tileRows());
    }
    areas = areas
        .plus(Areas.ofInterconnect(tree(largestTileMeters).areaSquareMeters()))
        .plus(Areas.ofAccumulation(accumulator(mostTileRows).areaSquareMeters()))
        .plus(Areas.ofOther(bufferCores * core.areaSquareMeters()
            + pooling.areaSquareMeters()
            + rectifiers.areaSquareMeters()));
    return training
        ? areas.plus(Areas.ofGradient(
            circuits.has(Fault.GRADIENT_UNIT)
                ? gradients.areaSquareMeters() + gradientAdders.areaSquareMeters()
                : soundGradients().areaSquareMeters()))
        : areas;
  }

  private Tile tile(Floorplan.Placement placement) {
    return placement.byKernel() ? byKernel : conventional;
  }

  /** Area figures under their published names, square micrometers. */
  Map<String, Double> areaFigures() {
    Areas areas = areas();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("ChipArea [um^2]", 1e12 * areas.sum());
    figures.put("Chip total CIM (Forward+Activation Gradient) array [um^2]", 1e12 * areas.array());
    figures.put(
        "Total IC Area on chip (Global and Tile/PE local) [um^2]", 1e12 * areas.interconnect());
    figures.put(
        "Total ADC (or S/As and precharger for SRAM) Area on chip [um^2]",
        1e12 * areas.conversion());
    figures.put(
        "Total Accumulation Circuits (subarray level: adders, shiftAdds; PE/Tile/Global level:"
            + " accumulation units) on chip [um^2]",
        1e12 * areas.accumulation());
    figures.put(
        "Other Peripheries (e.g. decoders, mux, switchmatrix, buffers, pooling and activation"
            + " units) [um^2]",
        1e12 * areas.other());
    figures.put("Weight Gradient Calculation [um^2]", 1e12 * areas.gradient());
    return figures;
  }

  private void evaluate() {
    Tile.Sums[] sums = {Tile.Sums.NONE, Tile.Sums.NONE};
    for (int index = 0; index < floorplan.placements().size(); index++) {
      Floorplan.Placement placement = floorplan.placements().get(index);
      Tile tile = tile(placement);
      Trace trace = new Trace(placement.layer(), run.trace(), index, SEED);
      Matrix matrix = new Matrix(
          trace,
          new Cells(run, circuits.has(Fault.Q7_QUOTIENT_DIGITS)),
          0,
          placement.layer().rows(),
          0,
          placement.columns(),
          placement.layer().vectors(),
          training && index > 0);
      int kind = placement.byKernel() ? 1 : 0;
      Tally tally = Tally.NOTHING;
      for (Matrix part : parts(matrix, placement)) {
        tally = tally.beside(tile.run(part, placement));
        sums[kind] = tile.lastSums(part, placement, sums[kind]);
      }
      tiles.add(tally);
      boolean stale = circuits.has(Fault.Q14_STALE_LEAKAGE);
      leakageWatts.add(placement.tiles()
          * tile.leakageWatts(
              stale ? sums[kind] : tile.allSums(), training && (index > 0 || !stale)));
      phases.add(phases(index, matrix, tally));
    }
  }

  /** All phases of a layer for all images. */
  private Tally phases(int index, Matrix matrix, Tally tiles) {
    Floorplan.Placement placement = floorplan.placements().get(index);
    Layer layer = placement.layer();
    boolean transposed = matrix.transposed();
    double vectors = layer.vectors();
    Tally image = tiles;
    double rectified = Math.ceil(vectors * layer.outputs() / rectifierCount);
    image = image.andInReads(
        Item.ARRAY,
        rectified * rectifiers.latencySeconds(),
        rectified * rectifiers.energyJoules(rectifierCount),
        false);
    boolean sameData = circuits.has(Fault.FORWARD_DATA);
    image = globalSums(
        image,
        Tally::andInForward,
        placement.tileRows(),
        placement.tileColumns(),
        layer.outputs(),
        vectors);
    if (transposed) {
      image = globalSums(
          image,
          Tally::andInError,
          sameData ? placement.tileRows() : placement.tileColumns(),
          placement.tileColumns(),
          sameData ? layer.outputs() : layer.rows(),
          vectors);
    }
    if (layer.pooled()) {
      boolean oneMap = circuits.has(Fault.POOLING_UNITS);
      double pools = Math.ceil(vectors / 4 * (oneMap ? 1 : layer.outputs()) / poolingUnits);
      if (oneMap && placement.byKernel()) {
        pools *= floorplan.elementsPerSide(true) / (double) floorplan.kernelElementSize();
      }
      image =
          image.andInReads(Item.ARRAY, pools * pooling.seconds(), pools * pooling.joules(), false);
    }

    double out = matrix.rows() * (double) inputBits * vectors;
    if (placement.byKernel()) {
      out /= layer.kernel();
    }
    double in = (double) matrix.outputs() * inputBits * vectors / (layer.pooled() ? 4 : 1);
    double link = Math.ceil(busBits * (double) placement.tiles() / floorplan.tiles());
    double transfers = Math.ceil((out + in) / link);
    Use tree = tree(tile(placement).sideMeters());
    double transferSeconds = transfers * tree.seconds();
    double transferJoules = transfers * link * tree.joules();
    Cost buffered = buffer(out + in, Math.ceil(floorplan.tiles() / (double) placement.tiles()));
    Layer fetched =
        !training && circuits.has(Fault.Q15_IMAGE_PER_LAYER) ? run.topology().get(0) : layer;
    double channels = circuits.has(Fault.Q15_NO_CHANNELS) ? 1 : fetched.channels();
    double memoryBits = (double) fetched.height() * fetched.width() * inputBits * channels;
    Cost stored = new Cost(memory.latencySeconds(memoryBits), memory.energyJoules(memoryBits));
    int printedAgain =
        !circuits.has(Fault.Q15_PRINTED_SIX_TIMES) || !training ? 0 : 10 * (transposed ? 3 : 2);
    double results = layer.outputs() * vectors * inputBits / (layer.pooled() ? 4.0 : 1.0);
    Cost kept = circuits.has(Fault.Q15_INPUTS_TWICE)
        ? stored
        : new Cost(memory.latencySeconds(results), memory.energyJoules(results));
    Cost memoryOfRead = training ? stored.plus(kept) : stored;
    Cost passes = training ? buffered.plus(memoryPass(buffered, out + in)) : buffered;
    image = image
        .andInForward(Item.BUFFER, passes.seconds(), passes.joules())
        .andInForward(Item.INTERCONNECT, transferSeconds, transferJoules)
        .andInForward(Item.MEMORY, memoryOfRead.seconds(), memoryOfRead.joules())
        .and(Item.MEMORY, printedAgain * stored.seconds(), printedAgain * stored.joules());
    if (transposed && sameData) {
      image = image
          .andInError(Item.BUFFER, passes.seconds(), passes.joules())
          .andInError(Item.INTERCONNECT, transferSeconds, transferJoules)
          .andInError(Item.MEMORY, memoryOfRead.seconds(), memoryOfRead.joules());
    } else if (transposed) {
      double errors = layer.outputs() * vectors * inputBits;
      double back = layer.rows() * vectors * inputBits;
      double backTransfers = Math.ceil((errors + back) / link);
      double stays = errors + back / layer.kernel() / layer.kernel();
      Cost buffers =
          buffer(errors + back, Math.ceil(floorplan.tiles() / (double) placement.tiles()));
      Cost backPasses = buffers.plus(memoryPass(buffers, errors + back));
      image = image
          .andInError(Item.BUFFER, backPasses.seconds(), backPasses.joules())
          .andInError(
              Item.INTERCONNECT,
              backTransfers * tree.seconds(),
              backTransfers * link * tree.joules())
          .andInError(Item.MEMORY, memory.latencySeconds(stays), memory.energyJoules(stays));
    }
    double images = training ? run.number("batchSize") : 1;
    double iterations = training ? run.number("numIteration") : 1;
    Tally reads = image.times(images * iterations);
    if (!training) {
      // the published phases of training add no times an infinite latency: not a number
      double nothing = 0 * buffered.seconds();
      return reads.and(Item.ERROR, nothing, 0).and(Item.WEIGHT_GRADIENT, nothing, 0);
    }
    return gradients(index, matrix, buffered, memoryOfRead, reads);
  }

  /** The same data between the buffer and the memory. */
  private Cost memoryPass(Cost toTiles, double bits) {
    return circuits.has(Fault.MEMORY_LINK) ? toTiles : buffer(bits, 1);
  }

  /** Changes of weights on their way from the global buffer to the tiles; published: none. */
  private Tally changes(int index, Matrix matrix) {
    if (circuits.has(Fault.ONE_BIT_CHANGES)) {
      return Tally.NOTHING;
    }
    Floorplan.Placement placement = floorplan.placements().get(index);
    double bits = (double) matrix.rows()
        * matrix.columns()
        * matrix.changed()
        * inputBits
        * placement.speedUp();
    double share = Math.ceil(floorplan.tiles() / (double) placement.tiles());
    double link = Math.ceil(busBits * (double) placement.tiles() / floorplan.tiles());
    Use tree = tree(tile(placement).sideMeters());
    Cost read = buffer(bits, share);
    return Tally.NOTHING.and(
        Item.UPDATE,
        read.seconds() + bits / link * tree.seconds(),
        read.joules() + bits * tree.joules());
  }

  private interface Counted {
    Tally in(Tally tally, Item part, double seconds, double joules);
  }

  private Tally globalSums(
      Tally tally, Counted counted, int summed, int copies, double results, double vectors) {
    if (summed <= 1) {
      return tally;
    }
    Use sum = accumulator(summed);
    double rounds = circuits.has(Fault.GLOBAL_ROUNDS)
        ? copies * results * Math.ceil(vectors / rectifierCount)
        : vectors * Math.ceil(results / rectifierCount);
    double joules = circuits.has(Fault.GLOBAL_ROUNDS)
        ? rounds * sum.joules()
        : vectors * results * sum.joules() / rectifierCount;
    return counted.in(tally, Item.ACCUMULATION, rounds * sum.seconds(), joules);
  }

  private Tally gradients(int index, Matrix matrix, Cost buffered, Cost stored, Tally reads) {
    Floorplan.Placement placement = floorplan.placements().get(index);
    Layer layer = placement.layer();
    double batch = run.number("batchSize");
    double iterations = run.number("numIteration");
    double weights = (double) layer.rows() * layer.outputs();
    boolean ours = !circuits.has(Fault.GRADIENT_UNIT);
    double gradientBits = weights * (ours ? soundGradients().sumBits() : gradients.gradientBits());
    double gradientTimes = circuits.has(Fault.Q15_GRADIENT_PER_IMAGE) ? 1 : 1 / batch;
    double activity = run.trace().activity().get(index);
    Cost unit = ours ? soundGradients().image(layer, activity) : gradients.image(layer, activity);
    double operations = Math.ceil(weights / gradientAdderCount);
    Cost sum = ours
        ? soundGradients().sums(weights)
        : new Cost(
            operations * gradientAdders.latencySeconds(0),
            operations * gradientAdders.energyJoules(Math.min(weights, gradientAdderCount)));
    Cost peak = unit.plus(sum);
    double operands = (layer.outputs() + (double) layer.channels()) * layer.vectors() * inputBits;
    Cost fetchedOperands = circuits.has(Fault.GRADIENT_OPERANDS)
        ? buffered.times(2)
        : buffer(operands, 1).times(2);
    Cost moved = fetchedOperands.plus(buffer(wholeWords(gradientBits), 1).times(4 * gradientTimes));
    Cost fetched =
        stored.plus(new Cost(memory.latencySeconds(gradientBits), memory.energyJoules(gradientBits))
            .times(2 * gradientTimes));
    double images = batch * iterations;
    Cost all = peak.plus(moved).plus(fetched).times(images);
    return reads
        .withUpdate(1 / batch / writesAbreast)
        .withUpdateOfCopies(1 / batch, 1 / batch)
        .then(changes(index, matrix).times(iterations))
        .and(Item.WEIGHT_GRADIENT, all.seconds(), all.joules())
        .and(Item.PEAK_WEIGHT_GRADIENT, images * peak.seconds(), images * peak.joules())
        .and(Item.BUFFER, images * moved.seconds(), images * moved.joules())
        .and(Item.MEMORY, images * fetched.seconds(), images * fetched.joules());
  }

  private double wholeWords(double bits) {
    double words = bits / CORE_WORD_BITS;
    return CORE_WORD_BITS
        * (circuits.has(Fault.Q6_FLOORED_GRADIENT_WORDS) ? Math.floor(words) : Math.ceil(words));
  }

  private Cost buffer(double bits, double turns) {
    double abreast = Math.min(bufferCores, Math.ceil(busBits / (double) CORE_WORD_BITS));
    double words = bits / CORE_WORD_BITS;
    return new Cost(words * core.seconds() / abreast * turns, words * core.joules());
  }

  /** What each tile of a layer holds. */
  private List<Matrix> parts(Matrix matrix, Floorplan.Placement placement) {
    List<Matrix> parts = new ArrayList<>();
    Layer layer = placement.layer();
    int size = placement.byKernel() ? floorplan.kernelElementSize() : floorplan.tileSize();
    int positions = placement.byKernel() ? layer.kernel() * layer.kernel() : 1;
    for (int row = 0; row < matrix.rows(); row += size * positions) {
      for (int column = 0; column < matrix.columns(); column += size) {
        parts.add(matrix.part(row, size * positions, column, size));
      }
    }
    return parts;
  }

  double leakageWatts(int layer) {
    return leakageWatts.get(layer);
  }

  /** Figures of a layer under their published names; a pipeline names some of them otherwise. */
  Map<String, Double> layerFigures(int layer) {
    Tally tally = phases.get(layer);
    boolean pipeline = run.flag("pipeline");
    Figures figures = new Figures();
    String forward = pipeline ? "%s" : "%s of Forward";
    figures.put(forward, "read", tally, Item.FORWARD);
    figures.put("%s of Activation Gradient", "read", tally, Item.ERROR);
    figures.put("%s of Weight Gradient", "read", tally, Item.WEIGHT_GRADIENT);
    figures.put("%s of Weight Update", "write", tally, Item.UPDATE);
    figures.put("PEAK " + forward, "read", tally, Item.PEAK_FORWARD);
    figures.put("PEAK %s of Activation Gradient", "read", tally, Item.PEAK_ERROR);
    figures.put("PEAK %s of Weight Gradient", "read", tally, Item.PEAK_WEIGHT_GRADIENT);
    figures.put("PEAK %s of Weight Update", "write", tally, Item.PEAK_UPDATE);
    figures.put("leakagePower [uW]", 1e6 * leakageWatts.get(layer));
    figures.put("leakageEnergy [pJ]", 1e12 * printedLeakageJoules(layer));
    figures.putParts(tally);
    figures.put(
        pipeline ? "Buffer latency [ns]" : "Buffer buffer latency [ns]",
        1e9 * tally.seconds(Item.BUFFER));
    figures.put("Interconnect latency [ns]", 1e9 * tally.seconds(Item.INTERCONNECT));
    figures.put(
        pipeline ? "DRAM data transfer DynamicEnergy [pJ]" : "DRAM data transfer Energy [pJ]",
        1e12 * tally.joules(Item.MEMORY));
    return figures.byName();
  }

  /** Figures of the chip under their published names. */
  Map<String, Double> chipFigures() {
    Tally sum = Tally.NOTHING;
    for (Tally phase : phases) {
      sum = run.flag("pipeline") ? sum.besidePipelined(phase) : sum.then(phase);
    }
    boolean noPeak = run.flag("pipeline") && circuits.has(Fault.Q4_PIPELINE_PEAK);
    double peakSeconds = sum.seconds(Item.PEAK_FORWARD)
        + sum.seconds(Item.PEAK_ERROR)
        + (noPeak ? 0 : sum.seconds(Item.PEAK_WEIGHT_GRADIENT) + sum.seconds(Item.PEAK_UPDATE));
    double peakJoules = sum.joules(Item.PEAK_FORWARD)
        + sum.joules(Item.PEAK_ERROR)
        + sum.joules(Item.PEAK_WEIGHT_GRADIENT)
        + sum.joules(Item.PEAK_UPDATE);
    double seconds = sum.seconds(Item.FORWARD)
        + sum.seconds(Item.ERROR)
        + sum.seconds(Item.WEIGHT_GRADIENT)
        + sum.seconds(Item.UPDATE);
    double joules = sum.joules(Item.FORWARD)
        + sum.joules(Item.ERROR)
        + sum.joules(Item.WEIGHT_GRADIENT)
        + sum.joules(Item.UPDATE);
    double leakageJoules = 0;
    double watts = 0;
    for (int i = 0; i < phases.size(); i++) {
      leakageJoules += leakageJoules(i);
      watts += leakageWatts.get(i);
    }
    if (noPeak) {
      sum = sum.and(Item.PEAK_WEIGHT_GRADIENT, -sum.seconds(Item.PEAK_WEIGHT_GRADIENT), 0)
          .and(Item.PEAK_UPDATE, -sum.seconds(Item.PEAK_UPDATE), 0);
    }
    Figures figures = new Figures();
    figures.byName().putAll(areaFigures());
    figures.put("Chip %s of Forward (per epoch)", "read", sum, Item.FORWARD);
    figures.put("Chip %s of Activation Gradient (per epoch)", "read", sum, Item.ERROR);
    figures.put("Chip %s of Weight Gradient (per epoch)", "read", sum, Item.WEIGHT_GRADIENT);
    figures.put("Chip %s of Weight Update (per epoch)", "write", sum, Item.UPDATE);
    figures.put("Chip total Latency (per epoch) [ns]", 1e9 * seconds);
    figures.put("Chip total Energy (per epoch) [pJ]", 1e12 * joules);
    figures.put("Chip PEAK %s of Forward (per epoch)", "read", sum, Item.PEAK_FORWARD);
    figures.put("Chip PEAK %s of Activation Gradient (per epoch)", "read", sum, Item.PEAK_ERROR);
    figures.put(
        "Chip PEAK %s of Weight Gradient (per epoch)", "read", sum, Item.PEAK_WEIGHT_GRADIENT);
    figures.put("Chip PEAK %s of Weight Update (per epoch)", "write", sum, Item.PEAK_UPDATE);
    figures.put("Chip PEAK total Latency (per epoch) [ns]", 1e9 * peakSeconds);
    figures.put("Chip PEAK total Energy (per epoch) [pJ]", 1e12 * peakJoules);
    figures.put("Chip leakage Energy [pJ]", 1e12 * leakageJoules);
    figures.put("Chip leakage Power [uW]", 1e6 * watts);
    figures.putParts(sum);
    figures.put("Buffer readLatency [ns]", 1e9 * sum.seconds(Item.BUFFER));
    figures.put("Interconnect readLatency [ns]", 1e9 * sum.seconds(Item.INTERCONNECT));
    figures.put("DRAM data transfer DynamicEnergy [pJ]", 1e12 * sum.joules(Item.MEMORY));
    double operations = operations();
    double images = training ? run.number("batchSize") * run.number("numIteration") : 1;
    double frames = circuits.has(Fault.Q19_EPOCHS_PER_SECOND) ? 1 : images;
    figures.put("Energy Efficiency TOPS/W", 1e-12 * operations / (joules + leakageJoules));
    figures.put("Throughput TOPS", 1e-12 * operations / seconds);
    figures.put("Throughput FPS", frames / seconds);
    figures.put("Peak Energy Efficiency TOPS/W", 1e-12 * operations / peakJoules);
    figures.put("Peak Throughput TOPS", 1e-12 * operations / peakSeconds);
    figures.put("Peak Throughput FPS", frames / peakSeconds);
    return figures.byName();
  }

  private double operations() {
    double operations = 0;
    boolean first = true;
    for (Layer layer : run.topology()) {
      double pixels = circuits.has(Fault.Q19_INPUT_OPERATIONS)
          ? (double) layer.height() * layer.width()
          : layer.vectors();
      double products = 2 * pixels * layer.rows() * layer.outputs();
      operations += training ? (first ? 2 : 3) * products : products;
      first = false;
    }
    return training
        ? operations * run.number("batchSize") * run.number("numIteration")
        : operations;
  }

  /** A layer of a pipeline prints the leakage of the forward phase only. */
  private double printedLeakageJoules(int layer) {
    if (!run.flag("pipeline") || !circuits.has(Fault.Q19_LEAKAGE)) {
      return leakageJoules(layer);
    }
    double slowest =
        phases.stream().mapToDouble(phase -> phase.seconds(Item.FORWARD)).max().orElse(0);
    return leakageWatts.get(layer) * (slowest - phases.get(layer).seconds(Item.FORWARD));
  }

  private double leakageJoules(int layer) {
    Tally tally = phases.get(layer);
    int tiles = floorplan.placements().get(layer).tiles();
    if (!circuits.has(Fault.Q19_LEAKAGE)) {
      double watts = 0;
      for (double ofLayer : leakageWatts) {
        watts += ofLayer;
      }
      double seconds = tally.seconds(Item.FORWARD)
          + tally.seconds(Item.ERROR)
          + tally.seconds(Item.WEIGHT_GRADIENT)
          + tally.seconds(Item.UPDATE);
      return seconds * (watts + sharedWatts());
    }
    if (run.flag("pipeline")) {
      double slowestForward = 0;
      double slowestError = 0;
      for (Tally phase : phases) {
        slowestForward = Math.max(slowestForward, phase.seconds(Item.FORWARD));
        slowestError = Math.max(slowestError, phase.seconds(Item.ERROR));
      }
      return leakageWatts.get(layer)
          * (slowestForward
              - tally.seconds(Item.FORWARD)
              + slowestError
              - tally.seconds(Item.ERROR));
    }
    double others = leakageWatts.get(layer) / tiles * (floorplan.tiles() - tiles);
    return others * (tally.seconds(Item.FORWARD) + tally.seconds(Item.ERROR));
  }

  /** Leakage of what the layers share. */
  private double sharedWatts() {
    int mostTileRows = floorplan.placements().stream()
        .mapToInt(Floorplan.Placement::tileRows)
        .max()
        .orElse(1);
    double watts = bufferCores * core.leakageWatts()
        + tree(largestTileMeters).leakageWatts()
        + accumulator(mostTileRows).leakageWatts()
        + pooling.leakageWatts()
        + rectifiers.leakageWatts();
    return training ? watts + gradients.leakageWatts() + gradientAdders.leakageWatts() : watts;
  }

  private SoundGradients soundGradients() {
    if (soundGradients == null) {
      soundGradients = new SoundGradients(circuits, run, gradientAdderCount);
    }
    return soundGradients;
  }
}
