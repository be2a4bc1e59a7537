package org.crosslearn.hw.circuit;

/** A circuit that takes silicon and leaks as long as the chip is on. */
public interface Block {
  double areaSquareMeters();

  double leakageWatts();
}
