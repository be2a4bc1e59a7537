package org.crosslearn.algorithms.readout;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The directions in which vectors differ most, by the eigenvectors of the matrix of their products
 * (the dual of the covariance: Turk, Pentland, J. Cognitive Neuroscience 3:71, 1991), which has one row
 * per vector: made for up to a few thousand vectors of any size.
 *
 * @param coordinates {@code count x components}, of each vector along each direction; the sign of a
 *     direction is such that its largest coordinate in magnitude is positive
 * @param variances along each direction, falling
 * @param totalVariance along all directions there are
 */
public record PrincipalComponents(
    double[][] coordinates, double[] variances, double totalVariance) {
  /** Far below the rounding of the products. */
  private static final double SPREAD = 1e-10;

  /**
   * @param components from 1 to the number of vectors
   */
  public static PrincipalComponents of(LabelledVectors vectors, int components) {
    int count = vectors.count();
    if (components < 1 || components > count) {
      throw new IllegalArgumentException(
          components + " components of " + count + " vectors; from 1 to that");
    }
    float[] block = new float[count * count];
    new InnerProducts(vectors.mean()).multiply(vectors.vectors(), vectors.vectors(), block);
    double[][] products = new double[count][count];
    for (int v = 0; v < count; v++) {
      for (int w = 0; w < count; w++) {
        // The halves differ in rounding; the decomposition wants them equal.
        products[v][w] = block[Math.max(v, w) * count + Math.min(v, w)];
      }
    }
    double total = 0;
    for (int v = 0; v < count; v++) {
      total += products[v][v];
    }
    // The decomposition does not converge on many equal eigenvalues, which sparse activity has.
    for (int v = 0; v < count; v++) {
      products[v][v] += SPREAD * total * v / count;
    }
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(products, false));
    double[] values = eigen.getRealEigenvalues();
    int[] order = IntStream.range(0, count)
        .boxed()
        .sorted((a, b) -> Double.compare(values[b], values[a]))
        .mapToInt(Integer::intValue)
        .toArray();
    double[][] coordinates = new double[count][components];
    double[] variances = new double[components];
    int freedom = Math.max(1, count - 1);
    for (int c = 0; c < components; c++) {
      double value = Math.max(0, values[order[c]]);
      variances[c] = value / freedom;
      double[] direction = eigen.getEigenvector(order[c]).toArray();
      double sign = Math.sqrt(value) * signOfLargest(direction);
      for (int v = 0; v < count; v++) {
        coordinates[v][c] = sign * direction[v];
      }
    }
    return new PrincipalComponents(coordinates, variances, total / freedom);
  }

  private static double signOfLargest(double[] direction) {
    double largest = 0;
    for (double entry : direction) {
      largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
    }
    return Math.signum(largest);
  }
}
