package org.crosslearn.crossbar.update;

import java.util.Arrays;
import java.util.List;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;

/**
 * See {@link UpdateSpec.Coincidence}. Cells do not see each other, so a cell may take all its pulses
 * of a batch, in their order, before the next cell takes any: that of a column, one after the other
 * sample and slot, is what the loops below do. Per slot they need the lines that pulse in it, which
 * are few.
 */
final class CoincidenceUpdater implements InPlaceUpdater {
  private final UpdateSpec.Coincidence spec;
  private final Matrix matrix;
  private final WeightCells cells;
  private final RandomStreams random;
  private final Updater blind;
  private final PulseCounter counter;
  private final float step;

  /** Pulse trains of the columns, one bit per slot: {@code outputs x batch}. */
  private long[] columnTrains = {};

  /** Those of the lines: {@code batch x inputs}. */
  private long[] lineTrains = {};

  /**
   * Lines that pulse in a slot, those of positive inputs first: with {@code s = sample * length +
   * slot}, they start at {@code slots[2 s]} and {@code slots[2 s + 1]} of {@link #lines}.
   */
  private int[] slots = {};

  private int[] lines = {};

  /** Pulses of one sample on each cell of a column, and their states before; while counting. */
  private final int[] trains;

  private final int[] touched;
  private final float[] before;
  private long updates;
  private RandomStream noise;

  CoincidenceUpdater(UpdateSite site, UpdateSpec.Coincidence spec) {
    this.spec = spec;
    matrix = site.matrix();
    cells = site.cells();
    random = site.random();
    blind = new PulseUpdater(site, PulseRounding.STOCHASTIC);
    counter = new PulseCounter(matrix, cells);
    step = cells.step();
    trains = new int[matrix.inputs()];
    touched = new int[matrix.inputs()];
    before = new float[matrix.inputs() * cells.arrays().size()];
  }

  @Override
  public List<HardwareOp> change(float[] gradient, float rate, boolean counted) {
    return blind.change(gradient, rate, counted);
  }

  @Override
  public List<HardwareOp> changeCells(int[] indices, float[] changes, int count, boolean counted) {
    return blind.changeCells(indices, changes, count, counted);
  }

  @Override
  public List<HardwareOp> change(
      float[] errors, float[] x, int batch, float rate, boolean counted) {
    RandomStream trainBits = random.stream(matrix.name() + "/trains", updates);
    noise = random.stream(matrix.name() + "/coincidence", updates);
    updates++;
    reserve(batch);
    long slotsUsed = 0;
    for (int sample = 0; sample < batch; sample++) {
      slotsUsed += train(errors, x, sample, batch, rate, trainBits);
    }
    listLines(x, batch);
    counter.start(counted);
    for (int output = 0; output < matrix.outputs(); output++) {
      pulseColumn(output, errors, batch, rate, counted);
    }
    return List.of(counter.countedInParallel(slotsUsed));
  }

  private void reserve(int batch) {
    if (lineTrains.length < batch * matrix.inputs()) {
      lineTrains = new long[batch * matrix.inputs()];
      columnTrains = new long[batch * matrix.outputs()];
      slots = new int[2 * batch * spec.length() + 1];
    }
  }

  /** Draws the trains of a sample and returns how many slots they have. */
  private int train(
      float[] errors, float[] x, int sample, int batch, float rate, RandomStream bits) {
    int inputs = matrix.inputs();
    int outputs = matrix.outputs();
    float largestInput = largest(x, sample * inputs, inputs);
    float largestError = largest(errors, sample * outputs, outputs);
    // Coincidences that the largest change of this sample takes.
    double most = Math.abs(rate) / step * largestInput * (double) largestError;
    int length = spec.length();
    if (spec.lengthManagement()) {
      length = (int) Math.max(1, Math.min(length, Math.ceil(most)));
    }
    double gain = Math.sqrt(Math.abs(rate) / (step * length));
    double balance =
        spec.updateManagement() && most > 0 ? Math.sqrt(largestError / (double) largestInput) : 1;
    long all = (1L << length) - 1;
    for (int i = 0; i < inputs; i++) {
      float value = x[sample * inputs + i];
      lineTrains[sample * inputs + i] =
          value == 0 ? 0 : train(gain * balance * Math.abs(value), all, bits);
    }
    for (int o = 0; o < outputs; o++) {
      float value = errors[sample * outputs + o];
      columnTrains[o * batch + sample] =
          value == 0 ? 0 : train(gain / balance * Math.abs(value), all, bits);
    }
    return most == 0 ? 0 : length;
  }

