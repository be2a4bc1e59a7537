package org.crosslearn.hw.circuit;

import org.crosslearn.hw.technology.Technology;

/**
 * What ends the pulses of lines at their time: a counter that all lines share and a comparator with
 * the value of each line, on in every clock cycle. Registers of values belong to the drivers.
 */
public final class PulseTimers implements Block {
  private final int lines;
  private final FlipFlops counter;
  private final Comparators comparators;

  /**
   * @param bits of a pulse's length
   */
  public PulseTimers(Technology technology, double clockHertz, int bits, int lines) {
    this.lines = lines;
    this.counter = new FlipFlops(technology, clockHertz, bits, Side.free());
    this.comparators = new Comparators(technology, bits, lines);
  }

  @Override
  public double areaSquareMeters() {
    return counter.areaSquareMeters() + comparators.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return counter.leakageWatts() + comparators.leakageWatts();
  }

  /** One pulse on every line; a count flips two bits in the mean. */
  public double energyJoules(int clockCycles) {
    return clockCycles * (counter.energyJoules(2) + comparators.energyJoules(lines));
  }
}
