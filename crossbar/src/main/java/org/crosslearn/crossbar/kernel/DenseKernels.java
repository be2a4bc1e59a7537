package org.crosslearn.crossbar.kernel;

/**
 * Single-precision products of dense row-major matrices that live in parts of arrays.
 *
 * <p>A matrix of {@code rows x columns} is given by an array, the offset of its first element and
 * its leading dimension, the distance between the starts of neighbouring rows, which is at least
 * {@code columns}. The letters say whether the left and the right operand are used as they lie in
 * memory (N) or transposed (T), as in the level 3 BLAS (Dongarra et al., ACM Trans. Math. Softw.
 * 16(1), 1990, routine {@code SGEMM}). With weights {@code W} of {@code outputs x inputs} and one
 * sample per row, a layer reads {@code Y = X W^T} (NT), sends errors back as {@code dX = dY W} (NN)
 * and collects its gradient as {@code dW = dY^T X} (TN).
 *
 * <p>Every element is summed in an order that depends on the sizes only: equal operands give equal
 * bits in every run on the same kind of machine. The result must not overlap an operand. An
 * instance owns its workspace and serves one thread at a time; take one per trial from {@link
 * #create()}.
 *
 * <p>All methods throw {@link IllegalArgumentException} when a size is negative or a leading
 * dimension is shorter than a row, and {@link IndexOutOfBoundsException} when a matrix reaches
 * beyond its array; the result is then untouched.
 */
public interface DenseKernels {

  /** The system property that forces a provider: {@code plain} or {@code vector}. */
  String PROVIDER_PROPERTY = "crosslearn.kernels";

  /**
   * {@code C (+)= alpha * A B^T} with {@code A} of {@code m x k}, {@code B} of {@code n x k} and
   * {@code C} of {@code m x n}.
   *
   * @param accumulate whether to add to {@code C}; otherwise its old content, even NaN, is ignored
   */
  void multiplyNT(
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
      boolean accumulate);

  /**
   * {@code C (+)= alpha * A B} with {@code A} of {@code m x k}, {@code B} of {@code k x n} and
   * {@code C} of {@code m x n}.
   *
   * @param accumulate whether to add to {@code C}; otherwise its old content, even NaN, is ignored
   */
  void multiplyNN(
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
      boolean accumulate);

  /**
   * {@code C (+)= alpha * A^T B} with {@code A} of {@code k x m}, {@code B} of {@code k x n} and
   * {@code C} of {@code m x n}.
   *
   * @param accumulate whether to add to {@code C}; otherwise its old content, even NaN, is ignored
   */
  void multiplyTN(
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
      boolean accumulate);

  /** New loops of the analog path, of the same provider. */
  AnalogKernels analog();

  /** {@code C (+)= A B^T}; see the method with {@code alpha}. */
  default void multiplyNT(
      int m,
      int n,
      int k,
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
    multiplyNT(m, n, k, 1f, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
  }

  /** {@code C (+)= A B}; see the method with {@code alpha}. */
  default void multiplyNN(
      int m,
      int n,
      int k,
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
    multiplyNN(m, n, k, 1f, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
  }

  /** {@code C (+)= A^T B}; see the method with {@code alpha}. */
  default void multiplyTN(
      int m,
      int n,
      int k,
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
    multiplyTN(m, n, k, 1f, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
  }

  /**
   * New kernels with their own workspace, of the provider that {@link #description()} names.
   *
   * @throws IllegalArgumentException if the property {@value #PROVIDER_PROPERTY} has another value
   *     than {@code plain} or {@code vector}
   * @throws IllegalStateException if it demands {@code vector} where that cannot run
   */
  static DenseKernels create() {
    return KernelChoice.ofThisProcess().create();
  }

  /**
   * Which provider {@link #create()} gives and why, in one line for a log or a report.
   *
   * @throws RuntimeException as {@link #create()}
   */
  static String description() {
    return KernelChoice.ofThisProcess().description();
  }
}
