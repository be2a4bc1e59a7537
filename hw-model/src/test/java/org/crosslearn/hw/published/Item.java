package org.crosslearn.hw.published;

/** What time and energy of a part of the published chip are counted as. */
enum Item {
  FORWARD,
  ERROR,
  WEIGHT_GRADIENT,
  UPDATE,
  PEAK_FORWARD,
  PEAK_ERROR,
  PEAK_WEIGHT_GRADIENT,
  PEAK_UPDATE,
  CONVERSION,
  ACCUMULATION,
  ARRAY,
  BUFFER,
  INTERCONNECT,
  MEMORY
}
