package org.crosslearn.hw.chip;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.array.GradientAccumulators;
import org.crosslearn.hw.array.Periphery;
import org.crosslearn.hw.array.Subarray;
import org.crosslearn.hw.circuit.AdderTree;
import org.crosslearn.hw.circuit.ConverterDesign;
import org.crosslearn.hw.circuit.Decoder;
import org.crosslearn.hw.circuit.Dram;
import org.crosslearn.hw.circuit.FlashConverters;
import org.crosslearn.hw.circuit.SarConverters;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.circuit.SurveyConverters;
import org.crosslearn.hw.mapping.Limits;
import org.crosslearn.hw.mapping.Replication;
import org.crosslearn.hw.mapping.Solution;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;

/** A chip built for what certain operation graphs need, and no more. */
public final class Chip {
  /** Name of the matrix that holds all fixed feedback weights where they share arrays. */
  private static final String SHARED_FEEDBACK = "feedback";

  private final ChipSpec spec;
  private final ArraySpec array;
  private final Map<String, MatrixTiles> matrices = new LinkedHashMap<>();
  private final Map<String, GradientCircuit> gradientCircuits = new LinkedHashMap<>();
  private final Map<String, GradientAccumulators> accumulators = new LinkedHashMap<>();
  private final Map<String, GradientStore> gradientStores = new LinkedHashMap<>();
  private final Map<DigitalFunction, DigitalUnit> digitalUnits =
      new EnumMap<>(DigitalFunction.class);
  private final Map<String, BufferCores> memories = new LinkedHashMap<>();
  private final BufferCores buffer;
  private final Interconnect wires;
  private final AdderTree sums;
  private final int sumTrees;
  private final FeedbackGenerator generator;
  private final int tiles;
  private final Solution<List<Integer>> replication;

  /** Names of the matrices that can be read transposed. */
  private final Set<String> transposedMatrices;

  /**
   * What an operation takes.
   *
   * @param resource what it keeps busy
   * @param matrix the matrix it works for, or {@code ""}
   * @param arraySeconds the part of its time in which data is not merely carried
   */
  public record Charge(Resource resource, String matrix, Expense expense, double arraySeconds) {
    Charge(Resource resource, String matrix, Expense expense) {
      this(resource, matrix, expense, expense.seconds());
    }
  }

  /**
   * Silicon of one component.
   *
   * @param matrix the matrix it serves, or {@code ""}
   */
  public record Part(
      Component component, String matrix, double squareMeters, double leakageWatts) {}

