package org.crosslearn.reports.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.hw.cost.WorkloadCost.BusyItem;
import org.crosslearn.hw.workload.Phase;
import org.crosslearn.reports.report.Combination.Workload;
import org.crosslearn.reports.report.SummaryTable.NamedFigure;

/** The bill of a rule on a hardware in the figures that accountings differ in; means over the seeds. */
record AccountedCost(Combination combination) {

  /** Of an image; NaN where nothing is priced. */
  double seconds() {
    return combination.mean(cost -> cost.training().latencyPerSampleSeconds());
  }

  /** The part of an image's time in which a phase holds the critical path. */
  double seconds(Phase phase) {
    Map<String, Double> phases = combination.latencyByPhase(Workload.TRAINING);
    return combination.priced() ? phases.getOrDefault(Combination.name(phase), 0.0) : Double.NaN;
  }

  double joules() {
    return combination.mean(cost -> cost.training().energyPerSampleJoules());
  }

  /** Without memory off the chip. */
  double joulesOnChip() {
    return combination.mean(cost -> cost.training().energy().stream()
            .filter(item -> !item.component().equals(Component.DRAM.label()))
            .mapToDouble(item -> item.joules())
            .sum()
        / cost.training().samples());
  }

  double squareMeters() {
    return combination.mean(cost -> cost.area().areaSquareMeters());
  }

  /** Of units that form gradients, their adders, and what gradients wait in on the chip. */
  double gradientSquareMeters() {
    return combination.mean(cost -> cost.area().items().stream()
        .filter(item -> item.component().equals(Component.WEIGHT_GRADIENT.label()))
        .mapToDouble(item -> item.squareMeters())
        .sum());
  }

  /** Matrices, or all of them together, that have gradient units for themselves. */
  double gradientUnitOwners() {
    return circuitsAtWork(Phase.GRADIENT);
  }

  /** Matrices that learn. */
  double layers() {
    return circuitsAtWork(Phase.UPDATE);
  }

  /** Arrays or gradient units; not digital units, nor memories, which take no time. */
  private double circuitsAtWork(Phase phase) {
    return combination.mean(cost -> cost.training().busy().stream()
        .filter(item -> item.phase() == phase
            && item.seconds() > 0
            && !item.resource().equals(Component.DIGITAL.label()))
        .map(BusyItem::resource)
        .distinct()
        .count());
  }

  /** By how much it trains faster than another. */
  double speedUpOver(AccountedCost other) {
    return other.seconds() / seconds();
  }

  /**
   * For machines.
   *
   * @param first the cost of the first rule at the same place
   */
  List<NamedFigure> figures(AccountedCost first) {
    List<NamedFigure> figures = new ArrayList<>();
    figures.add(new NamedFigure("layers", layers()));
    figures.add(new NamedFigure("training_latency_per_image_seconds", seconds()));
    for (Phase phase : Phase.values()) {
      String name = phase.name().toLowerCase(Locale.ROOT);
      figures.add(new NamedFigure(name + "_latency_per_image_seconds", seconds(phase)));
    }
    figures.add(new NamedFigure("training_energy_per_image_joules", joules()));
    figures.add(new NamedFigure("training_energy_without_dram_per_image_joules", joulesOnChip()));
    figures.add(new NamedFigure(
        "inference_latency_per_image_seconds", inference(c -> c.latencyPerSampleSeconds())));
    figures.add(new NamedFigure(
        "inference_energy_per_image_joules", inference(c -> c.energyPerSampleJoules())));
    figures.add(new NamedFigure("area_square_meters", squareMeters()));
    figures.add(new NamedFigure("gradient_circuits_square_meters", gradientSquareMeters()));
    figures.add(new NamedFigure("gradient_unit_owners", gradientUnitOwners()));
    figures.add(new NamedFigure("speed_up_over_first_rule", speedUpOver(first)));
    figures.add(new NamedFigure("energy_to_first_rule", joules() / first.joules()));
    figures.add(new NamedFigure("area_to_first_rule", squareMeters() / first.squareMeters()));
    return figures;
  }

  private double inference(ToDoubleFunction<WorkloadCost> figure) {
    return combination.mean(cost -> figure.applyAsDouble(cost.inference()));
  }
}
