package org.crosslearn.crossbar.kernel;

/**
 * The loops of the analog path over arrays: noise, column currents, conversion, programming pulses.
 *
 * <p>Columns are taken in groups of {@value #GROUP}; what a group holds beyond the last column of the
 * matrix is of no meaning. A <em>vector</em> is one read pulse on all lines: one bit of one sample.
 *
 * <p>Noise is counted in groups of the same size: draw {@code 32 g + 16 w + l} of a stream, with
 * {@code w} in 0..1 and {@code l} in 0..15, comes from words of {@link
 * org.crosslearn.crossbar.random.Threefry} for the stream's key and counter {@code 16 g + l}. So a
 * draw depends on the name of its stream and its index alone, not on how many are made at once.
 *
 * <p>All providers give the same bits but for {@link #gaussians} and {@link #addNoise}, where a fused multiply-add rounds once and a plain one twice. An instance serves one thread
 * at a time.
 */
public interface AnalogKernels {

  /** Columns, and draws of noise, that are handled together. */
  int GROUP = 32;

  /**
   * Columns whose currents lie side by side, vector after vector: a strip after a strip holds those of
   * a tile. Three groups, because dense products like multiples of three registers.
   */
  int STRIP = 3 * GROUP;

  /** Where the current of the first vector in a column is, among those of all strips. */
  static int inStrips(int column, int vectors) {
    return column / STRIP * STRIP * vectors + column % STRIP;
  }

  /**
   * Standard normal numbers, by the transform of Box and Muller (Ann. Math. Stat. 29(2), 1958, doi
   * 10.1214/aoms/1177706645): a counter's first word gives the radius, its second the angle, of
   * 25 bits. The radius is that of {@code (word + 1/2) / 2^32} in single precision, so that no pair is
   * longer than 6.77 or, but for 0, shorter than 3e-4; the error of what follows is below 2e-6.
   *
   * @param key of the stream
   * @param firstGroup first group of draws
   * @param groups how many groups
   * @param numbers receives {@code 32 groups} numbers from its start
   */
  void gaussians(long key, long firstGroup, int groups, float[] numbers);

  /**
   * Multiples of 2^-23, uniform in [0, 1): the upper bits of the words.
   *
   * @param key of the stream
   * @param firstGroup first group of draws
   * @param groups how many groups
   * @param numbers receives {@code 32 groups} numbers from its start
   */
  void uniforms(long key, long firstGroup, int groups, float[] numbers);

  /** Largest magnitude of {@code count} numbers from {@code from}. */
  float largestMagnitude(int count, float[] values, int from);

  /**
   * Sum of {@code count} numbers from {@code from}: sixteen sums of every sixteenth number, which are
   * then added in pairs.
   */
  float total(int count, float[] values, int from);

  /**
   * Rounds numbers to whole ones, halves away from zero: {@code code = min(highest, round(|value|
   * perUnit))} with the sign of the value.
   *
   * @param highest below 2^22
   */
  void codes(int count, float[] values, int from, float perUnit, int highest, int[] codes, int to);

  /**
   * Digits of the magnitude of codes, with their sign, in a unit: {@code sign(code) * (|code| >> shift
   * & highest) * unit}.
   *
   * @param highest digit, one less than a power of two, below 2^22
   */
  void digits(
      int count, int[] codes, int from, int shift, int highest, float unit, float[] digits, int to);

  /** Bit {@code plane} of the magnitude of codes: all bits where it is set, else none. */
  void masks(int count, int[] codes, int from, int plane, int[] masks, int to);

  /** {@code unit * sum_p 4^p bit_p} over the bits of the magnitude of codes. */
  void pulsePowers(
      int count, int[] codes, int from, int planes, float unit, float[] powers, int to);

  /**
   * Adds to the currents of one group of columns, for the vectors {@code from .. to - 1}: the sum over
   * the active lines of {@code amplitude * conductance}, in the order in which the lines are listed.
   * Line i and column j conduct {@code off + perState * state}, the state being at {@code statesOffset
   * + i * lineStride + j}; states beyond the end of the array are of no column.
   *
   * @param starts the lines of vector v are those from {@code starts[v * stride + tile]} to the next
   *     start
   * @param squares {@code sum (amplitude * conductance)^2} is added to it at {@code 32 (v - from) + j};
   *     null if nobody asks
   * @param sums vector v and column j at {@code sumsOffset + v * sumsStride + j}
   */
  void currents(
      int from,
      int to,
      int[] starts,
      int stride,
      int tile,
      int[] lines,
      float[] amplitudes,
      float[] states,
      int statesOffset,
      int lineStride,
      float perState,
      float off,
      float[] squares,
      float[] sums,
      int sumsOffset,
      int sumsStride);

  /**
   * Rounds numbers of 32 columns so that the sum of any of a column's fits sixteen bits: each to at
   * most half a unit, of which a column's numbers have at most 65535 together.
   *
   * @param lines how many lines, at most 4096
   * @param values of line i and column j at {@code 32 i + j}, not negative
   * @param packed receives line i's columns j and j + 16 in the lower and upper half of {@code 16 i +
   *     j}
   * @param units receives the unit of each column
   */
  void pack(int lines, float[] values, int[] packed, float[] units);

