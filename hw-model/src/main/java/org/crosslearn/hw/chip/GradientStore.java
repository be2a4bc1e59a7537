package org.crosslearn.hw.chip;

import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.workload.Matrix;

/** Static memory for one gradient of every weight of a matrix, until it is written. */
final class GradientStore implements Block {
  private final BufferCores cores;
  private final double bits;

  GradientStore(Technology technology, double clockHertz, Matrix matrix, int gradientBits) {
    this.bits = (double) matrix.weights() * gradientBits;
    this.cores = new BufferCores(technology, clockHertz, bits);
  }

  @Override
  public double areaSquareMeters() {
    return cores.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return cores.leakageWatts();
  }

  /** Storing all gradients and fetching them once. */
  double energyJoules() {
    return cores.writeJoules(bits) + cores.readJoules(bits);
  }

  /** Time to store so many bits. */
  double storeSeconds(double movedBits) {
    return cores.wordSeconds(movedBits);
  }
}
