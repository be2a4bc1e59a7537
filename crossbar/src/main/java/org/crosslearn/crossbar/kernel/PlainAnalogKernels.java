package org.crosslearn.crossbar.kernel;

import org.crosslearn.crossbar.random.Threefry;

/** The loops element by element: what the others are compared with. */
final class PlainAnalogKernels implements AnalogKernels {
  private static final int HALF = GROUP / 2;

  /** Adding and subtracting it leaves a float below 2^22 rounded to a whole number, halves to even. */
  static final float ROUNDER = 0x1p23f;

  static final float LOG_2 = (float) Math.log(2);
  static final float QUARTER_TURN = (float) (Math.PI / 2);
  static final int BITS_OF_ONE = 0x3f800000;
  static final int BITS_OF_ROUNDER = 0x4b000000;

  /** Bits of the root of a half: mantissas are taken from there to its double. */
  static final int ROOT_HALF_BITS = 0x3f3504f3;

  @Override
  public void gaussians(long key, long firstGroup, int groups, float[] numbers) {
    for (int group = 0; group < groups; group++) {
      for (int lane = 0; lane < HALF; lane++) {
        long words = Threefry.words(key, (firstGroup + group) * HALF + lane);
        float radius = radius((int) words);
        int turn = (int) (words >>> 32);
        float angle = (betweenOneAndTwo(turn << 2) - 1.5f) * QUARTER_TURN;
        float square = angle * angle;
        float sine = angle * sineRatio(square);
        float cosine = cosine(square);
        boolean oddQuadrant = turn << 1 < 0;
        int first = group * GROUP + lane;
        numbers[first] = radius * withSign(oddQuadrant ? sine : cosine, turn ^ turn << 1);
        numbers[first + HALF] = radius * withSign(oddQuadrant ? cosine : sine, turn);
      }
    }
  }

  /**
   * {@code sqrt(-2 ln u)}, {@code u = (word + 1/2) / 2^32}. The logarithm of the mantissa m in
   * sqrt(1/2) .. sqrt(2) is {@code 2 artanh(s)}, {@code s = (m - 1) / (m + 1)}; its series ends after
   * s^7, with a relative error below 1e-7.
   */
  private static float radius(int word) {
    float u = (word >>> 16) * 0x1p-16f + ((word & 0xffff) + 0.5f) * 0x1p-32f;
    int bits = Float.floatToRawIntBits(u);
    int exponent = bits - ROOT_HALF_BITS >> 23;
    float mantissa = Float.intBitsToFloat(bits - (exponent << 23));
    float s = (mantissa - 1) / (mantissa + 1);
    float square = s * s;
    float series = ((square * (1 / 7f) + 1 / 5f) * square + 1 / 3f) * square + 1;
    return (float) Math.sqrt(exponent * (-2 * LOG_2) + -4 * s * series);
  }

  /** {@code sin(a) / a} from the square of an angle within an eighth of a turn: Taylor, error 2e-9. */
  private static float sineRatio(float square) {
    return (((square * (1 / 362880f) - 1 / 5040f) * square + 1 / 120f) * square - 1 / 6f) * square
        + 1;
  }

  /** Taylor, error 3e-8. */
  private static float cosine(float square) {
    return (((square * (1 / 40320f) - 1 / 720f) * square + 1 / 24f) * square - 1 / 2f) * square + 1;
  }

  /** A float in [1, 2) with the upper 23 bits of a word. */
  private static float betweenOneAndTwo(int word) {
    return Float.intBitsToFloat(word >>> 9 | BITS_OF_ONE);
  }

