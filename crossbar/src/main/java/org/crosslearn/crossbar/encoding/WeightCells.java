package org.crosslearn.crossbar.encoding;

import java.util.List;
import java.util.stream.IntStream;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.device.StepLaw;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp.Direction;

/**
 * The cells that hold a matrix of weights: one or more arrays of {@code outputs x inputs} cells. With
 * states {@code g_k} in 0..1 of the cells of a weight and weight limit {@code m},
 *
 * <pre>  w = m (base + sum_k worth_k g_k)</pre>
 *
 * <p>Array k is that of slice {@code k / sides}, from the least significant, and of side {@code k %
 * sides}: positive and negative cells of a pair.
 */
public final class WeightCells {
  private final DeviceSpec device;
  private final Encoding encoding;
  private final WeightCode code;
  private final boolean sliced;
  private final int inputs;
  private final float limit;
  private final List<DeviceArray> arrays;
  private final float[] worth;
  private final float base;
  private long clipped;
  private long unconverged;
  private long saturated;
  private long refreshed;
  private double potentiation;
  private double depression;

  /**
   * @param slices null for analog cells
   * @param name which cells these are: matrices that share cells give the same name
   * @param limit m, the largest weight
   */
  public WeightCells(
      DeviceSpec device,
      Encoding encoding,
      Slices slices,
      int outputs,
      int inputs,
      double limit,
      String name,
      RandomStreams random) {
    this.device = device;
    this.inputs = inputs;
    this.limit = (float) limit;
    this.encoding = encoding;
    sliced = slices != null;
    code = WeightCode.of(encoding, slices, device.step().gridSteps());
    worth = new float[code.cells()];
    for (int k = 0; k < worth.length; k++) {
      worth[k] = code.worth(k);
    }
    base = code.base();
    arrays = IntStream.range(0, worth.length)
        .mapToObj(k -> new DeviceArray(
            device, outputs * inputs, random.ofChip(name + "/variation" + suffix(k), 0)))
        .toList();
    for (int i = 0; i < outputs * inputs; i++) {
      for (int k = 0; k < worth.length; k++) {
        arrays.get(k).set(i, state(k, 0));
      }
    }
    programmed();
  }

  /** Names of the streams of analog cells are those of the first slice. */
  private String suffix(int k) {
    int slice = k / encoding.sides();
    return "+-".charAt(k % encoding.sides()) + (slice == 0 ? "" : Integer.toString(slice));
  }

  public DeviceSpec device() {
    return device;
  }

  /** The arrays, in the order of {@link #worth}. */
  public List<DeviceArray> arrays() {
    return arrays;
  }

  /** What the state of a cell of array k counts, in units of the weight limit. */
  public float worth(int k) {
    return worth[k];
  }

  /** Cells that hold one magnitude or one offset code; 1 for analog cells. */
  public int slices() {
    return worth.length / encoding.sides();
  }

  /** Whether weights are whole numbers whose digits are programmed, not analog values that move. */
  public boolean areDigits() {
    return sliced;
  }

  /** Arrays of one slice. */
  public int sides() {
    return encoding.sides();
  }

  /** Array of a side of a slice. */
  public int array(int slice, int side) {
    return slice * encoding.sides() + side;
  }

  /** Weight where all states are 0, in units of the weight limit. */
  public float base() {
    return base;
  }

  /**
   * State of the cell of a slice that all weights are compared with, that of the weight 0: of a
   * reference column, what reads see of it in a cell that is as old as the others; of a digital
   * offset, which does not age, as it was programmed.
   */
  public float reference(int slice) {
    float state = state(array(slice, 0), 0);
    return encoding == Encoding.REFERENCE_COLUMN ? arrays.get(0).typical(state) : state;
  }

  /** Weight, in units of the limit, where reads see all states as 0. */
  public float visibleBase() {
    if (encoding != Encoding.REFERENCE_COLUMN) {
      return base;
    }
    float sum = 0;
    for (int slice = 0; slice < slices(); slice++) {
      sum -= worth[slice] * reference(slice);
    }
    return sum;
  }

