package org.crosslearn.hw.cost;

/**
 * The bill of a learning system in five figures.
 *
 * @param areaSquareMeters the chip that can do both
 * @param trainingEnergyPerSampleJoules of a training step, by its samples
 * @param trainingLatencyPerSampleSeconds of a training step, by its samples
 * @param inferenceEnergyPerSampleJoules of a batch of inference, by its samples
 * @param inferenceLatencyPerSampleSeconds of a batch of inference, by its samples
 */
public record CostTotals(
    double areaSquareMeters,
    double trainingEnergyPerSampleJoules,
    double trainingLatencyPerSampleSeconds,
    double inferenceEnergyPerSampleJoules,
    double inferenceLatencyPerSampleSeconds) {}
