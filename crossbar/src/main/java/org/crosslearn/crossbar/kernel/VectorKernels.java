package org.crosslearn.crossbar.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products on vector registers, with the Vector API (module {@code jdk.incubator.vector}).
 *
 * <p>The scheme is that of K. Goto and R. van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication", ACM Trans. Math. Softw. 34(3), 2008: a panel of the right operand is packed so
 * that the inner loop reads it in order, and a tile of the result is held in registers while the
 * sum runs. It deviates in three points that suit batches of tens of rows against weights of
 * hundreds: the left operand is read where it lies
 * (only {@code A^T B} must transpose it first), panels
 * are packed one at a time so that the workspace stays in the cache, and {@code A B^T} is computed
 * as {@code (B A^T)^T} when that leaves less to transpose.
 *
 * <p>Panels are padded with zeros, and rows that a tile lacks repeat its last row, so the inner
 * loops have neither masks nor tails; what is padded is never stored.
 */
public final class VectorKernels implements DenseKernels {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Columns of a wide panel: three registers; a narrow panel has one. */
  private static final int PANEL = 3 * LANES;

  private static final int TILE_ROWS = 8;

  /** Whether 8 x 3 sums and their operands fit the register file: 32 registers, but 16 in AVX2. */
  private static final boolean WIDE_REGISTER_FILE = LANES != 8;

  /** Longest sum between two visits to the result: a panel then fits the second-level cache. */
  private static final int MAX_DEPTH = 512;

  /** Multiply-adds below which packing costs more than it gains. */
  private static final long SMALL_PRODUCT = 4096;

  /** Rows below which A B^T is faster as inner products than with one operand transposed. */
  private static final int FEW_ROWS = 5;

  /** Rows up to which the right operand is used too seldom to be worth packing. */
  private static final int MAX_UNPACKED_ROWS = 2 * TILE_ROWS;

  private final PlainKernels plain = new PlainKernels();
  private final float[] panel = new float[MAX_DEPTH * PANEL];
  private final float[] tile = new float[TILE_ROWS * PANEL];
  private float[] transposed = new float[0];

  static int lanes() {
    return LANES;
  }

  /** Without it, as on x86 before AVX2, every lane would be computed by a method call. */
  static boolean hasFusedMultiplyAdd() {
    String architecture = System.getProperty("os.arch");
    boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
    return LANES >= (x86 ? 8 : 4);
  }