  private static float withSign(float value, int sign) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ sign & 0x80000000);
  }

  @Override
  public void uniforms(long key, long firstGroup, int groups, float[] numbers) {
    for (int group = 0; group < groups; group++) {
      for (int lane = 0; lane < HALF; lane++) {
        long words = Threefry.words(key, (firstGroup + group) * HALF + lane);
        numbers[group * GROUP + lane] = betweenOneAndTwo((int) words) - 1;
        numbers[group * GROUP + HALF + lane] = betweenOneAndTwo((int) (words >>> 32)) - 1;
      }
    }
  }

  @Override
  public float largestMagnitude(int count, float[] values, int from) {
    float largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  @Override
  public float total(int count, float[] values, int from) {
    float[] parts = new float[HALF];
    for (int i = 0; i < count; i++) {
      parts[i % HALF] += values[from + i];
    }
    return pairwise(parts);
  }

  /** Sum of the first sixteen elements, which are overwritten. */
  static float pairwise(float[] parts) {
    for (int half = HALF / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        parts[i] += parts[i + half];
      }
    }
    return parts[0];
  }

  @Override
  public void codes(
      int count, float[] values, int from, float perUnit, int highest, int[] codes, int to) {
    for (int i = 0; i < count; i++) {
      float value = values[from + i];
      int magnitude = (int) Math.min(highest, Math.abs(value) * perUnit + 0.5f);
      codes[to + i] = value < 0 ? -magnitude : magnitude;
    }
  }

  @Override
  public void digits(
      int count,
      int[] codes,
      int from,
      int shift,
      int highest,
      float unit,
      float[] digits,
      int to) {
    for (int i = 0; i < count; i++) {
      int code = codes[from + i];
      float magnitude = (Math.abs(code) >> shift & highest) * unit;
      digits[to + i] = code < 0 ? -magnitude : magnitude;
    }
  }

  @Override
  public void masks(int count, int[] codes, int from, int plane, int[] masks, int to) {
    for (int i = 0; i < count; i++) {
      masks[to + i] = -(Math.abs(codes[from + i]) >> plane & 1);
    }
  }

  @Override
  public void pulsePowers(
      int count, int[] codes, int from, int planes, float unit, float[] powers, int to) {
    for (int i = 0; i < count; i++) {
      int magnitude = Math.abs(codes[from + i]);
      float power = 0;
      float worth = unit;
      for (int p = 0; p < planes; p++, worth *= 4) {
        power += (magnitude >> p & 1) * worth;
      }
      powers[to + i] = power;
    }
  }

  @Override
  public void currents(
      int from,
      int to,
      int[] starts,
      int stride,
      int tile,
      int[] lines,
      float[] amplitudes,
      float[] states,
      int statesOffset,
      int lineStride,
      float perState,
      float off,
      float[] squares,
      float[] sums,
      int sumsOffset,
      int sumsStride) {
    for (int v = from; v < to; v++) {
      int end = starts[v * stride + tile + 1];
      for (int k = starts[v * stride + tile]; k < end; k++) {
        int line = statesOffset + lines[k] * lineStride;
        int columns = Math.min(GROUP, states.length - line);
        for (int j = 0; j < columns; j++) {
          float current = (states[line + j] * perState + off) * amplitudes[k];
          sums[sumsOffset + v * sumsStride + j] += current;
          if (squares != null) {
            squares[(v - from) * GROUP + j] += current * current;
          }
        }
      }
    }
  }

  @Override
  public void pack(int lines, float[] values, int[] packed, float[] units) {
    for (int j = 0; j < GROUP; j++) {
      float total = 0;
      for (int i = 0; i < lines; i++) {
        total += values[i * GROUP + j];
      }
      units[j] = total * perPackedTotal(lines);
    }
    for (int i = 0; i < lines; i++) {
      for (int j = 0; j < HALF; j++) {
        packed[i * HALF + j] = whole(values[i * GROUP + j], units[j])
            | whole(values[i * GROUP + HALF + j], units[HALF + j]) << 16;
      }
    }
  }

  /** Leaves room for all numbers of a column to be rounded up. */
  static float perPackedTotal(int lines) {
    return 1f / (65534 - lines / 2);
  }

  private static int whole(float value, float unit) {
    // Nothing to divide where all numbers are zero; the least number makes it zero again.
    float quotient = value / Math.max(unit, Float.MIN_NORMAL);
    return Float.floatToRawIntBits(quotient + ROUNDER) - BITS_OF_ROUNDER;
  }

  @Override
  public void sumPacked(
      int vectors, int lines, int[] masks, int[] packed, float[] units, float[] sums) {
    for (int v = 0; v < vectors; v++) {
      for (int j = 0; j < HALF; j++) {
        int sum = 0;
        for (int i = 0; i < lines; i++) {
          sum += packed[i * HALF + j] & masks[v * lines + i];
        }
        sums[v * GROUP + j] = (sum & 0xffff) * units[j];
        sums[v * GROUP + HALF + j] = (sum >>> 16) * units[HALF + j];
      }
    }
  }

  @Override
  public void addNoise(
      long key,
      long firstGroup,
      int vectors,
      float sigma,
      float[] squares,
      int squaresOffset,
      int squaresStride,
      float[] sums,
      int sumsOffset,
      int sumsStride) {
    float[] gaussians = new float[GROUP];
    for (int v = 0; v < vectors; v++) {
      gaussians(key, firstGroup + v, 1, gaussians);
      for (int j = 0; j < GROUP; j++) {
        sums[sumsOffset + v * sumsStride + j] += sigma
            * (float) Math.sqrt(squares[squaresOffset + v * squaresStride + j])
            * gaussians[j];
      }
    }
  }

  @Override
  public void widen(
      int vectors, float[] sums, int sumsOffset, int sumsStride, int columns, float[] range) {
    float low = range[0];
    float high = range[1];
    for (int v = 0; v < vectors; v++) {
      for (int j = 0; j < columns; j++) {
        float sum = sums[sumsOffset + v * sumsStride + j];
        low = sum < low ? sum : low;
        high = sum > high ? sum : high;
      }
    }
    range[0] = low;
    range[1] = high;
  }

  @Override
  public void convertAndAdd(
      int batch,
      int planes,
      float[] sums,
      int sumsOffset,
      int sumsStride,
      float[] weights,
      float low,
      float step,
      float perStep,
      int highestCode,
      float[] y,
      int yOffset,
      int ldy,
      int columns) {
    for (int b = 0; b < batch; b++) {
      for (int j = 0; j < columns; j++) {
        float total = y[yOffset + b * ldy + j];
        for (int p = 0; p < planes; p++) {
          int vector = b * planes + p;
          float current = sums[sumsOffset + vector * sumsStride + j];
          if (highestCode > 0) {
            float code = Math.max(0, Math.min(highestCode, (current - low) * perStep));
            current = low + (code + ROUNDER - ROUNDER) * step;
          }
          total += weights[vector] * current;
        }
        y[yOffset + b * ldy + j] = total;
      }
    }
  }

  @Override
  public void convert(
      int vectors,
      float[] sums,
      int sumsOffset,
      int sumsStride,
      int firstColumn,
      float[] low,
      float[] step,
      float[] perStep,
      float[] gain,
      float[] offset,
      float noise,
      float[] gaussians,
      int highestCode,
      boolean nearest,
      float slack,
      float[] dither) {
    for (int i = 0; i < vectors * GROUP; i++) {
      int column = firstColumn + i % GROUP;
      int at = sumsOffset + i / GROUP * sumsStride + i % GROUP;
      float position = (sums[at] - low[column]) * perStep[column];
      position = position * gain[column] + offset[column];
      if (gaussians != null) {
        position += noise * gaussians[i];
      }
      float code = Math.max(0, Math.min(highestCode, position));
      float rounded = code + ROUNDER - ROUNDER;
      if (!nearest) {
        code = Math.min(highestCode, code + slack);
        rounded = (float) Math.floor(code);
        if (dither != null && code - rounded > 1 - dither[i]) {
          rounded++;
        }
      }
      sums[at] = low[column] + rounded * step[column];
    }
  }

  @Override
  public int wholePulses(
      int count,
      float[] changes,
      float direction,
      float up,
      float down,
      float[] dither,
      float[] pulses,
      int[] hits) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      float change = changes[i] * direction;
      float magnitude = Math.abs(change * (change > 0 ? up : down));
      // In two parts, because a float sum would itself be rounded, at times up to the next pulse.
      float whole = (float) Math.floor(magnitude);
      if (magnitude - whole >= 1 - dither[i]) {
        whole++;
      }
      pulses[i] = Math.copySign(whole, change);
      if (whole != 0) {
        hits[found++] = i;
      }
    }
    return found;
  }

  @Override
  public int strike(long key, long firstGroup, int count, int[] probabilities, int[] struck) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      int lane = i % HALF;
      long words = Threefry.words(key, (firstGroup + i / GROUP) * HALF + lane);
      int word = (int) (i % GROUP < HALF ? words : words >>> 32);
      // Wraps round for a certain event, as it should.
      if ((word >>> 1) - probabilities[i] < 0) {
        struck[found++] = i;
      }
    }
    return found;
  }

  @Override
  public PulseKernels pulses() {
    return new PlainPulseKernels();
  }
}
