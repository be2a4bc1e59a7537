package org.crosslearn.crossbar.encoding;

import java.util.List;
import java.util.stream.IntStream;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.device.StepLaw;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * The cells that hold a matrix of weights: one or more arrays of {@code outputs x inputs} cells. With
 * states {@code g_k} in 0..1 of the cells of a weight and weight limit {@code m},
 *
 * <pre>  w = m (base + sum_k worth_k g_k)</pre>
 */
public final class WeightCells {
  private final DeviceSpec device;
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
   * @param name which cells these are: matrices that share cells give the same name
   * @param limit m, the largest weight
   */
  public WeightCells(
      DeviceSpec device,
      Encoding encoding,
      int outputs,
      int inputs,
      double limit,
      String name,
      RandomStreams random) {
    this.device = device;
    this.inputs = inputs;
    this.limit = (float) limit;
    worth = encoding.worth();
    base = encoding.base();
    arrays = IntStream.range(0, worth.length)
        .mapToObj(k -> new DeviceArray(
            device, outputs * inputs, random.stream(name + "/variation" + "+-".charAt(k), 0)))
        .toList();
    for (int i = 0; i < outputs * inputs; i++) {
      for (int k = 0; k < worth.length; k++) {
        arrays.get(k).set(i, state(k, 0));
      }
    }
    programmed();
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

  /** Weight where all states are 0, in units of the weight limit. */
  public float base() {
    return base;
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

  /** Change of the state of a cell of array k for a change of the weight that all its cells share. */
  public float stateChange(int k, float weightChange) {
    return Math.copySign(weightChange / (2 * limit), weightChange * worth[k]);
  }

  /**
   * Change of a weight, on a straight line, when each of its cells takes one pulse: the mean of a
   * pulse up and one down.
   */
  public float step() {
    StepLaw.Levels levels = device.step().levels();
    return (float) (limit * (1 / levels.potentiation() + 1 / levels.depression()));
  }

  /** State of a cell of array k for a weight: all cells of the weight lie equally far from the middle. */
  public float state(int k, float weight) {
    return 0.5f + Math.copySign(weight / (2 * limit), weight * worth[k]);
  }

  /** Tells that cells have been programmed. */
  public void programmed() {
    arrays.forEach(DeviceArray::programmed);
  }

  /** What reads see of the state 0.5 of a cell that is as old as the others. */
  public float reference() {
    return arrays.get(0).typical(0.5f);
  }

  /** The weights as reads see them, into an array of {@link #size}. */
  public void weights(float[] weights) {
    weights(weights, 0, weights.length);
  }

  /** The weights {@code from .. to - 1} as reads see them, to their places in an array of {@link #size}. */
  public void weights(float[] weights, int from, int to) {
    float base = this.base * (2 * reference());
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
