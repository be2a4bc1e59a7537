package org.crosslearn.hw.network;

import java.util.Locale;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * How busy the lines and cells of a layer are.
 *
 * @param inputs fraction of (input line, input bit) slots that carry a pulse in a forward read
 * @param errors the same for errors, in a transposed read
 * @param conductance mean conductance of the cells, 0 for the smallest and 1 for the largest; cells
 *     without a range have their own
 * @param changed fraction of the cells that an update pulses, half of them up and half down
 * @param pulses on each of them
 */
public record LayerActivity(
    double inputs, double errors, double conductance, double changed, double pulses) {

  /**
   * Rectified numbers and errors that pass a rectifier are zero in one case out of two, and the bits
   * of the others are as often one as zero: a quarter of the slots. Conductances are spread evenly.
   * A tenth of the cells moves by one level per step, as in the traces with which the figures of
   * Wolters et al. (MWSCAS 2023) were regenerated.
   */
  public static final LayerActivity DEFAULT = new LayerActivity(0.25, 0.25, 0.5, 0.1, 1);

  public LayerActivity {
    InvalidValue.requireRange("inputs", inputs, 0.0, 1.0);
    InvalidValue.requireRange("errors", errors, 0.0, 1.0);
    InvalidValue.requireRange("conductance", conductance, 0.0, 1.0);
    InvalidValue.requireRange("changed", changed, 0.0, 1.0);
    InvalidValue.require(
        pulses >= 0 && Double.isFinite(pulses), "pulses", pulses, "a number of at least 0");
  }

  /** For people. */
  public String title() {
    return String.format(
        Locale.ROOT,
        "assumed activity (inputs %.3g, errors %.3g, conductance %.3g, changed cells %.3g, pulses"
            + " %.3g)",
        inputs,
        errors,
        conductance,
        changed,
        pulses);
  }

  /** The mean conductance on such cells, siemens. */
  public double siemens(CellSpec cell) {
    return siemens(cell, conductance);
  }

  /**
   * A conductance on such cells, siemens.
   *
   * @param place from 0, the smallest, to 1, the largest
   */
  public static double siemens(CellSpec cell, double place) {
    if (cell instanceof CellSpec.Pulsed pulsed) {
      double least = pulsed.minConductanceSiemens();
      return least + place * (pulsed.maxConductanceSiemens() - least);
    }
    return 1; // what a static cell conducts is up to its transistors
  }
}
