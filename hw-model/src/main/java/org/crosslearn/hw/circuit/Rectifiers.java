package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.Technology;

/**
 * Rectified linear units: a register per word that its sign clears.
 *
 * <p>The published unit is its registers alone; so is this one, the gates that clear them are left
 * out.
 */
public final class Rectifiers implements Block {
  private final int bits;
  private final FlipFlops registers;

  /** {@code count} words side by side, of {@code bits} bits each. */
  public Rectifiers(Technology technology, double clockHertz, int bits, int count) {
    this.bits = bits;
    this.registers = new FlipFlops(technology, clockHertz, bits * count, Side.free());
  }

  @Override
  public double areaSquareMeters() {
    return registers.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return registers.leakageWatts();
  }

  /** One word in every unit. */
  public double latencySeconds() {
    return registers.latencySeconds();
  }

  /** One word in every unit, of which so many are positive. */
  public double energyJoules(double positive) {
    return registers.energyJoules(positive * bits);
  }
}