  private Chip(ChipSpec spec, ArraySpec array, CellSpec cell, Demand demand) {
    this.spec = spec;
    this.array = array;
    this.transposedMatrices = demand.transposed();
    Technology technology = spec.technology();
    double clock = spec.clockHertz();
    ConverterDesign converters = switch (spec.adc()) {
      case FLASH -> FlashConverters::new;
      case SAR ->
        (t, bits, count, lineOhm, readVolts, side) -> new SarConverters(t, bits, count, readVolts);
      case SURVEY ->
        (t, bits, count, lineOhm, readVolts, side) ->
            new SurveyConverters(t, bits, count, spec.clockHertz() / (bits + 1), readVolts);
    };
    Periphery periphery = new Periphery(
        technology,
        clock,
        converters,
        spec.rowsAtOnce() == null ? Periphery.ALL_LINES : spec.rowsAtOnce(),
        spec.columnsPerAdc(),
        spec.rowsPerAdc());

    List<Matrix> onArrays = onArrays(demand);
    Floorplan floorplan = new Floorplan(
        spec.floorplan(), array.weightsPerColumn(), array.meanWeightsPerRow(), onArrays);
    Map<TileKind, Tile> kinds = new LinkedHashMap<>();
    Subarray plain = Subarray.of(periphery, array, cell, false);
    Subarray transposable =
        demand.transposed().isEmpty() ? plain : Subarray.of(periphery, array, cell, true);
    List<MatrixTiles> single = new ArrayList<>();
    for (Matrix matrix : onArrays) {
      boolean transposed = demand.transposed().contains(matrix.name());
      Subarray subarray = transposed ? transposable : plain;
      Floorplan.Placement placement = floorplan.place(matrix);
      Tile tile = kinds.computeIfAbsent(
          new TileKind(placement.shape(), transposed),
          kind -> new Tile(periphery, spec.memory().local(), array, subarray, kind.shape()));
      single.add(new MatrixTiles(array, cell, matrix, subarray, tile, placement));
    }
    this.replication = replicate(single, demand);
    int placed = 0;
    double wishedBits = 0;
    int mostSummed = 1;
    int mostStreams = 1;
    for (int m = 0; m < single.size(); m++) {
      MatrixTiles tilesOfMatrix =
          single.get(m).copied(replication == null ? 1 : replication.value().get(m), placed);
      Floorplan.Placement placement = tilesOfMatrix.placement();
      matrices.put(tilesOfMatrix.matrix().name(), tilesOfMatrix);
      placed += tilesOfMatrix.tiles();
      int columns =
          placement.shape().elementSide() * placement.shape().elementsPerSide() * array.columns();
      // in a pipeline all tiles of a matrix are fed at the same time
      int fed = spec.dataflow().operation().overlapsSamples() ? tilesOfMatrix.tiles() : 1;
      wishedBits += fed * (columns + columns / (double) spec.columnsPerAdc());
      mostStreams =
          Math.max(mostStreams, (columns + spec.columnsPerAdc() - 1) / spec.columnsPerAdc());
      boolean transposed = demand.transposed().contains(tilesOfMatrix.matrix().name());
      mostSummed = Math.max(
          mostSummed,
          transposed
              ? Math.max(placement.tileRows(), placement.tileColumns())
              : placement.tileRows());
    }
    this.tiles = placed;
    boolean staysOnChip = spec.dataflow().activations() == ChipSpec.Place.ON_CHIP;
    this.buffer = BufferCores.global(
        technology,
        clock,
        spec.memory().global(),
        spec.dataflow().updateBufferBits()
            + (staysOnChip ? demand.liveBits() : demand.sampleBits()));
    demand
        .storedBits()
        .forEach((name, bits) ->
            memories.put(name, BufferCores.global(technology, clock, ChipSpec.Buffer.SRAM, bits)));
    double tileMeters =
        kinds.values().stream().mapToDouble(Tile::sideMeters).max().orElse(0);
    this.wires = new Interconnect(
        technology, spec.floorplan().interconnect(), Math.max(1, tiles), tileMeters, wishedBits);
    this.sumTrees = mostStreams;
    int resultBits = kinds.values().stream().mapToInt(Tile::resultBits).max().orElse(1);
    this.sums = new AdderTree(technology, mostSummed, resultBits, sumTrees, Side.free());
    for (DigitalFunction function : demand.digital()) {
      digitalUnits.put(function, new DigitalUnit(technology, clock, function, array, mostStreams));
    }
    this.generator = feedbackGenerator(technology, demand);
    addGradients(periphery, demand);
  }

  /**
   * Copies of whole matrices that a budget of tiles allows, for the best rate of a pipeline or the
   * least time from layer to layer.
   */
  private Solution<List<Integer>> replicate(List<MatrixTiles> single, Demand demand) {
    Integer budget = spec.floorplan().tileBudget();
    if (budget == null || single.isEmpty()) {
      return null;
    }
    List<Replication.Layer> layers = new ArrayList<>();
    for (MatrixTiles matrix : single) {
      Demand.PerSample read = demand.forwardReads().get(matrix.matrix().name());
      double seconds = read == null
          ? Double.MIN_NORMAL
          : matrix.compute(read.read(), matrix.matrix(), read.vectors()).seconds();
      layers.add(new Replication.Layer(
          matrix.matrix().name(),
          matrix.tiles(),
          matrix.areaSquareMeters() / matrix.tiles(),
          seconds,
          read == null ? 1 : (int) Math.min(budget, Math.ceil(read.vectorsOfBatch()))));
    }
    Replication.Goal goal = spec.dataflow().operation().overlapsSamples()
        ? Replication.Goal.PIPELINE_INTERVAL
        : Replication.Goal.LATENCY;
    return Replication.solve(layers, new Replication.Budget.Tiles(budget), goal, Limits.DEFAULT);
  }

  /** Tiles of one kind are all alike. */
  private record TileKind(Floorplan.TileShape shape, boolean transposable) {}

  /** Matrices with arrays; those that share arrays become one. */
  private List<Matrix> onArrays(Demand demand) {
    List<Matrix> onArrays = new ArrayList<>();
    int outputs = 0;
    int inputs = 0;
    for (Matrix matrix : demand.matrices()) {
      if (!matrix.fixed() || spec.dataflow().feedback() == ChipSpec.Feedback.CROSSBAR) {
        onArrays.add(matrix);
      } else {
        outputs = Math.max(outputs, matrix.outputs());
        inputs = Math.max(inputs, matrix.inputs());
      }
    }
    if (outputs > 0 && spec.dataflow().feedback() == ChipSpec.Feedback.SHARED_CROSSBAR) {
      onArrays.add(new Matrix(SHARED_FEEDBACK, outputs, inputs, 1, true));
    }
    return onArrays;
  }

