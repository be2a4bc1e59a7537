package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.hw.workload.HardwareOp.Direction;

/**
 * Reads the cells of a matrix. With converters at the columns each pulse and tile of lines gives one
 * current per column, which picks up read noise and is converted on its own; the digital side shifts
 * and adds. Without, all that follows the cells is linear, and a read is a product in plain algebra
 * plus the noise of all pulses at once.
 *
 * <p>Transposed, the two cells of a pair lie on lines of their own that are driven with opposite
 * voltages: what a column sees of a weight is the difference of its cells.
 */
final class AnalogReader {
  private static final int GROUP = AnalogKernels.GROUP;

  /** Columns whose currents are computed together, vector after vector. */
  private static final int BLOCK = 3 * GROUP;

  /** Amplitudes of the samples that are computed together: they stay in the second-level cache. */
  private static final int AMPLITUDES = 1 << 16;

  /** Time of an active line in a list, in those of a line of a dense product. */
  private static final int LISTED_LINE = 4;

  /** Vectors whose time the packing of a dense product's operand takes, and from how many it is. */
  private static final int PACKING = 16;

  private static final int PACKED_FROM = 5;

  private final CrossbarSpec spec;
  private final float readNoise;
  private final Conductances conductances;
  private final DenseKernels dense;
  private final AnalogKernels kernels;
  private final float[] range = new float[2];
  private float[] sums = {};
  private float[] squares = {};
  private float[] rows = {};
  private float[] rowTotals = {};
  private float[] rowPowers = {};
  private float[] cellPowers = {};
  private int[] masks = {};
  private int[] packed = {};
  private final float[] units = new float[GROUP];
  private float[] weights = {};
  private float[] ofReference = {};

  AnalogReader(
      CrossbarSpec spec,
      double readNoise,
      Conductances conductances,
      DenseKernels dense,
      AnalogKernels kernels) {
    this.spec = spec;
    this.readNoise = (float) readNoise;
    this.conductances = conductances;
    this.dense = dense;
    this.kernels = kernels;
  }

  /** Weights on the lines that are read together: inputs forward, outputs transposed. */
  private int tileLines(Direction direction) {
    return direction == Direction.FORWARD
        ? spec.rows()
        : Math.max(1, spec.columns() / spec.encoding().cellsPerWeight());
  }

  /**
   * Adds what a read gives to y.
   *
   * @param y {@code batch x columns}
   */
  void read(InputPulses pulses, Direction direction, float[] y, RandomStream noise) {
    int lines = tileLines(direction);
    int vectors = pulses.batch() * pulses.planes();
    int active = pulses.count();
    int packing = vectors < PACKED_FROM ? 0 : PACKING;
    boolean listed = (long) LISTED_LINE * active < (long) pulses.size() * (vectors + packing);
    if (listed) {
      pulses.list(lines, active);
    }
    int arrays = conductances.arrays();
    if (direction == Direction.TRANSPOSED) {
      readArrays(pulses, listed, direction, 0, arrays, y, noise);
    } else {
      for (int array = 0; array < arrays; array++) {
        readArrays(pulses, listed, direction, array, array + 1, y, noise);
      }
    }
    if (arrays == 1) {
      subtractReference(pulses, lines, y, noise);
    }
  }

