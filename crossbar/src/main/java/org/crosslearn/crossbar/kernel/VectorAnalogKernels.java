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

  /** Vectors whose packed sums are kept in registers. */
  private static final int TOGETHER = 8;

  private static final float ROUNDER = PlainAnalogKernels.ROUNDER;

  /** A group's worth of zeros before a group's worth of infinities. */
  private static final float[] OUTSIDE = new float[2 * GROUP];

  static {
    Arrays.fill(OUTSIDE, GROUP, 2 * GROUP, Float.POSITIVE_INFINITY);
  }

  private final float[] lanes = new float[GROUP];
  private final int[] words = new int[BLOCK * GROUP];
  private final float[] noise = new float[BLOCK * GROUP];
  private final PlainAnalogKernels plain = new PlainAnalogKernels();

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
  public float largestMagnitude(int count, float[] values, int from) {
    int whole = SPECIES.loopBound(count);
    FloatVector largest = FloatVector.zero(SPECIES);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector magnitude = FloatVector.fromArray(SPECIES, values, from + i).abs();
      largest = largest.blend(magnitude, magnitude.compare(VectorOperators.GT, largest));
    }
    largest.intoArray(lanes, 0);
    float rest = plain.largestMagnitude(count - whole, values, from + whole);
    return Math.max(rest, plain.largestMagnitude(LANES, lanes, 0));
  }

  @Override
  public float total(int count, float[] values, int from) {
    int whole = count / HALF * HALF;
    for (int lane = 0; lane < HALF; lane += LANES) {
      FloatVector part = FloatVector.zero(SPECIES);
      for (int i = lane; i < whole; i += HALF) {
        part = part.add(FloatVector.fromArray(SPECIES, values, from + i));
      }
      part.intoArray(lanes, lane);
    }
    for (int i = whole; i < count; i++) {
      lanes[i - whole] += values[from + i];
    }
    return PlainAnalogKernels.pairwise(lanes);
  }

  @Override
  public void codes(
      int count, float[] values, int from, float perUnit, int highest, int[] codes, int to) {
    int whole = SPECIES.loopBound(count);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector value = FloatVector.fromArray(SPECIES, values, from + i);
      FloatVector raised = value.abs().mul(perUnit).add(0.5f);
      raised = raised.blend(highest, raised.compare(VectorOperators.GT, highest));
      FloatVector nearest = raised.add(ROUNDER).sub(ROUNDER);
      FloatVector below = nearest.sub(1, nearest.compare(VectorOperators.GT, raised));
      negated(whole(below), value.reinterpretAsInts().lanewise(VectorOperators.ASHR, 31))
          .intoArray(codes, to + i);
    }
    plain.codes(count - whole, values, from + whole, perUnit, highest, codes, to + whole);
  }

  /** The negative where the mask is -1. */
  private static IntVector negated(IntVector value, IntVector mask) {
    return value.lanewise(VectorOperators.XOR, mask).sub(mask);
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
    int whole = SPECIES.loopBound(count);
    for (int i = 0; i < whole; i += LANES) {
      IntVector code = IntVector.fromArray(INTS, codes, from + i);
      FloatVector magnitude = toFloats(negated(code, code.lanewise(VectorOperators.ASHR, 31))
              .lanewise(VectorOperators.LSHR, shift)
              .lanewise(VectorOperators.AND, highest))
          .mul(unit);
      withSign(magnitude.reinterpretAsInts(), code).intoArray(digits, to + i);
    }
    plain.digits(count - whole, codes, from + whole, shift, highest, unit, digits, to + whole);
  }

  @Override
  public void masks(int count, int[] codes, int from, int plane, int[] masks, int to) {
    int whole = SPECIES.loopBound(count);
    for (int i = 0; i < whole; i += LANES) {
      IntVector code = IntVector.fromArray(INTS, codes, from + i);
      bitMask(negated(code, code.lanewise(VectorOperators.ASHR, 31)), plane)
          .intoArray(masks, to + i);
    }
    plain.masks(count - whole, codes, from + whole, plane, masks, to + whole);
  }

  /** -1 where the bit is set, else 0. */
  private static IntVector bitMask(IntVector values, int bit) {
    return values.lanewise(VectorOperators.LSHL, 31 - bit).lanewise(VectorOperators.ASHR, 31);
  }

  @Override
  public void pulsePowers(
      int count, int[] codes, int from, int planes, float unit, float[] powers, int to) {
    int whole = SPECIES.loopBound(count);
    for (int i = 0; i < whole; i += LANES) {
      IntVector code = IntVector.fromArray(INTS, codes, from + i);
      IntVector magnitude = negated(code, code.lanewise(VectorOperators.ASHR, 31));
      FloatVector power = FloatVector.zero(SPECIES);
      float worth = unit;
      for (int p = 0; p < planes; p++, worth *= 4) {
        power = power.add(bitMask(magnitude, p)
            .lanewise(VectorOperators.AND, Float.floatToRawIntBits(worth))
            .reinterpretAsFloats());
      }
      power.intoArray(powers, to + i);
    }
    plain.pulsePowers(count - whole, codes, from + whole, planes, unit, powers, to + whole);
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
    for (int lane = 0; lane < HALF; lane += LANES) {
      for (int v = from; v < to; v++) {
        int sum = sumsOffset + v * sumsStride + lane;
        FloatVector leftSum = FloatVector.fromArray(SPECIES, sums, sum);
        FloatVector rightSum = FloatVector.fromArray(SPECIES, sums, sum + HALF);
        FloatVector leftSquares = FloatVector.zero(SPECIES);
        FloatVector rightSquares = FloatVector.zero(SPECIES);
        int end = starts[v * stride + tile + 1];
        for (int k = starts[v * stride + tile]; k < end; k++) {
          int cell = statesOffset + lines[k] * lineStride;
          boolean inside = cell + GROUP <= states.length;
          if (!inside) {
            System.arraycopy(states, cell, lanes, 0, states.length - cell);
          }
          float[] source = inside ? states : lanes;
          int at = inside ? cell + lane : lane;
          float amplitude = amplitudes[k];
          FloatVector leftCurrent =
              FloatVector.fromArray(SPECIES, source, at).mul(perState).add(off).mul(amplitude);
          FloatVector rightCurrent = FloatVector.fromArray(SPECIES, source, at + HALF)
              .mul(perState)
              .add(off)
              .mul(amplitude);
          leftSum = leftSum.add(leftCurrent);
          rightSum = rightSum.add(rightCurrent);
          leftSquares = leftSquares.add(leftCurrent.mul(leftCurrent));
          rightSquares = rightSquares.add(rightCurrent.mul(rightCurrent));
        }
        leftSum.intoArray(sums, sum);
        rightSum.intoArray(sums, sum + HALF);
        if (squares != null) {
          int square = (v - from) * GROUP + lane;
          FloatVector.fromArray(SPECIES, squares, square)
              .add(leftSquares)
              .intoArray(squares, square);
          FloatVector.fromArray(SPECIES, squares, square + HALF)
              .add(rightSquares)
              .intoArray(squares, square + HALF);
        }
      }
    }
  }

  @Override
  public void pack(int lines, float[] values, int[] packed, float[] units) {
    FloatVector least = FloatVector.broadcast(SPECIES, Float.MIN_NORMAL);
    for (int lane = 0; lane < HALF; lane += LANES) {
      FloatVector left = FloatVector.zero(SPECIES);
      FloatVector right = FloatVector.zero(SPECIES);
      for (int i = 0; i < lines; i++) {
        left = left.add(FloatVector.fromArray(SPECIES, values, i * GROUP + lane));
        right = right.add(FloatVector.fromArray(SPECIES, values, i * GROUP + HALF + lane));
      }
      left = left.mul(PlainAnalogKernels.perPackedTotal(lines));
      right = right.mul(PlainAnalogKernels.perPackedTotal(lines));
      left.intoArray(units, lane);
      right.intoArray(units, HALF + lane);
      left = left.max(least);
      right = right.max(least);
      for (int i = 0; i < lines; i++) {
        whole(FloatVector.fromArray(SPECIES, values, i * GROUP + lane).div(left))
            .lanewise(
                VectorOperators.OR,
                whole(FloatVector.fromArray(SPECIES, values, i * GROUP + HALF + lane)
                        .div(right))
                    .lanewise(VectorOperators.LSHL, 16))
            .intoArray(packed, i * HALF + lane);
      }
    }
  }

  private static IntVector whole(FloatVector value) {
    return value.add(ROUNDER).reinterpretAsInts().sub(PlainAnalogKernels.BITS_OF_ROUNDER);
  }

  @Override
  public void sumPacked(
      int vectors, int lines, int[] masks, int[] packed, float[] units, float[] sums) {
    for (int first = 0; first < vectors; first += TOGETHER) {
      int count = Math.min(TOGETHER, vectors - first);
      sumTogether(first, count - 1, lines, masks, packed, words);
      for (int lane = 0; lane < HALF; lane += LANES) {
        FloatVector left = FloatVector.fromArray(SPECIES, units, lane);
        FloatVector right = FloatVector.fromArray(SPECIES, units, HALF + lane);
        for (int v = 0; v < count; v++) {
          IntVector sum = IntVector.fromArray(INTS, words, v * HALF + lane);
          int to = (first + v) * GROUP + lane;
          toFloats(sum.lanewise(VectorOperators.AND, 0xffff)).mul(left).intoArray(sums, to);
          toFloats(sum.lanewise(VectorOperators.LSHR, 16)).mul(right).intoArray(sums, to + HALF);
        }
      }
    }
  }

  /** Eight vectors; those that are lacking repeat the last. */
  private static void sumTogether(
      int first, int rest, int lines, int[] masks, int[] packed, int[] sums) {
    int row0 = (first + Math.min(0, rest)) * lines;
    int row1 = (first + Math.min(1, rest)) * lines;
    int row2 = (first + Math.min(2, rest)) * lines;
    int row3 = (first + Math.min(3, rest)) * lines;
    int row4 = (first + Math.min(4, rest)) * lines;
    int row5 = (first + Math.min(5, rest)) * lines;
    int row6 = (first + Math.min(6, rest)) * lines;
    int row7 = (first + Math.min(7, rest)) * lines;
    for (int lane = 0; lane < HALF; lane += LANES) {
      IntVector s0 = IntVector.zero(INTS);
      IntVector s1 = IntVector.zero(INTS);
      IntVector s2 = IntVector.zero(INTS);
      IntVector s3 = IntVector.zero(INTS);
      IntVector s4 = IntVector.zero(INTS);
      IntVector s5 = IntVector.zero(INTS);
      IntVector s6 = IntVector.zero(INTS);
      IntVector s7 = IntVector.zero(INTS);
      for (int i = 0; i < lines; i++) {
        IntVector cells = IntVector.fromArray(INTS, packed, i * HALF + lane);
        IntVector mask;
        mask = IntVector.broadcast(INTS, masks[row0 + i]);
        s0 = s0.add(cells.lanewise(VectorOperators.AND, mask));
        mask = IntVector.broadcast(INTS, masks[row1 + i]);
        s1 = s1.add(cells.lanewise(VectorOperators.AND, mask));
        mask = IntVector.broadcast(INTS, masks[row2 + i]);
        s2 = s2.add(cells.lanewise(VectorOperators.AND, mask));
        mask = IntVector.broadcast(INTS, masks[row3 + i]);
        s3 = s3.add(cells.lanewise(VectorOperators.AND, mask));
        mask = IntVector.broadcast(INTS, masks[row4 + i]);
        s4 = s4.add(cells.lanewise(VectorOperators.AND, mask));
        mask = IntVector.broadcast(INTS, masks[row5 + i]);
        s5 = s5.add(cells.lanewise(VectorOperators.AND, mask));
        mask = IntVector.broadcast(INTS, masks[row6 + i]);
        s6 = s6.add(cells.lanewise(VectorOperators.AND, mask));
        mask = IntVector.broadcast(INTS, masks[row7 + i]);
        s7 = s7.add(cells.lanewise(VectorOperators.AND, mask));
      }
      s0.intoArray(sums, lane);
      s1.intoArray(sums, 1 * HALF + lane);
      s2.intoArray(sums, 2 * HALF + lane);
      s3.intoArray(sums, 3 * HALF + lane);
      s4.intoArray(sums, 4 * HALF + lane);
      s5.intoArray(sums, 5 * HALF + lane);
      s6.intoArray(sums, 6 * HALF + lane);
      s7.intoArray(sums, 7 * HALF + lane);
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
    for (int first = 0; first < vectors; first += BLOCK) {
      int count = Math.min(BLOCK, vectors - first);
      gaussians(key, firstGroup + first, count, noise);
      for (int v = 0; v < count; v++) {
        int square = squaresOffset + (first + v) * squaresStride;
        int sum = sumsOffset + (first + v) * sumsStride;
        for (int lane = 0; lane < GROUP; lane += LANES) {
          FloatVector.fromArray(SPECIES, squares, square + lane)
              .lanewise(VectorOperators.SQRT)
              .mul(sigma)
              .fma(
                  FloatVector.fromArray(SPECIES, noise, v * GROUP + lane),
                  FloatVector.fromArray(SPECIES, sums, sum + lane))
              .intoArray(sums, sum + lane);
        }
      }
    }
  }

  @Override
  public void widen(
      int vectors, float[] sums, int sumsOffset, int sumsStride, int columns, float[] range) {
    for (int lane = 0; lane < HALF && lane < columns; lane += LANES) {
      // Infinite where there is no column: no lowest and, subtracted, no highest current.
      FloatVector leftOutside = FloatVector.fromArray(SPECIES, OUTSIDE, GROUP - columns + lane);
      FloatVector rightOutside =
          FloatVector.fromArray(SPECIES, OUTSIDE, GROUP - columns + lane + HALF);
      FloatVector lowLeft = FloatVector.broadcast(SPECIES, range[0]);
      FloatVector lowRight = lowLeft;
      FloatVector highLeft = FloatVector.broadcast(SPECIES, range[1]);
      FloatVector highRight = highLeft;
      for (int v = 0; v < vectors; v++) {
        int at = sumsOffset + v * sumsStride + lane;
        FloatVector leftSum = FloatVector.fromArray(SPECIES, sums, at);
        FloatVector rightSum = FloatVector.fromArray(SPECIES, sums, at + HALF);
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
              FloatVector.fromArray(SPECIES, sums, sumsOffset + vector * sumsStride + lane);
          if (highestCode > 0) {
            // Rounded before it is limited, in integers: limits of floats are dear.
            current = current
                .sub(low)
                .mul(perStep)
                .add(ROUNDER)
                .reinterpretAsInts()
                .min(PlainAnalogKernels.BITS_OF_ROUNDER + highestCode)
                .max(PlainAnalogKernels.BITS_OF_ROUNDER)
                .reinterpretAsFloats()
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
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int lane = 0; lane < GROUP; lane += LANES) {
      int column = firstColumn + lane;
      FloatVector lows = FloatVector.fromArray(SPECIES, low, column);
      FloatVector steps = FloatVector.fromArray(SPECIES, step, column);
      FloatVector perSteps = FloatVector.fromArray(SPECIES, perStep, column);
      FloatVector gains = FloatVector.fromArray(SPECIES, gain, column);
      FloatVector offsets = FloatVector.fromArray(SPECIES, offset, column);
      for (int v = 0; v < vectors; v++) {
        int i = v * GROUP + lane;
        int at = sumsOffset + v * sumsStride + lane;
        FloatVector code = FloatVector.fromArray(SPECIES, sums, at)
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
        rounded.mul(steps).add(lows).intoArray(sums, at);
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
  public int strike(long key, long firstGroup, int count, int[] probabilities, int[] struck) {
    int found = 0;
    for (int first = 0; first < count; first += BLOCK * GROUP) {
      int groups = Math.min(BLOCK, (count - first + GROUP - 1) / GROUP);
      words(key, firstGroup + first / GROUP, groups, words);
      for (int i = 0; i < groups * GROUP; i += LANES) {
        IntVector.fromArray(INTS, words, i)
            .lanewise(VectorOperators.LSHR, 1)
            .sub(IntVector.fromArray(INTS, probabilities, first + i))
            .intoArray(words, i);
      }
      int end = Math.min(groups * GROUP, count - first);
      for (int i = 0; i < end; i++) {
        struck[found] = first + i;
        found += words[i] >>> 31;
      }
    }
    return found;
  }

  @Override
  public PulseKernels pulses() {
    return new VectorPulseKernels();
  }
}
