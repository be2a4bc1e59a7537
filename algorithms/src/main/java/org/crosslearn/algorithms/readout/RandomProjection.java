package org.crosslearn.algorithms.readout;

import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStream;

/**
 * Products with Gaussian vectors, which keep distances in the mean (Johnson, Lindenstrauss,
 * Contemporary Mathematics 26:189, 1984): what a network of random weights and no dynamics would make
 * of an image, and so the control of every other random feature.
 */
public final class RandomProjection {
  private RandomProjection() {}

  /**
   * @param dimensions of the projections
   * @return all vectors, projected; distances are those of the vectors in the mean square
   */
  public static LabelledVectors of(LabelledVectors vectors, int dimensions, RandomStream random) {
    float[] directions = new float[dimensions * vectors.size()];
    double scale = 1 / Math.sqrt(dimensions);
    for (int i = 0; i < directions.length; i++) {
      directions[i] = (float) (scale * random.gaussian());
    }
    int size = vectors.size();
    float[][] projected = new float[vectors.count()][dimensions];
    DenseKernels kernels = DenseKernels.create();
    for (int v = 0; v < projected.length; v++) {
      kernels.multiplyNT(
          1,
          dimensions,
          size,
          vectors.vectors()[v],
          0,
          size,
          directions,
          0,
          size,
          projected[v],
          0,
          dimensions,
          false);
    }
    return new LabelledVectors(projected, vectors.labels());
  }
}
