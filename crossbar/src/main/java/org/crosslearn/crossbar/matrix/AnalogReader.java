package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.crossbar.converter.ColumnConverters;
import org.crosslearn.crossbar.encoding.Encoding;
import org.crosslearn.crossbar.kernel.AnalogKernels;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
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
  private static final int STRIP = AnalogKernels.STRIP;

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
  private final String name;
  private final RandomStreams random;
  private final DenseKernels dense;
  private final AnalogKernels kernels;

  /** By direction and array; null without converters, or where nothing was read yet. */
  private final ColumnConverters[][] converters = new ColumnConverters[Direction.values().length][];

  private final float[] range = new float[2];
  private float[] sums = {};
  private float[] squares = {};

  /** By the lines of an entry, where these carry different pulses. */
  private final float[][] rows = {{}, {}};

  private final float[][] rowPowers = {{}, {}};
  private final float[][] rowTotals = {{}, {}};
  private float[] cellPowers = {};
  private int[] masks = {};
  private int[] packed = {};
  private final float[] units = new float[GROUP];
  private float[] weights = {};
  private float[] reference = {};
  private float[] ofReference = {};

  /**
   * @param name of the cells; names the draws of converters' errors
   */
  AnalogReader(
      CrossbarSpec spec,
      double readNoise,
      Conductances conductances,
      String name,
      RandomStreams random,
      DenseKernels dense,
      AnalogKernels kernels) {
    this.spec = spec;
    this.readNoise = (float) readNoise;
    this.conductances = conductances;
    this.name = name;
    this.random = random;
    this.dense = dense;
    this.kernels = kernels;
    for (int direction = 0; direction < converters.length; direction++) {
      // The last are those of the references of each slice, where there are any.
      converters[direction] = new ColumnConverters[conductances.arrays() + conductances.slices()];
    }
  }

  /**
   * Adds what a read pulse by pulse gives to y.
   *
   * @param y {@code batch x columns}
   */
  void read(InputPulses pulses, Direction direction, float[] y, RandomStream noise) {
    int lines = spec.weightsPerTile(direction);
    int vectors = pulses.batch() * pulses.planes();
    int active = pulses.count();
    int packing = vectors < PACKED_FROM ? 0 : PACKING;
    boolean listed = (long) LISTED_LINE * active < (long) pulses.size() * (vectors + packing);
    if (listed) {
      pulses.list(lines, active);
    }
    boolean negative = pulses.signed();
    int together = spec.encoding().linesPerWeight(direction);
    boolean signed = together > 1 ? active > 0 : negative;
    int sides = conductances.sides();
    for (int array = 0; array < conductances.arrays(); array += together) {
      readArrays(pulses, listed, direction, array, array + together, signed, y, noise);
      if (spec.encoding() == Encoding.REFERENCE_COLUMN) {
        subtractReference(pulses, direction, array / sides, negative, y, noise);
      }
    }
  }

  /**
   * Reads the cells of one array, or of two whose currents meet in the columns and are opposed.
   *
   * @param signed whether pulses of both signs drive the lines
   */
  private void readArrays(
      InputPulses pulses,
      boolean listed,
      Direction direction,
      int firstArray,
      int endArray,
      boolean signed,
      float[] y,
      RandomStream noise) {
    boolean forward = direction == Direction.FORWARD;
    int columns = forward ? conductances.outputs() : conductances.inputs();
    int batch = pulses.batch();
    int planes = pulses.planes();
    int vectors = batch * planes;
    int tileLines = spec.weightsPerTile(direction);
    int samplesAtOnce = Math.max(1, AMPLITUDES / (planes * Math.min(tileLines, pulses.size())));
    sums = grown(sums, (columns + STRIP - 1) / STRIP * STRIP * vectors);
    weigh(pulses, conductances.worth(firstArray));
    ColumnConverters ofColumns =
        spec.converters() == null ? null : converters(direction, firstArray);
    if (ofColumns != null) {
      ofColumns.startRead();
    }
    for (int line = 0; line < pulses.size(); line += tileLines) {
      int lines = Math.min(tileLines, pulses.size() - line);
      forgetRange();
      for (int sample = 0; sample < batch; sample += samplesAtOnce) {
        int samples = Math.min(samplesAtOnce, batch - sample);
        if (!listed) {
          layRows(pulses, sample, samples, line, lines);
        }
        for (int column = 0; column < columns; column += STRIP) {
          int count = Math.min(STRIP, columns - column);
          int at = AnalogKernels.inStrips(column, vectors) + sample * planes * STRIP;
          if (listed) {
            sumLists(
                pulses,
                forward,
                firstArray,
                endArray,
                line / tileLines,
                tileLines,
                sample,
                samples,
                column,
                count,
                at,
                noise);
          } else {
            sumRows(
                pulses,
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
          widen(samples * planes, at, count);
        }
      }
      convert(ofColumns, line / tileLines, lines, signed, batch, planes, columns, y, noise);
    }
  }

  /** What a current of each vector is worth. */
  private void weigh(InputPulses pulses, float factor) {
    int planes = pulses.planes();
    weights = grown(weights, pulses.batch() * planes);
    for (int v = 0; v < pulses.batch() * planes; v++) {
      weights[v] = factor * pulses.worth(v / planes, v % planes);
    }
  }

  private void forgetRange() {
    range[0] = Float.POSITIVE_INFINITY;
    range[1] = Float.NEGATIVE_INFINITY;
  }

  /** Notes the range of the currents of a strip, where somebody asks. */
  private void widen(int vectors, int at, int columns) {
    if (spec.converters() != null && spec.converters().range() == AdcSpec.Range.DYNAMIC) {
      for (int j = 0; j < columns; j += GROUP) {
        kernels.widen(vectors, sums, at + j, STRIP, Math.min(GROUP, columns - j), range);
      }
    }
  }

  private void convert(
      ColumnConverters ofColumns,
      int tile,
      int lines,
      boolean signed,
      int batch,
      int planes,
      int columns,
      float[] y,
      RandomStream noise) {
    int vectors = batch * planes;
    if (ofColumns != null) {
      // Of opposed cells only one adds to a sign.
      ofColumns.fit(tile, sums, vectors, columns, range[0], range[1], lines, signed);
    }
    for (int group = 0; group < Conductances.groups(columns); group++) {
      if (ofColumns != null) {
        ofColumns.convertAndAdd(tile, group, batch, planes, sums, weights, y, columns, noise);
      } else {
        int at = AnalogKernels.inStrips(group * GROUP, vectors);
        addExactly(batch, planes, at, y, group * GROUP, columns);
      }
    }
  }

  private void addExactly(int batch, int planes, int at, float[] y, int firstColumn, int columns) {
    kernels.convertAndAdd(
        batch,
        planes,
        sums,
        at,
        STRIP,
        weights,
        0,
        0,
        0,
        0,
        y,
        firstColumn,
        columns,
        Math.min(GROUP, columns - firstColumn));
  }

  private ColumnConverters converters(Direction direction, int array) {
    ColumnConverters[] ofDirection = converters[direction.ordinal()];
    if (ofDirection[array] == null) {
      String side = direction == Direction.FORWARD ? "/adc-columns" : "/adc-rows";
      ofDirection[array] = new ColumnConverters(
          spec.adc(), name + side + array, conductances.off(), random, kernels);
    }
    return ofDirection[array];
  }

  /** Writes amplitudes as rows, with what noise needs to know of them. */
  private void layRows(InputPulses pulses, int sample, int samples, int line, int lines) {
    int vectors = samples * pulses.planes();
    for (int side = 0; side < pulses.sides(); side++) {
      rows[side] = grown(rows[side], vectors * lines);
      pulses.rows(side, sample, samples, line, lines, rows[side]);
      rowTotals[side] = grown(rowTotals[side], vectors);
      for (int v = 0; v < vectors; v++) {
        rowTotals[side][v] = kernels.total(lines, rows[side], v * lines);
      }
    }
    if (readNoise > 0 && pulses.areBits()) {
      if (masks.length < vectors * lines) {
        masks = new int[vectors * lines];
      }
      pulses.masks(sample, samples, line, lines, masks);
    } else if (readNoise > 0) {
      squareRows(pulses.sides(), vectors * lines);
    }
  }

  private void squareRows(int sides, int count) {
    for (int side = 0; side < sides; side++) {
      float[] amplitudes = rows[side];
      float[] powers = grown(rowPowers[side], count);
      for (int i = 0; i < count; i++) {
        powers[i] = amplitudes[i] * amplitudes[i];
      }
      rowPowers[side] = powers;
    }
  }

  /** Currents of a strip of columns as a dense product. */
  private void sumRows(
      InputPulses pulses,
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
    boolean exactlyOpposed = endArray - firstArray > 1 && pulses.sides() == 1;
    if (exactlyOpposed) {
      // They differ by their states alone, that is, without slices, by the weight.
      boolean single = conductances.slices() == 1;
      fill(vectors, at, columns, firstArray, firstArray);
      multiply(
          vectors,
          rows[0],
          single ? conductances.weights() : conductances.differences(firstArray / 2),
          single ? 1 / conductances.worth(firstArray) : 1 - conductances.off(),
          forward,
          line,
          lines,
          column,
          columns,
          at);
    } else {
      fill(vectors, at, columns, firstArray, endArray);
      for (int array = firstArray; array < endArray; array++) {
        multiply(
            vectors,
            rows[side(pulses, array)],
            conductances.states(array),
            sign(array, firstArray) * (1 - conductances.off()),
            forward,
            line,
            lines,
            column,
            columns,
            at);
      }
    }
    if (readNoise > 0) {
      addNoiseOfRows(
          pulses, vectors, forward, firstArray, endArray, line, lines, column, columns, at, noise);
    }
  }

  /** Adds the noise of all cells on the rows to a strip of the currents. */
  private void addNoiseOfRows(
      InputPulses pulses,
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
    squares = grown(squares, vectors * STRIP);
    if (!pulses.areBits()) {
      int endTogether = pulses.sides() == 1 ? endArray : firstArray + 1;
      sumSquares(
          vectors,
          rowPowers[0],
          forward,
          firstArray,
          endTogether,
          line,
          lines,
          column,
          columns,
          false);
      if (endTogether < endArray) {
        sumSquares(
            vectors,
            rowPowers[1],
            forward,
            endTogether,
            endArray,
            line,
            lines,
            column,
            columns,
            true);
      }
    }
    for (int j = 0; j < columns; j += GROUP) {
      if (pulses.areBits()) {
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
          pulses.areBits() ? 0 : j,
          pulses.areBits() ? GROUP : STRIP,
          sums,
          at + j,
          STRIP);
    }
  }

  /** The line of an entry on which its cell of an array lies. */
  private static int side(InputPulses pulses, int array) {
    return pulses.sides() == 1 ? 0 : array % 2;
  }

  /** Whether the current of an array adds to that of another or takes away. */
  private float sign(int array, int other) {
    return Math.signum(conductances.worth(array) * conductances.worth(other));
  }

  /** Fills a strip with what cells in state 0 of some arrays conduct. */
  private void fill(int vectors, int at, int columns, int firstArray, int endArray) {
    int width = Conductances.groups(columns) * GROUP;
    for (int v = 0; v < vectors; v++) {
      float ofOff = 0;
      for (int array = firstArray; array < endArray; array++) {
        // Without sides there is one array.
        float total = rowTotals[array - firstArray][v];
        ofOff += sign(array, firstArray) * conductances.off() * total;
      }
      Arrays.fill(sums, at + v * STRIP, at + v * STRIP + width, ofOff);
    }
  }

  /** Adds a product to a strip of the currents. */
  private void multiply(
      int vectors,
      float[] amplitudes,
      float[] cells,
      float perCell,
      boolean forward,
      int line,
      int lines,
      int column,
      int columns,
      int at) {
    int inputs = conductances.inputs();
    if (forward) {
      dense.multiplyNT(
          vectors,
          columns,
          lines,
          perCell,
          amplitudes,
          0,
          lines,
          cells,
          column * inputs + line,
          inputs,
          sums,
          at,
          STRIP,
          true);
    } else {
      dense.multiplyNN(
          vectors,
          columns,
          lines,
          perCell,
          amplitudes,
          0,
          lines,
          cells,
          line * inputs + column,
          inputs,
          sums,
          at,
          STRIP,
          true);
    }
  }

  /** Sums of squares of the currents of a strip of columns, in units of the first array's. */
  private void sumSquares(
      int vectors,
      float[] powers,
      boolean forward,
      int firstArray,
      int endArray,
      int line,
      int lines,
      int column,
      int columns,
      boolean add) {
    int inputs = conductances.inputs();
    int height = forward ? columns : lines;
    int width = forward ? lines : columns;
    int corner = forward ? column * inputs + line : line * inputs + column;
    cellPowers = grown(cellPowers, height * width);
    Arrays.fill(cellPowers, 0, height * width, 0f);
    for (int array = firstArray; array < endArray; array++) {
      for (int i = 0; i < height; i++) {
        addSquares(conductances.states(array), corner + i * inputs, width, i * width);
      }
    }
    if (forward) {
      dense.multiplyNT(
          vectors, columns, lines, powers, 0, lines, cellPowers, 0, width, squares, 0, STRIP, add);
    } else {
      dense.multiplyNN(
          vectors, columns, lines, powers, 0, lines, cellPowers, 0, width, squares, 0, STRIP, add);
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

  /** Currents of a strip of columns line by line. */
  private void sumLists(
      InputPulses pulses,
      boolean forward,
      int firstArray,
      int endArray,
      int tile,
      int tileLines,
      int sample,
      int samples,
      int column,
      int columns,
      int at,
      RandomStream noise) {
    int from = sample * pulses.planes();
    int to = from + samples * pulses.planes();
    int inputs = conductances.inputs();
    Arrays.fill(sums, at, at + (to - from) * STRIP, 0f);
    if (readNoise > 0) {
      squares = grown(squares, (to - from) * GROUP);
    }
    for (int j = 0; j < columns; j += GROUP) {
      if (readNoise > 0) {
        Arrays.fill(squares, 0, (to - from) * GROUP, 0f);
      }
      for (int array = firstArray; array < endArray; array++) {
        float sign = sign(array, firstArray);
        kernels.currents(
            from,
            to,
            pulses.starts(),
            (pulses.size() + tileLines - 1) / tileLines,
            tile,
            pulses.lines(),
            pulses.amplitudes(side(pulses, array)),
            forward ? conductances.columnGroups(array) : conductances.states(array),
            forward ? (column + j) * inputs : column + j,
            forward ? GROUP : inputs,
            sign * (1 - conductances.off()),
            sign * conductances.off(),
            readNoise > 0 ? squares : null,
            sums,
            at + j - from * STRIP,
            STRIP);
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
            STRIP);
      }
    }
  }

  /**
   * Subtracts what the reference column of a slice gives, one of cells that hold 0 on the lines of each tile
   * (transposed: one line). All its cells are equal, so its current is that of one cell times the sum
   * of the amplitudes.
   */
  private void subtractReference(
      InputPulses pulses,
      Direction direction,
      int slice,
      boolean signed,
      float[] y,
      RandomStream noise) {
    int batch = pulses.batch();
    int planes = pulses.planes();
    int vectors = batch * planes;
    int tileLines = spec.weightsPerTile(direction);
    int groups = Conductances.groups(vectors);
    float conductance = conductances.reference(slice);
    sums = grown(sums, vectors * STRIP);
    reference = grown(reference, groups * GROUP);
    squares = readNoise > 0 ? grown(squares, groups * GROUP) : squares;
    ofReference = grown(ofReference, batch);
    Arrays.fill(ofReference, 0, batch, 0f);
    ColumnConverters ofColumn =
        spec.converters() == null ? null : converters(direction, conductances.arrays() + slice);
    if (ofColumn != null) {
      ofColumn.startRead();
    }
    int samplesAtOnce = Math.max(1, AMPLITUDES / (planes * Math.min(tileLines, pulses.size())));
    for (int line = 0; line < pulses.size(); line += tileLines) {
      int lines = Math.min(tileLines, pulses.size() - line);
      for (int sample = 0; sample < batch; sample += samplesAtOnce) {
        int samples = Math.min(samplesAtOnce, batch - sample);
        layRows(pulses, sample, samples, line, lines);
        if (readNoise > 0) {
          squareRows(1, samples * planes * lines);
        }
        for (int v = 0; v < samples * planes; v++) {
          reference[sample * planes + v] = conductance * rowTotals[0][v];
          if (readNoise > 0) {
            squares[sample * planes + v] =
                conductance * conductance * kernels.total(lines, rowPowers[0], v * lines);
          }
        }
      }
      if (readNoise > 0) {
        addNoise(groups, noise);
      }
      for (int v = 0; v < vectors; v++) {
        sums[v * STRIP] = reference[v];
      }
      forgetRange();
      widen(vectors, 0, 1);
      convert(ofColumn, line / tileLines, lines, signed, batch, planes, 1, ofReference, noise);
    }
    subtractFromRows(ofReference, batch, y);
  }

  /** Of a column whose currents lie side by side. */
  private void addNoise(int groups, RandomStream noise) {
    kernels.addNoise(
        noise.key(),
        noise.takeGroups(groups),
        groups,
        readNoise,
        squares,
        0,
        GROUP,
        reference,
        0,
        GROUP);
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
   *
   * @param pulses without errors
   */
  void addNoise(InputPulses pulses, Direction direction, float[] y, RandomStream noise) {
    boolean forward = direction == Direction.FORWARD;
    int batch = pulses.batch();
    int size = pulses.size();
    int columns = forward ? conductances.outputs() : conductances.inputs();
    rowPowers[0] = grown(rowPowers[0], batch * size);
    pulses.powers(rowPowers[0]);
    int groups = Conductances.groups(batch);
    sums = grown(sums, batch * STRIP);
    squares = grown(squares, Math.max(batch * STRIP, groups * GROUP));
    weights = grown(weights, batch);
    for (int slice = 0; slice < conductances.slices(); slice++) {
      addNoise(slice, batch, size, forward, columns, y, noise);
    }
  }

  private void addNoise(
      int slice, int batch, int size, boolean forward, int columns, float[] y, RandomStream noise) {
    int first = slice * conductances.sides();
    int end = first + conductances.sides();
    Arrays.fill(weights, 0, batch, Math.abs(conductances.worth(first)));
    for (int column = 0; column < columns; column += STRIP) {
      int count = Math.min(STRIP, columns - column);
      sumSquares(batch, rowPowers[0], forward, first, end, 0, size, column, count, false);
      Arrays.fill(sums, 0, batch * STRIP, 0f);
      for (int j = 0; j < count; j += GROUP) {
        kernels.addNoise(
            noise.key(),
            noise.takeGroups(batch),
            batch,
            readNoise,
            squares,
            j,
            STRIP,
            sums,
            j,
            STRIP);
        addExactly(batch, 1, j, y, column + j, columns);
      }
    }
    if (spec.encoding() == Encoding.REFERENCE_COLUMN) {
      int groups = Conductances.groups(batch);
      float ofCell = conductances.worth(first) * conductances.reference(slice);
      reference = grown(reference, groups * GROUP);
      Arrays.fill(reference, 0, groups * GROUP, 0f);
      for (int b = 0; b < batch; b++) {
        squares[b] = ofCell * ofCell * kernels.total(size, rowPowers[0], b * size);
      }
      addNoise(groups, noise);
      subtractFromRows(reference, batch, y);
    }
  }

  /** Subtracts from each vector of results what all cells add to it, see {@link Conductances#offset}. */
  void subtractOffset(float[] entries, int batch, int size, float[] y) {
    ofReference = grown(ofReference, batch);
    for (int b = 0; b < batch; b++) {
      double sum = 0;
      for (int i = b * size; i < (b + 1) * size; i++) {
        sum += entries[i];
      }
      ofReference[b] = (float) (conductances.offset() * sum);
    }
    subtractFromRows(ofReference, batch, y);
  }

  private static float[] grown(float[] array, int length) {
    return array.length < length ? new float[length] : array;
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
    float off = conductances.off();
    return converted(array, input, column, columns, noisy(conductance, noise), off, 1, noise);
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
    float swing = 1 - conductances.off();
    return converted(array, input, column, columns, current, -swing, swing, noise);
  }

  private float converted(
      int array,
      int input,
      int column,
      int columns,
      float current,
      float lowest,
      float highest,
      RandomStream noise) {
    if (spec.converters() == null) {
      return current;
    }
    int tile = input / spec.weightsPerTile(Direction.FORWARD);
    return converters(Direction.FORWARD, array)
        .sense(tile, column, columns, current, lowest, highest, noise);
  }

  private float noisy(float conductance, RandomStream noise) {
    return readNoise > 0 ? conductance + readNoise * conductance * noise.gaussian() : conductance;
  }
}
