package org.crosslearn.hw.array;

import org.crosslearn.hw.circuit.ConverterDesign;
import org.crosslearn.hw.technology.Technology;

/**
 * What all arrays of a chip have around their cells.
 *
 * @param clockHertz of registers
 * @param converters converters of an array
 * @param linesPerConverter lines that share one of them
 */
public record Periphery(
    Technology technology, double clockHertz, ConverterDesign converters, int linesPerConverter) {}
