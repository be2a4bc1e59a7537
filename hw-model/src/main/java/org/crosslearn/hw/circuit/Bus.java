package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.Technology;

/**
 * Straight repeated wires over a row or a column of equal blocks; drawn over them, so that they take
 * no silicon.
 *
 * <p>Deviation: each wire leaks once (published: twice as many wires as the bus has blocks).
 */
public final class Bus implements Block {
  private final RepeatedWire wire;
  private final double lengthMeters;
  private final int wires;

  /**
   * @param lengthMeters from the first block to the last
   * @param delayTolerance delay given up for energy, as a fraction of the least delay
   */
  public Bus(Technology technology, double lengthMeters, int wires, double delayTolerance) {
    this.wire = new RepeatedWire(technology, delayTolerance);
    this.lengthMeters = lengthMeters;
    this.wires = wires;
  }

  @Override
  public double areaSquareMeters() {
    return 0;
  }

  @Override
  public double leakageWatts() {
    return wires * lengthMeters * wire.leakageWattsPerMeter();
  }

  /** One transfer along the whole bus. */
  public double transferSeconds() {
    return lengthMeters * wire.secondsPerMeter();
  }

  /** Moving so many bits along the whole bus. */
  public double energyJoules(double bits) {
    return bits * lengthMeters * wire.joulesPerBitMeter();
  }
}
