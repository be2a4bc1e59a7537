package org.crosslearn.crossbar.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.crosslearn.crossbar.random.Threefry;

/** The loops on vector registers, with the Vector API; of at most 16 lanes, half a group. */
final class VectorAnalogKernels implements AnalogKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > 16
      ? FloatVector.SPECIES_512
      : FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);
  private static final int LANES = SPECIES.length();
  private static final int HALF = GROUP / 2;
  private static final IntVector LANE_NUMBERS = IntVector.zero(INTS).addIndex(1);

  /** Groups whose words are kept in the first-level cache between their making and their use. */
  private static final int BLOCK = 32;

  private static final float ROUNDER = PlainAnalogKernels.ROUNDER;

  private final int[] words = new int[BLOCK * GROUP];

  @Override
  public void gaussians(long key, long firstGroup, int groups, float[] numbers) {
    for (int group = 0; group < groups; group += BLOCK) {
      int count = Math.min(BLOCK, groups - group);
      words(key, firstGroup + group, count, words);
      boxMuller(words, count, numbers, group * GROUP);
    }
  }

  @Override
  public void uniforms(long key, long firstGroup, int groups, float[] numbers) {
    for (int group = 0; group < groups; group += BLOCK) {
      int count = Math.min(BLOCK, groups - group);
      words(key, firstGroup + group, count, words);
      for (int i = 0; i < count * GROUP; i += LANES) {
        IntVector upper = IntVector.fromArray(INTS, words, i).lanewise(VectorOperators.LSHR, 8);
        toFloats(upper).mul(0x1p-24f).intoArray(numbers, group * GROUP + i);
      }
    }
  }

  private static FloatVector toFloats(IntVector whole) {
    return (FloatVector) whole.convert(VectorOperators.I2F, 0);
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

  /** The formulas of {@link PlainAnalogKernels#gaussians}, with fused multiply-adds. */
  private static void boxMuller(int[] words, int groups, float[] numbers, int offset) {
    for (int group = 0; group < groups; group++) {
      for (int lane = 0; lane < HALF; lane += LANES) {
        int at = group * GROUP + lane;
        FloatVector u = toFloats(
                IntVector.fromArray(INTS, words, at).lanewise(VectorOperators.LSHR, 1))
            .fma(broadcast(0x1p-31f), broadcast(0x1p-32f));
        IntVector bits = u.reinterpretAsInts();
        IntVector exponent =
            bits.sub(PlainAnalogKernels.ROOT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
        FloatVector mantissa =
            bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats();
        FloatVector s = mantissa.sub(1).div(mantissa.add(1));
        FloatVector square = s.mul(s);
        FloatVector series = square
            .fma(broadcast(1 / 7f), broadcast(1 / 5f))
            .fma(square, broadcast(1 / 3f))
            .fma(square, broadcast(1));
        FloatVector radius = toFloats(exponent)
            .mul(-2 * PlainAnalogKernels.LOG_2)
            .add(s.mul(-4).mul(series))
            .lanewise(VectorOperators.SQRT);

        IntVector turn = IntVector.fromArray(INTS, words, at + HALF);
        FloatVector angle =
            toFloats(turn.lanewise(VectorOperators.LSHL, 2)).mul(PlainAnalogKernels.ANGLE_PER_UNIT);
        FloatVector angleSquare = angle.mul(angle);
        FloatVector sine = angleSquare
            .fma(broadcast(1 / 362880f), broadcast(-1 / 5040f))
            .fma(angleSquare, broadcast(1 / 120f))
            .fma(angleSquare, broadcast(-1 / 6f))
            .fma(angleSquare, broadcast(1))
            .mul(angle);
        FloatVector cosine = angleSquare
            .fma(broadcast(1 / 40320f), broadcast(-1 / 720f))
            .fma(angleSquare, broadcast(1 / 24f))
            .fma(angleSquare, broadcast(-1 / 2f))
            .fma(angleSquare, broadcast(1));
        IntVector doubled = turn.lanewise(VectorOperators.LSHL, 1);
        VectorMask<Float> oddQuadrant = doubled.compare(VectorOperators.LT, 0).cast(SPECIES);
        withSign(cosine.blend(sine, oddQuadrant), turn.lanewise(VectorOperators.XOR, doubled))
            .mul(radius)
            .intoArray(numbers, offset + at);
        withSign(sine.blend(cosine, oddQuadrant), turn)
            .mul(radius)
            .intoArray(numbers, offset + at + HALF);
      }
    }
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static FloatVector withSign(FloatVector value, IntVector sign) {
    return value
        .reinterpretAsInts()
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
      VectorMask<Float> left = SPECIES.indexInRange(lane, columns);
      VectorMask<Float> right = SPECIES.indexInRange(lane + HALF, columns);
      FloatVector low = broadcast(range[0]);
      FloatVector high = broadcast(range[1]);
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
        low = low.min(low.blend(leftSum, left)).min(low.blend(rightSum, right));
        high = high.max(high.blend(leftSum, left)).max(high.blend(rightSum, right));
      }
      range[0] = low.reduceLanes(VectorOperators.MIN);
      range[1] = high.reduceLanes(VectorOperators.MAX);
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
      VectorMask<Float> inside = SPECIES.indexInRange(lane, columns);
      for (int b = 0; b < batch; b++) {
        int result = yOffset + b * ldy + lane;
        FloatVector total = FloatVector.fromArray(SPECIES, y, result, inside);
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
        total.intoArray(y, result, inside);
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
    int found = 0;
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> inside = SPECIES.indexInRange(i, count);
      FloatVector change = FloatVector.fromArray(SPECIES, changes, i, inside).mul(direction);
      FloatVector magnitude = change
          .mul(broadcast(down).blend(up, change.compare(VectorOperators.GT, 0)))
          .abs();
      FloatVector nearest = magnitude.add(ROUNDER).sub(ROUNDER);
      FloatVector whole = nearest.sub(1, nearest.compare(VectorOperators.GT, magnitude));
      // From 2^23 on every float is whole, and the sum may have been rounded.
      whole = magnitude.blend(whole, magnitude.compare(VectorOperators.LT, ROUNDER));
      FloatVector threshold = broadcast(1).sub(FloatVector.fromArray(SPECIES, dither, i, inside));
      whole = whole.add(1, magnitude.sub(whole).compare(VectorOperators.GE, threshold));
      withSign(whole, change.reinterpretAsInts()).intoArray(pulses, i, inside);
      if (whole.compare(VectorOperators.NE, 0).and(inside).anyTrue()) {
        int end = Math.min(count, i + LANES);
        for (int k = i; k < end; k++) {
          if (pulses[k] != 0) {
            hits[found++] = k;
          }
        }
      }
    }
    return found;
  }
}
