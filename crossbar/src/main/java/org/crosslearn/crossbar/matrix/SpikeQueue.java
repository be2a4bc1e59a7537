package org.crosslearn.crossbar.matrix;

import java.util.Arrays;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;

/**
 * Signals on their way, sorted by the tick of their arrival: a calendar queue (Brown, Comm. ACM
 * 31(10):1220, 1988) whose year is longer than the longest latency, so that a day holds signals of
 * one tick only. What a spike-driven read senses at once enters it edge by edge and leaves it, in the
 * order in which it entered, when each edge's latency is over. Days grow to what they have to hold and
 * stay that large: in the long run nothing is allocated.
 *
 * <p>Every signal costs one addition, that of its latency to the time, when it enters. Ticks are
 * counted from the last {@link #clear}.
 */
public final class SpikeQueue {
  private static final int FIRST_DAY = 16;

  private final OpRecorder recorder;
  private final int mask;
  private final int[][] edges;
  private final float[][] weights;
  private final int[] counts;
  private int now;
  private int pending;
  private int most;
  private long sent;
  private long sentBefore;
  private int producer = Signal.GIVEN;

  SpikeQueue(OpRecorder recorder, int longestTicks) {
    this.recorder = recorder;
    // A power of two turns the remainder, taken for every signal, into a mask.
    int days = Integer.highestOneBit(longestTicks) * 2;
    mask = days - 1;
    edges = new int[days][FIRST_DAY];
    weights = new float[days][FIRST_DAY];
    counts = new int[days];
  }

  /**
   * Drops everything on the way and sets the time to 0.
   *
   * @param cause what the queue waits for before it can be used again
   */
  public void clear(int cause) {
    Arrays.fill(counts, 0);
    now = 0;
    pending = 0;
    most = 0;
    sent = 0;
    sentBefore = 0;
    producer = cause;
  }

  /**
   * Sends signals on their way.
   *
   * @param edge their edges, from {@code first} to before {@code last}
   * @param latencyTicks their latencies at the same places, 1 to the longest
   * @param weight what they carry; that of edge {@code first} at place {@code weightFrom}
   */
  public void send(
      int[] edge, int[] latencyTicks, int first, int last, float[] weight, int weightFrom) {
    for (int k = first; k < last; k++) {
      // A latency of 0 or of more than a year would arrive in another tick than it should.
      if (latencyTicks[k] < 1 || latencyTicks[k] > mask) {
        throw new IllegalArgumentException("a latency of " + latencyTicks[k] + " ticks on edge "
            + edge[k] + " is not within 1 and " + mask);
      }
      int day = now + latencyTicks[k] & mask;
      int place = counts[day]++;
      if (place == edges[day].length) {
        edges[day] = Arrays.copyOf(edges[day], 2 * place);
        weights[day] = Arrays.copyOf(weights[day], 2 * place);
      }
      edges[day][place] = edge[k];
      weights[day][place] = weight[weightFrom + k - first];
    }
    count(last - first);
  }

  private void count(int signals) {
    pending += signals;
    most = Math.max(most, pending);
    sent += signals;
  }

  /**
   * Sends signals that nobody waits for: they count, but never arrive.
   *
   * @param count of them
   */
  public void sendUnawaited(int count) {
    count(count);
  }

  /**
   * Records the additions of what was sent since the last time.
   *
   * @param cause what the signals depend on
   */
  public void sent(int cause) {
    producer =
        recorder.record(new Digital(DigitalFunction.ADD, sent - sentBefore), producer, cause);
    sentBefore = sent;
  }

  /** Moves on by one tick; what left the queue in the tick before is gone. */
  public void next() {
    counts[now & mask] = 0;
    now++;
    pending -= counts[now & mask];
  }

  /** Signals that arrive in this tick. */
  public int arrivals() {
    return counts[now & mask];
  }

  /** Their edges; only the first {@link #arrivals()} count, until {@link #next}. */
  public int[] edges() {
    return edges[now & mask];
  }

  /** What they carry. */
  public float[] weights() {
    return weights[now & mask];
  }

  /** The most signals that were on their way at once since the last {@link #clear}. */
  public int most() {
    return most;
  }

  /** Signals sent since the last {@link #clear}. */
  public long signals() {
    return sent;
  }

  /** What the arrivals depend on. */
  public int producer() {
    return producer;
  }
}
