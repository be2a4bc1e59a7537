package org.crosslearn.crossbar.matrix;

import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.converter.InputConverter;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.random.RandomStream;

/**
 * A batch of vectors as the lines of an array see it. Each digit of each sample is a vector of read
 * pulses, {@code planes} vectors per sample. A sample is {@code scale * sum_p planeWeight_p pulses_p}.
 *
 * <p>Pulses can be had as rows of amplitudes, for dense products, or as lists of the lines that they
 * switch on: most bits of many inputs are zero.
 *
 * <p>An instance is filled again for each read and keeps its arrays.
 */
final class InputPulses {
  /** Below it a sample of real numbers is silence: the reciprocal of its scale is no number. */
  private static final float LEAST_SCALE = 1e-33f;

  private final DacSpec dac;
  private final AnalogKernels kernels;
  private final int digitBits;
  private final int highestDigit;
  private final float[] planeWeight;
  private int batch;
  private int size;
  private int sides;
  private float[] scale = {};

  /** The samples as whole numbers with signs, the converter's own; not without a DAC. */
  private int[] codes;

  /**
   * Amplitudes that codes do not tell, because they are real numbers or have errors: on each side that
   * of vector v and line i at {@code v * size + i}.
   */
  private final float[][] reals = {{}, {}};

  private boolean real;

  /** First line of vector v in tile t at {@code v * tiles + t}; then the end of the last. */
  private int[] starts = {};

  private int[] lines = {};
  private final float[][] amplitudes = {{}, {}};

  InputPulses(DacSpec dac, AnalogKernels kernels) {
    this.dac = dac;
    this.kernels = kernels;
    digitBits = dac == null ? 1 : dac.digitBits();
    highestDigit = (1 << digitBits) - 1;
    planeWeight = new float[dac == null ? 1 : (dac.bits() + digitBits - 1) / digitBits];
    float steps = dac == null ? 1 : dac.highestCode();
    for (int p = 0; p < planeWeight.length; p++) {
      planeWeight[p] = (highestDigit << p * digitBits) / steps;
    }
  }

  /**
   * Encodes a batch.
   *
   * @param converter rounds it; null applies real numbers
   * @param linesPerEntry 1, or 2 for an entry and its negative beside each other
   * @param errors of the lines that are driven; null for none
   * @param noise of this read; only for errors
   */
  void encode(
      Signal x,
      InputConverter converter,
      int linesPerEntry,
      LineErrors errors,
      RandomStream noise) {
    batch = x.batch();
    size = x.size();
    real = converter == null || errors != null;
    // Lines that are as they should be carry an entry and its exact negative.
    sides = errors == null ? 1 : linesPerEntry;
    if (scale.length < batch) {
      scale = new float[batch];
    }
    for (int side = 0; real && side < sides; side++) {
      if (reals[side].length < batch * planes() * size) {
        reals[side] = new float[batch * planes() * size];
      }
    }
    if (converter == null) {
      for (int b = 0; b < batch; b++) {
        normalise(x.values(), b);
      }
      return;
    }
    converter.convert(x.values(), batch, size);
    codes = converter.codes();
    for (int b = 0; b < batch; b++) {
      scale[b] = converter.scale(b);
    }
    if (errors != null) {
      drive(errors, noise);
    }
  }

  private void normalise(float[] x, int sample) {
    float largest = kernels.largestMagnitude(size, x, sample * size);
    scale[sample] = largest < LEAST_SCALE ? 0 : largest;
    float perUnit = scale[sample] == 0 ? 0 : 1 / largest;
    for (int i = sample * size; i < (sample + 1) * size; i++) {
      reals[0][i] = x[i] * perUnit;
    }
  }

  private void drive(LineErrors errors, RandomStream noise) {
    for (int v = 0; v < batch * planes(); v++) {
      for (int i = 0; i < size; i++) {
        int code = codes[v / planes() * size + i];
        int digit = digit(code, v % planes());
        for (int side = 0; side < sides; side++) {
          float level =
              digit == 0 ? 0 : errors.of(i * sides + side, digit / (float) highestDigit, noise);
          reals[side][v * size + i] = code < 0 ? -level : level;
        }
      }
    }
  }

  private int digit(int code, int plane) {
    return Math.abs(code) >> plane * digitBits & highestDigit;
  }

  int planes() {
    return planeWeight.length;
  }

  int batch() {
    return batch;
  }

  /** Entries of a sample, each on a line or on two. */
  int size() {
    return size;
  }

  /** 2 where the two lines of an entry carry pulses that differ in more than sign. */
  int sides() {
    return sides;
  }

  /** Whether all pulses are there or not, of one voltage. */
  boolean areBits() {
    return !real && digitBits == 1;
  }

  /** Worth of the highest pulse of digit p of sample b. */
  float worth(int b, int p) {
    return planeWeight[p] * scale[b];
  }

  /** Whether any entry is negative. */
  boolean signed() {
    int all = 0;
    if (dac != null) {
      for (int i = 0; i < batch * size; i++) {
        all |= codes[i];
      }
      return all < 0;
    }
    for (int i = 0; i < batch * size; i++) {
      // Negative zeros are not negative.
      all |= reals[0][i] < 0 ? -1 : 0;
    }
    return all < 0;
  }