  /** Word line of the cells of an input in array k: both cells of an interleaved pair have lines of their own. */
  public int wordLine(int k, int input) {
    int lines = encoding.linesPerWeight(Direction.FORWARD);
    return input * lines + (lines == 2 ? k % 2 : 0);
  }

  /** Word lines that these cells take. */
  public int wordLines() {
    return inputs * encoding.linesPerWeight(Direction.FORWARD);
  }

  public float limit() {
    return limit;
  }

  /** Weights on one input line of the array, {@code cell % inputs()} being the line of a cell. */
  public int inputs() {
    return inputs;
  }

  /** Number of weights. */
  public int size() {
    return arrays.get(0).conductance().length;
  }

  /**
   * Change of the state of an analog cell of array k for a change of the weight that all its cells
   * share.
   */
  public float stateChange(int k, float weightChange) {
    return Math.copySign(weightChange / (2 * limit), weightChange * worth[k]);
  }

  /**
   * Change of a weight, on a straight line, when each of its cells takes one pulse: the mean of a
   * pulse up and one down. Of digits, the distance of two codes.
   */
  public float step() {
    if (sliced) {
      return limit * code.leastChange();
    }
    StepLaw.Levels levels = device.step().levels();
    return (float) (limit * (1 / levels.potentiation() + 1 / levels.depression()));
  }

  /**
   * State of a cell of array k for a weight. Analog cells of a weight all lie equally far from the
   * middle; digits are those of the nearest code.
   */
  public float state(int k, float weight) {
    return code.state(k, weight / limit);
  }

  /** A single weight as its cells are. */
  public float weight(int cell) {
    float sum = base;
    for (int k = 0; k < worth.length; k++) {
      sum += worth[k] * arrays.get(k).conductance()[cell];
    }
    return limit * sum;
  }

  /** Tells that cells have been programmed. */
  public void programmed() {
    arrays.forEach(DeviceArray::programmed);
  }

  /** The weights as reads see them, into an array of {@link #size}. */
  public void weights(float[] weights) {
    weights(weights, 0, weights.length);
  }

  /** The weights {@code from .. to - 1} as reads see them, to their places in an array of {@link #size}. */
  public void weights(float[] weights, int from, int to) {
    float base = visibleBase();
    float[] first = arrays.get(0).visible();
    if (arrays.size() == 1) {
      for (int i = from; i < to; i++) {
        weights[i] = limit * (base + worth[0] * first[i]);
      }
      return;
    }
    float[] second = arrays.get(1).visible();
    for (int i = from; i < to; i++) {
      weights[i] = limit * (base + worth[0] * first[i] + worth[1] * second[i]);
    }
    for (int k = 2; k < worth.length; k++) {
      float[] more = arrays.get(k).visible();
      float factor = limit * worth[k];
      for (int i = from; i < to; i++) {
        weights[i] += factor * more[i];
      }
    }
  }

  /** Notes that a weight beyond the limit was asked for and what the cells hold instead. */
  public void countClip() {
    clipped++;
  }

  /** Notes that a verified write ended before the cell was where it should be. */
  public void countUnconverged() {
    unconverged++;
  }

  /** Notes that a pulse train of a line or column should have had more pulses than it has slots. */
  public void countSaturated() {
    saturated++;
  }

  /** Notes that the cells of a weight were erased and programmed again. */
  public void countRefresh() {
    refreshed++;
  }

  /** Notes programming pulses: how many raised a conductance and how many lowered one. */
  public void countPulses(double potentiation, double depression) {
    this.potentiation += potentiation;
    this.depression += depression;
  }

  /** What has been done to the cells so far. */
  public CellHistory history() {
    return new CellHistory(
        (long) size() * arrays.size(),
        potentiation,
        depression,
        clipped,
        unconverged,
        saturated,
        refreshed,
        arrays.stream().mapToLong(DeviceArray::stuckCells).sum());
  }
}
