package org.crosslearn.crossbar.converter;

import java.util.Arrays;
import org.crosslearn.crossbar.random.RandomStream;

/**
 * What is wrong with the converters of one tile, fixed for ever. All of a column's draws come from a
 * stream of its own and are made whichever errors are on: one error does not change the others, and
 * more columns not those that were there.
 */
final class ConverterErrors {
  private final AdcSpec.Errors spec;
  private final int highestCode;
  private final float[] gain;
  private final float[] offset;

  /** Thresholds of codes 1 .. highest of a column, after those of the column before; null if ideal. */
  private final float[] thresholds;

  /** By how many codes thresholds of a column are displaced at most, and more than rounding adds. */
  private final float[] reach;

  /** First step of the search in a column, a power of two: it tells twice as many codes apart. */
  private final int[] firstStep;

  ConverterErrors(AdcSpec spec, int columns) {
    this.spec = spec.errors();
    highestCode = spec.highestCode();
    gain = new float[columns];
    offset = new float[columns];
    Arrays.fill(gain, 1);
    thresholds = this.spec.bendThresholds() ? new float[columns * highestCode] : null;
    reach = new float[columns];
    firstStep = new int[columns];
  }

  void draw(int column, RandomStream stream) {
    offset[column] = (float) (spec.offset() * stream.gaussian());
    gain[column] = (float) (1 + spec.gain() * stream.gaussian());
    double bow = spec.integralNonlinearity() * stream.gaussian();
    if (thresholds != null) {
      drawThresholds(column * highestCode, bow, stream);
      prepareSearch(column);
    }
  }

  /**
   * Thresholds of code k for conversions to the nearest: {@code k - 1/2}, plus the running sum of the
   * errors of width, less the straight line to its end, plus the bow.
   *
   * <p>What is counted are thresholds below the input, as the comparators of a flash converter do, so
   * thresholds that change places make no difference and are sorted.
   */
  private void drawThresholds(int first, double bow, RandomStream stream) {
    int widths = highestCode - 1;
    double sum = 0;
    thresholds[first] = 0;
    for (int k = 1; k <= widths; k++) {
      sum += spec.differentialNonlinearity() * stream.gaussian();
      thresholds[first + k] = (float) sum;
    }
    for (int k = 0; k <= widths; k++) {
      double along = widths == 0 ? 0 : k / (double) widths;
      thresholds[first + k] += (float) (k + 0.5 - along * sum + bow * 4 * along * (1 - along));
    }
    Arrays.sort(thresholds, first, first + highestCode);
  }

  private void prepareSearch(int column) {
    float most = 0;
    for (int k = 0; k < highestCode; k++) {
      most = Math.max(most, Math.abs(thresholds[column * highestCode + k] - (k + 0.5f)));
    }
    reach[column] = most + 0.01f;
    int step = 1;
    while (2 * step <= highestCode && 2 * step - 1 < 2 * reach[column]) {
      step *= 2;
    }
    firstStep[column] = step;
  }

  /** Where a converter sees a position, in codes above the lowest. */
  float seen(int column, float position) {
    return position * gain[column] + offset[column];
  }

  float[] gain() {
    return gain;
  }

  float[] offset() {
    return offset;
  }

  boolean bendThresholds() {
    return thresholds != null;
  }

  /**
   * How many thresholds a position reaches: all that are due more than the {@link #reach} below it,
   * and from there on bit by bit, as a converter by successive approximation.
   */
  int code(int column, float position) {
    int before = column * highestCode - 1;
    int step = firstStep[column];
    int due = (int) (position + 0.5f - reach[column]);
    int code = Math.max(0, Math.min(highestCode + 1 - 2 * step, due));
    for (; step > 0; step >>= 1) {
      // A mask, because a branch would be guessed wrong: three times as fast.
      code += step & (thresholds[before + code + step] <= position ? -1 : 0);
    }
    return code;
  }
}
