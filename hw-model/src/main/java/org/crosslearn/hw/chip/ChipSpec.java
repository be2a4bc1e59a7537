package org.crosslearn.hw.chip;

import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.circuit.Dram;
import org.crosslearn.hw.circuit.SurveyConverters;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * The choices that make a chip, apart from its cells and subarrays. Groups that are left out take
 * their defaults.
 *
 * @param nodeNanometers technology node; a data file for it must exist
 * @param transistors which flavour of the node
 * @param temperatureKelvin of the transistors, 300..400
 * @param clockHertz of the digital parts
 * @param adc circuit that converts line currents
 * @param columnsPerAdc columns that share one converter
 * @param rowsPerAdc word lines that share one converter in a transposed read; as many as columns if
 *     left out
 * @param rowsAtOnce word lines that are read at the same time; all if left out
 * @param floorplan subarrays, processing elements and tiles
 * @param memory circuits of the buffers, and the memory off the chip
 * @param dataflow what waits where, and for what
 */
public record ChipSpec(
    int nodeNanometers,
    Transistors transistors,
    double temperatureKelvin,
    double clockHertz,
    Adc adc,
    int columnsPerAdc,
    Integer rowsPerAdc,
    Integer rowsAtOnce,
    Floorplan floorplan,
    Memory memory,
    Dataflow dataflow) {

  /** Transistor flavour. */
  public enum Transistors {
    HIGH_PERFORMANCE,
    LOW_POWER
  }

  /** Analog-to-digital converter circuit. */
  public enum Adc {
    /** Multilevel sense amplifiers: one comparator per level. */
    FLASH(1),
    /** Successive approximation. */
    SAR(1),
    /**
     * As good as the better published ones, whatever their circuit; a bit per clock cycle and one
     * cycle to sample; at least four bits.
     */
    SURVEY(SurveyConverters.LEAST_BITS);

    private final int leastBits;

    Adc(int leastBits) {
      this.leastBits = leastBits;
    }

    /** Resolution below which it says nothing. */
    public int leastBits() {
      return leastBits;
    }
  }

  /**
   * How subarrays are grouped. Sizes that are left out are chosen so that as few cells as possible
   * stay empty, as in DNN+NeuroSim V2.1: tiles of at least four, processing elements of at least two
   * subarrays on a side, unless the largest matrix needs fewer.
   *
   * @param elementSide subarrays on a side of a processing element
   * @param tileSide processing elements on a side of a tile
   * @param convolutions how the kernels of a convolution are laid out
   * @param copies what happens with subarrays of a tile that a matrix leaves empty
   * @param tileBudget tiles that the chip may have: those that its matrices leave over hold copies of
   *     whole matrices, so that the slowest of a pipeline becomes as fast as possible, or all of them
   *     together where there is none; no more copies than a batch has vectors; no copies if left out
   * @param interconnect wires between tiles
   */
  public record Floorplan(
      Integer elementSide,
      Integer tileSide,
      Convolutions convolutions,
      Copies copies,
      Integer tileBudget,
      Interconnect interconnect) {
    public static final Floorplan DEFAULT =
        new Floorplan(null, null, Convolutions.UNROLLED, Copies.NONE, null, Interconnect.H_TREE);

    /** The same with another number of tiles to spend. */
    public Floorplan withTileBudget(int tiles) {
      return new Floorplan(elementSide, tileSide, convolutions, copies, tiles, interconnect);
    }

    public Floorplan {
      requireSide("element-side", elementSide);
      requireSide("tile-side", tileSide);
      InvalidValue.require(
          (elementSide == null) == (tileSide == null),
          elementSide == null ? "element-side" : "tile-side",
          "nothing",
          "given, because a tile has whole processing elements (or leave out both)");
      InvalidValue.require(
          tileBudget == null || tileBudget >= 1, "tile-budget", tileBudget, "at least 1");
    }

    private static void requireSide(String key, Integer side) {
      InvalidValue.require(side == null || (side >= 1 && side <= 64), key, side, "from 1 to 64");
    }
  }

  /** Layout of convolution kernels. */
  public enum Convolutions {
    /** A kernel is one long column (published: conventional mapping). */
    UNROLLED,
    /**
     * Each position of the kernel has a processing element, so that inputs that neighbouring windows
     * share are fetched once (published: novel mapping; Peng, Liu, Yu, ISCAS 2019).
     */
    KERNEL_SPLIT
  }

  /** Use of subarrays that would stay empty. */
  public enum Copies {
    /** They stay empty. */
    NONE,
    /** They hold copies of the matrix, which read other vectors at the same time. */
    FILL_TILES
  }

  /** Wires between tiles. */
  public enum Interconnect {
    H_TREE,
    XY_BUS
  }

  /**
   * Circuits of buffers, and the memory off the chip.
   *
   * @param global shared by all tiles
   * @param local in each tile
   * @param dram where data goes that does not stay on the chip
   */
  public record Memory(Buffer global, Buffer local, OffChip dram) {
    public static final Memory DEFAULT =
        new Memory(Buffer.SRAM, Buffer.REGISTER_FILE, OffChip.HBM2);
  }

  /** Circuit of a buffer. */
  public enum Buffer {
    SRAM,
    REGISTER_FILE
  }

  /** Memory off the chip. */
  public enum OffChip {
    HBM2(Dram.HBM2),
    GDDR5(Dram.GDDR5);

    private final Dram dram;

    OffChip(Dram dram) {
      this.dram = dram;
    }

    Dram dram() {
      return dram;
    }
  }

  /**
   * What waits where, and for what: the choices that decide how learning rules compare.
   *
   * @param operation whether the samples of a batch overlap
   * @param activations where what is needed later waits
   * @param gradientCircuit what forms weight gradients
   * @param weightGradientUnits who owns the units that form weight gradients
   * @param unitsPerOwner units that work on one gradient together
   * @param unitSide multiply-accumulate units on a side of a unit, or cells on a side of its arrays;
   *     32 or 128 if left out
   * @param unitAdcBits resolution of converters in a unit of static arrays, bits; 4 if left out
   * @param gradientSums where gradients of the samples of a batch are added up
   * @param gradientAdders adders beside the store of a matrix that sum there; 128 if left out
   * @param gradients where they wait for the update
   * @param updateBufferBits of the global buffer, for changes that wait to be written; 0 if left out
   * @param arraysProgrammedTogether subarrays of a matrix that are programmed at the same time; those
   *     that its word lines run through if left out
   * @param feedback where fixed random feedback weights are
   * @param schedule who decides when each operation runs
   */
  public record Dataflow(
      Operation operation,
      Place activations,
      GradientCircuit gradientCircuit,
      WeightGradientUnits weightGradientUnits,
      int unitsPerOwner,
      Integer unitSide,
      Integer unitAdcBits,
      GradientSums gradientSums,
      Integer gradientAdders,
      Place gradients,
      Long updateBufferBits,
      Integer arraysProgrammedTogether,
      Feedback feedback,
      Scheduler schedule) {
    private static final Integer MULTIPLIER_SIDE = 32;
    private static final Integer SRAM_SIDE = 128;
    private static final Integer SRAM_ADC_BITS = 4;
    private static final Integer ADDERS = 128;

    public static final Dataflow DEFAULT = new Dataflow(
        Operation.LAYER_BY_LAYER,
        Place.ON_CHIP,
        GradientCircuit.MULTIPLY_ACCUMULATE,
        WeightGradientUnits.SHARED,
        1,
        null,
        null,
        GradientSums.IN_UNIT,
        null,
        Place.ON_CHIP,
        null,
        null,
        Feedback.CROSSBAR,
        Scheduler.LIST);

    /** The same with other owners of gradient units. */
    public Dataflow with(WeightGradientUnits owners) {
      return new Dataflow(
          operation,
          activations,
          gradientCircuit,
          owners,
          unitsPerOwner,
          unitSide,
          unitAdcBits,
          gradientSums,
          gradientAdders,
          gradients,
          updateBufferBits,
          arraysProgrammedTogether,
          feedback,
          schedule);
    }

    public Dataflow {
      InvalidValue.requireRange("units-per-owner", unitsPerOwner, 1, 4096);
      unitSide = unitSide != null
          ? unitSide
          : gradientCircuit == GradientCircuit.SRAM_ARRAYS ? SRAM_SIDE : MULTIPLIER_SIDE;
      InvalidValue.requireRange("unit-side", unitSide, 4, 1024);
      unitAdcBits = unitAdcBits == null ? SRAM_ADC_BITS : unitAdcBits;
      InvalidValue.requireRange("unit-adc-bits", unitAdcBits, 1, 16);
      gradientAdders = gradientAdders == null ? ADDERS : gradientAdders;
      InvalidValue.requireRange("gradient-adders", gradientAdders, 1, 1 << 24);
      updateBufferBits = updateBufferBits == null ? Long.valueOf(0) : updateBufferBits;
      InvalidValue.require(
          updateBufferBits >= 0, "update-buffer-bits", updateBufferBits, "0 or more");
      InvalidValue.require(
          arraysProgrammedTogether == null || arraysProgrammedTogether >= 1,
          "arrays-programmed-together",
          arraysProgrammedTogether,
          "at least 1");
    }
  }

  /** Overlap of the samples of a batch. */
  public enum Operation {
    /** An operation works through the whole batch before the next begins. */
    LAYER_BY_LAYER,
    /** A sample goes on to the next operation while the one behind it is still in this one. */
    PIPELINED,
    /**
     * As pipelined, and no operation waits for a circuit that another one keeps busy: a limit to what
     * any number of units and copies could reach, not a chip. Circuits are billed as in a pipeline.
     */
    IDEAL;

    /** Whether samples of a batch overlap. */
    public boolean overlapsSamples() {
      return this != LAYER_BY_LAYER;
    }
  }

  /** Where data waits. */
  public enum Place {
    ON_CHIP,
    DRAM
  }

  /** Circuit that forms weight gradients. */
  public enum GradientCircuit {
    /** A square of digital multiply-accumulate units. */
    MULTIPLY_ACCUMULATE,
    /**
     * Arrays of static memory that hold activations and are read with errors (published): those of
     * the whole batch where gradients are summed in the unit, else those of one sample.
     */
    SRAM_ARRAYS
  }

  /** Weight gradients of different matrices either queue for one owner or have one each. */
  public enum WeightGradientUnits {
    SHARED,
    PER_MATRIX
  }

  /** Where the gradients of a batch are added up. */
  public enum GradientSums {
    /** In the unit that forms them; a sum moves once per batch. */
    IN_UNIT,
    /** Where they wait; they move there and back once per sample. */
    IN_MEMORY
  }

  /** Who decides when operations run. */
  public enum Scheduler {
    /** Of those that can start first, the one with the longest way to the end. */
    LIST,
    /** A constraint solver, from there on, for some seconds. */
    SOLVER
  }

  /** Fixed random feedback weights. */
  public enum Feedback {
    /** On arrays of their own. */
    CROSSBAR,
    /** All on the same arrays, as many as the largest needs, which read one at a time. */
    SHARED_CROSSBAR,
    /** Nowhere: pseudo-random generators make them again for each use, digital adders apply them. */
    GENERATOR
  }

  public ChipSpec {
    Technology.requireNode(nodeNanometers);
    InvalidValue.requireRange("temperature-kelvin", temperatureKelvin, 300, 400);
    InvalidValue.requirePositive("clock-hertz", clockHertz);
    InvalidValue.requireRange("columns-per-adc", columnsPerAdc, 1, 128);
    rowsPerAdc = rowsPerAdc == null ? Integer.valueOf(columnsPerAdc) : rowsPerAdc;
    InvalidValue.requireRange("rows-per-adc", rowsPerAdc, 1, 128);
    InvalidValue.require(
        rowsAtOnce == null || rowsAtOnce >= 1, "rows-at-once", rowsAtOnce, "at least 1");
    floorplan = floorplan == null ? Floorplan.DEFAULT : floorplan;
    memory = memory == null ? Memory.DEFAULT : memory;
    dataflow = dataflow == null ? Dataflow.DEFAULT : dataflow;
  }

  /** A chip with the default floorplan, memory and dataflow. */
  public ChipSpec(
      int nodeNanometers,
      Transistors transistors,
      double temperatureKelvin,
      double clockHertz,
      Adc adc,
      int columnsPerAdc) {
    this(
        nodeNanometers,
        transistors,
        temperatureKelvin,
        clockHertz,
        adc,
        columnsPerAdc,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same chip with another dataflow. */
  public ChipSpec with(Dataflow other) {
    return new ChipSpec(
        nodeNanometers,
        transistors,
        temperatureKelvin,
        clockHertz,
        adc,
        columnsPerAdc,
        rowsPerAdc,
        rowsAtOnce,
        floorplan,
        memory,
        other);
  }

  /** The same chip with other converters. */
  public ChipSpec with(Adc other) {
    return new ChipSpec(
        nodeNanometers,
        transistors,
        temperatureKelvin,
        clockHertz,
        other,
        columnsPerAdc,
        rowsPerAdc,
        rowsAtOnce,
        floorplan,
        memory,
        dataflow);
  }

  /** The same chip with another floorplan. */
  public ChipSpec with(Floorplan other) {
    return new ChipSpec(
        nodeNanometers,
        transistors,
        temperatureKelvin,
        clockHertz,
        adc,
        columnsPerAdc,
        rowsPerAdc,
        rowsAtOnce,
        other,
        memory,
        dataflow);
  }

  /** The coarsest conversion on the chip, in bits: of its subarrays and of its gradient units. */
  public int coarsestConversionBits(ArraySpec array) {
    int inSubarrays = Math.min(array.adcBits(), array.transposedAdcBits());
    return dataflow.gradientCircuit() == GradientCircuit.SRAM_ARRAYS
        ? Math.min(inSubarrays, dataflow.unitAdcBits())
        : inSubarrays;
  }

  /** Transistors and wires of the chip. */
  Technology technology() {
    return switch (transistors) {
      case HIGH_PERFORMANCE -> Technology.highPerformance(nodeNanometers, temperatureKelvin);
      case LOW_POWER -> Technology.lowPower(nodeNanometers, temperatureKelvin);
    };
  }
}
