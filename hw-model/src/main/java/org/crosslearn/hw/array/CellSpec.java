package org.crosslearn.hw.array;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Electrical side of a memory cell (one transistor, one resistor).
 *
 * @param onResistanceOhm resistance at the largest conductance
 * @param onOffRatio largest over smallest conductance
 * @param readVoltage across the cell in a read, volts
 * @param potentiation pulse that raises the conductance
 * @param depression pulse that lowers it
 * @param heightFeatures cell height in feature sizes F
 * @param widthFeatures cell width in feature sizes F
 */
public record CellSpec(
    double onResistanceOhm,
    double onOffRatio,
    double readVoltage,
    Pulse potentiation,
    Pulse depression,
    double heightFeatures,
    double widthFeatures) {

  /** A programming pulse. */
  public record Pulse(double voltage, double seconds) {
    public Pulse {
      InvalidValue.requirePositive("voltage", voltage);
      InvalidValue.requirePositive("seconds", seconds);
    }
  }

  public CellSpec {
    InvalidValue.requirePositive("on-resistance-ohm", onResistanceOhm);
    InvalidValue.require(onOffRatio > 1, "on-off-ratio", onOffRatio, "a number above 1");
    InvalidValue.requirePositive("read-voltage", readVoltage);
    InvalidValue.requirePositive("height-features", heightFeatures);
    InvalidValue.requirePositive("width-features", widthFeatures);
  }

  /** Largest conductance, siemens. */
  public double maxConductanceSiemens() {
    return 1 / onResistanceOhm;
  }

  /** Smallest conductance, siemens. */
  public double minConductanceSiemens() {
    return 1 / (onResistanceOhm * onOffRatio);
  }
}