  /**
   * Sums packed numbers of the active lines of each vector. The sums are whole numbers of units, hence
   * exact, and the error is that of {@link #pack}.
   *
   * @param masks of vector v and line i at {@code v * lines + i}, all bits or none
   * @param sums receives vector v and column j at {@code 32 v + j}
   */
  void sumPacked(int vectors, int lines, int[] masks, int[] packed, float[] units, float[] sums);

  /**
   * Adds read noise to currents of 32 columns: {@code sigma * sqrt(square) * z}, z standard normal.
   *
   * <p>Cells vary independently from read to read in proportion to themselves. A column's current then
   * varies with the root of the sum of squares of its cells' currents: one Gaussian per column has the
   * same distribution as one per cell.
   *
   * @param key of the stream
   * @param firstGroup group of draws for the first vector; the next follow
   * @param vectors how many vectors
   * @param squares of vector v and column j at {@code squaresOffset + v * squaresStride + j}
   * @param sums of vector v and column j at {@code sumsOffset + v * sumsStride + j}
   */
  void addNoise(
      long key,
      long firstGroup,
      int vectors,
      float sigma,
      float[] squares,
      int squaresOffset,
      int squaresStride,
      float[] sums,
      int sumsOffset,
      int sumsStride);

  /**
   * Widens a range to hold currents.
   *
   * @param sums of vector v and column j at {@code sumsOffset + v * sumsStride + j}, 32 of each vector
   *     within the array
   * @param columns that count, 1..32
   * @param range lowest and highest current so far
   */
  void widen(int vectors, float[] sums, int sumsOffset, int sumsStride, int columns, float[] range);

  /**
   * Rounds the currents of one group to codes and adds them, weighted, to the result: for each sample
   * b, {@code y_bj += sum_p weight_bp (low + step round((current_bpj - low) perStep))}, halves to
   * even and codes limited to {@code 0 .. highestCode}.
   *
   * @param sums current of vector {@code b * planes + p} and column j at {@code sumsOffset + (b *
   *     planes + p) * sumsStride + j}, 32 of each vector within the array
   * @param weights {@code batch x planes}
   * @param highestCode 0 to take the currents as they are
   * @param y column j of sample b at {@code yOffset + b * ldy + j}
   * @param columns of the group that belong to the matrix, 1..32
   */
  void convertAndAdd(
      int batch,
      int planes,
      float[] sums,
      int sumsOffset,
      int sumsStride,
      float[] weights,
      float low,
      float step,
      float perStep,
      int highestCode,
      float[] y,
      int yOffset,
      int ldy,
      int columns);

  /**
   * Converts the currents of one group by converters that differ from column to column, in place:
   * {@code position = (current - low_j) perStep_j gain_j + offset_j + noise gaussian}, limited to {@code
   * 0 .. highestCode} and rounded to a code, becomes {@code low_j + code step_j}.
   *
   * @param sums currents, vector v from {@code sumsOffset + v * sumsStride}
   * @param low and the other arrays by column hold a number for column j of the group at {@code
   *     firstColumn + j}, 0..31
   * @param gaussians {@code 32 vectors} standard normal numbers; null for no noise
   * @param nearest rounds to the nearest, halves to even; else down
   * @param slack a current that is this many codes short of a code is rounded down to it
   * @param dither {@code 32 vectors} uniform numbers in 0..1 (below 1): a code rounded down is one
   *     higher where its fraction and this make more than 1; null for none
   */
  void convert(
      int vectors,
      float[] sums,
      int sumsOffset,
      int sumsStride,
      int firstColumn,
      float[] low,
      float[] step,
      float[] perStep,
      float[] gain,
      float[] offset,
      float noise,
      float[] gaussians,
      int highestCode,
      boolean nearest,
      float slack,
      float[] dither);

  /**
   * Whole programming pulses for requested changes of state: {@code |change| * levels} is rounded up
   * where its fraction and {@code dither} make 1 or more, else down. A dither of a half rounds to the
   * nearest; a uniform one is right in the mean.
   *
   * <p>All arrays hold a whole number of groups.
   *
   * @param count changes, at the start of the array
   * @param direction 1, or -1 to turn every change round
   * @param up levels of potentiation
   * @param down levels of depression
   * @param dither in 0..1 (below 1), for each change
   * @param pulses receives the pulses with the sign of the change
   * @param hits receives the indices of those that are not zero, ascending
   * @return how many are not zero
   */
  int wholePulses(
      int count,
      float[] changes,
      float direction,
      float up,
      float down,
      float[] dither,
      float[] pulses,
      int[] hits);

  /**
   * Events of given probabilities, in steps of 2^-31: those whose uniform number lies below.
   *
   * @param key of the stream
   * @param firstGroup first group of draws; event i takes draw i
   * @param count events
   * @param probabilities {@code 2^31 p} for each event, 2^31 itself being the smallest int; a whole
   *     number of groups
   * @param struck receives the indices of the events that happen, ascending; one longer than {@code
   *     count}, for what does not happen is overwritten
   * @return how many happen
   */
  int strike(long key, long firstGroup, int count, int[] probabilities, int[] struck);

  /** What pulses do to the states of cells, by the same provider. */
  PulseKernels pulses();
}
