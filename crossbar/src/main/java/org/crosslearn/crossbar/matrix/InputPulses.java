package org.crosslearn.crossbar.matrix;

import org.crosslearn.crossbar.converter.DacSpec;

/**
 * A batch of vectors as the lines of an array see it: one read pulse per bit and line.
 *
 * @param pulses {@code (planes * batch) x size}, plane after plane, entries -1, 0 or 1 (real numbers
 *     in -1..1 without a DAC)
 * @param planeWeight significance of each plane; a sample is {@code scale * sum_p planeWeight_p
 *     pulses_p}
 * @param scale largest magnitude of each sample
 */
record InputPulses(Signal source, float[] pulses, float[] planeWeight, float[] scale) {

  static InputPulses of(Signal x, DacSpec dac) {
    int batch = x.batch();
    int size = x.size();
    int planes = dac == null ? 1 : dac.bits();
    float steps = dac == null ? 1 : (1 << dac.bits()) - 1;
    float[] planeWeight = new float[planes];
    for (int p = 0; p < planes; p++) {
      planeWeight[p] = (1 << p) / steps;
    }
    float[] scale = new float[batch];
    float[] pulses = new float[planes * batch * size];
    for (int b = 0; b < batch; b++) {
      scale[b] = largestMagnitude(x.values(), b * size, size);
      if (scale[b] == 0) {
        continue;
      }
      for (int i = 0; i < size; i++) {
        float value = x.values()[b * size + i] / scale[b];
        if (dac == null) {
          pulses[b * size + i] = value;
          continue;
        }
        int magnitude = Math.round(Math.abs(value) * steps);
        float sign = Math.signum(value);
        for (int p = 0; p < planes; p++) {
          pulses[(p * batch + b) * size + i] = sign * (magnitude >> p & 1);
        }
      }
    }
    return new InputPulses(x, pulses, planeWeight, scale);
  }

  private static float largestMagnitude(float[] values, int from, int count) {
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
    return source.batch();
  }

  int size() {
    return source.size();
  }

  boolean signed() {
    for (float pulse : pulses) {
      if (pulse < 0) {
        return true;
      }
    }
    return false;
  }

  /** The batch as the array receives it: {@code batch x size}, rounded to the DAC's grid. */
  static float[] rounded(Signal x, DacSpec dac) {
    if (dac == null) {
      return x.values();
    }
    float steps = (1 << dac.bits()) - 1;
    float[] rounded = new float[x.values().length];
    for (int b = 0; b < x.batch(); b++) {
      float scale = largestMagnitude(x.values(), b * x.size(), x.size());
      if (scale == 0) {
        continue;
      }
      for (int i = b * x.size(); i < (b + 1) * x.size(); i++) {
        rounded[i] = Math.signum(x.values()[i])
            * Math.round(Math.abs(x.values()[i] / scale) * steps)
            / steps
            * scale;
      }
    }
    return rounded;
  }
}
