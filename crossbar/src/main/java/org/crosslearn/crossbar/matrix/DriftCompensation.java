package org.crosslearn.crossbar.matrix;

/**
 * One factor for all outputs of a matrix: the current of all cells together when time began over that
 * now (Le Gallo et al., Adv. Electron. Mater. 4:1700627, 2018, doi 10.1002/aelm.201700627; Joshi et
 * al., Nat. Commun. 11:2473, 2020). The factor stays when cells are programmed on from where they
 * are, and is 1 again when all are programmed to targets.
 */
final class DriftCompensation {
  /** Current when time began, with the factor at that time; no current before it was measured. */
  private double reference;

  private double factorThen = 1;
  private double factor = 1;

  boolean isReferred() {
    return reference > 0;
  }

  void refer(double current) {
    reference = current;
    factorThen = factor;
  }

  /** Sets the factor by the current now; leaves it where there is no current. */
  void compensate(double current) {
    if (current > 0) {
      factor = factorThen * reference / current;
    }
  }

  boolean isActive() {
    return factor != 1;
  }

  void scale(float[] outputs, int count) {
    for (int i = 0; i < count; i++) {
      outputs[i] *= (float) factor;
    }
  }

  /** Tells that cells have changed otherwise than by time. */
  void programmed() {
    reference = 0;
  }

  /** Tells that all cells are what they should be. */
  void reset() {
    factor = 1;
  }
}