  /** Reads the cells of one array, or of two whose currents meet in the columns and are opposed. */
  private void readArrays(
      InputPulses pulses,
      boolean listed,
      Direction direction,
      int firstArray,
      int endArray,
      float[] y,
      RandomStream noise) {
    boolean forward = direction == Direction.FORWARD;
    int columns = forward ? conductances.outputs() : conductances.inputs();
    int batch = pulses.batch();
    int planes = pulses.planes();
    int tileLines = tileLines(direction);
    int samplesAtOnce = samplesAtOnce(pulses, tileLines);
    boolean known = spec.adc().range() == AdcSpec.Range.FULL;
    boolean signed = endArray - firstArray > 1 || pulses.signed();
    int blocks = (columns + BLOCK - 1) / BLOCK;
    sums = grown(sums, known ? samplesAtOnce * planes * BLOCK : blocks * batch * planes * BLOCK);
    weigh(pulses, conductances.worth(firstArray));
    for (int line = 0; line < pulses.size(); line += tileLines) {
      int lines = Math.min(tileLines, pulses.size() - line);
      startRange(known, signed, lines);
      for (int sample = 0; sample < batch; sample += samplesAtOnce) {
        int samples = Math.min(samplesAtOnce, batch - sample);
        if (!listed) {
          layRows(pulses, sample, samples, line, lines);
          if (readNoise > 0 && spec.dac() == null) {
            squareRows(samples * planes * lines);
          } else if (readNoise > 0) {
            if (masks.length < samples * planes * lines) {
              masks = new int[samples * planes * lines];
            }
            pulses.masks(sample, samples, line, lines, masks);
          }
        }
        for (int block = 0; block < blocks; block++) {
          int column = block * BLOCK;
          int count = Math.min(BLOCK, columns - column);
          int at = known ? 0 : (block * batch + sample) * planes * BLOCK;
          if (listed) {
            sumLists(
                pulses,
                forward,
                firstArray,
                endArray,
                line / tileLines,
                sample,
                samples,
                column,
                count,
                at,
                noise);
          } else {
            sumRows(
                samples * planes,
                forward,
                firstArray,
                endArray,
                line,
                lines,
                column,
                count,
                at,
                noise);
          }
          if (known) {
            convert(sample, samples, planes, column, count, at, y, columns);
          } else {
            for (int j = 0; j < count; j += GROUP) {
              kernels.widen(
                  samples * planes, sums, at + j, BLOCK, Math.min(GROUP, count - j), range);
            }
          }
        }
      }
      for (int block = 0; !known && block < blocks; block++) {
        int column = block * BLOCK;
        int at = block * batch * planes * BLOCK;
        convert(0, batch, planes, column, Math.min(BLOCK, columns - column), at, y, columns);
      }
    }
  }

  private static int samplesAtOnce(InputPulses pulses, int tileLines) {
    int ofSample = pulses.planes() * Math.min(tileLines, pulses.size());
    return Math.min(pulses.batch(), Math.max(1, AMPLITUDES / ofSample));
  }

  /** What a code step of each vector is worth. */
  private void weigh(InputPulses pulses, float factor) {
    int planes = pulses.planes();
    weights = grown(weights, pulses.batch() * planes);
    for (int v = 0; v < pulses.batch() * planes; v++) {
      weights[v] = factor * pulses.worth(v / planes, v % planes);
    }
  }

  private void startRange(boolean known, boolean signed, int lines) {
    range[0] = known ? (signed ? -lines : 0) : Float.POSITIVE_INFINITY;
    range[1] = known ? lines : Float.NEGATIVE_INFINITY;
  }

  private void layRows(InputPulses pulses, int sample, int samples, int line, int lines) {
    int count = samples * pulses.planes() * lines;
    rows = grown(rows, count);
    pulses.rows(sample, samples, line, lines, rows);
    rowTotals = grown(rowTotals, samples * pulses.planes());
    for (int v = 0; v < samples * pulses.planes(); v++) {
      rowTotals[v] = kernels.total(lines, rows, v * lines);
    }
  }

  private void squareRows(int count) {
    rowPowers = grown(rowPowers, count);
    for (int i = 0; i < count; i++) {
      rowPowers[i] = rows[i] * rows[i];
    }
  }

  /** Currents of a block of columns as a dense product. */
  private void sumRows(
      int vectors,
      boolean forward,
      int firstArray,
      int endArray,
      int line,
      int lines,
      int column,
      int columns,
      int at,
      RandomStream noise) {
    boolean opposed = endArray - firstArray > 1;
    int width = Conductances.groups(columns) * GROUP;
    for (int v = 0; v < vectors; v++) {
      // Opposed cells differ by their states alone.
      float ofOff = opposed ? 0 : conductances.off() * rowTotals[v];
      Arrays.fill(sums, at + v * BLOCK, at + v * BLOCK + width, ofOff);
    }
    float[] cells = opposed ? conductances.weights() : conductances.states(firstArray);
    float perCell = opposed ? 1 / conductances.worth(firstArray) : 1 - conductances.off();
    int inputs = conductances.inputs();
    if (forward) {
      dense.multiplyNT(
          vectors,
          columns,
          lines,
          perCell,
          rows,
          0,
          lines,
          cells,
          column * inputs + line,
          inputs,
          sums,
          at,
          BLOCK,
          true);
    } else {
      dense.multiplyNN(
          vectors,
          columns,
          lines,
          perCell,
          rows,
          0,
          lines,
          cells,
          line * inputs + column,
          inputs,
          sums,
          at,
          BLOCK,
          true);
    }
    if (readNoise == 0) {
      return;
    }
    squares = grown(squares, vectors * BLOCK);
    boolean pulsed = spec.dac() != null;
    if (!pulsed) {
      sumSquares(
          vectors,
          rowPowers,
          0,
          lines,
          forward,
          firstArray,
          endArray,
          line,
          lines,
          column,
          columns);
    }
    for (int j = 0; j < columns; j += GROUP) {
      if (pulsed) {
        packSquares(
            forward, firstArray, endArray, line, lines, column + j, Math.min(GROUP, columns - j));
        kernels.sumPacked(vectors, lines, masks, packed, units, squares);
      }
      kernels.addNoise(
          noise.key(),
          noise.takeGroups(vectors),
          vectors,
          readNoise,
          squares,
          pulsed ? 0 : j,
          pulsed ? GROUP : BLOCK,
          sums,
          at + j,
          BLOCK);
    }
  }

