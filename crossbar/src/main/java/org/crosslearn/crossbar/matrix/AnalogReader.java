package org.crosslearn.crossbar.matrix;

import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.converter.ColumnConverters;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
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
  private final float least;
  private final String name;
  private final RandomStreams random;
  private final AnalogKernels kernels;

  /** By direction and array; null without converters, or where nothing was read yet. */
  private final ColumnConverters[][] converters = new ColumnConverters[Direction.values().length][];

  private final float[] gaussians;
  private final float[] range = new float[2];
  private float[] sums = {};
  private float[] weights = {};

  /**
   * @param least the smallest conductance, in units of the largest
   * @param name of the cells; names the draws of converters' errors
   * @param arrays of cells that have converters of their own, at most
   */
  AnalogReader(
      CrossbarSpec spec,
      double readNoise,
      float least,
      String name,
      int arrays,
      RandomStreams random,
      AnalogKernels kernels) {
    this.spec = spec;
    this.readNoise = (float) readNoise;
    this.least = least;
    this.name = name;
    this.random = random;
    this.kernels = kernels;
    for (int direction = 0; direction < converters.length; direction++) {
      converters[direction] = new ColumnConverters[arrays];
    }
    gaussians = readNoise > 0 ? new float[NOISY_VECTORS * GROUP] : null;
  }

  /**
   * Adds {@code factor * (pulses times conductances)} to y.
   *
   * @param pulses encoded for tiles of {@link CrossbarSpec#tileLines}
   * @param array which of the arrays of cells, each with converters of its own
   * @param columnGroups conductances in units of the largest
   * @param y {@code batch x columns}
   */
  void read(
      InputPulses pulses,
      Direction direction,
      int array,
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
    ColumnConverters ofColumns = spec.adc() == null ? null : converters(direction, array);
    if (ofColumns != null) {
      ofColumns.startRead();
    }
    for (int tile = 0; tile < pulses.tiles(); tile++) {
      range[0] = Float.POSITIVE_INFINITY;
      range[1] = Float.NEGATIVE_INFINITY;
      for (int group = 0; group < groups; group++) {
        sumCurrents(pulses, tile, columnGroups, group, columns, vectors, noise);
      }
      if (ofColumns == null) {
        addExactly(pulses.batch(), planes, groups, y, columns);
        continue;
      }
      int lines = spec.tileLines(direction);
      // The cells of a pair are driven with opposite voltages: only one of them adds to a sign.
      int active =
          Math.min(lines, pulses.size() - tile * lines) / spec.encoding().linesPerWeight(direction);
      ofColumns.fit(tile, sums, vectors, columns, range[0], range[1], active, pulses.signed());
      for (int group = 0; group < groups; group++) {
        ofColumns.convertAndAdd(
            tile, group, pulses.batch(), planes, sums, weights, y, columns, noise);
      }
    }
  }

  private ColumnConverters converters(Direction direction, int array) {
    ColumnConverters[] ofDirection = converters[direction.ordinal()];
    if (ofDirection[array] == null) {
      String side = direction == Direction.FORWARD ? "/adc-columns" : "/adc-rows";
      ofDirection[array] =
          new ColumnConverters(spec.adc(), name + side + array, least, random, kernels);
    }
    return ofDirection[array];
  }

  private void addExactly(int batch, int planes, int groups, float[] y, int columns) {
    for (int group = 0; group < groups; group++) {
      kernels.convertAndAdd(
          batch,
          planes,
          sums,
          group * batch * planes * GROUP,
          weights,
          0,
          0,
          0,
          0,
          y,
          group * GROUP,
          columns,
          Math.min(GROUP, columns - group * GROUP));
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
   * Reads one cell alone, as a spike on its line does: the converter of its column spans what one
   * cell can conduct.
   *
   * @param array which of the arrays of cells
   * @param input of the cell
   * @param columns of that array
   */
  float sense(
      int array, int input, int column, int columns, float conductance, RandomStream noise) {
    float current = noisy(conductance, noise);
    return spec.adc() == null
        ? current
        : converters(Direction.FORWARD, array)
            .sense(tileOf(input), column, columns, current, least, 1, noise);
  }

  /** As {@link #sense}, of two cells on lines of opposite voltage: their difference, of either sign. */
  float senseOpposed(
      int array,
      int input,
      int column,
      int columns,
      float positive,
      float negative,
      RandomStream noise) {
    float current = noisy(positive, noise) - noisy(negative, noise);
    return spec.adc() == null
        ? current
        : converters(Direction.FORWARD, array)
            .sense(tileOf(input), column, columns, current, least - 1, 1 - least, noise);
  }

  private float noisy(float conductance, RandomStream noise) {
    return readNoise > 0 ? conductance + readNoise * conductance * noise.gaussian() : conductance;
  }

  private int tileOf(int input) {
    return input
        * spec.encoding().linesPerWeight(Direction.FORWARD)
        / spec.tileLines(Direction.FORWARD);
  }
}
