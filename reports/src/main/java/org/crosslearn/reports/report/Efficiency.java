package org.crosslearn.reports.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.reports.report.Combination.Workload;
import org.crosslearn.reports.report.SummaryTable.NamedFigure;

/**
 * What a chip gets done for its time, energy and area: means over the seeds that finished, NaN where
 * nothing is priced.
 *
 * @param imagesPerBatch of a training step, or of a batch of inference
 * @param operationsPerBatch multiplications and additions
 * @param operationsPerSecond in the schedule
 * @param operationsPerJoule of everything
 * @param operationsPerSecondAndSquareMillimeter of the whole chip
 * @param peakOperationsPerSecond if data came from buffers and memories in no time
 * @param peakOperationsPerJoule without buffers, wires, memory off the chip and leakage
 * @param latencyAreaPerImageSecondSquareMillimeters latency of an image times the area of the chip
 * @param imagesPerSecondAndSquareMillimeter of the whole chip
 * @param latencyBoundPerImageSeconds no schedule of the same operations is faster
 * @param latencyGap fraction of the latency that a better schedule could at most save, in the worst of
 *     the seeds; 0 if none can
 */
public record Efficiency(
    double imagesPerBatch,
    double operationsPerBatch,
    double imagesPerSecond,
    double operationsPerSecond,
    double operationsPerJoule,
    double operationsPerSecondAndSquareMillimeter,
    double peakOperationsPerSecond,
    double peakOperationsPerJoule,
    double latencyAreaPerImageSecondSquareMillimeters,
    double imagesPerSecondAndSquareMillimeter,
    double latencyBoundPerImageSeconds,
    double latencyGap) {
  private static final double TERA = 1e12;
  private static final double SQUARE_MILLIMETERS = 1e6;

  static Efficiency of(Combination combination, Workload workload) {
    ToDoubleFunction<ToDoubleFunction<WorkloadCost>> mean =
        figure -> combination.mean(workload.figure(figure));
    ToDoubleFunction<ToDoubleFunction<HardwareCost>> billed = figure -> combination.mean(
        cost -> workload.of(cost) == null ? Double.NaN : figure.applyAsDouble(cost));
    return new Efficiency(
        mean.applyAsDouble(WorkloadCost::samples),
        mean.applyAsDouble(WorkloadCost::operations),
        mean.applyAsDouble(WorkloadCost::samplesPerSecond),
        mean.applyAsDouble(work -> TERA * work.teraOperationsPerSecond()),
        mean.applyAsDouble(work -> TERA * work.teraOperationsPerJoule()),
        billed.applyAsDouble(
            cost -> TERA * cost.teraOperationsPerSecondAndSquareMillimeter(workload.of(cost))),
        mean.applyAsDouble(work -> TERA * work.peakTeraOperationsPerSecond()),
        mean.applyAsDouble(work -> TERA * work.peakTeraOperationsPerJoule()),
        billed.applyAsDouble(
            cost -> SQUARE_MILLIMETERS * cost.secondSquareMetersPerSample(workload.of(cost))),
        billed.applyAsDouble(
            cost -> 1 / (SQUARE_MILLIMETERS * cost.secondSquareMetersPerSample(workload.of(cost)))),
        mean.applyAsDouble(work -> work.latencyBoundSeconds() / work.samples()),
        combination.most(workload.figure(WorkloadCost::latencyGap)));
  }

  /**
   * As machines read it; names are those of {@code crosslearn cost} where it has the figure too.
   *
   * @param workload {@code training} or {@code inference}
   */
  List<NamedFigure> figures(String workload) {
    return List.of(
        new NamedFigure(workload + "_images_per_batch", imagesPerBatch),
        new NamedFigure(workload + "_operations_per_batch", operationsPerBatch),
        new NamedFigure(workload + "_images_per_second", imagesPerSecond),
        new NamedFigure(workload + "_tera_operations_per_second", operationsPerSecond / TERA),
        new NamedFigure(workload + "_tera_operations_per_joule", operationsPerJoule / TERA),
        new NamedFigure(
            workload + "_tera_operations_per_second_and_square_millimeter",
            operationsPerSecondAndSquareMillimeter / TERA),
        new NamedFigure(
            workload + "_peak_tera_operations_per_second", peakOperationsPerSecond / TERA),
        new NamedFigure(
            workload + "_peak_tera_operations_per_joule", peakOperationsPerJoule / TERA),
        new NamedFigure(
            workload + "_latency_area_per_image_second_square_millimeters",
            latencyAreaPerImageSecondSquareMillimeters),
        new NamedFigure(
            workload + "_images_per_second_and_square_millimeter",
            imagesPerSecondAndSquareMillimeter),
        new NamedFigure(workload + "_latency_bound_per_image_seconds", latencyBoundPerImageSeconds),
        new NamedFigure(workload + "_latency_gap", latencyGap));
  }
}
