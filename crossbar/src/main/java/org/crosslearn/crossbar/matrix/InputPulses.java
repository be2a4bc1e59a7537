package org.crosslearn.crossbar.matrix;

import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.kernel.AnalogKernels;

/**
 * A batch of vectors as the lines of an array see it. Each bit of each sample is a vector of read
 * pulses, {@code planes} vectors per sample. A sample is {@code scale * sum_p planeWeight_p pulses_p}.
 *
 * <p>Pulses can be had as rows of amplitudes, for dense products, or as lists of the lines that they
 * switch on: most bits of many inputs are zero.
 *
 * <p>An instance is filled again for each read and keeps its arrays.
 */
final class InputPulses {
  /** Below it a sample is silence: the reciprocal of its scale would not be a number. */
  static final float LEAST_SCALE = 1e-33f;

  private final DacSpec dac;
  private final AnalogKernels kernels;
  private final float steps;
  private final float[] planeWeight;
  private int batch;
  private int size;
  private float[] scale = {};

  /** With a DAC the samples as whole numbers with signs, else as real ones in -1..1. */
  private int[] codes = {};

  private float[] reals = {};

  /** First line of vector v in tile t at {@code v * tiles + t}; then the end of the last. */
  private int[] starts = {};

  private int[] lines = {};
  private float[] amplitudes = {};

  InputPulses(DacSpec dac, AnalogKernels kernels) {
    this.dac = dac;
    this.kernels = kernels;
    steps = dac == null ? 1 : (1 << dac.bits()) - 1;
    planeWeight = new float[dac == null ? 1 : dac.bits()];
    for (int p = 0; p < planeWeight.length; p++) {
      planeWeight[p] = (1 << p) / steps;
    }
  }

  /** Encodes a batch. */
  void encode(Signal x) {
    batch = x.batch();
    size = x.size();
    if (scale.length < batch) {
      scale = new float[batch];
    }
    if (dac != null && codes.length < batch * size) {
      codes = new int[batch * size];
    }
    if (dac == null && reals.length < batch * size) {
      reals = new float[batch * size];
    }
    for (int b = 0; b < batch; b++) {
      float largest = kernels.largestMagnitude(size, x.values(), b * size);
      scale[b] = largest < LEAST_SCALE ? 0 : largest;
      float perUnit = scale[b] == 0 ? 0 : steps / largest;
      if (dac == null) {
        for (int i = b * size; i < (b + 1) * size; i++) {
          reals[i] = x.values()[i] * perUnit;
        }
      } else {
        kernels.codes(size, x.values(), b * size, perUnit, codes, b * size);
      }
    }
  }

  int planes() {
    return planeWeight.length;
  }

  int batch() {
    return batch;
  }

  /** Lines of the array. */
  int size() {
    return size;
  }

  /** Worth of a pulse of bit p of sample b. */
  float worth(int b, int p) {
    return planeWeight[p] * scale[b];
  }

  /** Whether any pulse is negative. */
  boolean signed() {
    int count = batch * size;
    if (dac == null) {
      for (int i = 0; i < count; i++) {
        if (reals[i] < 0) {
          return true;
        }
      }
      return false;
    }
    int all = 0;
    for (int i = 0; i < count; i++) {
      all |= codes[i];
    }
    return all < 0;
  }

  /** Pulses on all lines, over the whole batch. */
  int count() {
    int count = 0;
    if (dac == null) {
      for (int i = 0; i < batch * size; i++) {
        count += reals[i] == 0 ? 0 : 1;
      }
    } else {
      for (int i = 0; i < batch * size; i++) {
        count += Integer.bitCount(Math.abs(codes[i]));
      }
    }
    return count;
  }

  /** Pulses on each line, over the whole batch. */
  int[] pulsesOfLines() {
    int[] pulses = new int[size];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < size; i++) {
        pulses[i] += dac == null
            ? (reals[b * size + i] == 0 ? 0 : 1)
            : Integer.bitCount(Math.abs(codes[b * size + i]));
      }
    }
    return pulses;
  }

  /** Amplitudes on some lines, a row for each vector of some samples, in -1..1. */
  void rows(int firstSample, int samples, int firstLine, int lineCount, float[] rows) {
    for (int b = 0; b < samples; b++) {
      int from = (firstSample + b) * size + firstLine;
      if (dac == null) {
        System.arraycopy(reals, from, rows, b * lineCount, lineCount);
      }
      for (int p = 0; dac != null && p < planes(); p++) {
        kernels.pulses(lineCount, codes, from, p, rows, (b * planes() + p) * lineCount);
      }
    }
  }

  /** Which of some lines are active, a row for each vector of some samples; only with a DAC. */
  void masks(int firstSample, int samples, int firstLine, int lineCount, int[] masks) {
    for (int b = 0; b < samples; b++) {
      int from = (firstSample + b) * size + firstLine;
      for (int p = 0; p < planes(); p++) {
        kernels.masks(lineCount, codes, from, p, masks, (b * planes() + p) * lineCount);
      }
    }
  }

  /** Sum over the pulses of each line of their squared worth: {@code batch x size}. */
  void powers(float[] powers) {
    for (int b = 0; b < batch; b++) {
      float unit = worth(b, 0) * worth(b, 0);
      if (dac != null) {
        kernels.pulsePowers(size, codes, b * size, planes(), unit, powers, b * size);
        continue;
      }
      for (int i = b * size; i < (b + 1) * size; i++) {
        powers[i] = reals[i] * reals[i] * unit;
      }
    }
  }

  /**
   * Lists the active lines of each vector.
   *
   * @param tileLines lines that are read together
   * @param count as {@link #count()} says
   */
  void list(int tileLines, int count) {
    int tiles = (size + tileLines - 1) / tileLines;
    if (starts.length < batch * planes() * tiles + 1) {
      starts = new int[batch * planes() * tiles + 1];
    }
    // One more, because a line is written before it is known to be active.
    if (lines.length < count + 1) {
      int capacity = Math.max(count + 1, lines.length + lines.length / 2);
      lines = new int[capacity];
      amplitudes = new float[capacity];
    }
    int next = 0;
    for (int v = 0; v < batch * planes(); v++) {
      int sample = v / planes() * size;
      int plane = v % planes();
      for (int tile = 0; tile < tiles; tile++) {
        starts[v * tiles + tile] = next;
        int end = Math.min(size, (tile + 1) * tileLines);
        // Written in any case and kept if active: a branch would be guessed wrong.
        if (dac == null) {
          for (int i = tile * tileLines; i < end; i++) {
            lines[next] = i;
            amplitudes[next] = reals[sample + i];
            next += reals[sample + i] == 0 ? 0 : 1;
          }
        } else {
          for (int i = tile * tileLines; i < end; i++) {
            int code = codes[sample + i];
            lines[next] = i;
            amplitudes[next] = code >> 31 | 1;
            next += Math.abs(code) >> plane & 1;
          }
        }
      }
    }
    starts[batch * planes() * tiles] = next;
  }

  int[] starts() {
    return starts;
  }

  int[] lines() {
    return lines;
  }

  float[] amplitudes() {
    return amplitudes;
  }
}
