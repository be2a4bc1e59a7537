package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.api.Test;

class SpikingNeuronsTest {
  private final OpRecorder recorder = new OpRecorder();
  private final DigitalUnit digital =
      new DigitalUnit(recorder, DenseKernels.create().analog());

  /** Steps, from 1, in which the only unit spikes. */
  private static String spikeTimes(SpikingNeurons neuron, double... drive) {
    StringBuilder times = new StringBuilder();
    for (int t = 0; t < drive.length; t++) {
      if (neuron.step(Signal.given(new float[] {(float) drive[t]}, 1, 1)).count() == 1) {
        times.append(times.isEmpty() ? "" : " ").append(t + 1);
      }
    }
    return times.toString();
  }

  @Test
  void aConstantDriveIsSummedWithDecayUntilTheThreshold() {
    // 1, 1.5, 1.75: with leak 1/2 the potential approaches 2.
    assertThat(spikeTimes(digital.neurons(1, 0.5, 1.75, 1), 1, 1, 1, 1, 1, 1)).isEqualTo("3 6");
    assertThat(spikeTimes(digital.neurons(1, 0.5, 2, 1), 1, 1, 1, 1, 1, 1)).isEmpty();
  }

  @Test
  void aUnitIsDeafForItsRefractoryPeriodAndStartsFromZero() {
    assertThat(spikeTimes(digital.neurons(1, 1, 1, 1), 1, 1, 1, 1, 1)).isEqualTo("1 2 3 4 5");
    assertThat(spikeTimes(digital.neurons(1, 1, 1, 3), 1, 1, 1, 1, 1, 1, 1)).isEqualTo("1 4 7");
    // What arrives in steps 2 and 3 is lost: the two halves of steps 4 and 5 are needed.
    assertThat(spikeTimes(digital.neurons(1, 1, 1, 3), 1, 0.9, 0.9, 0.5, 0.5)).isEqualTo("1 5");
  }

  @Test
  void restForgetsPotentialsAndRefractoryPeriods() {
    SpikingNeurons neuron = digital.neurons(1, 1, 1, 5);
    assertThat(spikeTimes(neuron, 1)).isEqualTo("1");
    neuron.rest(Signal.GIVEN);
    assertThat(spikeTimes(neuron, 0.6)).isEmpty();
    neuron.rest(Signal.GIVEN);
    assertThat(spikeTimes(neuron, 0.6, 0.4)).isEqualTo("2");
  }

  @Test
  void everyStepUpdatesEveryUnitWhetherOrNotItSpikes() {
    SpikingNeurons neurons = digital.neurons(3, 0.9, 1, 1);
    recorder.start(1);
    neurons.step(Signal.given(new float[3], 1, 3));
    Spikes spikes = neurons.step(Signal.given(new float[] {2, 0, 2}, 1, 3));
    OpGraph graph = recorder.stop();
    assertThat(spikes.count()).isEqualTo(2);
    assertThat(spikes.lines()).startsWith(0, 2);
    assertThat(graph.ops(Digital.class))
        .containsExactly(
            new Digital(DigitalFunction.MULTIPLY, 3),
            new Digital(DigitalFunction.ADD, 3),
            new Digital(DigitalFunction.COMPARE, 6),
            new Digital(DigitalFunction.MULTIPLY, 3),
            new Digital(DigitalFunction.ADD, 3),
            new Digital(DigitalFunction.COMPARE, 6));
    assertThat(graph.nodes().get(3).dependsOn()).containsExactly(2);
  }

  @Test
  void aDriveOfAnotherSizeIsRefused() {
    SpikingNeurons neurons = digital.neurons(3, 0.9, 1, 1);
    assertThatThrownBy(() -> neurons.step(Signal.given(new float[2], 1, 2)))
        .hasMessage("3 units, got 2 values");
  }
}