  private static float largest(float[] values, int from, int count) {
    float largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  /**
   * Independent slots, each set with the given probability: a uniform number per slot is compared with
   * it binary digit by binary digit, for all slots at once, until none is undecided.
   */
  private long train(double probability, long slots, RandomStream bits) {
    if (probability >= 1) {
      if (probability > 1) {
        cells.countSaturated();
      }
      return slots;
    }
    long set = 0;
    long undecided = slots;
    for (long digits = (long) (probability * 0x1p53) << 11;
        digits != 0 && undecided != 0;
        digits <<= 1) {
      long uniform = bits.nextLong();
      if (digits < 0) {
        set |= undecided & ~uniform;
        undecided &= uniform;
      } else {
        undecided &= ~uniform;
      }
    }
    return set;
  }

  /** Turns trains of lines into lines of slots. */
  private void listLines(float[] x, int batch) {
    int inputs = matrix.inputs();
    int length = spec.length();
    Arrays.fill(slots, 0, 2 * batch * length + 1, 0);
    for (int sample = 0; sample < batch; sample++) {
      for (int i = sample * inputs; i < (sample + 1) * inputs; i++) {
        int sign = x[i] < 0 ? 1 : 0;
        for (long train = lineTrains[i]; train != 0; train &= train - 1) {
          slots[2 * (sample * length + Long.numberOfTrailingZeros(train)) + sign]++;
        }
      }
    }
    int end = 0;
    for (int list = 0; list < 2 * batch * length; list++) {
      end += slots[list];
      slots[list] = end;
    }
    slots[2 * batch * length] = end;
    if (lines.length < end) {
      lines = new int[end + end / 2];
    }
    // Filled from its end, each list comes to start where it should, in ascending order.
    for (int sample = batch - 1; sample >= 0; sample--) {
      for (int i = (sample + 1) * inputs - 1; i >= sample * inputs; i--) {
        int sign = x[i] < 0 ? 1 : 0;
        for (long train = lineTrains[i]; train != 0; train &= train - 1) {
          int list = 2 * (sample * length + Long.numberOfTrailingZeros(train)) + sign;
          lines[--slots[list]] = i - sample * inputs;
        }
      }
    }
  }

  private void pulseColumn(int output, float[] errors, int batch, float rate, boolean counted) {
    long up = 0;
    long down = 0;
    for (int sample = 0; sample < batch; sample++) {
      long train = columnTrains[output * batch + sample];
      if (train == 0) {
        continue;
      }
      boolean raise = errors[sample * matrix.outputs() + output] > 0 == rate > 0;
      if (counted) {
        countSample(output, sample, train, raise);
        continue;
      }
      for (; train != 0; train &= train - 1) {
        int list = 2 * (sample * spec.length() + Long.numberOfTrailingZeros(train));
        int start = slots[list];
        int middle = slots[list + 1];
        int end = slots[list + 2];
        pulse(output, start, middle, raise);
        pulse(output, middle, end, !raise);
        up += raise ? middle - start : end - middle;
        down += raise ? end - middle : middle - start;
      }
    }
    for (int k = 0; k < cells.arrays().size(); k++) {
      boolean positive = cells.worth(k) > 0;
      cells.countPulses(positive ? up : down, positive ? down : up);
    }
  }

  /** One pulse on each cell of a column whose lines are listed. */
  private void pulse(int output, int from, int to, boolean raise) {
    for (int k = 0; k < cells.arrays().size(); k++) {
      cells
          .arrays()
          .get(k)
          .pulseEach(output * matrix.inputs(), lines, from, to, raise == cells.worth(k) > 0, noise);
    }
  }

  /** The pulses of one sample, noting what each cell takes of them. */
  private void countSample(int output, int sample, long columnTrain, boolean raise) {
    int inputs = matrix.inputs();
    int count = 0;
    for (long train = columnTrain; train != 0; train &= train - 1) {
      int list = 2 * (sample * spec.length() + Long.numberOfTrailingZeros(train));
      for (int n = slots[list]; n < slots[list + 2]; n++) {
        int line = lines[n];
        if (trains[line] == 0) {
          touched[count++] = line;
          for (int k = 0; k < cells.arrays().size(); k++) {
            before[k * inputs + line] = cells.arrays().get(k).conductance()[output * inputs + line];
          }
        }
        trains[line] += n < slots[list + 1] == raise ? 1 : -1;
      }
      pulse(output, slots[list], slots[list + 1], raise);
      pulse(output, slots[list + 1], slots[list + 2], !raise);
    }
    for (int n = 0; n < count; n++) {
      int line = touched[n];
      int cell = output * inputs + line;
      for (int k = 0; k < cells.arrays().size(); k++) {
        DeviceArray array = cells.arrays().get(k);
        counter.add(
            cell,
            Math.signum(cells.worth(k)) * trains[line],
            before[k * inputs + line],
            array.conductance()[cell]);
      }
      trains[line] = 0;
    }
  }
}
