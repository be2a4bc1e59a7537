package org.crosslearn.crossbar.matrix;

import org.crosslearn.crossbar.converter.InputConverter;
import org.crosslearn.crossbar.kernel.AnalogKernels;

/** Batches as an array receives them: rounded to the grid of the converters at its inputs. */
final class RoundedInputs {
  private final InputConverter converter;
  private final AnalogKernels kernels;
  private float[] rounded = {};

  /**
   * @param converter null where inputs are not rounded
   */
  RoundedInputs(InputConverter converter, AnalogKernels kernels) {
    this.converter = converter;
    this.kernels = kernels;
  }

  InputConverter converter() {
    return converter;
  }

  /** {@code batch x size} from the start of the array; valid until the next call. */
  float[] of(Signal x) {
    if (converter == null) {
      return x.values();
    }
    if (rounded.length < x.values().length) {
      rounded = new float[x.values().length];
    }
    converter.convert(x.values(), x.batch(), x.size());
    for (int b = 0; b < x.batch(); b++) {
      kernels.digits(
          x.size(),
          converter.codes(),
          b * x.size(),
          0,
          converter.highestCode(),
          converter.scale(b) / converter.highestCode(),
          rounded,
          b * x.size());
    }
    return rounded;
  }

  /** Fraction of the bits of all numbers of a batch that are set; 0 without a converter. */
  double activity(Signal x) {
    if (converter == null) {
      return 0;
    }
    converter.convert(x.values(), x.batch(), x.size());
    long set = 0;
    for (int i = 0; i < x.batch() * x.size(); i++) {
      set += Integer.bitCount(Math.abs(converter.codes()[i]));
    }
    return set / ((double) x.batch() * x.size() * converter.bits());
  }
}
