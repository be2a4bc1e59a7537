package org.crosslearn.crossbar.kernel;

import java.util.Arrays;

/**
 * The products as plain loops: what other providers are compared with, and what runs where there is
 * no Vector API. Sums run over {@code k} in ascending order.
 */
public final class PlainKernels implements DenseKernels {

  @Override
  public AnalogKernels analog() {
    return new PlainAnalogKernels();
  }

  @Override
  public void multiplyNT(
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate) {
    ProductShape.requireSizes(m, n, k);
    ProductShape.requireMatrix("a", m, k, a, aOffset, lda);
    ProductShape.requireMatrix("b", n, k, b, bOffset, ldb);
    ProductShape.requireMatrix("c", m, n, c, cOffset, ldc);
    for (int i = 0; i < m; i++) {
      int aRow = aOffset + i * lda;
      for (int j = 0; j < n; j++) {
        int bRow = bOffset + j * ldb;
        float sum = 0f;
        for (int p = 0; p < k; p++) {
          sum += a[aRow + p] * b[bRow + p];
        }
        int at = cOffset + i * ldc + j;
        c[at] = accumulate ? c[at] + alpha * sum : alpha * sum;
      }
    }
  }

  @Override
  public void multiplyNN(
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate) {
    ProductShape.requireSizes(m, n, k);
    ProductShape.requireMatrix("a", m, k, a, aOffset, lda);
    ProductShape.requireMatrix("b", k, n, b, bOffset, ldb);
    ProductShape.requireMatrix("c", m, n, c, cOffset, ldc);
    addScaledRows(m, n, k, alpha, a, aOffset, lda, 1, b, bOffset, ldb, c, cOffset, ldc, accumulate);
  }

  @Override
  public void multiplyTN(
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate) {
    ProductShape.requireSizes(m, n, k);
    ProductShape.requireMatrix("a", k, m, a, aOffset, lda);
    ProductShape.requireMatrix("b", k, n, b, bOffset, ldb);
    ProductShape.requireMatrix("c", m, n, c, cOffset, ldc);
    addScaledRows(m, n, k, alpha, a, aOffset, 1, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
  }

  /** Row i of C is the sum of the rows p of B, each scaled by element (i, p) of A. */
  private static void addScaledRows(
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate) {
    for (int i = 0; i < m; i++) {
      int cRow = cOffset + i * ldc;
      if (!accumulate) {
        Arrays.fill(c, cRow, cRow + n, 0f);
      }
      for (int p = 0; p < k; p++) {
        float scale = alpha * a[aOffset + i * aRowStride + p * aColumnStride];
        int bRow = bOffset + p * ldb;
        for (int j = 0; j < n; j++) {
          c[cRow + j] += scale * b[bRow + j];
        }
      }
    }
  }
}