  private FeedbackGenerator feedbackGenerator(Technology technology, Demand demand) {
    int longest = demand.matrices().stream()
        .filter(Matrix::fixed)
        .mapToInt(Matrix::inputs)
        .max()
        .orElse(0);
    return longest > 0 && spec.dataflow().feedback() == ChipSpec.Feedback.GENERATOR
        ? new FeedbackGenerator(technology, spec.clockHertz(), array.inputBits(), longest)
        : null;
  }

  private void addGradients(Periphery periphery, Demand demand) {
    demand.gradientVectors().forEach((name, pairs) -> {
      String owner = gradientUnitOwner(name);
      List<String> served =
          owner.isEmpty() ? List.copyOf(demand.gradientVectors().keySet()) : List.of(name);
      GradientCircuit circuit = gradientCircuits.computeIfAbsent(
          owner, key -> gradientCircuit(periphery, demand, served));
      int sumBits = circuit.gradientBits();
      if (!sumsInUnit()) {
        int samples = (pairs + demand.gradientPositions().get(name) - 1)
            / demand.gradientPositions().get(name);
        sumBits += Decoder.bitsFor(samples);
        int ofSample = circuit.gradientBits();
        accumulators.computeIfAbsent(
            owner,
            key -> new GradientAccumulators(
                periphery.technology(), spec.dataflow().gradientAdders(), ofSample, samples));
      }
      gradientStores.put(
          name,
          new GradientStore(
              periphery.technology(),
              spec,
              matrices.get(name).matrix(),
              sumBits,
              buffer,
              wires.busBits()));
    });
  }

  private boolean sumsInUnit() {
    return spec.dataflow().gradientSums() == ChipSpec.GradientSums.IN_UNIT;
  }

  private GradientCircuit gradientCircuit(Periphery periphery, Demand demand, List<String> served) {
    ChipSpec.Dataflow dataflow = spec.dataflow();
    int pairs = most(served, sumsInUnit() ? demand.gradientVectors() : demand.gradientPositions());
    return switch (dataflow.gradientCircuit()) {
      case MULTIPLY_ACCUMULATE ->
        new GradientUnit(
            periphery.technology(),
            spec.clockHertz(),
            dataflow.unitSide(),
            dataflow.unitsPerOwner(),
            array.inputBits(),
            pairs);
      case SRAM_ARRAYS ->
        new SramGradients(
            periphery,
            dataflow.unitSide(),
            dataflow.unitsPerOwner(),
            array.inputBits(),
            dataflow.unitAdcBits(),
            pairs,
            served.stream()
                .map(matrices::get)
                .mapToInt(m -> m.matrix().inputs() / m.matrix().kernel())
                .max()
                .orElseThrow());
    };
  }

  private static int most(List<String> names, Map<String, Integer> counts) {
    return names.stream().mapToInt(counts::get).max().orElseThrow();
  }

  /**
   * Builds the smallest chip that can run all the graphs.
   *
   * @throws org.crosslearn.hw.yaml.InvalidValue if there is no data file for the node
   * @throws IllegalArgumentException if two matrices of different shape share a name
   */
  public static Chip forGraphs(
      ChipSpec spec, ArraySpec array, CellSpec cell, List<OpGraph> graphs) {
    return new Chip(spec, array, cell, Demand.of(graphs, array.inputBits()));
  }

  /** What it was built by. */
  public ChipSpec spec() {
    return spec;
  }

  /** Copies per matrix, if tiles were to be spent on them, and how good a choice that is. */
  public Optional<Solution<List<Integer>>> replication() {
    return Optional.ofNullable(replication);
  }

