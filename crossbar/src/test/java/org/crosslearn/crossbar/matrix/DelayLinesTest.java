package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.api.Test;

class DelayLinesTest {
  /** Steps from two lines to two outputs. */
  private static final int[] LATENCIES = {1, 3, 2, 3};

  private final OpRecorder recorder = new OpRecorder();
  private final DelayLines lines =
      new DigitalUnit(recorder, DenseKernels.create().analog()).delayLines(2, 3);

  private static Spikes spike(int line) {
    return new Spikes(new int[] {line}, 1, Signal.GIVEN);
  }

  private static Signal weights(float first, float second) {
    return Signal.given(new float[] {first, second}, 1, 2);
  }

  @Test
  void everyWeightArrivesAfterTheLatencyOfItsEdgeAndOnlyThen() {
    lines.send(spike(0), weights(5, 7), LATENCIES);
    assertThat(lines.next().values()).containsExactly(5, 0);
    assertThat(lines.next().values()).containsExactly(0, 0);
    assertThat(lines.next().values()).containsExactly(0, 7);
    for (int step = 0; step < 8; step++) {
      assertThat(lines.next().values()).containsExactly(0, 0);
    }
  }

  @Test
  void simultaneousArrivalsAreSummedWheneverTheyLeft() {
    lines.send(spike(1), weights(1, 10), LATENCIES);
    lines.next();
    lines.send(spike(0), weights(2, 20), LATENCIES);
    assertThat(lines.next().values()).containsExactly(3, 0);
    assertThat(lines.next().values()).containsExactly(0, 10);
    assertThat(lines.next().values()).containsExactly(0, 20);
  }

  @Test
  void clearedLinesCarryNothing() {
    lines.send(spike(0), weights(5, 7), LATENCIES);
    lines.clear(Signal.GIVEN);
    for (int step = 0; step < 4; step++) {
      assertThat(lines.next().values()).containsExactly(0, 0);
    }
  }

  @Test
  void everyWeightCostsOneAddition() {
    recorder.start(1);
    lines.send(
        new Spikes(new int[] {0, 1}, 2, Signal.GIVEN),
        Signal.given(new float[] {1, 2, 3, 4}, 2, 2),
        LATENCIES);
    OpGraph graph = recorder.stop();
    assertThat(graph.ops(Digital.class)).containsExactly(new Digital(DigitalFunction.ADD, 4));
  }

  @Test
  void aLatencyBeyondTheLinesIsRefused() {
    assertThatThrownBy(() -> lines.send(spike(0), weights(1, 1), new int[] {1, 4}))
        .hasMessage("a latency of 4 steps from line 0 to output 1 is not within 1 and 3");
    assertThatThrownBy(() -> lines.send(spike(0), weights(1, 1), new int[] {0, 1}))
        .hasMessage("a latency of 0 steps from line 0 to output 0 is not within 1 and 3");
  }
}
