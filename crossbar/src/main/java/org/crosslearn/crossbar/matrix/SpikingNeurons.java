package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;

/**
 * Leaky integrate-and-fire units in digital logic, one update of all of them per time step:
 *
 * <pre>  v(t) = leak v(t-1) + drive(t);  where v >= threshold: a spike, and v = 0</pre>
 *
 * A unit that spiked at step s is deaf before step {@code s + refractorySteps}: what arrives until
 * then is lost and v stays 0.
 */
public final class SpikingNeurons {
  private final OpRecorder recorder;
  private final float leak;
  private final float threshold;
  private final int refractorySteps;
  private final float[] potential;

  /** Steps until each unit listens again. */
  private final int[] deaf;

  private int producer = Signal.GIVEN;

  SpikingNeurons(
      OpRecorder recorder, int count, double leak, double threshold, int refractorySteps) {
    this.recorder = recorder;
    this.leak = (float) leak;
    this.threshold = (float) threshold;
    this.refractorySteps = refractorySteps;
    potential = new float[count];
    deaf = new int[count];
  }

  /**
   * Sets every potential to 0 and every unit listening.
   *
   * @param cause what the units wait for before they can be used again
   */
  public void rest(int cause) {
    Arrays.fill(potential, 0);
    Arrays.fill(deaf, 0);
    producer = cause;
  }

  /**
   * One time step. Per unit one multiplication (leak), one addition (drive) and two comparisons
   * (refractory counter, threshold).
   *
   * @param drive {@code 1 x count}
   */
  public Spikes step(Signal drive) {
    if (drive.values().length != potential.length) {
      throw new IllegalArgumentException(
          potential.length + " units, got " + drive.values().length + " values");
    }
    int[] lines = new int[potential.length];
    int count = 0;
    for (int j = 0; j < potential.length; j++) {
      if (deaf[j] > 0) {
        deaf[j]--;
      }
      if (deaf[j] > 0) {
        continue;
      }
      potential[j] = leak * potential[j] + drive.values()[j];
      if (potential[j] >= threshold) {
        potential[j] = 0;
        deaf[j] = refractorySteps;
        lines[count++] = j;
      }
    }
    int decayed =
        recorder.record(new Digital(DigitalFunction.MULTIPLY, potential.length), producer);
    int driven = recorder.record(
        new Digital(DigitalFunction.ADD, potential.length), decayed, drive.producer());
    producer =
        recorder.record(new Digital(DigitalFunction.COMPARE, 2.0 * potential.length), driven);
    return new Spikes(lines, count, producer);
  }
}
