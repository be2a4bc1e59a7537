package org.crosslearn.hw.silicon;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Subarray;
import org.crosslearn.hw.chip.Chip;
import org.crosslearn.hw.cost.CostModel;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.silicon.PublishedSilicon.Point;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;

/**
 * What the model says about a point of operation: one vector through full arrays whose cells are at
 * the middle of their range. Arrays count with all circuits of the subarray and their leakage, chips
 * with everything.
 */
final class Modelled {
  private static final OpGraph NOTHING = new OpGraph(1, List.of());
  private static final double MIDDLE = 0.5;

  private final Point point;
  private final HardwareCost cost;
  private final List<Subarray.Part> array;

  Modelled(Point point) {
    this.point = point;
    ChipDesign design = point.design();
    HardwareOp read = new HardwareOp.MatrixRead(
        matrix(),
        Direction.FORWARD,
        1,
        point.activity(),
        LayerActivity.siemens(design.cell(), MIDDLE));
    OpGraph graph = new OpGraph(1, List.of(new OpGraph.Node(0, Phase.FORWARD, read, List.of())));
    this.cost = CostModel.price(design.chip(), design.array(), design.cell(), NOTHING, graph);
    this.array = Chip.forGraphs(design.chip(), design.array(), design.cell(), List.of(graph))
        .plan()
        .kinds()
        .get(0)
        .subarray();
  }

  private Matrix matrix() {
    ArraySpec spec = point.design().array();
    return point
        .tiles()
        .map(tiles -> new Matrix(
            "w",
            tiles.columns() * tiles.side() * spec.weightsPerRow(),
            tiles.rows() * tiles.side() * spec.rows()))
        .orElseGet(() -> new Matrix("w", point.outputs(), point.inputs()));
  }

  double of(Figure figure) {
    return switch (figure) {
      case TERA_OPERATIONS -> point.arrays() * perSecond();
      case PER_JOULE -> 1e-12 * cost.inference().operations() / (joules() * point.repeats());
      case DENSITY -> perSecond() / squareMillimeters();
      case AREA -> squareMillimeters();
      case CELLS -> area(Component.ARRAY);
      case CONVERTERS -> area(Component.ADC);
      case READ_OUT ->
        area(Component.MULTIPLEXER)
            + area(Component.ADC)
            + area(Component.SHIFT_ADD)
            + area(Component.ACCUMULATION);
      case DRIVERS -> area(Component.WORD_LINE_DRIVERS) + area(Component.COLUMN_SWITCHES);
      case CONVERSION -> perConversion(EnumSet.of(Component.ADC));
      case LINES ->
        perConversion(
            EnumSet.of(Component.ARRAY, Component.WORD_LINE_DRIVERS, Component.COLUMN_SWITCHES));
    };
  }

  /** Shares of the circuits of arrays in the energy of a read, without leakage, largest first. */
  Map<String, Double> energyShares() {
    double all = cost.inference().arrayJoules();
    Map<String, Double> shares = new LinkedHashMap<>();
    array.stream()
        .map(Subarray.Part::component)
        .sorted(Comparator.comparingDouble(component -> -energy(Set.of(component))))
        .forEach(component -> shares.put(component.label(), energy(Set.of(component)) / all));
    return shares;
  }

  private double seconds() {
    return point.tiles().isPresent()
        ? cost.inference().latencySeconds()
        : cost.inference().arraySeconds();
  }

  private double joules() {
    return point.tiles().isPresent()
        ? cost.inference().energyJoules()
        : cost.inference().arrayJoules() + seconds() * sum(Subarray.Part::leakageWatts);
  }

  /** Tera-operations of one array, or of the chip. */
  private double perSecond() {
    return 1e-12 * cost.inference().operations() / (seconds() * point.repeats());
  }

  private double squareMillimeters() {
    return 1e6
        * (point.tiles().isPresent()
            ? cost.area().areaSquareMeters()
            : sum(Subarray.Part::squareMeters));
  }

  private double sum(Function<Subarray.Part, Double> of) {
    return array.stream().mapToDouble(of::apply).sum();
  }

  private double area(Component component) {
    return 1e6 * sum(part -> part.component() == component ? part.squareMeters() : 0);
  }

  private double perConversion(Set<Component> components) {
    ArraySpec spec = point.design().array();
    double conversions = (double) point.outputs() * spec.columnsPerWeight() * spec.inputBits();
    return 1e12 * energy(components) / conversions;
  }

  private double energy(Set<Component> components) {
    return cost.inference().energy().stream()
        .filter(item -> components.stream().anyMatch(c -> c.label().equals(item.component())))
        .mapToDouble(WorkloadCost.EnergyItem::joules)
        .sum();
  }
}
