package org.crosslearn.reports.pricing;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;

/**
 * A headline figure.
 *
 * @param key its name in files, with its unit
 */
record Figure(String key, double value) {

  /**
   * @param learns whether there is a training to speak of
   * @param imagesPerEpoch samples that an epoch presents
   */
  static List<Figure> of(HardwareCost cost, boolean learns, long imagesPerEpoch) {
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("area_square_meters", cost.area().areaSquareMeters()));
    figures.add(new Figure("leakage_watts", cost.area().leakageWatts()));
    if (learns) {
      add(figures, "training", cost, cost.training(), imagesPerEpoch);
    }
    add(figures, "inference", cost, cost.inference(), imagesPerEpoch);
    return figures;
  }

  private static void add(
      List<Figure> figures, String prefix, HardwareCost cost, WorkloadCost work, long images) {
    figures.add(new Figure(prefix + "_energy_per_image_joules", work.energyPerSampleJoules()));
    figures.add(new Figure(prefix + "_energy_per_batch_joules", work.energyJoules()));
    figures.add(
        new Figure(prefix + "_energy_per_epoch_joules", images * work.energyPerSampleJoules()));
    figures.add(new Figure(prefix + "_latency_per_image_seconds", work.latencyPerSampleSeconds()));
    figures.add(new Figure(prefix + "_latency_per_batch_seconds", work.latencySeconds()));
    figures.add(
        new Figure(prefix + "_latency_per_epoch_seconds", images * work.latencyPerSampleSeconds()));
    figures.add(new Figure(prefix + "_images_per_second", work.samplesPerSecond()));
    figures.add(new Figure(prefix + "_operations_per_batch", work.operations()));
    figures.add(new Figure(prefix + "_tera_operations_per_second", work.teraOperationsPerSecond()));
    figures.add(new Figure(prefix + "_tera_operations_per_joule", work.teraOperationsPerJoule()));
    figures.add(new Figure(
        prefix + "_tera_operations_per_second_and_square_millimeter",
        cost.teraOperationsPerSecondAndSquareMillimeter(work)));
    figures.add(new Figure(
        prefix + "_peak_tera_operations_per_second", work.peakTeraOperationsPerSecond()));
    figures.add(
        new Figure(prefix + "_peak_tera_operations_per_joule", work.peakTeraOperationsPerJoule()));
  }
}
