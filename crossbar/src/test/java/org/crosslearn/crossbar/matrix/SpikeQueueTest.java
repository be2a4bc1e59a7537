package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.api.Test;

class SpikeQueueTest {
  private static final int[] EDGES = {7, 8, 9};
  private static final int[] LATENCIES = {5, 1, 5};

  private final OpRecorder recorder = new OpRecorder();
  private final SpikeQueue queue =
      new DigitalUnit(recorder, DenseKernels.create().analog()).spikeQueue(5);

  private void send(float... weights) {
    queue.send(EDGES, LATENCIES, 0, 3, weights, 0);
  }

  /** For example "7:0.5 9:1.0". */
  private String next() {
    queue.next();
    List<String> arrived = new ArrayList<>();
    for (int k = 0; k < queue.arrivals(); k++) {
      arrived.add(queue.edges()[k] + ":" + queue.weights()[k]);
    }
    return String.join(" ", arrived);
  }

  @Test
  void everySignalArrivesAfterTheLatencyOfItsEdgeAndOnlyThen() {
    for (int turn = 0; turn < 5; turn++) {
      send(1, 2, 3);
      assertThat(next()).isEqualTo("8:2.0");
      assertThat(next() + next() + next()).isEmpty();
      assertThat(next()).isEqualTo("7:1.0 9:3.0");
      assertThat(next()).isEmpty();
    }
    assertThat(queue.signals()).isEqualTo(15);
    assertThat(queue.most()).isEqualTo(3);
  }

  @Test
  void signalsOfOneTickKeepTheOrderInWhichTheyLeft() {
    send(1, 2, 3);
    for (int step = 0; step < 4; step++) {
      next();
    }
    send(4, 5, 6);
    assertThat(next()).isEqualTo("7:1.0 9:3.0 8:5.0");
  }

  @Test
  void anyNumberOfSignalsMayArriveAtOnce() {
    for (int k = 0; k < 40; k++) {
      send(k, 0, 0);
    }
    for (int step = 0; step < 5; step++) {
      next();
    }
    assertThat(queue.arrivals()).isEqualTo(80);
    assertThat(queue.weights()[2 * 39]).isEqualTo(39);
  }

  @Test
  void aClearedQueueIsEmpty() {
    send(1, 2, 3);
    next();
    queue.clear(Signal.GIVEN);
    for (int step = 0; step < 10; step++) {
      assertThat(next()).isEmpty();
    }
  }

  @Test
  void signalsThatNobodyWaitsForAreCountedOnly() {
    send(1, 2, 3);
    queue.sendUnawaited(4);
    assertThat(queue.signals()).isEqualTo(7);
    assertThat(next()).isEqualTo("8:2.0");
    assertThat(queue.most()).isEqualTo(7);
  }

  @Test
  void latenciesBeyondTheYearAreRefused() {
    for (int latency : new int[] {0, 8}) {
      assertThatThrownBy(() -> queue.send(EDGES, new int[] {latency}, 0, 1, new float[] {1}, 0))
          .hasMessage("a latency of " + latency + " ticks on edge 7 is not within 1 and 7");
    }
  }

  @Test
  void everySignalCostsOneAddition() {
    recorder.start(1);
    send(1, 2, 3);
    send(1, 2, 3);
    queue.sent(Signal.GIVEN);
    queue.sent(Signal.GIVEN);
    OpGraph graph = recorder.stop();
    assertThat(graph.ops(Digital.class))
        .containsExactly(new Digital(DigitalFunction.ADD, 6), new Digital(DigitalFunction.ADD, 0));
  }
}
