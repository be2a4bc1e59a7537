package org.crosslearn.hw.chip;

import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.SramBuffer;
import org.crosslearn.hw.technology.Technology;

/**
 * A memory made of equal static memories of 128 words of 128 bits, the published size of a global
 * buffer core, all of which can be accessed at the same time.
 */
final class BufferCores implements Block {
  private static final int WORDS = 128;
  static final int WORD_BITS = 128;

  private final SramBuffer core;
  private final double cores;

  BufferCores(Technology technology, double clockHertz, double bits) {
    this.core = new SramBuffer(technology, clockHertz, WORDS, WORD_BITS);
    this.cores = Math.max(1, Math.ceil(bits / (WORDS * WORD_BITS)));
  }

  @Override
  public double areaSquareMeters() {
    return cores * core.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return cores * core.leakageWatts();
  }

  double readJoules(double bits) {
    return core.readJoules(bits);
  }

  double writeJoules(double bits) {
    return core.writeJoules(bits);
  }

  /**
   * Time between words of {@code bits} bits that leave or enter without pause, the words spread over
   * as many cores as there are.
   */
  double wordSeconds(double bits) {
    double accesses = Math.ceil(Math.ceil(bits / WORD_BITS) / cores);
    return accesses * Math.max(core.readSeconds(), core.writeSeconds());
  }

  /** Time to move so many bits with all cores at work. */
  double allCoresSeconds(double bits) {
    return Math.ceil(bits / (WORD_BITS * cores))
        * Math.max(core.readSeconds(), core.writeSeconds());
  }
}
