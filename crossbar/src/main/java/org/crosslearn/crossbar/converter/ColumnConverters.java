package org.crosslearn.crossbar.converter;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * The converters at the columns of one array of cells, read one way: their ranges, which may be
 * calibrated, and their errors. Currents are in units of one line at the largest conductance; {@link
 * AnalogKernels} describes how they lie in strips of columns.
 */
public final class ColumnConverters {
  private static final int GROUP = AnalogKernels.GROUP;
  private static final int STRIP = AnalogKernels.STRIP;

  /** Vectors whose noise is made at once: it stays in the first-level cache until it is used. */
  private static final int BLOCK = 32;

  /**
   * LSB. Currents are sums in single precision: one that is this little short of a code is taken to
   * have reached it, or a truncated conversion of whole numbers would lose codes to rounding.
   */
  private static final float TRUNCATION_SLACK = 0x1p-10f;

  private final AdcSpec spec;
  private final String name;
  private final float least;
  private final RandomStreams random;
  private final AnalogKernels kernels;
  private final int highestCode;
  private final AdcSpec.Rounding rounding;
  private final float noiseRms;

  /** Whether all converters of a tile are the same and round to the nearest. */
  private final boolean plain;

  private final float[] dither;
  private final float[] gaussians;
  private final List<Tile> tiles = new ArrayList<>();
  private float[] scratch = {};
  private long reads;
  private boolean calibrating;

  /**
   * @param name of the array and the side that is read; names the draws of errors
   * @param least the smallest conductance, in units of the largest
   */
  public ColumnConverters(
      AdcSpec spec, String name, float least, RandomStreams random, AnalogKernels kernels) {
    this.spec = spec;
    this.name = name;
    this.least = least;
    this.random = random;
    this.kernels = kernels;
    highestCode = spec.highestCode();
    rounding = spec.rounding().orElseThrow();
    noiseRms = spec.errors().noise().floatValue();
    plain = rounding == AdcSpec.Rounding.NEAREST
        && spec.range() != AdcSpec.Range.PER_COLUMN
        && !spec.errors().any();
    dither = rounding == AdcSpec.Rounding.STOCHASTIC ? new float[BLOCK * GROUP] : null;
    gaussians = noiseRms > 0 ? new float[BLOCK * GROUP] : null;
  }

  /** Begins a read of all tiles. */
  public void startRead() {
    calibrating = spec.calibration().isDue(reads);
    reads++;
  }

  /**
   * Sets the range of a tile for its currents.
   *
   * @param sums currents of all strips, {@code vectors} in each
   * @param smallest of these currents
   * @param largest likewise
   * @param lines that could conduct, with one sign
   * @param signed whether some carry negative pulses
   */
  public void fit(
      int tile,
      float[] sums,
      int vectors,
      int columns,
      float smallest,
      float largest,
      int lines,
      boolean signed) {
    Tile fitted = tile(tile, columns);
    float most = spec.range() == AdcSpec.Range.SWING ? (1 - least) * lines : lines;
    switch (spec.range()) {
      case FULL, SWING -> fitted.span(signed ? -most : 0, most);
      case DYNAMIC -> fitted.span(smallest, largest);
      case FIXED -> fitted.span((float) (spec.lowest() * most), (float) (spec.highest() * most));
      case CALIBRATED -> {
        if (calibrating || !fitted.calibrated[0]) {
          calibrateTile(fitted, sums, vectors, columns);
        }
      }
      case PER_COLUMN -> {
        for (int column = 0; column < columns; column++) {
          if (calibrating || !fitted.calibrated[column]) {
            calibrateColumn(fitted, sums, vectors, column);
          }
        }
      }
    }
  }

  private void calibrateTile(Tile fitted, float[] sums, int vectors, int columns) {
    ensureScratch(vectors * columns);
    int count = 0;
    for (int column = 0; column < columns; column++) {
      count = collect(sums, vectors, column, count);
    }
    float low = percentile(count, true);
    float high = percentile(count, false);
    fitted.span(low, high);
    fitted.calibrated[0] = low < high;
  }

  private void calibrateColumn(Tile fitted, float[] sums, int vectors, int column) {
    ensureScratch(vectors);
    int count = collect(sums, vectors, column, 0);
    float low = percentile(count, true);
    float high = percentile(count, false);
    fitted.span(column, low, high);
    // Without a spread, as in silence, there was nothing to calibrate on: the next read has another
    // chance.
    fitted.calibrated[column] = low < high;
  }

  private void ensureScratch(int count) {
    if (scratch.length < count) {
      scratch = new float[count];
    }
  }

  /** Appends what a column conducts and is a number; returns how many there are now. */
  private int collect(float[] sums, int vectors, int column, int count) {
    int next = count;
    int first = AnalogKernels.inStrips(column, vectors);
    for (int v = 0; v < vectors; v++) {
      float current = sums[first + v * STRIP];
      scratch[next] = current;
      next += Float.isNaN(current) ? 0 : 1;
    }
    return next;
  }

  private float percentile(int count, boolean fromBelow) {
    if (count == 0) {
      return 0;
    }
    int rank = OrderStatistic.rank(spec.calibration().share(), count);
    return OrderStatistic.select(scratch, count, fromBelow ? count - 1 - rank : rank);
  }