  /** Squares of the conductances of a group of columns, in sixteen bits: it is only for noise. */
  private void packSquares(
      boolean forward, int firstArray, int endArray, int line, int lines, int column, int columns) {
    int inputs = conductances.inputs();
    cellPowers = grown(cellPowers, lines * GROUP);
    if (packed.length < lines * GROUP / 2) {
      packed = new int[lines * GROUP / 2];
    }
    Arrays.fill(cellPowers, 0, lines * GROUP, 0f);
    for (int array = firstArray; array < endArray; array++) {
      float[] states = forward ? conductances.columnGroups(array) : conductances.states(array);
      for (int i = 0; i < lines; i++) {
        int from = forward ? column * inputs + (line + i) * GROUP : (line + i) * inputs + column;
        addSquares(states, from, columns, i * GROUP);
      }
    }
    kernels.pack(lines, cellPowers, packed, units);
  }

  private void addSquares(float[] states, int from, int count, int to) {
    float perState = 1 - conductances.off();
    float off = conductances.off();
    for (int j = 0; j < count; j++) {
      float current = states[from + j] * perState + off;
      cellPowers[to + j] += current * current;
    }
  }

  /** Sums of squares of the currents of a block of columns. */
  private void sumSquares(
      int vectors,
      float[] powers,
      int powersOffset,
      int powersStride,
      boolean forward,
      int firstArray,
      int endArray,
      int line,
      int lines,
      int column,
      int columns) {
    int inputs = conductances.inputs();
    int height = forward ? columns : lines;
    int width = forward ? lines : columns;
    int corner = forward ? column * inputs + line : line * inputs + column;
    cellPowers = grown(cellPowers, height * width);
    for (int array = firstArray; array < endArray; array++) {
      float ratio = conductances.worth(array) / conductances.worth(firstArray);
      float perState = ratio * (1 - conductances.off());
      float off = ratio * conductances.off();
      float[] states = conductances.states(array);
      for (int i = 0; i < height; i++) {
        int from = corner + i * inputs;
        int to = i * width;
        if (array == firstArray) {
          for (int j = 0; j < width; j++) {
            float current = states[from + j] * perState + off;
            cellPowers[to + j] = current * current;
          }
        } else {
          for (int j = 0; j < width; j++) {
            float current = states[from + j] * perState + off;
            cellPowers[to + j] += current * current;
          }
        }
      }
    }
    if (forward) {
      dense.multiplyNT(
          vectors,
          columns,
          lines,
          powers,
          powersOffset,
          powersStride,
          cellPowers,
          0,
          width,
          squares,
          0,
          BLOCK,
          false);
    } else {
      dense.multiplyNN(
          vectors,
          columns,
          lines,
          powers,
          powersOffset,
          powersStride,
          cellPowers,
          0,
          width,
          squares,
          0,
          BLOCK,
          false);
    }
  }