  /** Every block once. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    matrices.values().forEach(matrix -> parts.addAll(matrix.parts()));
    gradientStores.forEach((name, store) -> parts.add(
        new Part(Component.WEIGHT_GRADIENT, name, store.areaSquareMeters(), store.leakageWatts())));
    gradientCircuits.forEach((owner, unit) -> parts.add(
        new Part(Component.WEIGHT_GRADIENT, owner, unit.areaSquareMeters(), unit.leakageWatts())));
    accumulators.forEach((owner, bank) -> parts.add(
        new Part(Component.WEIGHT_GRADIENT, owner, bank.areaSquareMeters(), bank.leakageWatts())));
    parts.add(new Part(Component.BUFFER, "", buffer.areaSquareMeters(), buffer.leakageWatts()));
    for (BufferCores memory : memories.values()) {
      parts.add(new Part(Component.MEMORY, "", memory.areaSquareMeters(), memory.leakageWatts()));
    }
    parts.add(new Part(Component.INTERCONNECT, "", wires.areaSquareMeters(), wires.leakageWatts()));
    parts.add(new Part(Component.ACCUMULATION, "", sums.areaSquareMeters(), sums.leakageWatts()));
    for (DigitalUnit unit : digitalUnits.values()) {
      parts.add(new Part(Component.DIGITAL, "", unit.areaSquareMeters(), unit.leakageWatts()));
    }
    if (generator != null) {
      parts.add(
          new Part(Component.DIGITAL, "", generator.areaSquareMeters(), generator.leakageWatts()));
    }
    return parts;
  }

  /** How the chip is laid out. */
  public ChipPlan plan() {
    List<Tile> seen = new ArrayList<>();
    List<ChipPlan.TilePlan> plans = new ArrayList<>();
    List<ChipPlan.MatrixPlan> placed = new ArrayList<>();
    for (MatrixTiles matrix : matrices.values()) {
      Tile tile = matrix.tile();
      if (!seen.contains(tile)) {
        seen.add(tile);
        plans.add(tile.plan(transposedMatrices.contains(matrix.matrix().name())));
      }
      placed.add(matrix.plan(seen.indexOf(tile)));
    }
    return new ChipPlan(
        placed,
        plans,
        tiles,
        (int) Math.ceil(Math.sqrt(tiles)),
        buffer.bits(),
        wires.busBits(),
        sumTrees);
  }

  private boolean sharedGradientUnit() {
    return spec.dataflow().weightGradientUnits() == ChipSpec.WeightGradientUnits.SHARED;
  }

  /** The matrix that owns the unit for a matrix's gradients; none if all share it. */
  private String gradientUnitOwner(String matrix) {
    return sharedGradientUnit() ? "" : matrix;
  }

  /**
   * Time and energy of one operation of a graph that the chip was built for.
   *
   * @param samples that the operation works for
   * @throws IllegalArgumentException if the chip has no circuit for it
   */
  public Charge charge(HardwareOp op, int samples) {
    if (op instanceof HardwareOp.MatrixRead read) {
      return read(read);
    }
    if (op instanceof HardwareOp.SpikeRead read) {
      return spikes(read);
    }
    if (op instanceof HardwareOp.PulseUpdate update) {
      return program(update);
    }
    if (op instanceof HardwareOp.GradientAccumulation gradient) {
      return accumulate(gradient, samples);
    }
    if (op instanceof HardwareOp.Storage storage) {
      require(memories.containsKey(storage.name()), op);
      return new Charge(new Resource.Memory(storage.name()), "", Expense.NONE);
    }
    HardwareOp.Digital digital = (HardwareOp.Digital) op;
    DigitalUnit unit = digitalUnits.get(digital.function());
    require(unit != null, op);
    return new Charge(new Resource.DigitalUnits(), "", unit.compute(digital.operations(), buffer));
  }

  private Charge read(HardwareOp.MatrixRead op) {
    Matrix matrix = op.matrix();
    if (matrix.fixed() && generator != null) {
      return new Charge(
          new Resource.FeedbackGenerator(),
          matrix.name(),
          generator.apply(matrix, op.vectors(), buffer));
    }
    MatrixTiles tilesOfMatrix = tilesOf(matrix);
    Read read = Read.of(op);
    double inputs = read.inputs(matrix.inputs(), matrix.outputs());
    double results = read.results(matrix.inputs(), matrix.outputs());
    int summed = tilesOfMatrix.summedTiles(read, matrix);
    Expense added = summed <= 1
        ? Expense.NONE
        : Expense.lasting(Math.ceil(results / sumTrees) * sums.latencySeconds(summed))
            .and(Component.ACCUMULATION, sums.energyJoules(summed, results))
            .times(op.vectors());
    double reuse = read.forward() ? matrix.kernel() : 1;
    double inBits = op.vectors() * inputs * array.inputBits();
    double outBits = op.vectors() * results * op.kept() * array.inputBits();
    Expense arrays = tilesOfMatrix.compute(read, matrix, op.vectors()).then(added);
    Expense expense = arrays
        .then(tilesOfMatrix.transport(read, matrix, op.vectors()))
        .then(carry(tilesOfMatrix, inBits / tilesOfMatrix.inputReuse(read), outBits))
        .then(offChip(inBits / reuse, read.forward() ? outBits : outBits / matrix.kernel()));
    return new Charge(
        new Resource.Arrays(tilesOfMatrix.matrix().name()),
        matrix.name(),
        expense,
        arrays.seconds());
  }

