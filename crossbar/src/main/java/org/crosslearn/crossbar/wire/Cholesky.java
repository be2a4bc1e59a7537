package org.crosslearn.crossbar.wire;

/**
 * The factor {@code U} of a symmetric positive definite matrix {@code U' U}, upper triangular and
 * packed by rows. Loops run along rows of right-hand sides, four rows of the factor at a time, so
 * that compilers vectorise them and memory keeps up.
 */
final class Cholesky {
  private final int size;
  private final double[] factor;

  /**
   * @param size rows and columns
   * @param matrix row-major; only the half on and above the diagonal is read
   */
  Cholesky(int size, double[] matrix) {
    this.size = size;
    factor = new double[Math.toIntExact((long) size * (size + 1) / 2)];
    for (int k = 0; k < size; k++) {
      System.arraycopy(matrix, k * size + k, factor, row(k) + k, size - k);
    }
    for (int k = 0; k < size; k++) {
      int row = row(k);
      int done = 0;
      for (; done + 4 <= k; done += 4) {
        int a = row(done);
        int b = row(done + 1);
        int c = row(done + 2);
        int d = row(done + 3);
        subtract(
            factor,
            row + k,
            size - k,
            factor,
            factor[a + k],
            a + k,
            factor[b + k],
            b + k,
            factor[c + k],
            c + k,
            factor[d + k],
            d + k);
      }
      for (; done < k; done++) {
        subtract(factor, row + k, size - k, factor, factor[row(done) + k], row(done) + k);
      }
      scale(factor, row + k, size - k, 1 / Math.sqrt(factor[row + k]));
    }
  }

  /** Where row k would begin if it had entries left of the diagonal. */
  private int row(int k) {
    return k * (2 * size - k - 1) / 2;
  }

  /** Replaces each column of {@code right} (size x count, row-major) by {@code U'^-1} times it. */
  void solveTransposedFactor(double[] right, int count) {
    for (int k = 0; k < size; k++) {
      int to = k * count;
      int done = 0;
      for (; done + 4 <= k; done += 4) {
        subtract(
            right,
            to,
            count,
            right,
            factor[row(done) + k],
            done * count,
            factor[row(done + 1) + k],
            (done + 1) * count,
            factor[row(done + 2) + k],
            (done + 2) * count,
            factor[row(done + 3) + k],
            (done + 3) * count);
      }
      for (; done < k; done++) {
        subtract(right, to, count, right, factor[row(done) + k], done * count);
      }
      scale(right, to, count, 1 / factor[row(k) + k]);
    }
  }

  /** Replaces each column of {@code right} (size x count, row-major) by {@code U^-1} times it. */
  private void solveFactor(double[] right, int count) {
    for (int k = size - 1; k >= 0; k--) {
      int to = k * count;
      int row = row(k);
      int done = k + 1;
      for (; done + 4 <= size; done += 4) {
        subtract(
            right,
            to,
            count,
            right,
            factor[row + done],
            done * count,
            factor[row + done + 1],
            (done + 1) * count,
            factor[row + done + 2],
            (done + 2) * count,
            factor[row + done + 3],
            (done + 3) * count);
      }
      for (; done < size; done++) {
        subtract(right, to, count, right, factor[row + done], done * count);
      }
      scale(right, to, count, 1 / factor[row + k]);
    }
  }

  /** Replaces each column of {@code right} (size x count, row-major) by the inverse times it. */
  void solve(double[] right, int count) {
    solveTransposedFactor(right, count);
    solveFactor(right, count);
  }

  /** Replaces a vector by the inverse times it; loops run along rows of the factor. */
  void solve(double[] right) {
    for (int k = 0; k < size; k++) {
      right[k] /= factor[row(k) + k];
      for (int i = k + 1, row = row(k); i < size; i++) {
        right[i] -= right[k] * factor[row + i];
      }
    }
    for (int k = size - 1; k >= 0; k--) {
      int row = row(k);
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      int i = k + 1;
      for (; i + 4 <= size; i += 4) {
        a += right[i] * factor[row + i];
        b += right[i + 1] * factor[row + i + 1];
        c += right[i + 2] * factor[row + i + 2];
        d += right[i + 3] * factor[row + i + 3];
      }
      for (; i < size; i++) {
        a += right[i] * factor[row + i];
      }
      right[k] = (right[k] - (a + b + (c + d))) / factor[row + k];
    }
  }

  private static void scale(double[] values, int from, int count, double factor) {
    for (int i = from; i < from + count; i++) {
      values[i] *= factor;
    }
  }

  /** {@code to -= f x}, with {@code x} in {@code from} at an offset. */
  static void subtract(double[] to, int at, int count, double[] from, double f, int x) {
    for (int i = 0; i < count; i++) {
      to[at + i] -= f * from[x + i];
    }
  }

  /** {@code to -= f0 x0 + f1 x1 + f2 x2 + f3 x3}. */
  static void subtract(
      double[] to,
      int at,
      int count,
      double[] from,
      double f0,
      int x0,
      double f1,
      int x1,
      double f2,
      int x2,
      double f3,
      int x3) {
    for (int i = 0; i < count; i++) {
      to[at + i] -= f0 * from[x0 + i] + f1 * from[x1 + i] + (f2 * from[x2 + i] + f3 * from[x3 + i]);
    }
  }
}
