package org.crosslearn.crossbar.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The loops on vector registers, with the Vector API. */
final class VectorPulseKernels implements PulseKernels {
  private static final VectorSpecies<Float> SPECIES = VectorAnalogKernels.SPECIES;
  private static final int LANES = SPECIES.length();

  @Override
  public void steps(
      int count, float[] pulses, float[] scale, float sigma, float[] gaussians, float[] steps) {
    if (scale == null) {
      System.arraycopy(pulses, 0, steps, 0, count);
    } else {
      for (int i = 0; i < count; i += LANES) {
        FloatVector.fromArray(SPECIES, pulses, i)
            .mul(FloatVector.fromArray(SPECIES, scale, i))
            .intoArray(steps, i);
      }
    }
    if (gaussians != null) {
      addNoise(count, pulses, sigma, gaussians, steps);
    }
  }

  private static void addNoise(
      int count, float[] pulses, float sigma, float[] gaussians, float[] sums) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(SPECIES, pulses, i)
          .abs()
          .lanewise(VectorOperators.SQRT)
          .mul(sigma)
          .fma(
              FloatVector.fromArray(SPECIES, gaussians, i), FloatVector.fromArray(SPECIES, sums, i))
          .intoArray(sums, i);
    }
  }

  @Override
  public void move(
      int count, float[] pulses, float[] steps, Affine up, Affine down, float[] states) {
    FloatVector asymptoteUp = FloatVector.broadcast(SPECIES, up.asymptote());
    FloatVector asymptoteDown = FloatVector.broadcast(SPECIES, down.asymptote());
    FloatVector restUp = FloatVector.broadcast(SPECIES, up.rest());
    FloatVector restDown = FloatVector.broadcast(SPECIES, down.rest());
    FloatVector rateUp = FloatVector.broadcast(SPECIES, -up.rate());
    FloatVector rateDown = FloatVector.broadcast(SPECIES, -down.rate());
    FloatVector sizeUp = FloatVector.broadcast(SPECIES, up.size());
    FloatVector sizeDown = FloatVector.broadcast(SPECIES, down.size());
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> raised =
          FloatVector.fromArray(SPECIES, pulses, i).compare(VectorOperators.GT, 0);
      FloatVector n = FloatVector.fromArray(SPECIES, steps, i);
      FloatVector g = FloatVector.fromArray(SPECIES, states, i);
      FloatVector distance =
          asymptoteDown.blend(asymptoteUp, raised).sub(g).add(restDown.blend(restUp, raised));
      FloatVector gone = exponentialLessOne(n.mul(rateDown.blend(rateUp, raised)));
      FloatVector even = n.fma(sizeDown.blend(sizeUp, raised), g);
      distance.neg().fma(gone, even).intoArray(states, i);
    }
  }

  @Override
  public void move(
      int count, float[] steps, float[] asymptotes, float[] rates, float[] sizes, float[] states) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector n = FloatVector.fromArray(SPECIES, steps, i);
      FloatVector g = FloatVector.fromArray(SPECIES, states, i);
      FloatVector distance = FloatVector.fromArray(SPECIES, asymptotes, i).sub(g);
      FloatVector gone = exponentialLessOne(n.neg().mul(FloatVector.fromArray(SPECIES, rates, i)));
      FloatVector even = n.fma(FloatVector.fromArray(SPECIES, sizes, i), g);
      distance.neg().fma(gone, even).intoArray(states, i);
    }
  }

  /** The formula of {@link PlainPulseKernels#exponentialLessOne}. */
  private static FloatVector exponentialLessOne(FloatVector y) {
    FloatVector limited =
        y.min(PlainPulseKernels.LARGEST_EXPONENT).max(-PlainPulseKernels.LARGEST_EXPONENT);
    FloatVector shifted = limited.fma(
        FloatVector.broadcast(SPECIES, PlainPulseKernels.PER_LOG_2),
        FloatVector.broadcast(SPECIES, PlainPulseKernels.ROUNDER));
    FloatVector k = shifted.sub(PlainPulseKernels.ROUNDER);
    FloatVector f = k.fma(
        FloatVector.broadcast(SPECIES, -PlainPulseKernels.LOG_2_LOW),
        k.fma(FloatVector.broadcast(SPECIES, -PlainPulseKernels.LOG_2_HIGH), limited));
    FloatVector series = f.fma(
            FloatVector.broadcast(SPECIES, 1 / 5040f), FloatVector.broadcast(SPECIES, 1 / 720f))
        .fma(f, FloatVector.broadcast(SPECIES, 1 / 120f))
        .fma(f, FloatVector.broadcast(SPECIES, 1 / 24f))
        .fma(f, FloatVector.broadcast(SPECIES, 1 / 6f))
        .fma(f, FloatVector.broadcast(SPECIES, 1 / 2f));
    FloatVector power = shifted
        .reinterpretAsInts()
        .sub(PlainPulseKernels.BITS_OF_ROUNDER - PlainPulseKernels.EXPONENT_OF_ONE)
        .lanewise(VectorOperators.LSHL, 23)
        .reinterpretAsFloats();
    return series.mul(f).fma(f, f).fma(power, power.sub(1));
  }

  @Override
  public void scatter(
      int count,
      float[] pulses,
      float sigma,
      float[] gaussians,
      float[] lowest,
      float[] highest,
      float[] states) {
    if (gaussians != null) {
      addNoise(count, pulses, sigma, gaussians, states);
    }
    if (lowest == null) {
      for (int i = 0; i < count; i += LANES) {
        FloatVector.fromArray(SPECIES, states, i).max(0).min(1).intoArray(states, i);
      }
    } else {
      for (int i = 0; i < count; i += LANES) {
        FloatVector.fromArray(SPECIES, states, i)
            .max(FloatVector.fromArray(SPECIES, lowest, i))
            .min(FloatVector.fromArray(SPECIES, highest, i))
            .intoArray(states, i);
      }
    }
  }

  @Override
  public void request(
      int count,
      float[] gradients,
      float perUp,
      float perDown,
      float[] weights,
      int from,
      float[] pulses,
      float[] states) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, gradients, i);
      FloatVector wanted = gradient.mul(perUp);
      FloatVector down = gradient.mul(perDown);
      rounded(down.blend(wanted, wanted.compare(VectorOperators.GT, 0))).intoArray(pulses, i);
      FloatVector.fromArray(SPECIES, weights, from + i).mul(0.5f).add(0.5f).intoArray(states, i);
    }
  }

  @Override
  public int approach(
      int count,
      float[] pulses,
      float[] states,
      float[] uniforms,
      float[] gaussians,
      float sigma,
      float rate,
      float perUnit,
      float[] weights,
      int from,
      int[] moved) {
    float most = 1 - 1 / perUnit;
    int found = 0;
    for (int i = 0; i < count; i += LANES) {
      FloatVector weight = FloatVector.fromArray(SPECIES, weights, from + i);
      FloatVector wanted =
          FloatVector.fromArray(SPECIES, states, i).mul(2).sub(1).max(-most).min(most);
      FloatVector sum = weight.sub(wanted).add(FloatVector.fromArray(SPECIES, uniforms, i));
      FloatVector nearest = rounded(sum);
      FloatVector floor = nearest.blend(nearest.sub(1), nearest.compare(VectorOperators.GT, sum));
      VectorMask<Float> asked =
          FloatVector.fromArray(SPECIES, pulses, i).compare(VectorOperators.NE, 0);
      VectorMask<Float> steps = floor.compare(VectorOperators.NE, 0).and(asked);
      FloatVector next = weight.sub(floor.mul(rate));
      if (gaussians != null) {
        next = next.add(FloatVector.fromArray(SPECIES, gaussians, i).mul(sigma));
      }
      next = weight.blend(next, steps).max(-most).min(most);
      next.intoArray(weights, from + i);
      long changed = rounded(next.mul(perUnit))
          .compare(VectorOperators.NE, rounded(weight.mul(perUnit)))
          .toLong();
      changed &= -1L >>> Math.max(0, Long.SIZE - (count - i));
      for (; changed != 0; changed &= changed - 1) {
        moved[found++] = i + Long.numberOfTrailingZeros(changed);
      }
    }
    return found;
  }

  /** To the nearest whole number, halves to even, between -2^22 and 2^22. */
  private static FloatVector rounded(FloatVector values) {
    return values.add(PlainPulseKernels.ROUNDER).sub(PlainPulseKernels.ROUNDER);
  }
}
