package org.crosslearn.crossbar.matrix;

import org.crosslearn.crossbar.converter.DacSpec;

/** Batches as an array receives them: rounded to the grid of the converters at its inputs. */
final class RoundedInputs {
  private final DacSpec dac;
  private float[] rounded = {};

  RoundedInputs(DacSpec dac) {
    this.dac = dac;
  }

  /** {@code batch x size} from the start of the array; valid until the next call. */
  float[] of(Signal x) {
    if (dac == null) {
      return x.values();
    }
    if (rounded.length < x.values().length) {
      rounded = new float[x.values().length];
    }
    float steps = (1 << dac.bits()) - 1;
    for (int b = 0; b < x.batch(); b++) {
      float largest = InputPulses.largestMagnitude(x.values(), b * x.size(), x.size());
      for (int i = b * x.size(); i < (b + 1) * x.size(); i++) {
        float value = x.values()[i];
        rounded[i] = value == 0
            ? 0
            : Math.signum(value) * Math.round(Math.abs(value / largest) * steps) / steps * largest;
      }
    }
    return rounded;
  }

  /** Fraction of the bits of all numbers of a batch that are set; 0 without a converter. */
  double activity(Signal x) {
    if (dac == null) {
      return 0;
    }
    float steps = (1 << dac.bits()) - 1;
    long set = 0;
    for (int b = 0; b < x.batch(); b++) {
      float largest = InputPulses.largestMagnitude(x.values(), b * x.size(), x.size());
      for (int i = b * x.size(); i < (b + 1) * x.size(); i++) {
        float value = x.values()[i];
        set += value == 0 ? 0 : Integer.bitCount(Math.round(Math.abs(value / largest) * steps));
      }
    }
    return set / ((double) x.batch() * x.size() * dac.bits());
  }
}
