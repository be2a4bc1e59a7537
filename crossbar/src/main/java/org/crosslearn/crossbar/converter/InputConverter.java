package org.crosslearn.crossbar.converter;

import java.util.Map;
import java.util.WeakHashMap;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * Rounds the vectors that enter one side of a matrix to codes. What it makes of a batch is valid until
 * the next; until it is read again, the same batch becomes the same codes.
 */
public final class InputConverter {
  private static final int GROUP = AnalogKernels.GROUP;
  private static final float LEAST_SCALE = 1e-33f;

  private final DacSpec spec;
  private final String name;
  private final RandomStreams random;
  private final AnalogKernels kernels;
  private final DacSpec.Range range;
  private final boolean stochastic;
  private final int highestCode;

  /** How earlier batches were rounded, where it is not told by their values; null where it is. */
  private final Map<float[], Conversion> earlier;

  private float fullScale;
  private long reads;
  private long draws;
  private int[] codes = {};
  private float[] scale = {};
  private float[] dither = {};
  private float[] scratch = {};

  /**
   * @param contents hash of the values, which their owner may have replaced
   * @param draw number of the stream of dithers
   */
  private record Conversion(int contents, long draw, float fullScale) {}

  /**
   * @param name of the matrix and the side that is driven; names the draws of roundings
   */
  public InputConverter(DacSpec spec, String name, RandomStreams random, AnalogKernels kernels) {
    this.spec = spec;
    this.name = name;
    this.random = random;
    this.kernels = kernels;
    range = spec.range().orElseThrow();
    stochastic = spec.rounding().orElseThrow() == DacSpec.Rounding.STOCHASTIC;
    highestCode = spec.highestCode();
    fullScale = range == DacSpec.Range.FIXED ? spec.fullScale().floatValue() : 0;
    earlier = stochastic || spec.calibration().isRepeated() ? new WeakHashMap<>() : null;
  }

  /** Announces a read of a batch: draws are made anew, and it may be one to calibrate on. */
  public void startRead(float[] x, int batch, int size) {
    if (range == DacSpec.Range.CALIBRATED && spec.calibration().isDue(reads)) {
      calibrate(x, batch * size);
    }
    reads++;
    if (earlier != null) {
      earlier.put(x, new Conversion(contents(x, batch * size), draws++, fullScale));
    }
  }

  private void calibrate(float[] x, int count) {
    if (scratch.length < count) {
      scratch = new float[count];
    }
    int found = 0;
    for (int i = 0; i < count; i++) {
      scratch[found] = Math.abs(x[i]);
      // Silent lines are not converted; what is not a number is passed over.
      found += scratch[found] > 0 ? 1 : 0;
    }
    if (found > 0) {
      int rank = OrderStatistic.rank(spec.calibration().share(), found);
      fullScale = OrderStatistic.select(scratch, found, rank);
    }
  }

  /**
   * Rounds a batch.
   *
   * @param x {@code batch x size}, from its start
   */
  public void convert(float[] x, int batch, int size) {
    if (codes.length < batch * size) {
      codes = new int[batch * size];
    }
    if (scale.length < batch) {
      scale = new float[batch];
    }
    if (range == DacSpec.Range.CALIBRATED && fullScale == 0) {
      calibrate(x, batch * size);
    }
    Conversion conversion = earlier == null ? null : conversion(x, batch * size);
    RandomStream dithers = stochastic ? random.stream(name, conversion.draw()) : null;
    for (int b = 0; b < batch; b++) {
      scale[b] = range == DacSpec.Range.MAX_ABS
          ? kernels.largestMagnitude(size, x, b * size)
          : conversion == null ? fullScale : conversion.fullScale();
      if (stochastic) {
        roundStochastically(x, b * size, size, scale[b], dithers);
      } else {
        roundToNearest(x, b * size, size, scale[b]);
      }
    }
  }

  /** That of the latest read of a batch, or one of its own if it was never read. */
  private Conversion conversion(float[] x, int count) {
    int contents = contents(x, count);
    Conversion known = earlier.get(x);
    if (known == null || known.contents() != contents) {
      known = new Conversion(contents, draws++, fullScale);
      earlier.put(x, known);
    }
    return known;
  }

  private static int contents(float[] x, int count) {
    int contents = 1;
    for (int i = 0; i < count; i++) {
      contents = 31 * contents + Float.floatToRawIntBits(x[i]);
    }
    return contents;
  }

  private void roundToNearest(float[] x, int from, int count, float full) {
    // Below it the reciprocal is no number, and all is silence.
    float perUnit = full < LEAST_SCALE ? 0 : highestCode / full;
    kernels.codes(count, x, from, perUnit, highestCode, codes, from);
  }

  private void roundStochastically(
      float[] x, int from, int count, float full, RandomStream stream) {
    int groups = (count + GROUP - 1) / GROUP;
    if (dither.length < groups * GROUP) {
      dither = new float[groups * GROUP];
    }
    kernels.uniforms(stream.key(), stream.takeGroups(groups), groups, dither);
    for (int i = 0; i < count; i++) {
      float value = x[from + i];
      float magnitude =
          value == 0 ? 0 : Math.min(highestCode, Math.abs(value / full) * highestCode);
      int below = (int) magnitude;
      int code = below + (magnitude - below > 1 - dither[i] ? 1 : 0);
      codes[from + i] = value < 0 ? -code : code;
    }
  }

  /** Codes with the signs of the entries, {@code batch x size}. */
  public int[] codes() {
    return codes;
  }

  /** What the highest code of a sample stands for. */
  public float scale(int sample) {
    return scale[sample];
  }

  public int highestCode() {
    return highestCode;
  }

  /** Bits of a magnitude. */
  public int bits() {
    return spec.bits();
  }
}
