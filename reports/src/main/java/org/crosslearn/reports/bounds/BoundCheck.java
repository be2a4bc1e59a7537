package org.crosslearn.reports.bounds;

/**
 * One bound held against the results.
 *
 * @param bound as the study states it
 * @param measured the figure it was held against, with unit, or why there is none
 */
public record BoundCheck(String bound, String measured, boolean holds) {}
