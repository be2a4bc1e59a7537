package org.crosslearn.algorithms.readout;

import org.crosslearn.crossbar.kernel.DenseKernels;

/**
 * Products of many vectors with many others, all seen from a centre: distances stay, and what cancels
 * in them shrinks. Sums run over parts of the vectors, so that no more than those parts is copied at a
 * time. Single precision; equal sizes give equal bits. Serves one thread at a time.
 */
final class InnerProducts {
  private static final int PART = 2048;

  private final float[] centre;
  private final DenseKernels kernels = DenseKernels.create();
  private float[] left = new float[0];
  private float[] right = new float[0];

  /**
   * @param centre subtracted from every vector
   */
  InnerProducts(float[] centre) {
    this.centre = centre;
  }

  /**
   * @param a {@code m x size}
   * @param b {@code n x size}
   * @param products {@code m x n}, each of a vector of a with one of b
   */
  void multiply(float[][] a, float[][] b, float[] products) {
    for (int from = 0; from < centre.length; from += PART) {
      int part = Math.min(PART, centre.length - from);
      left = centred(a, from, part, left);
      right = centred(b, from, part, right);
      kernels.multiplyNT(
          a.length, b.length, part, left, 0, part, right, 0, part, products, 0, b.length, from > 0);
    }
  }

  private float[] centred(float[][] vectors, int from, int part, float[] buffer) {
    int numbers = Math.multiplyExact(vectors.length, part);
    float[] copy = buffer.length >= numbers ? buffer : new float[numbers];
    for (int v = 0; v < vectors.length; v++) {
      float[] vector = vectors[v];
      int to = v * part;
      for (int i = 0; i < part; i++) {
        copy[to + i] = vector[from + i] - centre[from + i];
      }
    }
    return copy;
  }

  /** Of two vectors as they are, in double precision. */
  static double of(float[] a, float[] b) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    // Four sums side by side keep the adders busy; their order is fixed, so are the bits.
    for (; i <= a.length - 4; i += 4) {
      sum0 += (double) a[i] * b[i];
      sum1 += (double) a[i + 1] * b[i + 1];
      sum2 += (double) a[i + 2] * b[i + 2];
      sum3 += (double) a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      sum0 += (double) a[i] * b[i];
    }
    return sum0 + sum1 + sum2 + sum3;
  }

  /** The product of a difference with itself, in double precision. */
  static double squaredDistance(float[] a, float[] b) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i <= a.length - 4; i += 4) {
      double d0 = (double) a[i] - b[i];
      double d1 = (double) a[i + 1] - b[i + 1];
      double d2 = (double) a[i + 2] - b[i + 2];
      double d3 = (double) a[i + 3] - b[i + 3];
      sum0 += d0 * d0;
      sum1 += d1 * d1;
      sum2 += d2 * d2;
      sum3 += d3 * d3;
    }
    for (; i < a.length; i++) {
      double d = (double) a[i] - b[i];
      sum0 += d * d;
    }
    return sum0 + sum1 + sum2 + sum3;
  }
}