  /** Currents of a block of columns line by line. */
  private void sumLists(
      InputPulses pulses,
      boolean forward,
      int firstArray,
      int endArray,
      int tile,
      int sample,
      int samples,
      int column,
      int columns,
      int at,
      RandomStream noise) {
    int from = sample * pulses.planes();
    int to = from + samples * pulses.planes();
    int inputs = conductances.inputs();
    int tileLines = tileLines(forward ? Direction.FORWARD : Direction.TRANSPOSED);
    int tiles = (pulses.size() + tileLines - 1) / tileLines;
    Arrays.fill(sums, at, at + (to - from) * BLOCK, 0f);
    if (readNoise > 0) {
      squares = grown(squares, (to - from) * GROUP);
    }
    for (int j = 0; j < columns; j += GROUP) {
      if (readNoise > 0) {
        Arrays.fill(squares, 0, (to - from) * GROUP, 0f);
      }
      for (int array = firstArray; array < endArray; array++) {
        float sign = Math.signum(conductances.worth(array) * conductances.worth(firstArray));
        kernels.currents(
            from,
            to,
            pulses.starts(),
            tiles,
            tile,
            pulses.lines(),
            pulses.amplitudes(),
            forward ? conductances.columnGroups(array) : conductances.states(array),
            forward ? (column + j) * inputs : column + j,
            forward ? GROUP : inputs,
            sign * (1 - conductances.off()),
            sign * conductances.off(),
            readNoise > 0 ? squares : null,
            sums,
            at + j - from * BLOCK,
            BLOCK);
      }
      if (readNoise > 0) {
        kernels.addNoise(
            noise.key(),
            noise.takeGroups(to - from),
            to - from,
            readNoise,
            squares,
            0,
            GROUP,
            sums,
            at + j,
            BLOCK);
      }
    }
  }

  /** Converts the currents of a block of columns and adds them to the result. */
  private void convert(
      int sample, int samples, int planes, int column, int count, int at, float[] y, int columns) {
    for (int j = 0; j < count; j += GROUP) {
      convertGroup(
          samples,
          planes,
          at + j,
          BLOCK,
          sample * planes,
          y,
          sample * columns + column + j,
          columns,
          Math.min(GROUP, count - j));
    }
  }

  private void convertGroup(
      int samples,
      int planes,
      int at,
      int stride,
      int firstWeight,
      float[] y,
      int yOffset,
      int ldy,
      int columns) {
    int highestCode = (1 << spec.adc().bits()) - 1;
    float step = (range[1] - range[0]) / highestCode;
    // Currents that are all but equal are one code; a step below this has no reciprocal.
    step = step < Float.MIN_NORMAL ? 0 : step;
    kernels.convertAndAdd(
        samples,
        planes,
        sums,
        at,
        stride,
        weights,
        firstWeight,
        range[0],
        step,
        step == 0 ? 0 : 1 / step,
        highestCode,
        y,
        yOffset,
        ldy,
        columns);
  }

  /**
   * Subtracts what the reference column gives, one of cells half-way up on the lines of each tile
   * (transposed: one line). All its cells are equal, so its current is that of one cell times the sum
   * of the amplitudes.
   */
  private void subtractReference(InputPulses pulses, int tileLines, float[] y, RandomStream noise) {
    int batch = pulses.batch();
    int planes = pulses.planes();
    int vectors = batch * planes;
    float conductance = conductances.of(0.5f);
    int groups = Conductances.groups(vectors);
    boolean known = spec.adc().range() == AdcSpec.Range.FULL;
    boolean signed = pulses.signed();
    int samplesAtOnce = samplesAtOnce(pulses, tileLines);
    // A vector's current is converted as the first of 32 columns.
    sums = grown(sums, groups * GROUP + GROUP);
    squares = readNoise > 0 ? grown(squares, groups * GROUP) : squares;
    ofReference = grown(ofReference, batch);
    Arrays.fill(ofReference, 0, batch, 0f);
    for (int line = 0; line < pulses.size(); line += tileLines) {
      int lines = Math.min(tileLines, pulses.size() - line);
      startRange(known, signed, lines);
      for (int sample = 0; sample < batch; sample += samplesAtOnce) {
        int samples = Math.min(samplesAtOnce, batch - sample);
        layRows(pulses, sample, samples, line, lines);
        if (readNoise > 0) {
          squareRows(samples * planes * lines);
        }
        for (int v = 0; v < samples * planes; v++) {
          int to = sample * planes + v;
          sums[to] = conductance * rowTotals[v];
          if (readNoise > 0) {
            squares[to] = conductance * conductance * kernels.total(lines, rowPowers, v * lines);
          }
        }
      }
      if (readNoise > 0) {
        kernels.addNoise(
            noise.key(),
            noise.takeGroups(groups),
            groups,
            readNoise,
            squares,
            0,
            GROUP,
            sums,
            0,
            GROUP);
      }
      if (!known) {
        for (int v = 0; v < vectors; v += GROUP) {
          kernels.widen(1, sums, v, GROUP, Math.min(GROUP, vectors - v), range);
        }
      }
      convertGroup(batch, planes, 0, 1, 0, ofReference, 0, 1, 1);
    }
    subtractFromRows(ofReference, batch, y);
  }

