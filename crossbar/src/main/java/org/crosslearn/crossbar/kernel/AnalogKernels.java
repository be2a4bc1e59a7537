package org.crosslearn.crossbar.kernel;

/**
 * The loops of the analog path over arrays: noise, column currents, conversion, programming pulses.
 *
 * <p>Columns are taken in groups of {@value #GROUP}: a group's conductances lie line after line, its
 * currents vector after vector, and a group's columns beyond the last of the matrix hold zeros. A
 * <em>vector</em> is one read pulse on all lines: one bit of one sample.
 *
 * <p>Noise is counted in groups of the same size: draw {@code 32 g + 16 w + l} of a stream, with
 * {@code w} in 0..1 and {@code l} in 0..15, comes from words of {@link
 * org.crosslearn.crossbar.random.Threefry} for the stream's key and counter {@code 16 g + l}. So a
 * draw depends on the name of its stream and its index alone, not on how many are made at once.
 *
 * <p>All providers give the same bits but for {@link #gaussians} and the noise that {@link #currents}
 * adds, where a fused multiply-add rounds once and a plain one twice. An instance serves one thread
 * at a time.
 */
public interface AnalogKernels {

  /** Columns, and draws of noise, that are handled together. */
  int GROUP = 32;

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

  /**
   * Currents of one group of columns for the vectors {@code from .. to - 1}: the sum over the active
   * lines of {@code amplitude * conductance}, in the order in which the lines are listed.
   *
   * <p>With read noise {@code sigma}, cells vary independently from read to read in proportion to
   * themselves. A column's current then varies with the root of the sum of squares of its cells'
   * currents: one Gaussian per column has the same distribution as one per cell.
   *
   * @param starts the lines of vector v are those from {@code starts[v * stride + tile]} to the next
   *     start
   * @param panel conductance of line i and column j at {@code panelOffset + 32 i + j}
   * @param gaussians {@code 32 (to - from)} standard normal numbers; null for no noise
   * @param sums receives vector v and column j at {@code sumsOffset + 32 v + j}
   * @param columns of the group that belong to the matrix, 1..32
   * @param range lowest and highest current so far, widened by these; what is not a number is passed over
   */
  void currents(
      int from,
      int to,
      int[] starts,
      int stride,
      int tile,
      int[] lines,
      float[] amplitudes,
      float[] panel,
      int panelOffset,
      float sigma,
      float[] gaussians,
      float[] sums,
      int sumsOffset,
      int columns,
      float[] range);

  /**
   * Rounds the currents of one group to codes and adds them, weighted, to the result: for each sample
   * b, {@code y_bj += sum_p weight_bp (low + step round((current_bpj - low) perStep))}, halves to
   * even and codes limited to {@code 0 .. highestCode}.
   *
   * @param sums currents, vector {@code b * planes + p} after vector from {@code sumsOffset}
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
   * @param sums currents, vector v from {@code sumsOffset + 32 v}
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

  /** What pulses do to the states of cells, by the same provider. */
  PulseKernels pulses();
}
