package org.crosslearn.hw.cost;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.chip.Chip;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.chip.Resource;
import org.crosslearn.hw.cost.ChipArea.AreaItem;
import org.crosslearn.hw.cost.WorkloadCost.BusyItem;
import org.crosslearn.hw.cost.WorkloadCost.EnergyItem;
import org.crosslearn.hw.mapping.Limits;
import org.crosslearn.hw.mapping.Schedule;
import org.crosslearn.hw.mapping.Scheduling;
import org.crosslearn.hw.mapping.Solution;
import org.crosslearn.hw.mapping.Task;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;

/** Prices what ran. */
public final class CostModel {
  private CostModel() {}

  /**
   * Builds the chip that the two graphs need (transposed read-out only for matrices that are read
   * transposed, weight-gradient units only where gradients are accumulated) and prices them on it.
   *
   * <p>The latency of a graph is the end of its last operation in the schedule of {@link
   * ChipSpec.Dataflow#schedule}, in which none starts before its dependencies are done and its array
   * or unit is free; in a pipeline that holds for pieces of operations, and in an ideal one each
   * operation has circuits of its own. The whole chip leaks for that
   * long; the energy is shared among phases by their part of the critical path.
   *
   * @param training one training step
   * @param inference one batch of inference
   * @throws org.crosslearn.hw.yaml.InvalidValue if there is no data file for the technology node
   * @throws IllegalArgumentException if two matrices of different shape share a name
   */
  public static HardwareCost price(
      ChipSpec chip, ArraySpec array, CellSpec cell, OpGraph training, OpGraph inference) {
    Chip built = Chip.forGraphs(chip, array, cell, List.of(training, inference));
    ChipArea area = area(built);
    return new HardwareCost(
        area,
        run(built, area.leakageWatts(), training),
        run(built, area.leakageWatts(), inference));
  }

  /**
   * Builds the chip that inference alone needs and prices it; see {@link #price}.
   *
   * @param inference one batch
   * @return without training
   */
  public static HardwareCost priceInference(
      ChipSpec chip, ArraySpec array, CellSpec cell, OpGraph inference) {
    Chip built = Chip.forGraphs(chip, array, cell, List.of(inference));
    ChipArea area = area(built);
    return new HardwareCost(area, null, run(built, area.leakageWatts(), inference));
  }

  private static ChipArea area(Chip chip) {
    List<AreaItem> items = new ArrayList<>();
    for (Chip.Part part : chip.parts()) {
      items.add(new AreaItem(
          part.component().label(), part.matrix(), part.squareMeters(), part.leakageWatts()));
    }
    return new ChipArea(items);
  }

  private record EnergyKey(Phase phase, Component component, String matrix) {}

  private record BusyKey(Phase phase, Resource resource) {}

  private static WorkloadCost run(Chip chip, double leakageWatts, OpGraph graph) {
    List<Chip.Charge> charges = new ArrayList<>();
    for (OpGraph.Node node : graph.nodes()) {
      charges.add(chip.charge(node.op(), graph.samples()));
    }
    ChipSpec.Dataflow dataflow = chip.spec().dataflow();
    Pieces pieces = Pieces.of(graph, dataflow.operation());
    IntFunction<Object> occupied = dataflow.operation() == ChipSpec.Operation.IDEAL
        ? id -> id
        : id -> charges.get(id).resource();
    List<Task> tasks = pieces.tasks(id -> charges.get(id).expense().seconds(), occupied);
    double bound = Scheduling.leastLatencySeconds(tasks);
    Schedule schedule;
    if (dataflow.schedule() == ChipSpec.Scheduler.SOLVER) {
      Solution<Schedule> solution = Scheduling.solve(tasks, Limits.DEFAULT);
      schedule = solution.value();
      bound = Math.max(bound, solution.bound());
    } else {
      schedule = Scheduling.greedy(tasks);
    }
    double arraySeconds = Scheduling.greedy(
            pieces.tasks(id -> charges.get(id).arraySeconds(), occupied))
        .latencySeconds();

    Map<EnergyKey, Double> energy = new LinkedHashMap<>();
    Map<BusyKey, double[]> busy = new LinkedHashMap<>();
    Map<Phase, Double> criticalSeconds = new EnumMap<>(Phase.class);
    for (OpGraph.Node node : graph.nodes()) {
      Chip.Charge charge = charges.get(node.id());
      charge
          .expense()
          .joules()
          .forEach((component, joules) -> energy.merge(
              new EnergyKey(node.phase(), component, charge.matrix()), joules, Double::sum));
      double critical = pieces.of(node.id()).stream()
          .filter(schedule::critical)
          .mapToDouble(task -> tasks.get(task).seconds())
          .sum();
      double[] time =
          busy.computeIfAbsent(new BusyKey(node.phase(), charge.resource()), key -> new double[2]);
      time[0] += charge.expense().seconds();
      time[1] += critical;
      criticalSeconds.merge(node.phase(), critical, Double::sum);
    }
    criticalSeconds.forEach((phase, share) -> {
      if (share > 0) {
        energy.put(new EnergyKey(phase, Component.LEAKAGE, ""), leakageWatts * share);
      }
    });

    List<EnergyItem> items = new ArrayList<>();
    energy.forEach((key, joules) ->
        items.add(new EnergyItem(key.phase(), key.component().label(), key.matrix(), joules)));
    List<BusyItem> busyItems = new ArrayList<>();
    busy.forEach((key, time) ->
        busyItems.add(new BusyItem(key.phase(), key.resource().label(), time[0], time[1])));
    double operations =
        graph.nodes().stream().mapToDouble(node -> node.op().multiplyAdds()).sum();
    return new WorkloadCost(
        graph.samples(),
        operations,
        schedule.latencySeconds(),
        Math.min(bound, schedule.latencySeconds()),
        arraySeconds,
        items,
        busyItems);
  }
}
