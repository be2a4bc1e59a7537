package org.crosslearn.algorithms.readout;

/**
 * Some of many vectors to learn from, and others to be asked about.
 *
 * @param references places of those that are known, at least one
 * @param queries places of those whose classes are to be named, none of which is a reference
 */
public record Split(int[] references, int[] queries) {}
