package org.crosslearn.reports.report;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.reports.report.Combination.Workload;
import org.crosslearn.reports.report.Quantity.Unit;

/** What sweeps show of a bill. */
enum SweptCost {
  TRAINING_ENERGY(
      "Training energy per image",
      Unit.JOULE,
      Workload.TRAINING.figure(WorkloadCost::energyPerSampleJoules)),
  TRAINING_LATENCY(
      "Training latency per image",
      Unit.SECOND,
      Workload.TRAINING.figure(WorkloadCost::latencyPerSampleSeconds)),
  INFERENCE_ENERGY(
      "Inference energy per image",
      Unit.JOULE,
      Workload.INFERENCE.figure(WorkloadCost::energyPerSampleJoules)),
  INFERENCE_LATENCY(
      "Inference latency per image",
      Unit.SECOND,
      Workload.INFERENCE.figure(WorkloadCost::latencyPerSampleSeconds)),
  AREA("Chip area", Unit.SQUARE_METER, cost -> cost.area().areaSquareMeters());

  private final String title;
  private final Unit unit;
  private final ToDoubleFunction<HardwareCost> figure;

  SweptCost(String title, Unit unit, ToDoubleFunction<HardwareCost> figure) {
    this.title = title;
    this.unit = unit;
    this.figure = figure;
  }

  /** Heading of a column under what it belongs to. */
  String column() {
    return this == AREA ? "area" : title.substring(title.indexOf(' ') + 1).replace(" per ", "/");
  }

  String title() {
    return title;
  }

  Unit unit() {
    return unit;
  }

  /** For machines: {@code training_energy}. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Mean over the seeds that finished, NaN where nothing is priced. */
  double of(Combination combination) {
    return combination.mean(figure);
  }

  /** The same with its least and its largest value. */
  Spread spread(Combination combination) {
    return combination.spread(figure);
  }
}
