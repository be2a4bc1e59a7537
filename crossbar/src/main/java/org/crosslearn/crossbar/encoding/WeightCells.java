package org.crosslearn.crossbar.encoding;

import java.util.List;
import java.util.stream.IntStream;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.DeviceSpec;
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
    code = WeightCode.of(encoding, slices, device.step().levels().potentiation());
    worth = new float[code.cells()];
    for (int k = 0; k < worth.length; k++) {
      worth[k] = code.worth(k);
    }
    base = code.base();
    arrays = IntStream.range(0, worth.length)
        .mapToObj(k -> new DeviceArray(
            device, outputs * inputs, random.stream(name + "/variation" + suffix(k), 0)))
        .toList();
    for (int i = 0; i < outputs * inputs; i++) {
      for (int k = 0; k < worth.length; k++) {
        arrays.get(k).set(i, state(k, 0));
      }
    }
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

  /** State of the cell of a slice that all weights are compared with: that of the weight 0. */
  public float reference(int slice) {
    return state(array(slice, 0), 0);
  }

  /** Word line of the cell of array k: both cells of an interleaved pair have lines of their own. */
  public int wordLine(int k, int cell) {
    int lines = encoding.linesPerWeight(Direction.FORWARD);
    return cell % inputs * lines + (lines == 2 ? k % 2 : 0);
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

  /** The weights as they are, into an array of {@link #size}. */
  public void weights(float[] weights) {
    float[] first = arrays.get(0).conductance();
    if (arrays.size() == 1) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = limit * (base + worth[0] * first[i]);
      }
      return;
    }
    float[] second = arrays.get(1).conductance();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = limit * (base + worth[0] * first[i] + worth[1] * second[i]);
    }
    for (int k = 2; k < worth.length; k++) {
      float[] more = arrays.get(k).conductance();
      float factor = limit * worth[k];
      for (int i = 0; i < weights.length; i++) {
        weights[i] += factor * more[i];
      }
    }
  }

  /** Notes that a weight beyond the limit was asked for and what the cells hold instead. */
  public void countClip() {
    clipped++;
  }

  /** Weights that were asked for beyond the limit so far. */
  public long clipped() {
    return clipped;
  }
}