  /** Entries that are not silent in each vector, summed over all vectors. */
  int count() {
    int count = 0;
    if (areBits()) {
      for (int i = 0; i < batch * size; i++) {
        count += Integer.bitCount(Math.abs(codes[i]));
      }
    } else if (dac == null) {
      for (int i = 0; i < batch * size; i++) {
        count += reals[0][i] == 0 ? 0 : 1;
      }
    } else {
      for (int p = 0; p < planes(); p++) {
        for (int i = 0; i < batch * size; i++) {
          count += digit(codes[i], p) == 0 ? 0 : 1;
        }
      }
    }
    return count;
  }

  /**
   * Pulses for each entry, over the whole batch, each by its height or length; real numbers count as
   * whole pulses. Where an entry has two lines, the mean of both.
   */
  double[] pulsesOfEntries() {
    double[] pulses = new double[size];
    for (int v = 0; v < batch * planes(); v++) {
      for (int i = 0; i < size; i++) {
        int code = dac == null ? 0 : codes[v / planes() * size + i];
        double level = digit(code, v % planes()) / (double) highestDigit;
        if (real) {
          level = 0;
          for (int side = 0; side < sides; side++) {
            float amplitude = Math.abs(reals[side][v * size + i]);
            level += dac == null ? Math.signum(amplitude) : amplitude;
          }
          level /= sides;
        }
        pulses[i] += level;
      }
    }
    return pulses;
  }

  /** Amplitudes for some entries, a row for each vector of some samples. */
  void rows(int side, int firstSample, int samples, int firstEntry, int entries, float[] rows) {
    for (int v = 0; v < samples * planes(); v++) {
      int vector = firstSample * planes() + v;
      if (real) {
        System.arraycopy(reals[side], vector * size + firstEntry, rows, v * entries, entries);
      } else {
        kernels.digits(
            entries,
            codes,
            vector / planes() * size + firstEntry,
            vector % planes() * digitBits,
            highestDigit,
            1f / highestDigit,
            rows,
            v * entries);
      }
    }
  }

  /** Which pulses there are, a row for each vector of some samples; only of {@link #areBits bits}. */
  void masks(int firstSample, int samples, int firstEntry, int entries, int[] masks) {
    for (int b = 0; b < samples; b++) {
      int from = (firstSample + b) * size + firstEntry;
      for (int p = 0; p < planes(); p++) {
        kernels.masks(entries, codes, from, p, masks, (b * planes() + p) * entries);
      }
    }
  }

  /** Sum over the pulses of each entry of their squared worth, without errors: {@code batch x size}. */
  void powers(float[] powers) {
    for (int b = 0; b < batch; b++) {
      if (areBits()) {
        float unit = worth(b, 0) * worth(b, 0);
        kernels.pulsePowers(size, codes, b * size, planes(), unit, powers, b * size);
        continue;
      }
      for (int i = b * size; i < (b + 1) * size; i++) {
        powers[i] = 0;
        for (int p = 0; p < planes(); p++) {
          float level = real ? reals[0][i] : digit(codes[i], p) / (float) highestDigit;
          powers[i] += worth(b, p) * worth(b, p) * level * level;
        }
      }
    }
  }

  /**
   * Lists the active lines of each vector.
   *
   * @param tileLines entries that are read together
   * @param count as {@link #count()} says
   */
  void list(int tileLines, int count) {
    int tiles = (size + tileLines - 1) / tileLines;
    if (starts.length < batch * planes() * tiles + 1) {
      starts = new int[batch * planes() * tiles + 1];
    }
    // One more, because a line is written before it is known to be active.
    if (lines.length < count + 1) {
      lines = new int[Math.max(count + 1, lines.length + lines.length / 2)];
    }
    for (int side = 0; side < sides; side++) {
      if (amplitudes[side].length < lines.length) {
        amplitudes[side] = new float[lines.length];
      }
    }
    int next = 0;
    for (int v = 0; v < batch * planes(); v++) {
      for (int tile = 0; tile < tiles; tile++) {
        starts[v * tiles + tile] = next;
        int end = Math.min(size, (tile + 1) * tileLines);
        next = areBits()
            ? listBits(v, tile * tileLines, end, next)
            : listLevels(v, tile * tileLines, end, next);
      }
    }
    starts[batch * planes() * tiles] = next;
  }

  /** Returns how many there are now. */
  private int listBits(int vector, int from, int to, int first) {
    int sample = vector / planes() * size;
    int bit = vector % planes();
    float[] signs = amplitudes[0];
    int next = first;
    for (int i = from; i < to; i++) {
      int code = codes[sample + i];
      // Written in any case and kept if the bit is set: a branch would be guessed wrong.
      lines[next] = i;
      signs[next] = code >> 31 | 1;
      next += Math.abs(code) >> bit & 1;
    }
    return next;
  }

  private int listLevels(int vector, int from, int to, int first) {
    int next = first;
    for (int i = from; i < to; i++) {
      int code = dac == null ? 0 : codes[vector / planes() * size + i];
      int digit = digit(code, vector % planes());
      lines[next] = i;
      for (int side = 0; side < sides; side++) {
        amplitudes[side][next] =
            real ? reals[side][vector * size + i] : Math.signum(code) * digit / highestDigit;
      }
      next += (dac == null ? amplitudes[0][next] == 0 : digit == 0) ? 0 : 1;
    }
    return next;
  }

  int[] starts() {
    return starts;
  }

  int[] lines() {
    return lines;
  }

  float[] amplitudes(int side) {
    return amplitudes[side];
  }
}
