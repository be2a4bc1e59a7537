package org.crosslearn.benchmarks;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.crosslearn.crossbar.kernel.DenseKernels;

/**
 * One product {@code C = op(A) op(B)} of random matrices, held twice: in arrays for our kernels and
 * in native memory for OpenBLAS, so that neither pays for copies.
 */
final class Product {

  /** Which operands are transposed, as in {@link DenseKernels}. */
  enum Variant {
    NT,
    NN,
    TN
  }

  private final Variant variant;
  private final int m;
  private final int n;
  private final int k;
  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final FloatPointer nativeA;
  private final FloatPointer nativeB;
  private final FloatPointer nativeC;

  Product(Variant variant, int m, int n, int k, long seed) {
    this.variant = variant;
    this.m = m;
    this.n = n;
    this.k = k;
    SplittableRandom random = new SplittableRandom(seed);
    a = randomArray(m * k, random);
    b = randomArray(n * k, random);
    c = new float[m * n];
    nativeA = new FloatPointer(a);
    nativeB = new FloatPointer(b);
    nativeC = new FloatPointer(c);
  }

  private static float[] randomArray(int length, SplittableRandom random) {
    float[] array = new float[length];
    for (int i = 0; i < length; i++) {
      array[i] = (float) random.nextDouble(-1, 1);
    }
    return array;
  }

  /** Keeps OpenBLAS to the one thread that our kernels use. */
  static void useOneThread() {
    blas_set_num_threads(1);
  }

  double flops() {
    return 2.0 * m * n * k;
  }

  String shape() {
    return m + " x " + n + " x " + k;
  }

  Variant variant() {
    return variant;
  }

  float[] multiply(DenseKernels kernels) {
    switch (variant) {
      case NT -> kernels.multiplyNT(m, n, k, a, 0, k, b, 0, k, c, 0, n, false);
      case NN -> kernels.multiplyNN(m, n, k, a, 0, k, b, 0, n, c, 0, n, false);
      case TN -> kernels.multiplyTN(m, n, k, a, 0, m, b, 0, n, c, 0, n, false);
    }
    return c;
  }

  FloatPointer multiplyWithOpenBlas() {
    boolean transposeA = variant == Variant.TN;
    boolean transposeB = variant == Variant.NT;
    cblas_sgemm(
        CblasRowMajor,
        transposeA ? CblasTrans : CblasNoTrans,
        transposeB ? CblasTrans : CblasNoTrans,
        m,
        n,
        k,
        1f,
        nativeA,
        transposeA ? m : k,
        nativeB,
        transposeB ? k : n,
        0f,
        nativeC,
        n);
    return nativeC;
  }

  /** Refuses to measure kernels that compute something else than OpenBLAS does. */
  void requireAgreement(DenseKernels kernels) {
    multiply(kernels);
    multiplyWithOpenBlas();
    // Summands lie in [-1, 1]; each addition errs by at most half a unit of a sum below k.
    double tolerance = (double) k * k * Math.ulp(1f);
    for (int i = 0; i < c.length; i++) {
      if (!(Math.abs(c[i] - nativeC.get(i)) <= tolerance)) {
        throw new IllegalStateException(variant + " " + shape() + ", element " + i + ": " + c[i]
            + " but OpenBLAS computes " + nativeC.get(i));
      }
    }
  }
}
