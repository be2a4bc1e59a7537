package org.crosslearn.crossbar.update;

import java.util.Arrays;
import java.util.List;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.PulseTrains;
import org.crosslearn.crossbar.encoding.WeightCells;
import org.crosslearn.crossbar.kernel.AnalogKernels;
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
  private final AnalogKernels kernels;
  private final Updater blind;
  private final PulseCounter counter;
  private final float step;

  /** Pulse trains of the columns, one bit per slot: {@code outputs x batch}. */
  private long[] columnTrains = {};

  /**
   * Lines that pulse in a slot, those of positive inputs first: with {@code s = sample * length +
   * slot}, they start at {@code slots[2 s]} and {@code slots[2 s + 1]} of {@link #lines} and end
   * before those of the next slot.
   */
  private int[] slots = {};

  private int[] lines = {};

  /** Lines or columns of a sample that are not silent, and how likely each pulses in a slot. */
  private final int[] awake;

  private final int[] probabilities;
  private final int[] struck;

  /** Pulses of one sample on each cell of a column, and their states before; while counting. */
  private final int[] trains;

  private final int[] met;
  private final float[] before;
  private final boolean[] touched;
  private final PulseTrains pulses = new PulseTrains();
  private long updates;
  private RandomStream noise;

  /** Entries of {@link #lines}. */
  private int end;

  CoincidenceUpdater(UpdateSite site, UpdateSpec.Coincidence spec) {
    this.spec = spec;
    matrix = site.matrix();
    cells = site.cells();
    random = site.random();
    blind = new PulseUpdater(site, PulseRounding.STOCHASTIC);
    counter = new PulseCounter(matrix, cells);
    step = cells.step();
    kernels = site.kernels();
    // Room for one entry more than there are lines, and for whole groups of draws.
    int most = Math.max(matrix.inputs(), matrix.outputs()) + AnalogKernels.GROUP;
    awake = new int[most];
    probabilities = new int[most];
    struck = new int[most];
    trains = new int[matrix.inputs()];
    met = new int[matrix.inputs()];
    touched = new boolean[matrix.outputs()];
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
    RandomStream draws = random.stream(matrix.name() + "/trains", updates);
    noise = random.stream(matrix.name() + "/coincidence", updates);
    updates++;
    reserve(batch);
    Arrays.fill(columnTrains, 0, batch * matrix.outputs(), 0);
    long slotsUsed = 0;
    end = 0;
    for (int sample = 0; sample < batch; sample++) {
      slotsUsed += train(errors, x, sample, batch, rate, draws);
    }
    counter.start(counted);
    Arrays.fill(touched, false);
    for (int output = 0; output < matrix.outputs(); output++) {
      pulseColumn(output, errors, batch, rate, counted);
    }
    return List.of(counter.countedInParallel(slotsUsed));
  }

  @Override
  public boolean touched(int output) {
    return touched[output];
  }

  private void reserve(int batch) {
    if (columnTrains.length < batch * matrix.outputs()) {
      columnTrains = new long[batch * matrix.outputs()];
      slots = new int[2 * batch * spec.length() + 1];
    }
  }

  /** Draws the trains of a sample and returns how many slots they have. */
  private int train(
      float[] errors, float[] x, int sample, int batch, float rate, RandomStream draws) {
    int inputs = matrix.inputs();
    int outputs = matrix.outputs();
    float largestInput = largest(x, sample * inputs, inputs);
    float largestError = largest(errors, sample * outputs, outputs);
    // Coincidences that the largest change of this sample takes.
    double most = Math.abs(rate) / step * largestInput * (double) largestError;
    int length = most == 0 ? 0 : spec.length();
    if (spec.lengthManagement()) {
      length = (int) Math.min(length, Math.ceil(most));
    }
    double gain = length == 0 ? 0 : Math.sqrt(Math.abs(rate) / (step * length));
    double balance =
        spec.updateManagement() && most > 0 ? Math.sqrt(largestError / (double) largestInput) : 1;

    int positive = wake(x, sample * inputs, inputs, 1, 0);
    int count = wake(x, sample * inputs, inputs, -1, positive);
    expect(x, sample * inputs, count, gain * balance);
    for (int slot = 0; slot < spec.length(); slot++) {
      int list = 2 * (sample * spec.length() + slot);
      slots[list] = end;
      int found = slot < length ? strike(count, draws) : 0;
      if (lines.length < end + found) {
        lines = Arrays.copyOf(lines, 2 * (end + found));
      }
      int negative = end;
      for (int k = 0; k < found; k++) {
        negative += struck[k] < positive ? 1 : 0;
        lines[end++] = awake[struck[k]];
      }
      slots[list + 1] = negative;
    }
    slots[2 * (sample + 1) * spec.length()] = end;

    positive = wake(errors, sample * outputs, outputs, 1, 0);
    count = wake(errors, sample * outputs, outputs, -1, positive);
    expect(errors, sample * outputs, count, gain / balance);
    for (int slot = 0; slot < length; slot++) {
      int found = strike(count, draws);
      for (int k = 0; k < found; k++) {
        columnTrains[awake[struck[k]] * batch + sample] |= 1L << slot;
      }
    }
    return length;
  }

  private static float largest(float[] values, int from, int count) {
    float largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  /** Lists the values of one sign behind the first {@code awakeBefore}; returns how many there are then. */
  private int wake(float[] values, int from, int count, float sign, int awakeBefore) {
    int found = awakeBefore;
    for (int i = 0; i < count; i++) {
      awake[found] = i;
      found += values[from + i] * sign > 0 ? 1 : 0;
    }
    return found;
  }

  /** Works out how likely each of those awake is to pulse in a slot. */
  private void expect(float[] values, int from, int count, double gain) {
    for (int k = 0; k < count; k++) {
      double probability = gain * Math.abs(values[from + awake[k]]);
      if (probability > 1) {
        cells.countSaturated();
      }
      probabilities[k] = (int) (long) (Math.min(1, probability) * 0x1p31 + 0.5);
    }
  }

  private int strike(int count, RandomStream draws) {
    int groups = (count + AnalogKernels.GROUP - 1) / AnalogKernels.GROUP;
    return kernels.strike(draws.key(), draws.takeGroups(groups), count, probabilities, struck);
  }

  private void pulseColumn(int output, float[] errors, int batch, float rate, boolean counted) {
    long up = 0;
    long down = 0;
    for (int sample = 0; sample < batch; sample++) {
      long train = columnTrains[output * batch + sample];
      if (train == 0) {
        continue;
      }
      touched[output] = true;
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
          .pulseEach(
              output * matrix.inputs(),
              lines,
              from,
              to,
              raise == cells.worth(k) > 0,
              pulses,
              kernels,
              noise);
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
          met[count++] = line;
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
      int line = met[n];
      int cell = output * inputs + line;
      for (int k = 0; k < cells.arrays().size(); k++) {
        DeviceArray array = cells.arrays().get(k);
        counter.add(
            k,
            cell,
            Math.signum(cells.worth(k)) * trains[line],
            before[k * inputs + line],
            array.conductance()[cell]);
      }
      trains[line] = 0;
    }
  }
}
