package org.crosslearn.hw.cost;

/**
 * The bill of a learning system.
 *
 * @param area the chip that can do both
 * @param training one training step
 * @param inference one batch of inference
 */
public record HardwareCost(ChipArea area, WorkloadCost training, WorkloadCost inference) {}
