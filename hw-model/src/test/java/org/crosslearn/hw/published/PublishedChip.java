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
 */
final class PublishedChip {
  private static final int CORE_BITS = 16384;
  private static final int CORE_WORD_BITS = 128;
  private static final int TREE_FOLD = 4;
  private static final long SEED = 1;

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
  private final Use core;
  private final Use tree;
  private final Use pooling;
  private final Rectifiers rectifiers;
  private final int rectifierCount;
  private final int accumulatorBits;
  private final Side accumulatorSide;
  private final WeightGradientUnit gradients;
  private final Adders gradientAdders;
  private final int gradientAdderCount;
  private final Dram memory;
  private final List<Tally> layers = new ArrayList<>();

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
    this.byKernel = floorplan.hasKernelTiles()
        ? new Tile(circuits, run, subarray, floorplan, true)
        : null;
    this.busBits = bus();
    double bits = bufferBits();
    double overhead = 0;
    double abreast = 0;
    if (training) {
      int size = run.count("numRowSubArray");
      overhead = (double) size * size * Cells.perWeight(run) * log2(run.count("batchSize"));
      abreast = Math.floor(overhead / (size * size * run.trace().wlw()));
      while (bits + overhead < bits * (1 + run.number("bufferOverHeadConstraint"))) {
        overhead *= 2;
        abreast *= 2;
      }
    }
    this.writesAbreast = abreast;
    double cores = (bits + overhead) / CORE_BITS;
    this.bufferCores = circuits.has(Fault.Q6_FLOORED_BUFFER_CORES)
        ? Math.floor(cores)
        : Math.ceil(cores);
    this.core = circuits.registerFile(CORE_BITS, CORE_WORD_BITS);
    double tileSide = Math.max(
        conventional.sideMeters(), byKernel == null ? 0 : byKernel.sideMeters());
    this.tree = circuits.tree(
        Math.max(floorplan.tileRowsOfChip(), floorplan.tileColumnsOfChip()),
        tileSide,
        tileSide,
        busBits,
        TREE_FOLD);
    this.pooling = circuits.pooling(inputBits, floorplan.tileSize());
    int widest = Math.max(
        floorplan.tileSize(),
        byKernel == null
            ? 0
            : floorplan.elementsPerSide(true) * floorplan.kernelElementSize());
    this.rectifierCount = (widest + muxed - 1) / muxed;
    this.rectifiers = new Rectifiers(
        circuits.technology(), circuits.clockHertz(), inputBits, rectifierCount);
    int perElement = Math.max(
        floorplan.subarraysPerSide(false),
        byKernel == null ? 0 : floorplan.subarraysPerSide(true));
    int perTile = Math.max(
        floorplan.elementsPerSide(false),
        byKernel == null ? 0 : floorplan.elementsPerSide(true));
    this.accumulatorBits = ProcessingElement.conversionBits(run)
        + inputBits
        + Cells.perWeight(run)
        + 1
        + Decoder.bitsFor(perElement * perTile);
    double coreHeight =
        circuits.technology().cellHeightMeters() * CORE_BITS / CORE_WORD_BITS;
    this.accumulatorSide = Side.ofHeight(bufferCores * coreHeight / 3);
    Layer largest = largest();
    this.gradients = new WeightGradientUnit(
        circuits, run, largest.vectors(), largest.channels() * inputBits);
    int size = run.count("numRowSubArray");
    this.gradientAdderCount = (int) (writesAbreast * size * size);
    this.gradientAdders = new Adders(
        circuits.technology(),
        gradients.gradientBits() + log2(run.count("batchSize")),
        gradientAdderCount,
        Side.ofHeight(bufferCores * coreHeight));
    this.memory = run.count("dramType") == 2 ? Dram.HBM2 : Dram.GDDR5;
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
        .plus(Areas.ofInterconnect(tree.areaSquareMeters()))
        .plus(Areas.ofAccumulation(accumulator(mostTileRows).areaSquareMeters()))
        .plus(Areas.ofOther(bufferCores * core.areaSquareMeters()
            + pooling.areaSquareMeters()
            + rectifiers.areaSquareMeters()));
    return training
        ? areas.plus(Areas.ofGradient(
            gradients.areaSquareMeters() + gradientAdders.areaSquareMeters()))
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
    figures.put(
        "Chip total CIM (Forward+Activation Gradient) array [um^2]", 1e12 * areas.array());
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

  double leakageWatts(int layer) {
    Floorplan.Placement placement = floorplan.placements().get(layer);
    return placement.tiles() * tile(placement).leakageWatts();
  }
}
