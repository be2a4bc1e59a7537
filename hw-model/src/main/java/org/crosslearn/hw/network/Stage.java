package org.crosslearn.hw.network;

import org.crosslearn.hw.workload.Matrix;

/**
 * A layer with weights, and the pooling that follows it.
 *
 * @param inputs what goes in
 * @param sums what its matrix gives, before pooling
 * @param pooled positions of which the largest goes on; 1 without pooling
 * @param outputs what the next stage gets
 */
public record Stage(Matrix matrix, Shape inputs, Shape sums, int pooled, Shape outputs) {

  /** Vectors that a sample takes through the matrix: one per window of a convolution. */
  public int vectors() {
    return sums.height() * sums.width();
  }

  /** Maxima of up to four numbers that pooling takes per sample. */
  double maximaOfFour() {
    return outputs.numbers() * Math.ceil((pooled - 1) / 3.0);
  }
}
