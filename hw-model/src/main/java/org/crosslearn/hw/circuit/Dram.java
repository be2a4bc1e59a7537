package org.crosslearn.hw.circuit;

/**
 * Memory off the chip: it takes no silicon there, and its transfers are bound by its bandwidth.
 *
 * <p>Figures of {@link #HBM2} and {@link #GDDR5}: DNN+NeuroSim V2.1 documentation.
 *
 * @param bitsPerSecond at which data arrives
 * @param joulesPerBit of a bit read or written, with the interface
 */
public record Dram(double bitsPerSecond, double joulesPerBit) {
  /** Stacked memory beside the chip. */
  public static final Dram HBM2 = new Dram(15.2e12, 3.9e-12);

  /** Memory on the board. */
  public static final Dram GDDR5 = new Dram(4.288e12, 14e-12);

  public Dram {
    if (!(bitsPerSecond > 0 && joulesPerBit >= 0)) {
      throw new IllegalArgumentException("a memory of " + bitsPerSecond + " bit/s and "
          + joulesPerBit + " J/bit; both must be positive");
    }
  }

  /** Time to move so many bits. */
  public double latencySeconds(double bits) {
    return bits / bitsPerSecond;
  }

  /** Energy of moving so many bits. */
  public double energyJoules(double bits) {
    return bits * joulesPerBit;
  }
}
