package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;

/**
 * Adders in front of a ring of time slots: what a spike-driven read senses at once reaches each
 * output after a latency of its own. Time is counted in steps from the last {@link #clear}.
 *
 * <p>Every sensed weight costs one addition, when it enters its slot.
 */
public final class DelayLines {
  private final OpRecorder recorder;
  private final int outputs;
  private final int slots;
  private final float[] sums;
  private int now;
  private int producer = Signal.GIVEN;

  DelayLines(OpRecorder recorder, int outputs, int longest) {
    this.recorder = recorder;
    this.outputs = outputs;
    slots = longest + 1;
    sums = new float[slots * outputs];
  }

  /**
   * Drops everything on the way and sets the time to 0.
   *
   * @param cause what the lines wait for before they can be used again
   */
  public void clear(int cause) {
    Arrays.fill(sums, 0);
    now = 0;
    producer = cause;
  }

  /**
   * Sends the result of a spike-driven read on its way.
   *
   * @param weights {@code count x outputs}, row k being the weights from {@code spikes.lines[k]}
   * @param latencySteps {@code inputs x outputs}, time from each line to each output, at least 1
   * @throws IllegalArgumentException if a latency is below 1 or longer than the lines
   */
  public void send(Spikes spikes, Signal weights, int[] latencySteps) {
    for (int k = 0; k < spikes.count(); k++) {
      int line = spikes.lines()[k] * outputs;
      for (int o = 0; o < outputs; o++) {
        int latency = latencySteps[line + o];
        if (latency < 1 || latency >= slots) {
          throw new IllegalArgumentException("a latency of " + latency + " steps from line "
              + spikes.lines()[k] + " to output " + o + " is not within 1 and " + (slots - 1));
        }
        sums[(now + latency) % slots * outputs + o] += weights.values()[k * outputs + o];
      }
    }
    producer = recorder.record(
        new Digital(DigitalFunction.ADD, weights.values().length), producer, weights.producer());
  }

  /** Moves on by one step and takes what arrives: {@code 1 x outputs}. */
  public Signal next() {
    now++;
    int from = now % slots * outputs;
    float[] arrived = Arrays.copyOfRange(sums, from, from + outputs);
    Arrays.fill(sums, from, from + outputs, 0);
    return new Signal(arrived, 1, outputs, producer);
  }
}