  private static void subtractFromRows(float[] subtrahends, int batch, float[] y) {
    int columns = y.length / batch;
    for (int b = 0; b < batch; b++) {
      float subtrahend = subtrahends[b];
      for (int i = b * columns; i < (b + 1) * columns; i++) {
        y[i] -= subtrahend;
      }
    }
  }

  /**
   * Writes a read that nothing disturbs.
   *
   * @param x {@code batch x lines}
   * @param y {@code batch x columns}
   */
  void readExactly(float[] x, int batch, Direction direction, float[] y) {
    boolean forward = direction == Direction.FORWARD;
    int outputs = conductances.outputs();
    int inputs = conductances.inputs();
    int lines = forward ? inputs : outputs;
    int columns = forward ? outputs : inputs;
    // The states of single cells are the weights but for a factor and a base: no copy is needed.
    boolean single = conductances.arrays() == 1;
    float[] cells = single ? conductances.states(0) : conductances.weights();
    float factor = single ? conductances.weightPerState() : 1;
    for (int b = 0; single && b < batch; b++) {
      float ofBase = conductances.baseWeight() * kernels.total(lines, x, b * lines);
      Arrays.fill(y, b * columns, (b + 1) * columns, ofBase);
    }
    if (forward) {
      dense.multiplyNT(
          batch, columns, lines, factor, x, 0, lines, cells, 0, inputs, y, 0, columns, single);
    } else {
      dense.multiplyNN(
          batch, columns, lines, factor, x, 0, lines, cells, 0, inputs, y, 0, columns, single);
    }
  }

  /**
   * Adds the noise of a read without converters at the columns. That of all pulses and tiles is summed
   * with their worth: one Gaussian per column and sample has the same distribution.
   */
  void addNoise(InputPulses pulses, Direction direction, float[] y, RandomStream noise) {
    boolean forward = direction == Direction.FORWARD;
    int batch = pulses.batch();
    int size = pulses.size();
    int columns = forward ? conductances.outputs() : conductances.inputs();
    rowPowers = grown(rowPowers, batch * size);
    pulses.powers(rowPowers);
    int groups = Conductances.groups(batch);
    sums = grown(sums, Math.max(batch * BLOCK, groups * GROUP));
    squares = grown(squares, Math.max(batch * BLOCK, groups * GROUP));
    weights = grown(weights, batch);
    Arrays.fill(weights, 0, batch, Math.abs(conductances.worth(0)));
    for (int column = 0; column < columns; column += BLOCK) {
      int count = Math.min(BLOCK, columns - column);
      sumSquares(
          batch, rowPowers, 0, size, forward, 0, conductances.arrays(), 0, size, column, count);
      Arrays.fill(sums, 0, batch * BLOCK, 0f);
      for (int j = 0; j < count; j += GROUP) {
        kernels.addNoise(
            noise.key(),
            noise.takeGroups(batch),
            batch,
            readNoise,
            squares,
            j,
            BLOCK,
            sums,
            j,
            BLOCK);
        kernels.convertAndAdd(
            batch,
            1,
            sums,
            j,
            BLOCK,
            weights,
            0,
            0,
            0,
            0,
            0,
            y,
            column + j,
            columns,
            Math.min(GROUP, count - j));
      }
    }
    if (conductances.arrays() == 1) {
      float reference = conductances.worth(0) * conductances.of(0.5f);
      Arrays.fill(sums, 0, groups * GROUP, 0f);
      for (int b = 0; b < batch; b++) {
        squares[b] = reference * reference * kernels.total(size, rowPowers, b * size);
      }
      kernels.addNoise(
          noise.key(),
          noise.takeGroups(groups),
          groups,
          readNoise,
          squares,
          0,
          GROUP,
          sums,
          0,
          GROUP);
      subtractFromRows(sums, batch, y);
    }
  }

  private static float[] grown(float[] array, int length) {
    return array.length < length ? new float[length] : array;
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
