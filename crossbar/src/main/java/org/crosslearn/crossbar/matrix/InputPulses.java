package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.crossbar.converter.DacSpec;
import org.crosslearn.crossbar.converter.InputConverter;
import org.crosslearn.crossbar.random.RandomStream;

/**
 * A batch of vectors as the lines of an array see it. Each digit of each sample is a vector of read
 * pulses, {@code planes} vectors per sample, kept as the lines that it switches on: most bits of most
 * inputs are zero. A sample is {@code scale * sum_p planeWeight_p pulses_p}.
 *
 * <p>An instance is filled again for each read and keeps its arrays.
 */
final class InputPulses {
  private final DacSpec dac;
  private final int digitBits;
  private final int highestDigit;
  private final float[] planeWeight;
  private int batch;
  private int size;
  private int tiles;
  private boolean signed;
  private float[] scale = {};

  /** First line of vector v in tile t at {@code v * tiles + t}; then the end of the last. */
  private int[] starts = {};

  private int[] lines = {};

  /** Of a pulse, in units of the highest or longest; real numbers in -1..1 without a DAC. */
  private float[] amplitudes = {};

  /** Lines of one sample that are not silent, with their codes and amplitudes. */
  private int[] sampleLines = {};

  private int[] codes = {};
  private float[] signs = {};
  private int[] firstOfTile = {};

  InputPulses(DacSpec dac) {
    this.dac = dac;
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
   * @param tileLines lines that are read together
   * @param errors of the lines that are driven; null for none
   * @param noise of this read
   */
  void encode(
      Signal x,
      InputConverter converter,
      int linesPerEntry,
      int tileLines,
      LineErrors errors,
      RandomStream noise) {
    batch = x.batch();
    size = x.size() * linesPerEntry;
    tiles = (size + tileLines - 1) / tileLines;
    signed = false;
    ensureRoom();
    if (converter != null) {
      converter.convert(x.values(), batch, x.size());
    }
    int count = 0;
    for (int b = 0; b < batch; b++) {
      int found = converter == null
          ? findReal(x.values(), b, linesPerEntry, tileLines)
          : findCodes(converter, b, linesPerEntry, tileLines);
      ensureCapacity(count + planes() * found + 1);
      for (int p = 0; p < planes(); p++) {
        for (int tile = 0; tile < tiles; tile++) {
          starts[(b * planes() + p) * tiles + tile] = count;
          count = digitBits == 1
              ? addBits(p, firstOfTile[tile], firstOfTile[tile + 1], count)
              : addDigits(p, firstOfTile[tile], firstOfTile[tile + 1], count, errors, noise);
        }
      }
    }
    starts[batch * planes() * tiles] = count;
  }

  private void ensureRoom() {
    int vectors = batch * planes();
    if (scale.length < batch) {
      scale = new float[batch];
    }
    if (starts.length < vectors * tiles + 1) {
      starts = new int[vectors * tiles + 1];
    }
    if (sampleLines.length < size) {
      sampleLines = new int[size];
      codes = new int[size];
      signs = new float[size];
    }
    if (firstOfTile.length < tiles + 1) {
      firstOfTile = new int[tiles + 1];
    }
  }

  /** Returns how many there are now. */
  private int addBits(int bit, int from, int to, int first) {
    int count = first;
    for (int k = from; k < to; k++) {
      // Written in any case and kept if the bit is set: a branch would be guessed wrong.
      lines[count] = sampleLines[k];
      amplitudes[count] = signs[k];
      count += codes[k] >> bit & 1;
    }
    return count;
  }

  private int addDigits(
      int plane, int from, int to, int first, LineErrors errors, RandomStream noise) {
    int count = first;
    for (int k = from; k < to; k++) {
      int digit = codes[k] >> plane * digitBits & highestDigit;
      if (digit != 0) {
        float level = digit / (float) highestDigit;
        lines[count] = sampleLines[k];
        amplitudes[count++] =
            signs[k] * (errors == null ? level : errors.of(sampleLines[k], level, noise));
      }
    }
    return count;
  }

  /** Returns how many lines of the sample are not silent. */
  private int findReal(float[] x, int sample, int linesPerEntry, int tileLines) {
    int entries = size / linesPerEntry;
    float largest = InputConverter.largestMagnitude(x, sample * entries, entries);
    scale[sample] = largest;
    int found = 0;
    for (int tile = 0; tile < tiles; tile++) {
      firstOfTile[tile] = found;
      int end = Math.min(size, (tile + 1) * tileLines);
      for (int line = tile * tileLines; line < end; line++) {
        float value = x[sample * entries + line / linesPerEntry];
        if (value != 0) {
          value /= line % linesPerEntry == 0 ? largest : -largest;
          sampleLines[found] = line;
          codes[found] = 1;
          signs[found++] = value;
          signed |= value < 0;
        }
      }
    }
    firstOfTile[tiles] = found;
    return found;
  }

  private int findCodes(InputConverter converter, int sample, int linesPerEntry, int tileLines) {
    int entries = size / linesPerEntry;
    scale[sample] = converter.scale(sample);
    int found = 0;
    for (int tile = 0; tile < tiles; tile++) {
      firstOfTile[tile] = found;
      int end = Math.min(size, (tile + 1) * tileLines);
      for (int line = tile * tileLines; line < end; line++) {
        int code = converter.codes()[sample * entries + line / linesPerEntry];
        if (code != 0) {
          boolean negative = line % linesPerEntry == 0 ? code < 0 : code > 0;
          sampleLines[found] = line;
          codes[found] = Math.abs(code);
          signs[found++] = negative ? -1 : 1;
          signed |= negative;
        }
      }
    }
    firstOfTile[tiles] = found;
    return found;
  }

  private void ensureCapacity(int count) {
    if (lines.length < count) {
      int capacity = Math.max(count, lines.length + lines.length / 2);
      lines = Arrays.copyOf(lines, capacity);
      amplitudes = Arrays.copyOf(amplitudes, capacity);
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

  int tiles() {
    return tiles;
  }

  /** Whether any pulse is negative. */
  boolean signed() {
    return signed;
  }

  /** Worth of the highest pulse of digit p of sample b. */
  float worth(int b, int p) {
    return planeWeight[p] * scale[b];
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

  /**
   * Pulses on each line, over the whole batch, each by its height or length; real numbers count as
   * whole pulses.
   */
  double[] pulsesOfLines() {
    double[] pulses = new double[size];
    for (int k = 0; k < starts[batch * planes() * tiles]; k++) {
      pulses[lines[k]] += dac == null ? 1 : Math.abs(amplitudes[k]);
    }
    return pulses;
  }
}
