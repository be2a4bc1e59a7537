package org.crosslearn.algorithms.rule.spiking;

import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.crossbar.random.RandomStream;

/**
 * How long signals travel, in steps of at least 1. Signals on an edge of length d arrive after
 * {@code tau = d / s}, s being the conduction speed (Silva, Neural Computation 31(12):2492, 2019).
 *
 * @param inputs input nodes
 * @param nodes recurrent nodes
 * @param inputLatencySteps {@code inputs x nodes}, one row per sender
 * @param recurrentLatencySteps {@code nodes x nodes}, one row per sender
 */
record Geometry(int inputs, int nodes, int[] inputLatencySteps, int[] recurrentLatencySteps) {
  private static final double DIAGONAL = Math.sqrt(2);

  /**
   * Input nodes on the pixels' lattice, recurrent nodes anywhere in the unit square, straight edges.
   * Channels of a pixel share its place.
   */
  static Geometry random(GeometricStdpSettings settings, ImageShape image, RandomStream random) {
    int nodes = settings.nodes();
    double[] x = new double[nodes];
    double[] y = new double[nodes];
    for (int j = 0; j < nodes; j++) {
      x[j] = random.nextDouble();
      y[j] = random.nextDouble();
    }
    int[] fromInputs = new int[image.features() * nodes];
    for (int i = 0; i < image.features(); i++) {
      int pixel = i / image.channels();
      double column = (pixel % image.width() + 0.5) / image.width();
      double row = (pixel / image.width() + 0.5) / image.height();
      for (int j = 0; j < nodes; j++) {
        fromInputs[i * nodes + j] = steps(
            Math.hypot(column - x[j], row - y[j]),
            settings.inputLatencySeconds(),
            settings.stepSeconds());
      }
    }
    int[] fromNodes = new int[nodes * nodes];
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < nodes; j++) {
        fromNodes[i * nodes + j] = steps(
            Math.hypot(x[i] - x[j], y[i] - y[j]),
            settings.recurrentLatencySeconds(),
            settings.stepSeconds());
      }
    }
    return new Geometry(image.features(), nodes, fromInputs, fromNodes);
  }

  private static int steps(double distance, double diagonalSeconds, double stepSeconds) {
    return (int) Math.max(1, Math.rint(distance / DIAGONAL * diagonalSeconds / stepSeconds));
  }

  /** The longest latency in the network, steps. */
  int longestSteps() {
    int longest = 1;
    for (int latency : inputLatencySteps) {
      longest = Math.max(longest, latency);
    }
    for (int latency : recurrentLatencySteps) {
      longest = Math.max(longest, latency);
    }
    return longest;
  }
}
