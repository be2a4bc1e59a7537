package org.crosslearn.crossbar.device;

/** A {@link Retention} with the variation of the cells that follow it. */
public interface RetentionResponse {
  /** In place of the index of a cell: one that varies from the mean of all in nothing. */
  int TYPICAL = -1;

  /**
   * Conductance after a time without programming, in units of the largest.
   *
   * @param cell index in the array, or {@link #TYPICAL}
   * @param programmed conductance when the time began
   * @param seconds since then, above 0; at the reference temperature
   */
  double after(int cell, double programmed, double seconds);
}
