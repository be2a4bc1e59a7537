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
   * @return all selected vectors, projected; distances are those of the vectors in the mean square
   */
  public static LabelledVectors of(LabelledVectors vectors, int dimensions, RandomStream random) {
    float[] directions = new float[dimensions * vectors.size()];
    double scale = 1 / Math.sqrt(dimensions);
    for (int i = 0; i < directions.length; i++) {
      directions[i] = (float) (scale * random.gaussian());
    }
    int size = vectors.size();
    int count = vectors.count();
    float[] projected = new float[count * dimensions];
    DenseKernels kernels = DenseKernels.create();
    int[] labels = new int[count];
    for (int v = 0; v < count; v++) {
      labels[v] = vectors.label(v);
      kernels.multiplyNT(
          1,
          dimensions,
          size,
          vectors.values(),
          vectors.start(v),
          size,
          directions,
          0,
          size,
          projected,
          v * dimensions,
          dimensions,
          false);
    }
    return new LabelledVectors(projected, dimensions, labels);
  }
}
