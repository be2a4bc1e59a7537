/**
 * Prices an operation graph on a chip: energy, latency of the step, area and leakage, each broken
 * down so that every number says what it includes.
 */
package org.crosslearn.hw.cost;
