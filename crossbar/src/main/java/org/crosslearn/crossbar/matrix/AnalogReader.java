package org.crosslearn.crossbar.matrix;

import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.hw.workload.HardwareOp.Direction;

/**
 * Reads an array of cells pulse by pulse: each pulse and tile of lines gives one current per column,
 * which picks up read noise and is converted on its own; the digital side shifts and adds.
 */
final class AnalogReader {
  private static final int GROUP = AnalogKernels.GROUP;

  /** Vectors whose noise is made at once: it stays in the first-level cache until it is used. */
  private static final int NOISY_VECTORS = 32;

  private final CrossbarSpec spec;
  private final float readNoise;
  private final AnalogKernels kernels;
  private final float[] gaussians;
  private final float[] range = new float[2];
  private float[] sums = {};
  private float[] weights = {};

  AnalogReader(CrossbarSpec spec, double readNoise, AnalogKernels kernels) {
    this.spec = spec;
    this.readNoise = (float) readNoise;
    this.kernels = kernels;
    gaussians = readNoise > 0 ? new float[NOISY_VECTORS * GROUP] : null;
  }

  /** Lines that are read together: word lines forward, columns of whole weights transposed. */
  int tileLines(Direction direction) {
    int perWeight = linesPerWeight(direction);
    int lines = direction == Direction.FORWARD ? spec.rows() : spec.columns();
    return Math.max(perWeight, lines / perWeight * perWeight);
  }

  /** Input lines of one weight. */
  int linesPerWeight(Direction direction) {
    return direction == Direction.FORWARD ? 1 : spec.encoding().cellsPerWeight();
  }

  /**
   * Adds {@code factor * (pulses times conductances)} to y.
   *
   * @param pulses encoded for tiles of {@link #tileLines}
   * @param columnGroups conductances in units of the largest
   * @param y {@code batch x columns}
   */
  void read(
      InputPulses pulses,
      Direction direction,
      float[] columnGroups,
      int columns,
      float factor,
      float[] y,
      RandomStream noise) {
    int planes = pulses.planes();
    int vectors = pulses.batch() * planes;
    int groups = Conductances.groups(columns);
    if (sums.length < groups * vectors * GROUP) {
      sums = new float[groups * vectors * GROUP];
    }
    if (weights.length < vectors) {
      weights = new float[vectors];
    }
    for (int v = 0; v < vectors; v++) {
      weights[v] = factor * pulses.worth(v / planes, v % planes);
    }
    for (int tile = 0; tile < pulses.tiles(); tile++) {
      range[0] = Float.POSITIVE_INFINITY;
      range[1] = Float.NEGATIVE_INFINITY;
      for (int group = 0; group < groups; group++) {
        sumCurrents(pulses, tile, columnGroups, group, columns, vectors, noise);
      }
      int lines = tileLines(direction);
      // The cells of a pair are driven with opposite voltages: only one of them adds to a sign.
      int active = Math.min(lines, pulses.size() - tile * lines) / linesPerWeight(direction);
      int highestCode = 0;
      float step = 0;
      if (spec.adc() != null) {
        highestCode = (1 << spec.adc().bits()) - 1;
        if (spec.adc().range() == AdcSpec.Range.FULL) {
          range[0] = pulses.signed() ? -active : 0;
          range[1] = active;
        }
        step = (range[1] - range[0]) / highestCode;
        // Currents that are all but equal are one code; a step below this has no reciprocal.
        step = step < Float.MIN_NORMAL ? 0 : step;
      }
      for (int group = 0; group < groups; group++) {
        kernels.convertAndAdd(
            pulses.batch(),
            planes,
            sums,
            group * vectors * GROUP,
            weights,
            range[0],
            step,
            step == 0 ? 0 : 1 / step,
            highestCode,
            y,
            group * GROUP,
            columns,
            Math.min(GROUP, columns - group * GROUP));
      }
    }
  }

  private void sumCurrents(
      InputPulses pulses,
      int tile,
      float[] columnGroups,
      int group,
      int columns,
      int vectors,
      RandomStream noise) {
    int at = gaussians == null ? vectors : NOISY_VECTORS;
    for (int from = 0; from < vectors; from += at) {
      int to = Math.min(vectors, from + at);
      if (gaussians != null) {
        kernels.gaussians(noise.key(), noise.takeGroups(to - from), to - from, gaussians);
      }
      kernels.currents(
          from,
          to,
          pulses.starts(),
          pulses.tiles(),
          tile,
          pulses.lines(),
          pulses.amplitudes(),
          columnGroups,
          group * pulses.size() * GROUP,
          readNoise,
          gaussians,
          sums,
          group * vectors * GROUP,
          Math.min(GROUP, columns - group * GROUP),
          range);
    }
  }

  /**
   * Reads one cell alone, as a spike on its line does: the converter spans what one cell can conduct.
   *
   * @param least the smallest conductance, in units of the largest
   */
  float sense(float conductance, float least, RandomStream noise) {
    float current = conductance;
    if (readNoise > 0) {
      current += readNoise * conductance * noise.gaussian();
    }
    if (spec.adc() == null) {
      return current;
    }
    int codes = (1 << spec.adc().bits()) - 1;
    float code = (float) Math.rint((current - least) / (1 - least) * codes);
    return least + Math.max(0, Math.min(codes, code)) * (1 - least) / codes;
  }
}
