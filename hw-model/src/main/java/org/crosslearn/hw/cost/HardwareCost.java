package org.crosslearn.hw.cost;

/**
 * The bill of a learning system, or of one that only infers.
 *
 * @param area the chip that can do what is billed
 * @param training one training step; null on a chip that only infers
 * @param inference one batch of inference
 */
public record HardwareCost(ChipArea area, WorkloadCost training, WorkloadCost inference) {

  /** TOPS/mm^2 of training or inference on all of the chip. */
  public double teraOperationsPerSecondAndSquareMillimeter(WorkloadCost workload) {
    return workload.teraOperationsPerSecond() / (1e6 * area.areaSquareMeters());
  }

  /** Latency of a sample times the area of the chip that is kept busy for so long, s m^2. */
  public double secondSquareMetersPerSample(WorkloadCost workload) {
    return workload.latencyPerSampleSeconds() * area.areaSquareMeters();
  }

  /** What is left when it is not asked where things go. Only where there is training. */
  public CostTotals totals() {
    return new CostTotals(
        area.areaSquareMeters(),
        training.energyPerSampleJoules(),
        training.latencyPerSampleSeconds(),
        inference.energyPerSampleJoules(),
        inference.latencyPerSampleSeconds());
  }
}
