package org.crosslearn.hw.published;

import java.util.SplittableRandom;

/**
 * Weights before and after an update, and inputs, of one layer: drawn at random as the runs are said
 * to have been, because the traces themselves were not published.
 *
 * <p>Weights are normal, clipped and rounded to the codes of {@code wlw} bits without the lowest, so
 * that they are symmetric: this gives the published fraction of changed weights, which is below the
 * fraction that is drawn because steps over the edge change nothing. A quarter of the changed
 * weights move by two codes: this gives the published number of pulses in rows of 128 and of 10
 * columns, which single steps do not. Inputs are uniform codes
 * without sign, zeroed at random; single bits are then set or cleared until their mean is the
 * published one. Traces made by an unpublished formula ({@code wstd} is absent) are taken to be as
 * even as their mean: every third code is zero.
 */
final class Trace {
  /** Input vectors that stand for all of a layer. */
  private static final int SAMPLES = 4;

  private final int rows;
  private final int outputs;
  private final int halfScale;
  private final byte[] before;
  private final byte[] after;
  private final int inputBits;
  private final int[][] inputs;

  Trace(Layer layer, PublishedRun.TraceStatistics statistics, int index, long seed) {
    SplittableRandom random = new SplittableRandom(seed + index);
    this.rows = layer.rows();
    this.outputs = layer.outputs();
    this.halfScale = 1 << (statistics.wlw() - 1);
    this.before = new byte[rows * outputs];
    this.after = new byte[rows * outputs];
    this.inputBits = statistics.wla();
    int samples = Math.min(SAMPLES, layer.vectors());
    this.inputs = new int[samples][rows];
    drawWeights(statistics, index, random);
    drawInputs(statistics.activity().get(index), statistics.wstd() == null, random);
  }

  private void drawWeights(
      PublishedRun.TraceStatistics statistics, int index, SplittableRandom random) {
    double deviation = statistics.wstd() == null ? 0.35 : statistics.wstd();
    int most = halfScale - 1;
    for (int i = 0; i < before.length; i++) {
      long code = Math.round(gaussian(random) * deviation * halfScale);
      before[i] = (byte) Math.max(-most, Math.min(most, code));
      after[i] = before[i];
    }
    long toChange = Math.round(statistics.changed().get(index) * before.length);
    while (toChange > 0) {
      int i = random.nextInt(before.length);
      int step = random.nextInt(4) == 0 ? 2 : 1;
      int code = before[i] + (random.nextBoolean() ? step : -step);
      if (after[i] == before[i] && Math.abs(code) <= most) {
        after[i] = (byte) code;
        toChange--;
      }
    }
  }

  /** Box and Muller, in arithmetic that is the same in every version of Java. */
  private static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  private void drawInputs(double activity, boolean even, SplittableRandom random) {
    int magnitudeBits = inputBits - 1;
    double ofNonzero = 0.5 * magnitudeBits / inputBits;
    long missing = Math.round(activity * inputs.length * rows * inputBits);
    for (int[] vector : inputs) {
      for (int i = 0; i < rows; i++) {
        boolean nonzero = even ? i % 3 != 0 : random.nextDouble() < activity / ofNonzero;
        if (nonzero) {
          vector[i] = even ? i * 53 % (1 << magnitudeBits) : random.nextInt(1 << magnitudeBits);
          missing -= Integer.bitCount(vector[i]);
        }
      }
    }
    while (missing != 0) {
      int[] vector = inputs[random.nextInt(inputs.length)];
      int i = random.nextInt(rows);
      int bit = 1 << random.nextInt(magnitudeBits);
      boolean set = (vector[i] & bit) != 0;
      if (vector[i] != 0 && set == missing < 0) {
        vector[i] ^= bit;
        missing += set ? 1 : -1;
      }
    }
  }

  int rows() {
    return rows;
  }

  /** Fraction of the weights that the update changes. */
  double changed() {
    int different = 0;
    for (int i = 0; i < before.length; i++) {
      different += before[i] == after[i] ? 0 : 1;
    }
    return different / (double) before.length;
  }

  int outputs() {
    return outputs;
  }

  int inputBits() {
    return inputBits;
  }

  /** Input vectors drawn; each stands for an equal share of those of the layer. */
  int samples() {
    return inputs.length;
  }

  /** Whether a bit of an input is set. */
  boolean on(int sample, int row, int bit) {
    return (inputs[sample][row] >> bit & 1) == 1;
  }

  double weightBefore(int row, int output) {
    return before[row * outputs + output] / (double) halfScale;
  }

  double weightAfter(int row, int output) {
    return after[row * outputs + output] / (double) halfScale;
  }
}
