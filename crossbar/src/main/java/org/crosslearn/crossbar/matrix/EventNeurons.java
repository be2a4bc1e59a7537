package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;

/**
 * Units in digital logic that work only when a signal arrives: geometric dynamic perceptrons (Silva,
 * Neural Computation 31(12):2492, 2019). With the weights {@code w_a} that arrived at the ticks {@code
 * t_a} since the unit's last spike, and a decay {@code D},
 *
 * <pre>  S(t) = sum_a w_a D(t - t_a);  where S(t) >= threshold: a spike, and S = 0</pre>
 *
 * A unit that spiked at tick s is deaf before {@code s + refractoryTicks}: what arrives until then is
 * lost. All arrivals of a tick count before the threshold is looked at, and it is looked at only
 * where something arrived; with a {@link Decay.Window} a sum that rises because an inhibition ran out
 * waits for the next arrival.
 */
public final class EventNeurons {
  private static final int NEVER = -1;

  /** How the contribution of an arrival fades. */
  public sealed interface Decay {
    /** {@code D(t) = exp(-t / ticks)}. */
    record Exponential(double ticks) implements Decay {}

    /** {@code D(t) = 1} for {@code t < ticks}, then 0. */
    record Window(int ticks) implements Decay {}
  }

  private final OpRecorder recorder;
  private final float threshold;
  private final int refractoryTicks;

  /** What is left of a sum by ticks since it was last brought up to date; null with a window. */
  private final float[] left;

  private final int windowTicks;
  private final Recent[] recent;
  private final double[] sums;
  private final int[] updated;
  private final int[] listens;
  private final int[] triggers;

  /** Signals of this tick at each unit, and the sum of what they carry. */
  private final int[] arrivals;

  private final double[] arrived;

  /** Units with arrivals in this tick, and room for one that has been met before. */
  private final int[] touched;

  private final int[] spikes;
  private int touchedCount;
  private int spikeCount;
  private int listened;
  private long received;
  private long lost;
  private int producer = Signal.GIVEN;

  EventNeurons(
      OpRecorder recorder,
      int count,
      Decay decay,
      double threshold,
      int refractoryTicks,
      int longestTicks) {
    this.recorder = recorder;
    this.threshold = (float) threshold;
    this.refractoryTicks = refractoryTicks;
    if (decay instanceof Decay.Exponential exponential) {
      left = new float[longestTicks + 1];
      for (int t = 0; t <= longestTicks; t++) {
        left[t] = (float) Math.exp(-t / exponential.ticks());
      }
      windowTicks = 0;
      recent = null;
    } else {
      left = null;
      windowTicks = ((Decay.Window) decay).ticks();
      recent = new Recent[count];
      Arrays.setAll(recent, j -> new Recent());
    }
    sums = new double[count];
    updated = new int[count];
    listens = new int[count];
    triggers = new int[count];
    arrivals = new int[count];
    arrived = new double[count];
    touched = new int[count + 1];
    spikes = new int[count];
  }

  /**
   * Empties every sum and lets every unit listen.
   *
   * @param cause what the units wait for before they can be used again
   */
  public void rest(int cause) {
    Arrays.fill(sums, 0);
    Arrays.fill(updated, NEVER);
    Arrays.fill(listens, 0);
    Arrays.fill(arrivals, 0);
    Arrays.fill(arrived, 0);
    if (recent != null) {
      for (Recent arrivals : recent) {
        arrivals.clear();
      }
    }
    touchedCount = 0;
    spikeCount = 0;
    listened = 0;
    producer = cause;
  }

  /**
   * Signals of one tick reach their units; {@link #fire} says what becomes of them. This loop is the
   * hottest of a simulation, and whether a unit listens is hard to foresee: it has no branches.
   *
   * @param edges of the signals; only the first {@code count} count
   * @param weights what they carry
   * @param receivers unit at the end of each edge
   */
  public void receive(int[] edges, float[] weights, int count, int[] receivers) {
    int met = touchedCount;
    for (int k = 0; k < count; k++) {
      int edge = edges[k];
      int unit = receivers[edge];
      float weight = weights[k];
      int before = arrivals[unit];
      touched[met] = unit;
      met += before == 0 ? 1 : 0;
      arrivals[unit] = before + 1;
      arrived[unit] += weight;
      triggers[unit] = weight > 0 ? edge : triggers[unit];
    }
    touchedCount = met;
    received += count;
  }

