package org.crosslearn.algorithms.readout;

import org.crosslearn.algorithms.parallel.Workers;

/** Squared distances of the vectors of a collection, by their places in it. */
interface Distances {

  float[][] vectors();

  /** What vectors are seen from where their products are taken. */
  float[] centre();

  /** From the product of two vectors seen from the centre, as precise as that is. */
  double squared(int a, int b, double product);

  /** From the vectors, in double precision. */
  double squared(int a, int b);

  /** Of the vectors as they are. */
  static Distances betweenPlaces(LabelledVectors all, int threads) {
    float[] centre = all.mean();
    return new Places(all.vectors(), centre, squares(all.vectors(), centre, threads));
  }

  /** Of the vectors divided by their lengths; a vector of zeros stays one. */
  static Distances betweenDirections(LabelledVectors all, int threads) {
    float[] origin = new float[all.size()];
    return new Directions(all.vectors(), origin, squares(all.vectors(), origin, threads));
  }

  private static double[] squares(float[][] vectors, float[] centre, int threads) {
    double[] squares = new double[vectors.length];
    Workers.share(
        squares.length,
        threads,
        () -> v -> squares[v] = InnerProducts.squaredDistance(vectors[v], centre));
    return squares;
  }

  /**
   * @param squares of the distances from the centre
   */
  record Places(float[][] vectors, float[] centre, double[] squares) implements Distances {
    @Override
    public double squared(int a, int b, double product) {
      return squares[a] + squares[b] - 2 * product;
    }

    @Override
    public double squared(int a, int b) {
      return InnerProducts.squaredDistance(vectors[a], vectors[b]);
    }
  }

  /**
   * @param squares of the lengths
   */
  record Directions(float[][] vectors, float[] centre, double[] squares) implements Distances {
    @Override
    public double squared(int a, int b, double product) {
      double lengths = (squares[a] > 0 ? 1 : 0) + (squares[b] > 0 ? 1 : 0);
      // The root comes last: whole numbers in proportion then have equal cosines, bit for bit.
      return lengths < 2
          ? lengths
          : 2
              - 2
                  * Math.copySign(
                      Math.sqrt(product * product / (squares[a] * squares[b])), product);
    }

    @Override
    public double squared(int a, int b) {
      return squared(a, b, InnerProducts.of(vectors[a], vectors[b]));
    }
  }
}
