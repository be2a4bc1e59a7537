package org.crosslearn.crossbar.device;

import org.crosslearn.hw.yaml.InvalidValue;

/**
 * A thermally activated process: at the temperature T it runs {@code exp(E / k (1/T0 - 1/T))} times
 * as fast as at the reference T0 (Arrhenius, Z. phys. Chem. 4:226, 1889), k being Boltzmann's
 * constant.
 *
 * @param activationElectronvolts E
 * @param referenceKelvin T0, at which the other parameters hold
 */
public record Arrhenius(double activationElectronvolts, double referenceKelvin) {
  private static final double BOLTZMANN_ELECTRONVOLTS_PER_KELVIN = 8.617333262e-5;

  public Arrhenius {
    InvalidValue.requireRange("activation-electronvolts", activationElectronvolts, 0, 10);
    InvalidValue.requireRange("reference-kelvin", referenceKelvin, 1, 2000);
  }

  /** How many times as fast as at the reference. */
  double acceleration(double kelvin) {
    return Math.exp(activationElectronvolts
        / BOLTZMANN_ELECTRONVOLTS_PER_KELVIN
        * (1 / referenceKelvin - 1 / kelvin));
  }
}