  private void fade(int unit, int now) {
    if (recent != null) {
      sums[unit] = recent[unit].forget(now - windowTicks, sums[unit]);
    } else if (updated[unit] != NEVER) {
      sums[unit] *= left[now - updated[unit]];
    }
    updated[unit] = now;
  }

  /**
   * Units that reach the threshold with the arrivals of this tick fire.
   *
   * @param now tick, at least that of the call before
   * @return how many arrivals met a deaf unit and are lost
   */
  public long fire(int now) {
    spikeCount = 0;
    for (int k = 0; k < touchedCount; k++) {
      int unit = touched[k];
      if (now < listens[unit]) {
        lost += arrivals[unit];
      } else {
        listened++;
        fade(unit, now);
        sums[unit] += arrived[unit];
        if (sums[unit] >= threshold) {
          sums[unit] = 0;
          listens[unit] = now + refractoryTicks;
          if (recent != null) {
            recent[unit].clear();
          }
          spikes[spikeCount++] = unit;
        } else if (recent != null) {
          recent[unit].add(now, arrived[unit]);
        }
      }
      arrivals[unit] = 0;
      arrived[unit] = 0;
    }
    touchedCount = 0;
    Arrays.sort(spikes, 0, spikeCount);
    return lost;
  }

  /**
   * Records the work of one tick and gives its spikes. Per arrival a comparison (deaf or not) and,
   * where it counts, an addition; per unit that received any a look-up and a multiplication (decay)
   * and a comparison (threshold).
   *
   * @param fromInputs what arrivals from inputs depend on
   * @param fromUnits what arrivals from other units depend on
   */
  public Spikes spikes(int fromInputs, int fromUnits) {
    int compared = recorder.record(
        new Digital(DigitalFunction.COMPARE, received), producer, fromInputs, fromUnits);
    int decays = recorder.record(new Digital(DigitalFunction.LOOKUP, listened), compared);
    int decayed = recorder.record(new Digital(DigitalFunction.MULTIPLY, listened), decays);
    int summed = recorder.record(new Digital(DigitalFunction.ADD, received - lost), decayed);
    producer = recorder.record(new Digital(DigitalFunction.COMPARE, listened), summed);
    listened = 0;
    received = 0;
    lost = 0;
    return new Spikes(spikes, spikeCount, producer);
  }

  /** Edge of the last excitatory signal at a unit: the winner, where it made it fire. */
  public int trigger(int unit) {
    return triggers[unit];
  }

  /** Arrivals that still count in a window, those of a tick together, oldest first. */
  private static final class Recent {
    private int[] ticks = new int[8];
    private double[] weights = new double[8];
    private int first;
    private int size;

    void clear() {
      first = 0;
      size = 0;
    }

    void add(int now, double weight) {
      if (size == ticks.length) {
        grow();
      }
      int place = first + size++ & ticks.length - 1;
      ticks[place] = now;
      weights[place] = weight;
    }

    /** Drops arrivals up to a tick and returns the sum of the others. */
    double forget(int upTo, double sum) {
      double left = sum;
      while (size > 0 && ticks[first] <= upTo) {
        left -= weights[first];
        first = first + 1 & ticks.length - 1;
        size--;
      }
      // Rounding must not outlive what it came from.
      return size == 0 ? 0 : left;
    }

    private void grow() {
      int[] moreTicks = new int[2 * size];
      double[] moreWeights = new double[2 * size];
      for (int k = 0; k < size; k++) {
        moreTicks[k] = ticks[first + k & size - 1];
        moreWeights[k] = weights[first + k & size - 1];
      }
      ticks = moreTicks;
      weights = moreWeights;
      first = 0;
    }
  }
}
