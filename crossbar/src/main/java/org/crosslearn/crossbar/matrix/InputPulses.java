package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.crossbar.converter.DacSpec;

/**
 * A batch of vectors as the lines of an array see it. Each bit of each sample is a vector of read
 * pulses, {@code planes} vectors per sample, kept as the lines that it switches on: most bits of most
 * inputs are zero. A sample is {@code scale * sum_p planeWeight_p pulses_p}.
 *
 * <p>An instance is filled again for each read and keeps its arrays.
 */
final class InputPulses {
  private final DacSpec dac;
  private final float steps;
  private final float[] planeWeight;
  private int batch;
  private int size;
  private int tiles;
  private boolean signed;
  private float[] scale = {};

  /** First line of vector v in tile t at {@code v * tiles + t}; then the end of the last. */
  private int[] starts = {};

  private int[] lines = {};

  /** -1 or 1; real numbers in -1..1 without a DAC. */
  private float[] amplitudes = {};

  /** Lines of one sample that are not silent, with their codes and amplitudes. */
  private int[] sampleLines = {};

  private int[] codes = {};
  private float[] signs = {};
  private int[] firstOfTile = {};

  InputPulses(DacSpec dac) {
    this.dac = dac;
    steps = dac == null ? 1 : (1 << dac.bits()) - 1;
    planeWeight = new float[dac == null ? 1 : dac.bits()];
    for (int p = 0; p < planeWeight.length; p++) {
      planeWeight[p] = (1 << p) / steps;
    }
  }

  /**
   * Encodes a batch.
   *
   * @param tileLines lines that are read together
   */
  void encode(Signal x, int tileLines) {
    batch = x.batch();
    size = x.size();
    tiles = (size + tileLines - 1) / tileLines;
    signed = false;
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
    int count = 0;
    for (int b = 0; b < batch; b++) {
      int found = encodeSample(x.values(), b, tileLines);
      ensureCapacity(count + planes() * found + 1);
      for (int p = 0; p < planes(); p++) {
        for (int tile = 0; tile < tiles; tile++) {
          starts[(b * planes() + p) * tiles + tile] = count;
          for (int k = firstOfTile[tile]; k < firstOfTile[tile + 1]; k++) {
            // Written in any case and kept if the bit is set: a branch would be guessed wrong.
            lines[count] = sampleLines[k];
            amplitudes[count] = signs[k];
            count += codes[k] >> p & 1;
          }
        }
      }
    }
    starts[vectors * tiles] = count;
  }

  /** Returns how many lines of the sample are not silent. */
  private int encodeSample(float[] x, int sample, int tileLines) {
    float largest = largestMagnitude(x, sample * size, size);
    scale[sample] = largest;
    int found = 0;
    for (int tile = 0; tile < tiles; tile++) {
      firstOfTile[tile] = found;
      int end = Math.min(size, (tile + 1) * tileLines);
      for (int i = tile * tileLines; i < end; i++) {
        float value = x[sample * size + i];
        if (value == 0) {
          continue;
        }
        value /= largest;
        int code = dac == null ? 1 : Math.round(Math.abs(value) * steps);
        if (code != 0) {
          sampleLines[found] = i;
          codes[found] = code;
          signs[found] = dac == null ? value : Math.signum(value);
          found++;
          signed |= value < 0;
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

  static float largestMagnitude(float[] values, int from, int count) {
    float largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
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

  /** Worth of a pulse of bit p of sample b. */
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

  /** Pulses on each line, over the whole batch. */
  int[] pulsesOfLines() {
    int[] pulses = new int[size];
    for (int k = 0; k < count(); k++) {
      pulses[lines[k]]++;
    }
    return pulses;
  }

  /** Pulses on all lines, over the whole batch. */
  int count() {
    return starts[batch * planes() * tiles];
  }
}
