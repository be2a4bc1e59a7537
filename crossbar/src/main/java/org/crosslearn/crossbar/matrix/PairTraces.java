package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;

/**
 * Digital traces that turn the times of arrivals at synapses and of spikes behind them into changes of
 * weights, additive and without bounds: with {@code dt} the time from an arrival to a spike,
 *
 * <pre>  dw = A+ exp(-dt / tau+)  for dt >= 0,    dw = -A- exp(dt / tau-)  for dt < 0</pre>
 *
 * (Song, Miller, Abbott, Nature Neuroscience 3:919, 2000, eq. 1). An arrival in the tick of a spike
 * came before it. Which pairs count is a matter of {@link Pairing}.
 *
 * <p>A trace is kept as {@code sum exp(t / tau)} over the times t that it remembers, so that it need
 * not be touched while it decays: one multiplication by {@code A exp(-now / tau)} makes it a change.
 * Its exponent is brought back before it grows too large.
 */
public final class PairTraces {
  /** Traces stay within {@code exp(40)} of each other's size: far from the ends of a float. */
  private static final double LARGEST_EXPONENT = 40;

  private static final float SMALLEST_TRACE = 1e-30f;

  /** The schemes of Morrison, Diesmann, Gerstner, Biological Cybernetics 98:459, 2008, fig. 7. */
  public enum Pairing {
    /** An arrival with the latest spike, a spike with the latest arrival (symmetric). */
    NEAREST,
    /** Every arrival with the latest spike before it and the first one after (presynaptic). */
    ALL_TO_NEAREST,
    /** Every arrival with every spike. */
    ALL_TO_ALL
  }

  /**
   * One side of the window.
   *
   * @param amplitude largest change by a pair, 0 or more
   * @param ticks time constant
   */
  public record Window(double amplitude, double ticks) {}

  private final OpRecorder recorder;
  private final Pairing pairing;
  private final Window potentiation;
  private final Window depression;
  private final int[] receivers;
  private final int[] firstEdge;
  private final float[] arrivals;
  private final float[] spikes;

  /** Synapses of each unit with an arrival that its next spike can pair with. */
  private final int[] heard;

  /** Ticks from which the exponents of the two kinds of traces count. */
  private int arrivalOrigin;

  private int spikeOrigin;
  private long pairs;
  private long events;
  private long pairsBefore;
  private long eventsBefore;
  private int producer = Signal.GIVEN;

  PairTraces(
      OpRecorder recorder,
      Pairing pairing,
      Window potentiation,
      Window depression,
      int[] receivers,
      int[] firstEdge) {
    this.recorder = recorder;
    this.pairing = pairing;
    this.potentiation = potentiation;
    this.depression = depression;
    this.receivers = receivers;
    this.firstEdge = firstEdge;
    int units = firstEdge.length - 1;
    arrivals = new float[firstEdge[units]];
    spikes = new float[units];
    heard = new int[units];
  }

  /**
   * Forgets all arrivals and spikes.
   *
   * @param cause what the traces wait for before they can be used again
   */
  public void clear(int cause) {
    Arrays.fill(arrivals, 0);
    Arrays.fill(spikes, 0);
    Arrays.fill(heard, 0);
    arrivalOrigin = 0;
    spikeOrigin = 0;
    pairs = 0;
    events = 0;
    pairsBefore = 0;
    eventsBefore = 0;
    producer = cause;
  }

  /**
   * Signals of one tick arrive.
   *
   * @param edges only the first {@code count} count
   * @param changes receives what each of them changes at its edge; 0 where it makes no pair
   */
  public void arrive(int now, int[] edges, int count, float[] changes) {
    keepInRange(now);
    float factor =
        (float) (-depression.amplitude * Math.exp((spikeOrigin - now) / depression.ticks));
    float mark = (float) Math.exp((now - arrivalOrigin) / potentiation.ticks);
    boolean add = pairing != Pairing.NEAREST;
    int met = 0;
    for (int k = 0; k < count; k++) {
      int edge = edges[k];
      int unit = receivers[edge];
      float spike = spikes[unit];
      changes[k] = factor * spike;
      met += spike > 0 ? 1 : 0;
      float before = arrivals[edge];
      heard[unit] += before == 0 ? 1 : 0;
      arrivals[edge] = add ? before + mark : mark;
    }
    pairs += met;
    events += count;
  }

  /**
   * A unit fires.
   *
   * @param changes receives what that changes at each of the unit's edges, in their order from place
   *     0; 0 where it makes no pair
   */
  public void fire(int now, int unit, float[] changes) {
    keepInRange(now);
    float factor =
        (float) (potentiation.amplitude * Math.exp((arrivalOrigin - now) / potentiation.ticks));
    int first = firstEdge[unit];
    int count = firstEdge[unit + 1] - first;
    for (int k = 0; k < count; k++) {
      changes[k] = factor * arrivals[first + k];
    }
    pairs += heard[unit];
    if (pairing == Pairing.ALL_TO_NEAREST) {
      Arrays.fill(arrivals, first, first + count, 0);
      heard[unit] = 0;
    }
    float mark = (float) Math.exp((now - spikeOrigin) / depression.ticks);
    spikes[unit] = pairing == Pairing.ALL_TO_ALL ? spikes[unit] + mark : mark;
    events++;
  }

  private void keepInRange(int now) {
    if ((now - arrivalOrigin) / potentiation.ticks > LARGEST_EXPONENT) {
      scale(arrivals, Math.exp((arrivalOrigin - now) / potentiation.ticks));
      arrivalOrigin = now;
      for (int unit = 0; unit < heard.length; unit++) {
        heard[unit] = 0;
        for (int edge = firstEdge[unit]; edge < firstEdge[unit + 1]; edge++) {
          heard[unit] += arrivals[edge] > 0 ? 1 : 0;
        }
      }
    }
    if ((now - spikeOrigin) / depression.ticks > LARGEST_EXPONENT) {
      scale(spikes, Math.exp((spikeOrigin - now) / depression.ticks));
      spikeOrigin = now;
    }
  }

  /** Traces too small to matter are gone: they would cost time as denormal numbers. */
  private static void scale(float[] traces, double factor) {
    for (int i = 0; i < traces.length; i++) {
      float scaled = (float) (factor * traces[i]);
      traces[i] = scaled < SMALLEST_TRACE ? 0 : scaled;
    }
  }

  /**
   * Records the work since the last time: a multiplication per pair and a look-up and an addition per
   * arrival and per spike, which mark its time.
   *
   * @param cause what arrivals and spikes depend on
   * @return producer of the changes
   */
  public int changed(int cause) {
    int marks = recorder.record(
        new Digital(DigitalFunction.LOOKUP, events - eventsBefore), producer, cause);
    int sums = recorder.record(new Digital(DigitalFunction.ADD, events - eventsBefore), marks);
    producer = recorder.record(new Digital(DigitalFunction.MULTIPLY, pairs - pairsBefore), sums);
    eventsBefore = events;
    pairsBefore = pairs;
    return producer;
  }

  /** Pairs of an arrival trace or spike trace with an event since the last {@link #clear}. */
  public long pairs() {
    return pairs;
  }
}
