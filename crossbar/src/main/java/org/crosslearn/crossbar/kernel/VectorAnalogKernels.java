package org.crosslearn.crossbar.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.crosslearn.crossbar.random.Threefry;

/** The loops on vector registers, with the Vector API; of at most 16 lanes, half a group. */
final class VectorAnalogKernels implements AnalogKernels {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > 16
      ? FloatVector.SPECIES_512
      : FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);
  private static final int LANES = SPECIES.length();
  private static final int HALF = GROUP / 2;
  private static final IntVector LANE_NUMBERS = IntVector.zero(INTS).addIndex(1);

  /** Groups whose words are kept in the first-level cache between their making and their use. */
  private static final int BLOCK = 32;

  private static final float ROUNDER = PlainAnalogKernels.ROUNDER;

  /** A group's worth of zeros before a group's worth of infinities. */
  private static final float[] OUTSIDE = new float[2 * GROUP];

  static {
    Arrays.fill(OUTSIDE, GROUP, 2 * GROUP, Float.POSITIVE_INFINITY);
  }

  private final float[] lanes = new float[GROUP];
  private final int[] words = new int[BLOCK * GROUP];

  @Override
  public void gaussians(long key, long firstGroup, int groups, float[] numbers) {
    for (int group = 0; group < groups; group += BLOCK) {
      int count = Math.min(BLOCK, groups - group);
      words(key, firstGroup + group, count, words);
      radii(words, count, numbers, group * GROUP);
      turn(words, count, numbers, group * GROUP);
    }
  }

  @Override
  public void uniforms(long key, long firstGroup, int groups, float[] numbers) {
    for (int group = 0; group < groups; group += BLOCK) {
      int count = Math.min(BLOCK, groups - group);
      words(key, firstGroup + group, count, words);
      for (int i = 0; i < count * GROUP; i += LANES) {
        betweenOneAndTwo(IntVector.fromArray(INTS, words, i))
            .sub(1)
            .intoArray(numbers, group * GROUP + i);
      }
    }
  }

  // Java 17 makes no instruction of a conversion from int to float, but of reinterpretation it
  // does.

  private static FloatVector betweenOneAndTwo(IntVector word) {
    return word.lanewise(VectorOperators.LSHR, 9)
        .lanewise(VectorOperators.OR, PlainAnalogKernels.BITS_OF_ONE)
        .reinterpretAsFloats();
  }

  private static FloatVector toFloats(IntVector below2To23) {
    return below2To23
        .add(PlainAnalogKernels.BITS_OF_ROUNDER)
        .reinterpretAsFloats()
        .sub(ROUNDER);
  }

  /** See {@link Threefry#words}; first words in the lower half of each group, second in the upper. */
  private static void words(long key, long firstGroup, int groups, int[] words) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int k2 = Threefry.PARITY ^ k0 ^ k1;
    for (int group = 0; group < groups; group++) {
      // Sixteen counters from a multiple of sixteen never carry into the upper word.
      long counter = (firstGroup + group) * HALF;
      for (int lane = 0; lane < HALF; lane += LANES) {
        IntVector x0 = LANE_NUMBERS.add((int) counter + lane + k0);
        IntVector x1 = IntVector.broadcast(INTS, (int) (counter >>> 32) + k1);

        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 13).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 15).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 26).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 6).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(k1);
        x1 = x1.add(k2 + 1);

        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 17).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 29).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(k2);
        x1 = x1.add(k0 + 2);

        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 13).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 15).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 26).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 6).lanewise(VectorOperators.XOR, x0);
        x0 = x0.add(k0);
        x1 = x1.add(k1 + 3);

        x0 = x0.add(x1);
        x1 = x1.lanewise(VectorOperators.ROL, 17).lanewise(VectorOperators.XOR, x0);
        x0.intoArray(words, group * GROUP + lane);
        x1.intoArray(words, group * GROUP + HALF + lane);
      }
    }
  }

  /**
   * The formulas of {@link PlainAnalogKernels#gaussians}, with fused multiply-adds: here the radii of
   * each group, into its lower half. Two methods, because one would be too large for Java's compiler
   * to keep every vector in a register.
   */
  private static void radii(int[] words, int groups, float[] numbers, int offset) {
    for (int group = 0; group < groups; group++) {
      for (int lane = 0; lane < HALF; lane += LANES) {
        int at = group * GROUP + lane;
        IntVector word = IntVector.fromArray(INTS, words, at);
        FloatVector lower = toFloats(word.lanewise(VectorOperators.AND, 0xffff));
        FloatVector u = toFloats(word.lanewise(VectorOperators.LSHR, 16))
            .fma(FloatVector.broadcast(SPECIES, 0x1p-16f), lower.add(0.5f).mul(0x1p-32f));
        IntVector bits = u.reinterpretAsInts();
        IntVector exponent =
            bits.sub(PlainAnalogKernels.ROOT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
        FloatVector mantissa =
            bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats();
        FloatVector s = mantissa.sub(1).div(mantissa.add(1));
        FloatVector square = s.mul(s);
        FloatVector series = square
            .fma(FloatVector.broadcast(SPECIES, 1 / 7f), FloatVector.broadcast(SPECIES, 1 / 5f))
            .fma(square, FloatVector.broadcast(SPECIES, 1 / 3f))
            .fma(square, FloatVector.broadcast(SPECIES, 1));
        toFloats(exponent.add(64))
            .sub(64)
            .mul(-2 * PlainAnalogKernels.LOG_2)
            .add(s.mul(-4).mul(series))
            .lanewise(VectorOperators.SQRT)
            .intoArray(numbers, offset + at);
      }
    }
  }

  /** Turns each radius in the lower half of a group into two numbers. */
  private static void turn(int[] words, int groups, float[] numbers, int offset) {
    for (int group = 0; group < groups; group++) {
      for (int lane = 0; lane < HALF; lane += LANES) {
        int at = group * GROUP + lane;
        IntVector turn = IntVector.fromArray(INTS, words, at + HALF);
        FloatVector angle = betweenOneAndTwo(turn.lanewise(VectorOperators.LSHL, 2))
            .sub(1.5f)
            .mul(PlainAnalogKernels.QUARTER_TURN);
        FloatVector angleSquare = angle.mul(angle);
        FloatVector sine = angleSquare
            .fma(
                FloatVector.broadcast(SPECIES, 1 / 362880f),
                FloatVector.broadcast(SPECIES, -1 / 5040f))
            .fma(angleSquare, FloatVector.broadcast(SPECIES, 1 / 120f))
            .fma(angleSquare, FloatVector.broadcast(SPECIES, -1 / 6f))
            .fma(angleSquare, FloatVector.broadcast(SPECIES, 1))
            .mul(angle);
        FloatVector cosine = angleSquare
            .fma(
                FloatVector.broadcast(SPECIES, 1 / 40320f),
                FloatVector.broadcast(SPECIES, -1 / 720f))
            .fma(angleSquare, FloatVector.broadcast(SPECIES, 1 / 24f))
            .fma(angleSquare, FloatVector.broadcast(SPECIES, -1 / 2f))
            .fma(angleSquare, FloatVector.broadcast(SPECIES, 1));
        IntVector doubled = turn.lanewise(VectorOperators.LSHL, 1);
        IntVector sineBits = sine.reinterpretAsInts();
        IntVector cosineBits = cosine.reinterpretAsInts();
        // Exchanges the two in odd quadrants.
        IntVector exchange = sineBits
            .lanewise(VectorOperators.XOR, cosineBits)
            .lanewise(VectorOperators.AND, doubled.lanewise(VectorOperators.ASHR, 31));
        FloatVector radius = FloatVector.fromArray(SPECIES, numbers, offset + at);
        withSign(
                cosineBits.lanewise(VectorOperators.XOR, exchange),
                turn.lanewise(VectorOperators.XOR, doubled))
            .mul(radius)
            .intoArray(numbers, offset + at);
        withSign(sineBits.lanewise(VectorOperators.XOR, exchange), turn)
            .mul(radius)
            .intoArray(numbers, offset + at + HALF);
      }
    }
  }

  private static FloatVector withSign(IntVector value, IntVector sign) {
    return value
        .lanewise(VectorOperators.XOR, sign.lanewise(VectorOperators.AND, 0x80000000))
        .reinterpretAsFloats();
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
      float[] panel,
      int panelOffset,
      float sigma,
      float[] gaussians,
      float[] sums,
      int sumsOffset,
      int columns,
      float[] range) {
    for (int lane = 0; lane < HALF && lane < columns; lane += LANES) {
      // Infinite where there is no column: no lowest and, subtracted, no highest current.
      FloatVector leftOutside = FloatVector.fromArray(SPECIES, OUTSIDE, GROUP - columns + lane);
      FloatVector rightOutside =
          FloatVector.fromArray(SPECIES, OUTSIDE, GROUP - columns + lane + HALF);
      FloatVector lowLeft = FloatVector.broadcast(SPECIES, range[0]);
      FloatVector lowRight = lowLeft;
      FloatVector highLeft = FloatVector.broadcast(SPECIES, range[1]);
      FloatVector highRight = highLeft;
      for (int v = from; v < to; v++) {
        int end = starts[v * stride + tile + 1];
        FloatVector leftSum = FloatVector.zero(SPECIES);
        FloatVector rightSum = FloatVector.zero(SPECIES);
        int k = starts[v * stride + tile];
        if (gaussians == null || k == end) {
          for (; k < end; k++) {
            int cell = panelOffset + lines[k] * GROUP + lane;
            float amplitude = amplitudes[k];
            leftSum = leftSum.add(FloatVector.fromArray(SPECIES, panel, cell).mul(amplitude));
            rightSum =
                rightSum.add(FloatVector.fromArray(SPECIES, panel, cell + HALF).mul(amplitude));
          }
        } else {
          FloatVector leftSquares = FloatVector.zero(SPECIES);
          FloatVector rightSquares = FloatVector.zero(SPECIES);
          for (; k < end; k++) {
            int cell = panelOffset + lines[k] * GROUP + lane;
            float amplitude = amplitudes[k];
            FloatVector leftCurrent =
                FloatVector.fromArray(SPECIES, panel, cell).mul(amplitude);
            FloatVector rightCurrent =
                FloatVector.fromArray(SPECIES, panel, cell + HALF).mul(amplitude);
            leftSum = leftSum.add(leftCurrent);
            rightSum = rightSum.add(rightCurrent);
            leftSquares = leftCurrent.fma(leftCurrent, leftSquares);
            rightSquares = rightCurrent.fma(rightCurrent, rightSquares);
          }
          int noise = (v - from) * GROUP + lane;
          leftSum = leftSquares
              .lanewise(VectorOperators.SQRT)
              .mul(sigma)
              .fma(FloatVector.fromArray(SPECIES, gaussians, noise), leftSum);
          rightSum = rightSquares
              .lanewise(VectorOperators.SQRT)
              .mul(sigma)
              .fma(FloatVector.fromArray(SPECIES, gaussians, noise + HALF), rightSum);
        }
        leftSum.intoArray(sums, sumsOffset + v * GROUP + lane);
        rightSum.intoArray(sums, sumsOffset + v * GROUP + HALF + lane);
        FloatVector leftLow = leftSum.add(leftOutside);
        FloatVector rightLow = rightSum.add(rightOutside);
        FloatVector leftHigh = leftSum.sub(leftOutside);
        FloatVector rightHigh = rightSum.sub(rightOutside);
        lowLeft = lowLeft.blend(leftLow, leftLow.compare(VectorOperators.LT, lowLeft));
        lowRight = lowRight.blend(rightLow, rightLow.compare(VectorOperators.LT, lowRight));
        highLeft = highLeft.blend(leftHigh, leftHigh.compare(VectorOperators.GT, highLeft));
        highRight = highRight.blend(rightHigh, rightHigh.compare(VectorOperators.GT, highRight));
      }
      lowLeft.min(lowRight).intoArray(lanes, 0);
      highLeft.max(highRight).intoArray(lanes, HALF);
      for (int k = 0; k < LANES; k++) {
        range[0] = Math.min(range[0], lanes[k]);
        range[1] = Math.max(range[1], lanes[HALF + k]);
      }
    }
  }

  @Override
  public void convertAndAdd(
      int batch,
      int planes,
      float[] sums,
      int sumsOffset,
      float[] weights,
      float low,
      float step,
      float perStep,
      int highestCode,
      float[] y,
      int yOffset,
      int ldy,
      int columns) {
    for (int lane = 0; lane < columns; lane += LANES) {
      boolean whole = lane + LANES <= columns;
      for (int b = 0; b < batch; b++) {
        int result = yOffset + b * ldy + lane;
        if (!whole) {
          System.arraycopy(y, result, lanes, 0, columns - lane);
        }
        FloatVector total = FloatVector.fromArray(SPECIES, whole ? y : lanes, whole ? result : 0);
        for (int p = 0; p < planes; p++) {
          int vector = b * planes + p;
          FloatVector current =
              FloatVector.fromArray(SPECIES, sums, sumsOffset + vector * GROUP + lane);
          if (highestCode > 0) {
            current = current
                .sub(low)
                .mul(perStep)
                .min(highestCode)
                .max(0)
                .add(ROUNDER)
                .sub(ROUNDER)
                .mul(step)
                .add(low);
          }
          total = total.add(current.mul(weights[vector]));
        }
        total.intoArray(whole ? y : lanes, whole ? result : 0);
        if (!whole) {
          System.arraycopy(lanes, 0, y, result, columns - lane);
        }
      }
    }
  }

  @Override
  public void convert(
      int vectors,
      float[] sums,
      int sumsOffset,
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
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int lane = 0; lane < GROUP; lane += LANES) {
      int column = firstColumn + lane;
      FloatVector lows = FloatVector.fromArray(SPECIES, low, column);
      FloatVector steps = FloatVector.fromArray(SPECIES, step, column);
      FloatVector perSteps = FloatVector.fromArray(SPECIES, perStep, column);
      FloatVector gains = FloatVector.fromArray(SPECIES, gain, column);
      FloatVector offsets = FloatVector.fromArray(SPECIES, offset, column);
      for (int i = lane; i < vectors * GROUP; i += GROUP) {
        FloatVector code = FloatVector.fromArray(SPECIES, sums, sumsOffset + i)
            .sub(lows)
            .mul(perSteps)
            .mul(gains)
            .add(offsets);
        if (gaussians != null) {
          code = code.add(FloatVector.fromArray(SPECIES, gaussians, i).mul(noise));
        }
        code = code.min(highestCode).max(0);
        if (!nearest) {
          code = code.add(slack).min(highestCode);
        }
        FloatVector rounded = code.add(ROUNDER).sub(ROUNDER);
        if (!nearest) {
          rounded = rounded.sub(1, rounded.compare(VectorOperators.GT, code));
          if (dither != null) {
            FloatVector threshold = one.sub(FloatVector.fromArray(SPECIES, dither, i));
            rounded = rounded.add(1, code.sub(rounded).compare(VectorOperators.GT, threshold));
          }
        }
        rounded.mul(steps).add(lows).intoArray(sums, sumsOffset + i);
      }
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
    for (int i = 0; i < count; i += LANES) {
      FloatVector change = FloatVector.fromArray(SPECIES, changes, i).mul(direction);
      FloatVector magnitude = change
          .mul(
              FloatVector.broadcast(SPECIES, down).blend(up, change.compare(VectorOperators.GT, 0)))
          .abs();
      FloatVector nearest = magnitude.add(ROUNDER).sub(ROUNDER);
      FloatVector whole = nearest.sub(1, nearest.compare(VectorOperators.GT, magnitude));
      // From 2^23 on every float is whole, and the sum may have been rounded.
      whole = magnitude.blend(whole, magnitude.compare(VectorOperators.LT, ROUNDER));
      FloatVector threshold =
          FloatVector.broadcast(SPECIES, 1).sub(FloatVector.fromArray(SPECIES, dither, i));
      whole = whole.add(1, magnitude.sub(whole).compare(VectorOperators.GE, threshold));
      withSign(whole.reinterpretAsInts(), change.reinterpretAsInts()).intoArray(pulses, i);
    }
    return nonZero(count, pulses, hits);
  }

  /** Most cells see no pulse: eight at a time are passed over. */
  private static int nonZero(int count, float[] pulses, int[] hits) {
    int found = 0;
    for (int i = 0; i < count; i += 8) {
      int bits = 0;
      for (int k = i; k < i + 8; k++) {
        bits |= Float.floatToRawIntBits(pulses[k]);
      }
      // Without the sign, for some zeros are negative.
      if (bits << 1 != 0) {
        int end = Math.min(count, i + 8);
        for (int k = i; k < end; k++) {
          if (pulses[k] != 0) {
            hits[found++] = k;
          }
        }
      }
    }
    return found;
  }

  @Override
  public PulseKernels pulses() {
    return new VectorPulseKernels();
  }
}
