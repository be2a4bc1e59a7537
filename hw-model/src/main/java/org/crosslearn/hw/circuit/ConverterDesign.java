package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.Technology;

/** How a chip converts currents: builds the converters of one array. */
@FunctionalInterface
public interface ConverterDesign {
  /**
   * @param bits resolution
   * @param count converters side by side
   * @param lowestLineOhm resistance of a line all of whose cells are on
   * @param readVolts across the cells
   */
  Converters build(
      Technology technology,
      int bits,
      int count,
      double lowestLineOhm,
      double readVolts,
      Side side);
}
