package org.crosslearn.crossbar.device;

/**
 * Cells that are read through a resistance in series. What is read is the conductance {@code c / (1 +
 * a c)} of a cell that conducts c, both in units of the largest c, with {@code a} the resistance
 * times the largest conductance. Pulses move c, reads and weights see the other: states that are
 * equally spaced for pulses lie closer together near the top for reads.
 *
 * @param a resistance over the smallest cell resistance
 * @param off smallest c
 */
record SeriesAccess(double a, double off) {

  /** What is read of the state of a cell, both normalised to their ranges. */
  double read(double state) {
    double c = off + (1 - off) * state;
    return (c / (1 + a * c) - least()) / (most() - least());
  }

  /** The state of a cell of which this is read. */
  double state(double read) {
    double conductance = least() + (most() - least()) * read;
    return (conductance / (1 - a * conductance) - off) / (1 - off);
  }

  /** Smallest conductance that is read. */
  double least() {
    return off / (1 + a * off);
  }

  /** Largest conductance that is read. */
  double most() {
    return 1 / (1 + a);
  }
}