  /**
   * Converts the currents of one group and adds them, weighted, to the result: {@code y_bj += sum_p
   * weight_bp converted_bpj}. May change {@code sums}.
   *
   * @param weights {@code batch x planes}
   * @param y column j of sample b at {@code group * 32 + b * columns + j}
   * @param columns of all groups
   * @param noise of this read
   */
  public void convertAndAdd(
      int tile,
      int group,
      int batch,
      int planes,
      float[] sums,
      float[] weights,
      float[] y,
      int columns,
      RandomStream noise) {
    Tile used = tiles.get(tile);
    int vectors = batch * planes;
    int sumsOffset = AnalogKernels.inStrips(group * GROUP, vectors);
    int here = Math.min(GROUP, columns - group * GROUP);
    if (!plain) {
      convert(used, group * GROUP, here, sums, sumsOffset, vectors, noise);
    }
    kernels.convertAndAdd(
        batch,
        planes,
        sums,
        sumsOffset,
        STRIP,
        weights,
        used.low[0],
        used.step[0],
        used.perStep[0],
        plain ? highestCode : 0,
        y,
        group * GROUP,
        columns,
        here);
  }

  private void convert(
      Tile used,
      int firstColumn,
      int columns,
      float[] sums,
      int sumsOffset,
      int vectors,
      RandomStream noise) {
    for (int from = 0; from < vectors; from += BLOCK) {
      int count = Math.min(BLOCK, vectors - from);
      if (dither != null) {
        kernels.uniforms(noise.key(), noise.takeGroups(count), count, dither);
      }
      if (gaussians != null) {
        kernels.gaussians(noise.key(), noise.takeGroups(count), count, gaussians);
      }
      int offset = sumsOffset + from * STRIP;
      if (used.errors.bendThresholds()) {
        convertByThresholds(used, firstColumn, columns, sums, offset, count);
      } else {
        kernels.convert(
            count,
            sums,
            offset,
            STRIP,
            firstColumn,
            used.low,
            used.step,
            used.perStep,
            used.errors.gain(),
            used.errors.offset(),
            noiseRms,
            gaussians,
            highestCode,
            rounding == AdcSpec.Rounding.NEAREST,
            rounding == AdcSpec.Rounding.TRUNCATE ? TRUNCATION_SLACK : 0,
            dither);
      }
    }
  }

  private void convertByThresholds(
      Tile used, int firstColumn, int columns, float[] sums, int sumsOffset, int vectors) {
    for (int j = 0; j < columns; j++) {
      int column = firstColumn + j;
      float low = used.low[column];
      float step = used.step[column];
      float perStep = used.perStep[column];
      for (int v = 0; v < vectors; v++) {
        int at = sumsOffset + v * STRIP + j;
        float code = code(
            used.errors,
            column,
            (sums[at] - low) * perStep,
            dither == null ? 0 : dither[v * GROUP + j],
            gaussians == null ? 0 : gaussians[v * GROUP + j]);
        sums[at] = low + code * step;
      }
    }
  }

  /**
   * A single conversion.
   *
   * @param position of a current, in codes above the lowest
   * @param uniform draw for stochastic rounding
   * @param gaussian draw of noise
   */
  private float code(
      ConverterErrors errors, int column, float position, float uniform, float gaussian) {
    float seen = errors.seen(column, position) + noiseRms * gaussian;
    if (errors.bendThresholds()) {
      float shift = switch (rounding) {
        case NEAREST -> 0;
        case TRUNCATE -> TRUNCATION_SLACK - 0.5f;
        case STOCHASTIC -> uniform - 0.5f;
      };
      return Float.isNaN(seen) ? seen : errors.code(column, seen + shift);
    }
    float code = Math.max(0, Math.min(highestCode, seen));
    return (float)
        switch (rounding) {
          case NEAREST -> Math.rint(code);
          case TRUNCATE -> Math.floor(Math.min(highestCode, code + TRUNCATION_SLACK));
          case STOCHASTIC -> Math.floor(code) + (code - Math.floor(code) > 1 - uniform ? 1 : 0);
        };
  }

  /**
   * Converts the current of a single cell, or of two that are opposed.
   *
   * @param columns of the array, as in reads of all its lines
   * @param lowest current that there can be
   * @param highest likewise
   */
  public float sense(
      int tile,
      int column,
      int columns,
      float current,
      float lowest,
      float highest,
      RandomStream noise) {
    float position = (current - lowest) / (highest - lowest) * highestCode;
    float uniform = dither == null ? 0 : noise.uniform();
    float gaussian = gaussians == null ? 0 : noise.gaussian();
    float code = code(tile(tile, columns).errors, column, position, uniform, gaussian);
    return lowest + code * (highest - lowest) / highestCode;
  }

  private Tile tile(int number, int columns) {
    while (tiles.size() <= number) {
      tiles.add(new Tile(tiles.size(), columns));
    }
    return tiles.get(number);
  }

  /** The converters of one tile of lines, for whole groups of columns. */
  private final class Tile {
    final float[] low;
    final float[] step;
    final float[] perStep;

    /** Of a range for all columns, the first tells. */
    final boolean[] calibrated;

    final ConverterErrors errors;

    Tile(int number, int columns) {
      int room = (columns + GROUP - 1) / GROUP * GROUP;
      low = new float[room];
      step = new float[room];
      perStep = new float[room];
      calibrated = new boolean[room];
      errors = new ConverterErrors(spec, room);
      for (int column = 0; spec.errors().any() && column < columns; column++) {
        errors.draw(column, random.ofChip(name + "/tile" + number, column));
      }
    }

    void span(float lowest, float highest) {
      for (int column = 0; column < low.length; column++) {
        span(column, lowest, highest);
      }
    }

    void span(int column, float lowest, float highest) {
      low[column] = lowest;
      float width = (highest - lowest) / highestCode;
      // Currents that are all but equal are one code; a step below this has no reciprocal.
      step[column] = width < Float.MIN_NORMAL ? 0 : width;
      perStep[column] = step[column] == 0 ? 0 : 1 / step[column];
    }
  }
}
