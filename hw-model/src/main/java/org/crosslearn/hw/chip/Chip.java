package org.crosslearn.hw.chip;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.array.Periphery;
import org.crosslearn.hw.array.Subarray;
import org.crosslearn.hw.circuit.ConverterDesign;
import org.crosslearn.hw.circuit.FlashConverters;
import org.crosslearn.hw.circuit.HTree;
import org.crosslearn.hw.circuit.SarConverters;
import org.crosslearn.hw.circuit.SurveyConverters;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;

/** A chip built for what certain operation graphs need, and no more. */
public final class Chip {
  /** Layers in which the repeaters of the H-tree are stacked over the circuits; published value. */
  private static final int TREE_FOLD = 4;

  private final Map<String, MatrixMacro> macros = new LinkedHashMap<>();
  private final Map<String, GradientUnit> gradientUnits = new LinkedHashMap<>();
  private final Map<String, GradientStore> gradientStores = new LinkedHashMap<>();
  private final Map<DigitalFunction, DigitalUnit> digitalUnits =
      new EnumMap<>(DigitalFunction.class);
  private final Map<String, BufferCores> memories = new LinkedHashMap<>();
  private final boolean sharedGradientUnit;
  private final BufferCores buffer;
  private final HTree tree;

  /**
   * What an operation takes.
   *
   * @param resource what it keeps busy
   * @param matrix the matrix it works for, or {@code ""}
   */
  public record Charge(Resource resource, String matrix, Expense expense) {}

  /**
   * Silicon of one component.
   *
   * @param matrix the matrix it serves, or {@code ""}
   */
  public record Part(
      Component component, String matrix, double squareMeters, double leakageWatts) {}