  /** Data from the global buffer to the tiles of a matrix and results back. */
  private Expense carry(MatrixTiles to, double inBits, double outBits) {
    Interconnect.Transfer way = wires.transfer(to.firstTile(), to.tiles(), inBits, outBits);
    double share = Math.ceil(tiles / (double) to.tiles());
    double link = wires.busBits();
    return Expense.lasting(
            share * (buffer.readSeconds(inBits, link) + buffer.writeSeconds(outBits, link))
                + way.seconds())
        .and(Component.BUFFER, buffer.readJoules(inBits) + buffer.writeJoules(outBits))
        .and(Component.INTERCONNECT, way.joules());
  }

  /** What does not stay on the chip between operations comes and goes through the global buffer. */
  private Expense offChip(double inBits, double outBits) {
    if (spec.dataflow().activations() == ChipSpec.Place.ON_CHIP) {
      return Expense.NONE;
    }
    Dram dram = spec.memory().dram().dram();
    double link = wires.busBits();
    return Expense.lasting(dram.latencySeconds(inBits + outBits)
            + buffer.writeSeconds(inBits, link)
            + buffer.readSeconds(outBits, link))
        .and(Component.DRAM, dram.energyJoules(inBits + outBits))
        .and(Component.BUFFER, buffer.writeJoules(inBits) + buffer.readJoules(outBits));
  }

  /** Pulsed word lines, one after another: an address in, what the columns say out. */
  private Charge spikes(HardwareOp.SpikeRead op) {
    MatrixTiles tilesOfMatrix = tilesOf(op.matrix());
    int addressBits = Math.max(1, Decoder.bitsFor(op.matrix().inputs()));
    double resultBits = op.matrix().outputs() * (array.adcBits() + 1.0);
    Expense arrays = tilesOfMatrix.spikeRead(op.meanConductanceSiemens()).times(op.rows());
    Expense carried = carry(tilesOfMatrix, addressBits, resultBits).times(op.rows());
    return new Charge(
        new Resource.Arrays(op.matrix().name()),
        op.matrix().name(),
        arrays.then(carried),
        arrays.seconds());
  }

  private Charge program(HardwareOp.PulseUpdate op) {
    MatrixTiles tilesOfMatrix = tilesOf(op.matrix());
    double bits = op.cells() * array.inputBits() * tilesOfMatrix.copies();
    Resource arrays = new Resource.Arrays(op.matrix().name());
    if (op.pulses() <= 0) {
      return new Charge(arrays, op.matrix().name(), Expense.NONE);
    }
    Expense written = tilesOfMatrix.program(op, spec.dataflow().arraysProgrammedTogether());
    Expense carried = carry(tilesOfMatrix, bits, 0).then(tilesOfMatrix.deliver(op.cells()));
    return new Charge(arrays, op.matrix().name(), carried.then(written), written.seconds());
  }

  private Charge accumulate(HardwareOp.GradientAccumulation op, int samples) {
    Matrix matrix = op.matrix();
    String owner = gradientUnitOwner(matrix.name());
    GradientCircuit circuit = gradientCircuits.get(owner);
    GradientStore store = gradientStores.get(matrix.name());
    require(circuit != null && store != null, op);
    double errors = op.vectors() * matrix.outputs() * array.inputBits();
    double activations = op.vectors() * matrix.inputs() / matrix.kernel() * array.inputBits();
    Expense formed = circuit.form(op, sumsInUnit() ? 1 : samples, store, buffer);
    Expense kept =
        sumsInUnit() ? store.move() : store.add(accumulators.get(owner)).times(samples);
    return new Charge(
        new Resource.GradientUnits(owner),
        matrix.name(),
        offChip(errors + activations, 0).then(formed).then(kept),
        formed.seconds());
  }

  private MatrixTiles tilesOf(Matrix matrix) {
    boolean shared =
        matrix.fixed() && spec.dataflow().feedback() == ChipSpec.Feedback.SHARED_CROSSBAR;
    MatrixTiles found = matrices.get(shared ? SHARED_FEEDBACK : matrix.name());
    if (found == null || !(shared || found.matrix().equals(matrix))) {
      throw new IllegalArgumentException("the chip has no arrays for matrix " + matrix);
    }
    return found;
  }

  private static void require(boolean present, HardwareOp op) {
    if (!present) {
      throw new IllegalArgumentException("the chip has no circuit for " + op);
    }
  }
}
