package org.crosslearn.crossbar.matrix;

import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.kernel.AnalogKernels;

/** Batches as an array receives them: rounded to the grid of the converters at its inputs. */
final class RoundedInputs {
  private final DacSpec dac;
  private final AnalogKernels kernels;
  private float[] rounded = {};
  private int[] codes = {};

  RoundedInputs(DacSpec dac, AnalogKernels kernels) {
    this.dac = dac;
    this.kernels = kernels;
  }

  /** {@code batch x size} from the start of the array; valid until the next call. */
  float[] of(Signal x) {
    if (dac == null) {
      return x.values();
    }
    if (rounded.length < x.values().length) {
      rounded = new float[x.values().length];
    }
    for (int b = 0; b < x.batch(); b++) {
      float scale = scale(x, b);
      kernels.rounded(
          x.size(),
          x.values(),
          b * x.size(),
          scale == 0 ? 0 : steps() / scale,
          scale / steps(),
          rounded,
          b * x.size());
    }
    return rounded;
  }

  /** Fraction of the bits of all numbers of a batch that are set; 0 without a converter. */
  double activity(Signal x) {
    if (dac == null) {
      return 0;
    }
    if (codes.length < x.size()) {
      codes = new int[x.size()];
    }
    long set = 0;
    for (int b = 0; b < x.batch(); b++) {
      float scale = scale(x, b);
      kernels.codes(x.size(), x.values(), b * x.size(), scale == 0 ? 0 : steps() / scale, codes, 0);
      for (int i = 0; i < x.size(); i++) {
        set += Integer.bitCount(Math.abs(codes[i]));
      }
    }
    return set / ((double) x.batch() * x.size() * dac.bits());
  }

  private float steps() {
    return (1 << dac.bits()) - 1;
  }

  /** Largest magnitude of a sample; 0 for silence. */
  private float scale(Signal x, int sample) {
    float largest = kernels.largestMagnitude(x.size(), x.values(), sample * x.size());
    return largest < InputPulses.LEAST_SCALE ? 0 : largest;
  }
}
