package org.crosslearn.crossbar.device;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Conductance against the temperature T at which it is read, {@code g (1 + a (T - T0))}, to first
 * order. The coefficient a is that of a metal near the largest conductance and that of a semiconductor
 * near the smallest, and taken to be a straight line over the conductance between.
 *
 * @param referenceKelvin T0, at which cells have the conductances of the specification
 * @param onPerKelvin a at the largest conductance
 * @param offPerKelvin a at the smallest conductance
 */
public record ReadTemperature(double referenceKelvin, double onPerKelvin, double offPerKelvin) {
  public ReadTemperature {
    InvalidValue.requireRange("reference-kelvin", referenceKelvin, 1, 2000);
    InvalidValue.requireRange("on-per-kelvin", onPerKelvin, -1, 1);
    InvalidValue.requireRange("off-per-kelvin", offPerKelvin, -1, 1);
  }

  /**
   * @param state normalised to the range
   */
  double factor(double state, double kelvin) {
    double perKelvin = offPerKelvin + state * (onPerKelvin - offPerKelvin);
    return Math.max(0, 1 + perKelvin * (kelvin - referenceKelvin));
  }
}
