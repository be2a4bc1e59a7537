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

  ConverterErrors(AdcSpec spec, int columns) {
    this.spec = spec.errors();
    highestCode = spec.highestCode();
    gain = new float[columns];
    offset = new float[columns];
    Arrays.fill(gain, 1);
    thresholds = this.spec.bendThresholds() ? new float[columns * highestCode] : null;
  }

  void draw(int column, RandomStream stream) {
    offset[column] = (float) (spec.offset() * stream.gaussian());
    gain[column] = (float) (1 + spec.gain() * stream.gaussian());
    double bow = spec.integralNonlinearity() * stream.gaussian();
    if (thresholds != null) {
      drawThresholds(column * highestCode, bow, stream);
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

  /** How many thresholds a position reaches: bit by bit, as a converter by successive approximation. */
  int code(int column, float position) {
    int before = column * highestCode - 1;
    int code = 0;
    for (int bit = highestCode + 1 >> 1; bit > 0; bit >>= 1) {
      // A mask, because a branch would be guessed wrong: three times as fast.
      code += bit & (thresholds[before + code + bit] <= position ? -1 : 0);
    }
    return code;
  }
}
