package org.crosslearn.crossbar.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every provider owes; a new one is tested the day it is listed in {@link #providers}. */
class DenseKernelsTest {

  private static final float UNTOUCHED = 12345.5f;

  static Stream<DenseKernels> providers() {
    return Stream.of(new PlainKernels(), new VectorKernels());
  }

  static Stream<Arguments> providersAndVariants() {
    return providers()
        .flatMap(
            kernels -> Stream.of(Variant.values()).map(variant -> Arguments.of(kernels, variant)));
  }

  enum Variant {
    NT,
    NN,
    TN;

    void multiply(
        DenseKernels kernels, Shape s, float alpha, float[] a, float[] b, float[] c, boolean add) {
      switch (this) {
        case NT ->
          kernels.multiplyNT(
              s.m, s.n, s.k, alpha, a, s.aOffset, s.lda, b, s.bOffset, s.ldb, c, s.cOffset, s.ldc,
              add);
        case NN ->
          kernels.multiplyNN(
              s.m, s.n, s.k, alpha, a, s.aOffset, s.lda, b, s.bOffset, s.ldb, c, s.cOffset, s.ldc,
              add);
        case TN ->
          kernels.multiplyTN(
              s.m, s.n, s.k, alpha, a, s.aOffset, s.lda, b, s.bOffset, s.ldb, c, s.cOffset, s.ldc,
              add);
      }
    }
  }

  /** Sizes and places of the three matrices of one product. */
  record Shape(
      Variant variant,
      int m,
      int n,
      int k,
      int aOffset,
      int lda,
      int bOffset,
      int ldb,
      int cOffset,
      int ldc) {

    static Shape dense(Variant variant, int m, int n, int k) {
      return new Shape(
          variant,
          m,
          n,
          k,
          0,
          variant == Variant.TN ? m : k,
          0,
          variant == Variant.NT ? k : n,
          0,
          n);
    }

    Shape moved(SplittableRandom random) {
      return new Shape(
          variant,
          m,
          n,
          k,
          random.nextInt(40),
          lda + random.nextInt(20),
          random.nextInt(40),
          ldb + random.nextInt(20),
          random.nextInt(40),
          ldc + random.nextInt(20));
    }

    int aLength() {
      return aOffset + (variant == Variant.TN ? k : m) * lda;
    }

    int bLength() {
      return bOffset + (variant == Variant.NT ? n : k) * ldb;
    }

    int cLength() {
      return cOffset + m * ldc;
    }

    float left(float[] a, int i, int p) {
      return a[aOffset + (variant == Variant.TN ? p * lda + i : i * lda + p)];
    }

    float right(float[] b, int p, int j) {
      return b[bOffset + (variant == Variant.NT ? j * ldb + p : p * ldb + j)];
    }
  }

  private static float[] random(int length, SplittableRandom random) {
    float[] array = new float[length];
    for (int i = 0; i < length; i++) {
      array[i] = (float) random.nextDouble(-1, 1);
    }
    return array;
  }

  /** Compares with sums in double precision, and sees that nothing around C changes. */
  private static void checkProduct(
      DenseKernels kernels, Shape s, float alpha, boolean accumulate, SplittableRandom random) {
    float[] a = random(s.aLength(), random);
    float[] b = random(s.bLength(), random);
    float[] before = new float[s.cLength()];
    Arrays.fill(before, UNTOUCHED);
    for (int i = 0; i < s.m; i++) {
      for (int j = 0; j < s.n; j++) {
        before[s.cOffset + i * s.ldc + j] =
            accumulate ? (float) random.nextDouble(-1, 1) : Float.NaN;
      }
    }
    float[] c = before.clone();

    s.variant.multiply(kernels, s, alpha, a, b, c, accumulate);

    float[] expected = before.clone();
    double[] magnitude = new double[c.length];
    for (int i = 0; i < s.m; i++) {
      for (int j = 0; j < s.n; j++) {
        int at = s.cOffset + i * s.ldc + j;
        double sum = 0;
        double absolute = accumulate ? Math.abs(before[at]) : 0;
        for (int p = 0; p < s.k; p++) {
          double term = (double) s.left(a, i, p) * s.right(b, p, j);
          sum += term;
          absolute += Math.abs(alpha * term);
        }
        expected[at] = (float) (alpha * sum + (accumulate ? before[at] : 0));
        magnitude[at] = absolute;
      }
    }
    // Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., eq. (3.5): any order of
    // summation errs by at most gamma_k times the sum of magnitudes; 3 more roundings follow.
    double unitRoundoff = Math.ulp(1f) / 2;
    for (int at = 0; at < c.length; at++) {
      double bound = (s.k + 4) * 1.01 * unitRoundoff * magnitude[at];
      if (!(Math.abs((double) c[at] - expected[at]) <= bound)) {
        throw new AssertionError(
            kernels.getClass().getSimpleName() + " " + s + ", alpha " + alpha + ", accumulate "
                + accumulate + ": element " + at + " is " + c[at] + ", expected " + expected[at]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providersAndVariants")
  void everyProductIsTheSumInDoublePrecisionUpToRounding(DenseKernels kernels, Variant variant) {
    SplittableRandom seeds = new SplittableRandom(20260101);
    for (int round = 0; round < 400; round++) {
      long seed = seeds.nextLong();
      SplittableRandom random = new SplittableRandom(seed);
      Shape shape = Shape.dense(
              variant, random.nextInt(1, 70), random.nextInt(1, 130), random.nextInt(1, 150))
          .moved(random);
      float alpha = random.nextBoolean() ? 1f : (float) random.nextDouble(-2, 2);
      checkProduct(kernels, shape, alpha, random.nextBoolean(), random);
    }
  }

  @ParameterizedTest
  @MethodSource("providersAndVariants")
  void noRemainderOfATileIsForgotten(DenseKernels kernels, Variant variant) {
    SplittableRandom random = new SplittableRandom(7);
    for (int m = 1; m <= 18; m++) {
      for (int n = 1; n <= 100; n++) {
        checkProduct(
            kernels, Shape.dense(variant, m, n, 40).moved(random), 1f, (m + n) % 2 == 0, random);
        checkProduct(
            kernels, Shape.dense(variant, n, m, 40).moved(random), 1f, (m + n) % 2 == 1, random);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providersAndVariants")
  void longSumsAreSplitWithoutLosingAPart(DenseKernels kernels, Variant variant) {
    SplittableRandom random = new SplittableRandom(11);
    for (int k : new int[] {511, 512, 513, 784, 1024, 1025, 2048, 2500}) {
      for (int m : new int[] {1, 3, 17, 64}) {
        for (int n : new int[] {1, 10, 33, 65}) {
          checkProduct(kernels, Shape.dense(variant, m, n, k).moved(random), 0.5f, true, random);
          checkProduct(kernels, Shape.dense(variant, m, n, k), -1f, false, random);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providersAndVariants")
  void equalOperandsGiveEqualBitsWhereverTheyLie(DenseKernels kernels, Variant variant) {
    SplittableRandom random = new SplittableRandom(3);
    Shape dense = Shape.dense(variant, 37, 75, 600);
    float[] a = random(dense.aLength(), random);
    float[] b = random(dense.bLength(), random);
    float[] first = new float[dense.cLength()];
    variant.multiply(kernels, dense, 1f, a, b, first, false);
    for (int round = 0; round < 30; round++) {
      int shift = random.nextInt(1, 17);
      Shape shifted = new Shape(
          variant, dense.m, dense.n, dense.k, shift, dense.lda, shift, dense.ldb, shift, dense.ldc);
      float[] again = new float[shifted.cLength()];
      variant.multiply(kernels, shifted, 1f, prepend(shift, a), prepend(shift, b), again, false);
      assertThat(Arrays.copyOfRange(again, shift, again.length)).containsExactly(first);
    }
  }

  private static float[] prepend(int count, float[] array) {
    float[] longer = new float[count + array.length];
    System.arraycopy(array, 0, longer, count, array.length);
    return longer;
  }

  @ParameterizedTest
  @MethodSource("providersAndVariants")
  void whatIsNotANumberStaysInItsRowOrColumn(DenseKernels kernels, Variant variant) {
    Shape shape = Shape.dense(variant, 20, 50, 30);
    float[] a = random(shape.aLength(), new SplittableRandom(1));
    float[] b = random(shape.bLength(), new SplittableRandom(2));
    a[variant == Variant.TN ? 19 : 19 * shape.lda] = Float.NaN;
    b[variant == Variant.NT ? 49 * shape.ldb : 49] = Float.POSITIVE_INFINITY;
    float[] c = new float[shape.cLength()];
    variant.multiply(kernels, shape, 1f, a, b, c, false);
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 50; j++) {
        assertThat(Float.isFinite(c[i * 50 + j]))
            .as("element %d, %d", i, j)
            .isEqualTo(i < 19 && j < 49);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providersAndVariants")
  void anEmptySumIsZero(DenseKernels kernels, Variant variant) {
    Shape shape = new Shape(variant, 2, 3, 0, 0, 3, 0, 3, 0, 3);
    float[] c = {1, 2, 3, 4, 5, 6};
    variant.multiply(kernels, shape, 1f, new float[0], new float[0], c, true);
    assertThat(c).containsExactly(1, 2, 3, 4, 5, 6);
    variant.multiply(kernels, shape, 1f, new float[0], new float[0], c, false);
    assertThat(c).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("providersAndVariants")
  void aMatrixBeyondItsArrayIsRefusedBeforeTheResultIsTouched(
      DenseKernels kernels, Variant variant) {
    for (int size : new int[] {4, 64}) {
      Shape shape = Shape.dense(variant, size, size, size);
      float[] whole = new float[size * size];
      float[] cut = new float[size * size - 1];
      float[] c = new float[size * size];
      Arrays.fill(c, UNTOUCHED);
      assertThatThrownBy(() -> variant.multiply(kernels, shape, 1f, cut, whole, c, false))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("Matrix a of " + size + " x " + size);
      assertThatThrownBy(() -> variant.multiply(kernels, shape, 1f, whole, cut, c, false))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("Matrix b");
      assertThatThrownBy(() -> variant.multiply(kernels, shape, 1f, whole, whole, cut, false))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("Matrix c");
      assertThat(c).containsOnly(UNTOUCHED);
    }
  }

  @ParameterizedTest
  @MethodSource("providersAndVariants")
  void rowsThatOverlapAndNegativeSizesAreRefused(DenseKernels kernels, Variant variant) {
    float[] array = new float[100];
    Shape overlapping = new Shape(variant, 4, 5, 4, 0, 4, 0, 5, 0, 4);
    assertThatThrownBy(() -> variant.multiply(kernels, overlapping, 1f, array, array, array, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Matrix c of 4 x 5: leading dimension 4 is shorter than a row");
    Shape negative = new Shape(variant, -1, 5, 4, 0, 5, 0, 5, 0, 5);
    assertThatThrownBy(() -> variant.multiply(kernels, negative, 1f, array, array, array, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("m=-1");
  }
}