  @Override
  public AnalogKernels analog() {
    return new VectorAnalogKernels();
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
    if ((long) m * n * k < SMALL_PRODUCT) {
      plain.multiplyNT(
          m, n, k, alpha, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
      return;
    }
    ProductShape.requireSizes(m, n, k);
    ProductShape.requireMatrix("a", m, k, a, aOffset, lda);
    ProductShape.requireMatrix("b", n, k, b, bOffset, ldb);
    ProductShape.requireMatrix("c", m, n, c, cOffset, ldc);
    if (m < FEW_ROWS) {
      innerProducts(m, n, k, alpha, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
      return;
    }
    boolean swapped = (long) m * k + (long) m * n < (long) n * k;
    int depth = blockDepth(k);
    for (int p = 0; p < k; p += depth) {
      int steps = Math.min(depth, k - p);
      boolean add = accumulate || p > 0;
      if (swapped) {
        for (int i = 0; i < m; ) {
          int width = panelWidth(m - i);
          int columns = Math.min(width, m - i);
          packTransposed(columns, steps, a, aOffset + i * lda + p, lda, panel, width);
          for (int j = 0; j < n; j += TILE_ROWS) {
            int rows = Math.min(TILE_ROWS, n - j);
            sumTile(rows, steps, b, bOffset + j * ldb + p, ldb, panel, 0, width, width, tile);
            storeTransposed(rows, columns, alpha, tile, c, cOffset + i * ldc + j, ldc, add);
          }
          i += width;
        }
      } else {
        for (int j = 0; j < n; ) {
          int width = panelWidth(n - j);
          int columns = Math.min(width, n - j);
          packTransposed(columns, steps, b, bOffset + j * ldb + p, ldb, panel, width);
          multiplyPanel(
              m,
              columns,
              steps,
              alpha,
              a,
              aOffset + p,
              lda,
              panel,
              0,
              width,
              width,
              tile,
              c,
              cOffset + j,
              ldc,
              add);
          j += width;
        }
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
    if ((long) m * n * k < SMALL_PRODUCT) {
      plain.multiplyNN(
          m, n, k, alpha, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
      return;
    }
    ProductShape.requireSizes(m, n, k);
    ProductShape.requireMatrix("a", m, k, a, aOffset, lda);
    ProductShape.requireMatrix("b", k, n, b, bOffset, ldb);
    ProductShape.requireMatrix("c", m, n, c, cOffset, ldc);
    int depth = blockDepth(k);
    for (int p = 0; p < k; p += depth) {
      int steps = Math.min(depth, k - p);
      multiplyBlock(
          m,
          n,
          steps,
          alpha,
          a,
          aOffset + p,
          lda,
          b,
          bOffset + p * ldb,
          ldb,
          c,
          cOffset,
          ldc,
          accumulate || p > 0);
    }
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
    if ((long) m * n * k < SMALL_PRODUCT) {
      plain.multiplyTN(
          m, n, k, alpha, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
      return;
    }
    ProductShape.requireSizes(m, n, k);
    ProductShape.requireMatrix("a", k, m, a, aOffset, lda);
    ProductShape.requireMatrix("b", k, n, b, bOffset, ldb);
    ProductShape.requireMatrix("c", m, n, c, cOffset, ldc);
    int depth = blockDepth(k);
    if (transposed.length < m * depth) {
      transposed = new float[m * depth];
    }
    for (int p = 0; p < k; p += depth) {
      int steps = Math.min(depth, k - p);
      packTransposed(steps, m, a, aOffset + p * lda, lda, transposed, steps);
      multiplyBlock(
          m,
          n,
          steps,
          alpha,
          transposed,
          0,
          steps,
          b,
          bOffset + p * ldb,
          ldb,
          c,
          cOffset,
          ldc,
          accumulate || p > 0);
    }
  }

  /** Splits a long sum in blocks of nearly equal length. */
  private static int blockDepth(int k) {
    int blocks = (k + MAX_DEPTH - 1) / MAX_DEPTH;
    return (k + blocks - 1) / blocks;
  }

  private static int panelWidth(int columnsLeft) {
    return columnsLeft > 2 * LANES ? PANEL : LANES;
  }

  /** Adds to C the product of {@code steps} columns of the left and rows of the right operand. */
  private void multiplyBlock(
      int m,
      int n,
      int steps,
      float alpha,
      float[] left,
      int leftOffset,
      int leftStride,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean add) {
    for (int j = 0; j < n; ) {
      int width = panelWidth(n - j);
      int columns = Math.min(width, n - j);
      if (m <= MAX_UNPACKED_ROWS && columns == width) {
        multiplyPanel(
            m,
            columns,
            steps,
            alpha,
            left,
            leftOffset,
            leftStride,
            b,
            bOffset + j,
            ldb,
            width,
            tile,
            c,
            cOffset + j,
            ldc,
            add);
      } else {
        pack(steps, columns, b, bOffset + j, ldb, panel, width);
        multiplyPanel(
            m,
            columns,
            steps,
            alpha,
            left,
            leftOffset,
            leftStride,
            panel,
            0,
            width,
            width,
            tile,
            c,
            cOffset + j,
            ldc,
            add);
      }
      j += width;
    }
  }

  private static void multiplyPanel(
      int m,
      int columns,
      int steps,
      float alpha,
      float[] left,
      int leftOffset,
      int leftStride,
      float[] right,
      int rightOffset,
      int rightStride,
      int width,
      float[] tile,
      float[] c,
      int cOffset,
      int ldc,
      boolean add) {
    for (int i = 0; i < m; i += TILE_ROWS) {
      int rows = Math.min(TILE_ROWS, m - i);
      sumTile(
          rows,
          steps,
          left,
          leftOffset + i * leftStride,
          leftStride,
          right,
          rightOffset,
          rightStride,
          width,
          tile);
      store(rows, columns, alpha, tile, c, cOffset + i * ldc, ldc, add);
    }
  }

  /** Copies a block of {@code rows x columns} to rows of {@code width}, padded with zeros. */
  private static void pack(
      int rows,
      int columns,
      float[] source,
      int sourceOffset,
      int sourceStride,
      float[] packed,
      int width) {
    if (columns == PANEL) {
      for (int p = 0; p < rows; p++) {
        int from = sourceOffset + p * sourceStride;
        int to = p * PANEL;
        FloatVector.fromArray(SPECIES, source, from).intoArray(packed, to);
        FloatVector.fromArray(SPECIES, source, from + LANES).intoArray(packed, to + LANES);
        FloatVector.fromArray(SPECIES, source, from + 2 * LANES).intoArray(packed, to + 2 * LANES);
      }
      return;
    }
    Arrays.fill(packed, 0, rows * width, 0f);
    for (int p = 0; p < rows; p++) {
      System.arraycopy(source, sourceOffset + p * sourceStride, packed, p * width, columns);
    }
  }

  /**
   * Transposes a block of {@code rows x columns} to {@code columns} rows of {@code width}, padded
   * with zeros.
   *
   * <p>Eight rows at once, so that stores fall side by side; shuffles of registers were slower.
   */
  private static void packTransposed(
      int rows,
      int columns,
      float[] source,
      int sourceOffset,
      int sourceStride,
      float[] packed,
      int width) {
    if (rows < width) {
      Arrays.fill(packed, 0, columns * width, 0f);
    }
    int i = 0;
    for (; i + 8 <= rows; i += 8) {
      int row0 = sourceOffset + i * sourceStride;
      int row1 = row0 + sourceStride;
      int row2 = row1 + sourceStride;
      int row3 = row2 + sourceStride;
      int row4 = row3 + sourceStride;
      int row5 = row4 + sourceStride;
      int row6 = row5 + sourceStride;
      int row7 = row6 + sourceStride;
      for (int p = 0; p < columns; p++) {
        int to = p * width + i;
        packed[to] = source[row0 + p];
        packed[to + 1] = source[row1 + p];
        packed[to + 2] = source[row2 + p];
        packed[to + 3] = source[row3 + p];
        packed[to + 4] = source[row4 + p];
        packed[to + 5] = source[row5 + p];
        packed[to + 6] = source[row6 + p];
        packed[to + 7] = source[row7 + p];
      }
    }
    for (; i < rows; i++) {
      int row = sourceOffset + i * sourceStride;
      for (int p = 0; p < columns; p++) {
        packed[p * width + i] = source[row + p];
      }
    }
  }

  /** {@code C (+)= alpha * tile} */
  private static void store(
      int rows,
      int columns,
      float alpha,
      float[] tile,
      float[] c,
      int cOffset,
      int ldc,
      boolean add) {
    if (columns == PANEL) {
      for (int i = 0; i < rows; i++) {
        storeRegister(alpha, tile, i * PANEL, c, cOffset + i * ldc, add);
        storeRegister(alpha, tile, i * PANEL + LANES, c, cOffset + i * ldc + LANES, add);
        storeRegister(alpha, tile, i * PANEL + 2 * LANES, c, cOffset + i * ldc + 2 * LANES, add);
      }
      return;
    }
    int inRegisters = SPECIES.loopBound(columns);
    for (int i = 0; i < rows; i++) {
      int from = i * PANEL;
      int to = cOffset + i * ldc;
      for (int j = 0; j < inRegisters; j += LANES) {
        storeRegister(alpha, tile, from + j, c, to + j, add);
      }
      for (int j = inRegisters; j < columns; j++) {
        float sum = alpha * tile[from + j];
        c[to + j] = add ? c[to + j] + sum : sum;
      }
    }
  }

  private static void storeRegister(
      float alpha, float[] tile, int from, float[] c, int to, boolean add) {
    FloatVector sums = FloatVector.fromArray(SPECIES, tile, from).mul(alpha);
    if (add) {
      sums = sums.add(FloatVector.fromArray(SPECIES, c, to));
    }
    sums.intoArray(c, to);
  }

  /** {@code C (+)= alpha * tile^T}, where whole tiles have their eight rows spelled out. */
  private static void storeTransposed(
      int rows,
      int columns,
      float alpha,
      float[] tile,
      float[] c,
      int cOffset,
      int ldc,
      boolean add) {
    if (rows < TILE_ROWS) {
      for (int j = 0; j < columns; j++) {
        for (int i = 0; i < rows; i++) {
          int at = cOffset + j * ldc + i;
          float sum = alpha * tile[i * PANEL + j];
          c[at] = add ? c[at] + sum : sum;
        }
      }
    } else if (add) {
      for (int j = 0; j < columns; j++) {
        int to = cOffset + j * ldc;
        c[to] += alpha * tile[j];
        c[to + 1] += alpha * tile[PANEL + j];
        c[to + 2] += alpha * tile[2 * PANEL + j];
        c[to + 3] += alpha * tile[3 * PANEL + j];
        c[to + 4] += alpha * tile[4 * PANEL + j];
        c[to + 5] += alpha * tile[5 * PANEL + j];
        c[to + 6] += alpha * tile[6 * PANEL + j];
        c[to + 7] += alpha * tile[7 * PANEL + j];
      }
    } else {
      for (int j = 0; j < columns; j++) {
        int to = cOffset + j * ldc;
        c[to] = alpha * tile[j];
        c[to + 1] = alpha * tile[PANEL + j];
        c[to + 2] = alpha * tile[2 * PANEL + j];
        c[to + 3] = alpha * tile[3 * PANEL + j];
        c[to + 4] = alpha * tile[4 * PANEL + j];
        c[to + 5] = alpha * tile[5 * PANEL + j];
        c[to + 6] = alpha * tile[6 * PANEL + j];
        c[to + 7] = alpha * tile[7 * PANEL + j];
      }
    }
  }

  /** Products of a few rows: both operands run along {@code k} already, so nothing is packed. */
  private void innerProducts(
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
    for (int j = 0; j < n; j += 4) {
      int rows = Math.min(4, n - j);
      for (int i = 0; i < m; i++) {
        sumLanesOf4(rows, k, a, aOffset + i * lda, b, bOffset + j * ldb, ldb, tile);
        for (int r = 0; r < rows; r++) {
          float sum = sumOfLanes(tile, r * LANES);
          for (int p = SPECIES.loopBound(k); p < k; p++) {
            sum += a[aOffset + i * lda + p] * b[bOffset + (j + r) * ldb + p];
          }
          int at = cOffset + i * ldc + j + r;
          c[at] = accumulate ? c[at] + alpha * sum : alpha * sum;
        }
      }
    }
  }

  /** Lane by lane, the inner products of one row with up to four; the tail of k is left out. */
  private static void sumLanesOf4(
      int rows, int k, float[] a, int aOffset, float[] b, int bOffset, int ldb, float[] lanes) {
    int row0 = bOffset;
    int row1 = bOffset + Math.min(1, rows - 1) * ldb;
    int row2 = bOffset + Math.min(2, rows - 1) * ldb;
    int row3 = bOffset + Math.min(3, rows - 1) * ldb;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    int end = SPECIES.loopBound(k);
    for (int p = 0; p < end; p += LANES) {
      FloatVector common = FloatVector.fromArray(SPECIES, a, aOffset + p);
      s0 = common.fma(FloatVector.fromArray(SPECIES, b, row0 + p), s0);
      s1 = common.fma(FloatVector.fromArray(SPECIES, b, row1 + p), s1);
      s2 = common.fma(FloatVector.fromArray(SPECIES, b, row2 + p), s2);
      s3 = common.fma(FloatVector.fromArray(SPECIES, b, row3 + p), s3);
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, LANES);
    s2.intoArray(lanes, 2 * LANES);
    s3.intoArray(lanes, 3 * LANES);
  }

  /** Pairwise and in place; {@code reduceLanes} may sum in another order from call to call. */
  private static float sumOfLanes(float[] lanes, int offset) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int i = offset; i < offset + half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[offset];
  }

  /**
   * {@code tile[i, j] = sum over p of left[i, p] * right[p, j]} for up to eight rows and one panel.
   *
   * <p>The sums are local variables, for the compiler keeps those in registers but never the
   * elements of an array of vectors.
   *
   * @param rows of the left operand, 1 to 8; a missing row repeats the last one
   * @param width columns of the right operand: {@link #PANEL} or {@link #LANES}
   * @param tile eight rows of {@link #PANEL}
   */
  private static void sumTile(
      int rows,
      int k,
      float[] left,
      int leftOffset,
      int leftStride,
      float[] right,
      int rightOffset,
      int rightStride,
      int width,
      float[] tile) {
    if (rows <= 2) {
      for (int i = 0; i < rows; i++) {
        if (width == PANEL) {
          sum1x3(
              k,
              left,
              leftOffset + i * leftStride,
              right,
              rightOffset,
              rightStride,
              tile,
              i * PANEL);
        } else {
          sum1x1(
              k,
              left,
              leftOffset + i * leftStride,
              right,
              rightOffset,
              rightStride,
              tile,
              i * PANEL);
        }
      }
    } else if (width == LANES) {
      sum8x1(rows, k, left, leftOffset, leftStride, right, rightOffset, rightStride, tile, 0);
    } else if (WIDE_REGISTER_FILE && rows > 4) {
      sum8x3(rows, k, left, leftOffset, leftStride, right, rightOffset, rightStride, tile, 0);
    } else {
      sum4x3(
          Math.min(4, rows),
          k,
          left,
          leftOffset,
          leftStride,
          right,
          rightOffset,
          rightStride,
          tile,
          0);
      if (rows > 4) {
        sum4x3(
            rows - 4,
            k,
            left,
            leftOffset + 4 * leftStride,
            leftStride,
            right,
            rightOffset,
            rightStride,
            tile,
            4 * PANEL);
      }
    }
  }

  /** Sums of 8 rows by 3 registers, see {@link #sumTile}. */
  private static void sum8x3(
      int rows,
      int k,
      float[] left,
      int leftOffset,
      int leftStride,
      float[] right,
      int rightOffset,
      int rightStride,
      float[] tile,
      int tileOffset) {
    int row0 = leftOffset;
    int row1 = leftOffset + Math.min(1, rows - 1) * leftStride;
    int row2 = leftOffset + Math.min(2, rows - 1) * leftStride;
    int row3 = leftOffset + Math.min(3, rows - 1) * leftStride;
    int row4 = leftOffset + Math.min(4, rows - 1) * leftStride;
    int row5 = leftOffset + Math.min(5, rows - 1) * leftStride;
    int row6 = leftOffset + Math.min(6, rows - 1) * leftStride;
    int row7 = leftOffset + Math.min(7, rows - 1) * leftStride;
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s22 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    FloatVector s32 = FloatVector.zero(SPECIES);
    FloatVector s40 = FloatVector.zero(SPECIES);
    FloatVector s41 = FloatVector.zero(SPECIES);
    FloatVector s42 = FloatVector.zero(SPECIES);
    FloatVector s50 = FloatVector.zero(SPECIES);
    FloatVector s51 = FloatVector.zero(SPECIES);
    FloatVector s52 = FloatVector.zero(SPECIES);
    FloatVector s60 = FloatVector.zero(SPECIES);
    FloatVector s61 = FloatVector.zero(SPECIES);
    FloatVector s62 = FloatVector.zero(SPECIES);
    FloatVector s70 = FloatVector.zero(SPECIES);
    FloatVector s71 = FloatVector.zero(SPECIES);
    FloatVector s72 = FloatVector.zero(SPECIES);
    for (int p = 0; p < k; p++) {
      int at = rightOffset + p * rightStride;
      FloatVector right0 = FloatVector.fromArray(SPECIES, right, at);
      FloatVector right1 = FloatVector.fromArray(SPECIES, right, at + LANES);
      FloatVector right2 = FloatVector.fromArray(SPECIES, right, at + 2 * LANES);
      FloatVector scale = FloatVector.broadcast(SPECIES, left[row0 + p]);
      s00 = scale.fma(right0, s00);
      s01 = scale.fma(right1, s01);
      s02 = scale.fma(right2, s02);
      scale = FloatVector.broadcast(SPECIES, left[row1 + p]);
      s10 = scale.fma(right0, s10);
      s11 = scale.fma(right1, s11);
      s12 = scale.fma(right2, s12);
      scale = FloatVector.broadcast(SPECIES, left[row2 + p]);
      s20 = scale.fma(right0, s20);
      s21 = scale.fma(right1, s21);
      s22 = scale.fma(right2, s22);
      scale = FloatVector.broadcast(SPECIES, left[row3 + p]);
      s30 = scale.fma(right0, s30);
      s31 = scale.fma(right1, s31);
      s32 = scale.fma(right2, s32);
      scale = FloatVector.broadcast(SPECIES, left[row4 + p]);
      s40 = scale.fma(right0, s40);
      s41 = scale.fma(right1, s41);
      s42 = scale.fma(right2, s42);
      scale = FloatVector.broadcast(SPECIES, left[row5 + p]);
      s50 = scale.fma(right0, s50);
      s51 = scale.fma(right1, s51);
      s52 = scale.fma(right2, s52);
      scale = FloatVector.broadcast(SPECIES, left[row6 + p]);
      s60 = scale.fma(right0, s60);
      s61 = scale.fma(right1, s61);
      s62 = scale.fma(right2, s62);
      scale = FloatVector.broadcast(SPECIES, left[row7 + p]);
      s70 = scale.fma(right0, s70);
      s71 = scale.fma(right1, s71);
      s72 = scale.fma(right2, s72);
    }
    s00.intoArray(tile, tileOffset);
    s01.intoArray(tile, tileOffset + LANES);
    s02.intoArray(tile, tileOffset + 2 * LANES);
    s10.intoArray(tile, tileOffset + PANEL);
    s11.intoArray(tile, tileOffset + PANEL + LANES);
    s12.intoArray(tile, tileOffset + PANEL + 2 * LANES);
    s20.intoArray(tile, tileOffset + 2 * PANEL);
    s21.intoArray(tile, tileOffset + 2 * PANEL + LANES);
    s22.intoArray(tile, tileOffset + 2 * PANEL + 2 * LANES);
    s30.intoArray(tile, tileOffset + 3 * PANEL);
    s31.intoArray(tile, tileOffset + 3 * PANEL + LANES);
    s32.intoArray(tile, tileOffset + 3 * PANEL + 2 * LANES);
    s40.intoArray(tile, tileOffset + 4 * PANEL);
    s41.intoArray(tile, tileOffset + 4 * PANEL + LANES);
    s42.intoArray(tile, tileOffset + 4 * PANEL + 2 * LANES);
    s50.intoArray(tile, tileOffset + 5 * PANEL);
    s51.intoArray(tile, tileOffset + 5 * PANEL + LANES);
    s52.intoArray(tile, tileOffset + 5 * PANEL + 2 * LANES);
    s60.intoArray(tile, tileOffset + 6 * PANEL);
    s61.intoArray(tile, tileOffset + 6 * PANEL + LANES);
    s62.intoArray(tile, tileOffset + 6 * PANEL + 2 * LANES);
    s70.intoArray(tile, tileOffset + 7 * PANEL);
    s71.intoArray(tile, tileOffset + 7 * PANEL + LANES);
    s72.intoArray(tile, tileOffset + 7 * PANEL + 2 * LANES);
  }

  /** Sums of 4 rows by 3 registers, see {@link #sumTile}. */
  private static void sum4x3(
      int rows,
      int k,
      float[] left,
      int leftOffset,
      int leftStride,
      float[] right,
      int rightOffset,
      int rightStride,
      float[] tile,
      int tileOffset) {
    int row0 = leftOffset;
    int row1 = leftOffset + Math.min(1, rows - 1) * leftStride;
    int row2 = leftOffset + Math.min(2, rows - 1) * leftStride;
    int row3 = leftOffset + Math.min(3, rows - 1) * leftStride;
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s22 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    FloatVector s32 = FloatVector.zero(SPECIES);
    for (int p = 0; p < k; p++) {
      int at = rightOffset + p * rightStride;
      FloatVector right0 = FloatVector.fromArray(SPECIES, right, at);
      FloatVector right1 = FloatVector.fromArray(SPECIES, right, at + LANES);
      FloatVector right2 = FloatVector.fromArray(SPECIES, right, at + 2 * LANES);
      FloatVector scale = FloatVector.broadcast(SPECIES, left[row0 + p]);
      s00 = scale.fma(right0, s00);
      s01 = scale.fma(right1, s01);
      s02 = scale.fma(right2, s02);
      scale = FloatVector.broadcast(SPECIES, left[row1 + p]);
      s10 = scale.fma(right0, s10);
      s11 = scale.fma(right1, s11);
      s12 = scale.fma(right2, s12);
      scale = FloatVector.broadcast(SPECIES, left[row2 + p]);
      s20 = scale.fma(right0, s20);
      s21 = scale.fma(right1, s21);
      s22 = scale.fma(right2, s22);
      scale = FloatVector.broadcast(SPECIES, left[row3 + p]);
      s30 = scale.fma(right0, s30);
      s31 = scale.fma(right1, s31);
      s32 = scale.fma(right2, s32);
    }
    s00.intoArray(tile, tileOffset);
    s01.intoArray(tile, tileOffset + LANES);
    s02.intoArray(tile, tileOffset + 2 * LANES);
    s10.intoArray(tile, tileOffset + PANEL);
    s11.intoArray(tile, tileOffset + PANEL + LANES);
    s12.intoArray(tile, tileOffset + PANEL + 2 * LANES);
    s20.intoArray(tile, tileOffset + 2 * PANEL);
    s21.intoArray(tile, tileOffset + 2 * PANEL + LANES);
    s22.intoArray(tile, tileOffset + 2 * PANEL + 2 * LANES);
    s30.intoArray(tile, tileOffset + 3 * PANEL);
    s31.intoArray(tile, tileOffset + 3 * PANEL + LANES);
    s32.intoArray(tile, tileOffset + 3 * PANEL + 2 * LANES);
  }

  /** Sums of one row by 3 registers, see {@link #sumTile}. */
  private static void sum1x3(
      int k,
      float[] left,
      int leftOffset,
      float[] right,
      int rightOffset,
      int rightStride,
      float[] tile,
      int tileOffset) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    for (int p = 0; p < k; p++) {
      int at = rightOffset + p * rightStride;
      FloatVector right0 = FloatVector.fromArray(SPECIES, right, at);
      FloatVector right1 = FloatVector.fromArray(SPECIES, right, at + LANES);
      FloatVector right2 = FloatVector.fromArray(SPECIES, right, at + 2 * LANES);
      FloatVector scale = FloatVector.broadcast(SPECIES, left[leftOffset + p]);
      s00 = scale.fma(right0, s00);
      s01 = scale.fma(right1, s01);
      s02 = scale.fma(right2, s02);
    }
    s00.intoArray(tile, tileOffset);
    s01.intoArray(tile, tileOffset + LANES);
    s02.intoArray(tile, tileOffset + 2 * LANES);
  }

  /** Sums of 8 rows by 1 registers, see {@link #sumTile}. */
  private static void sum8x1(
      int rows,
      int k,
      float[] left,
      int leftOffset,
      int leftStride,
      float[] right,
      int rightOffset,
      int rightStride,
      float[] tile,
      int tileOffset) {
    int row0 = leftOffset;
    int row1 = leftOffset + Math.min(1, rows - 1) * leftStride;
    int row2 = leftOffset + Math.min(2, rows - 1) * leftStride;
    int row3 = leftOffset + Math.min(3, rows - 1) * leftStride;
    int row4 = leftOffset + Math.min(4, rows - 1) * leftStride;
    int row5 = leftOffset + Math.min(5, rows - 1) * leftStride;
    int row6 = leftOffset + Math.min(6, rows - 1) * leftStride;
    int row7 = leftOffset + Math.min(7, rows - 1) * leftStride;
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s40 = FloatVector.zero(SPECIES);
    FloatVector s50 = FloatVector.zero(SPECIES);
    FloatVector s60 = FloatVector.zero(SPECIES);
    FloatVector s70 = FloatVector.zero(SPECIES);
    for (int p = 0; p < k; p++) {
      int at = rightOffset + p * rightStride;
      FloatVector right0 = FloatVector.fromArray(SPECIES, right, at);
      FloatVector scale = FloatVector.broadcast(SPECIES, left[row0 + p]);
      s00 = scale.fma(right0, s00);
      scale = FloatVector.broadcast(SPECIES, left[row1 + p]);
      s10 = scale.fma(right0, s10);
      scale = FloatVector.broadcast(SPECIES, left[row2 + p]);
      s20 = scale.fma(right0, s20);
      scale = FloatVector.broadcast(SPECIES, left[row3 + p]);
      s30 = scale.fma(right0, s30);
      scale = FloatVector.broadcast(SPECIES, left[row4 + p]);
      s40 = scale.fma(right0, s40);
      scale = FloatVector.broadcast(SPECIES, left[row5 + p]);
      s50 = scale.fma(right0, s50);
      scale = FloatVector.broadcast(SPECIES, left[row6 + p]);
      s60 = scale.fma(right0, s60);
      scale = FloatVector.broadcast(SPECIES, left[row7 + p]);
      s70 = scale.fma(right0, s70);
    }
    s00.intoArray(tile, tileOffset);
    s10.intoArray(tile, tileOffset + PANEL);
    s20.intoArray(tile, tileOffset + 2 * PANEL);
    s30.intoArray(tile, tileOffset + 3 * PANEL);
    s40.intoArray(tile, tileOffset + 4 * PANEL);
    s50.intoArray(tile, tileOffset + 5 * PANEL);
    s60.intoArray(tile, tileOffset + 6 * PANEL);
    s70.intoArray(tile, tileOffset + 7 * PANEL);
  }

  /** Sums of one row by 1 register, see {@link #sumTile}. */
  private static void sum1x1(
      int k,
      float[] left,
      int leftOffset,
      float[] right,
      int rightOffset,
      int rightStride,
      float[] tile,
      int tileOffset) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    for (int p = 0; p < k; p++) {
      int at = rightOffset + p * rightStride;
      FloatVector right0 = FloatVector.fromArray(SPECIES, right, at);
      FloatVector scale = FloatVector.broadcast(SPECIES, left[leftOffset + p]);
      s00 = scale.fma(right0, s00);
    }
    s00.intoArray(tile, tileOffset);
  }
}