  private Chip(ChipSpec spec, ArraySpec array, CellSpec cell, Demand demand) {
    Technology technology = switch (spec.transistors()) {
      case HIGH_PERFORMANCE ->
        Technology.highPerformance(spec.nodeNanometers(), spec.temperatureKelvin());
      case LOW_POWER -> Technology.lowPower(spec.nodeNanometers(), spec.temperatureKelvin());
    };
    ConverterDesign converters = switch (spec.adc()) {
      case FLASH -> FlashConverters::new;
      case SAR ->
        (t, bits, count, lineOhm, readVolts, side) -> new SarConverters(t, bits, count, readVolts);
      case SURVEY ->
        (t, bits, count, lineOhm, readVolts, side) ->
            new SurveyConverters(t, bits, count, spec.clockHertz() / (bits + 1), readVolts);
    };
    Periphery periphery =
        new Periphery(technology, spec.clockHertz(), converters, spec.columnsPerAdc());
    Subarray plain = new Subarray(periphery, array, cell, false);
    Subarray transposable =
        demand.transposed().isEmpty() ? plain : new Subarray(periphery, array, cell, true);
    int linkBits = array.rows();
    for (Matrix matrix : demand.matrices()) {
      boolean transposed = demand.transposed().contains(matrix.name());
      macros.put(
          matrix.name(),
          new MatrixMacro(
              periphery,
              array,
              cell,
              matrix,
              transposed ? transposable : plain,
              transposed,
              linkBits));
    }
    this.buffer = new BufferCores(technology, spec.clockHertz(), demand.liveBits());
    demand
        .storedBits()
        .forEach((name, bits) ->
            memories.put(name, new BufferCores(technology, spec.clockHertz(), bits)));
    this.tree = hTree(technology, linkBits);

    this.sharedGradientUnit = spec.weightGradientUnits() == ChipSpec.WeightGradientUnits.SHARED;
    int mostPairs = demand.gradientVectors().values().stream()
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
    demand.gradientVectors().forEach((name, pairs) -> {
      int most = sharedGradientUnit ? mostPairs : pairs;
      GradientUnit unit = gradientUnits.computeIfAbsent(
          gradientUnitOwner(name),
          key -> new GradientUnit(technology, spec.clockHertz(), array.inputBits(), most));
      gradientStores.put(
          name,
          new GradientStore(
              technology, spec.clockHertz(), macros.get(name).matrix(), unit.gradientBits()));
    });
    for (DigitalFunction function : demand.digital()) {
      digitalUnits.put(function, new DigitalUnit(technology, spec.clockHertz(), function, array));
    }
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

  private HTree hTree(Technology technology, int linkBits) {
    int arrays = macros.values().stream().mapToInt(MatrixMacro::arrays).sum();
    double area =
        macros.values().stream().mapToDouble(MatrixMacro::areaSquareMeters).sum();
    double leafMeters = arrays == 0 ? 0 : Math.sqrt(area / arrays);
    int leavesPerSide = (int) Math.ceil(Math.sqrt(Math.max(1, arrays)));
    return new HTree(
        technology,
        leavesPerSide,
        leafMeters,
        leafMeters,
        Math.max(1, linkBits * macros.size()),
        TREE_FOLD);
  }

  /** Every block once. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    macros.values().forEach(macro -> parts.addAll(macro.parts()));
    gradientStores.forEach((name, store) -> parts.add(
        new Part(Component.WEIGHT_GRADIENT, name, store.areaSquareMeters(), store.leakageWatts())));
    gradientUnits.forEach((owner, unit) -> parts.add(
        new Part(Component.WEIGHT_GRADIENT, owner, unit.areaSquareMeters(), unit.leakageWatts())));
    parts.add(new Part(Component.BUFFER, "", buffer.areaSquareMeters(), buffer.leakageWatts()));
    for (BufferCores memory : memories.values()) {
      parts.add(new Part(Component.MEMORY, "", memory.areaSquareMeters(), memory.leakageWatts()));
    }
    parts.add(new Part(Component.INTERCONNECT, "", tree.areaSquareMeters(), tree.leakageWatts()));
    for (DigitalUnit unit : digitalUnits.values()) {
      parts.add(new Part(Component.DIGITAL, "", unit.areaSquareMeters(), unit.leakageWatts()));
    }
    return parts;
  }

  /** The matrix that owns the unit for a matrix's gradients; none if all share it. */
  private String gradientUnitOwner(String matrix) {
    return sharedGradientUnit ? "" : matrix;
  }

  /**
   * Time and energy of one operation of a graph that the chip was built for.
   *
   * @throws IllegalArgumentException if the chip has no circuit for it
   */
  public Charge charge(HardwareOp op) {
    if (op instanceof HardwareOp.MatrixRead read) {
      MatrixMacro macro = macro(read.matrix());
      return charge(read.matrix(), macro.read(read, buffer, tree));
    }
    if (op instanceof HardwareOp.SpikeRead read) {
      MatrixMacro macro = macro(read.matrix());
      return charge(read.matrix(), macro.read(read, buffer, tree));
    }
    if (op instanceof HardwareOp.PulseUpdate update) {
      MatrixMacro macro = macro(update.matrix());
      return charge(update.matrix(), macro.program(update, tree));
    }
    if (op instanceof HardwareOp.GradientAccumulation gradient) {
      String matrix = gradient.matrix().name();
      String owner = gradientUnitOwner(matrix);
      GradientUnit unit = gradientUnits.get(owner);
      GradientStore store = gradientStores.get(matrix);
      require(unit != null && store != null, op);
      return new Charge(
          new Resource.GradientUnits(owner),
          matrix,
          unit.accumulate(gradient.matrix(), gradient.vectors(), store, buffer));
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

  private static Charge charge(Matrix matrix, Expense expense) {
    return new Charge(new Resource.Arrays(matrix.name()), matrix.name(), expense);
  }

  private MatrixMacro macro(Matrix matrix) {
    MatrixMacro macro = macros.get(matrix.name());
    if (macro == null || !macro.matrix().equals(matrix)) {
      throw new IllegalArgumentException("the chip has no arrays for matrix " + matrix);
    }
    return macro;
  }

  private static void require(boolean present, HardwareOp op) {
    if (!present) {
      throw new IllegalArgumentException("the chip has no circuit for " + op);
    }
  }
}
