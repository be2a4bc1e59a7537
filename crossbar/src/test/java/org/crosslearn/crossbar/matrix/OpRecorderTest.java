package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.crossbar.Effects;
import org.crosslearn.crossbar.RandomCases;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.MatrixRead;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;
import org.junit.jupiter.api.Test;

class OpRecorderTest {
  private final Hardware hardware = Effects.none().hardware(1);
  private final OpRecorder recorder = hardware.recorder();
  private final CrossbarMatrix a = hardware.matrix("a", 2, 2, 1);
  private final CrossbarMatrix b = hardware.matrix("b", 2, 2, 1);
  private final Signal input = Signal.given(new float[] {1, 1}, 1, 2);
  private final Gradient change = new Gradient(new float[4], Signal.GIVEN);

  @Test
  void aResultDependsOnWhatItWasComputedFrom() {
    recorder.start(1);
    Signal first = a.read(input);
    Signal second = b.read(first);
    hardware.digital().subtract(second, first);
    assertThat(dependencies()).containsExactly(List.of(), List.of(0), List.of(0, 1));
  }

  @Test
  void readsOfTheSameInputAreIndependent() {
    recorder.start(1);
    a.read(input);
    b.read(input);
    a.readTransposed(input);
    assertThat(dependencies()).containsExactly(List.of(), List.of(), List.of());
  }

  @Test
  void aReadFollowsTheLastWriteOfItsCells() {
    recorder.start(1);
    a.update(change, 1);
    a.read(input);
    b.read(input);
    a.readLines(new int[] {0}, 1, Signal.GIVEN);
    assertThat(dependencies()).containsExactly(List.of(), List.of(0), List.of(), List.of(0));
  }

  @Test
  void aWriteFollowsTheReadsAndTheWriteBeforeIt() {
    recorder.start(1);
    a.read(input);
    a.readTransposed(input);
    a.readOut();
    a.program(new float[4]);
    a.adjust(new int[0], new float[0], 0, Signal.GIVEN);
    a.read(input);
    a.update(change, 1);
    assertThat(dependencies())
        .containsExactly(
            List.of(),
            List.of(),
            List.of(),
            // the reads that verify the programming, and the programming
            List.of(),
            List.of(0, 1, 2, 3),
            List.of(4),
            List.of(5),
            List.of(5, 6));
  }

  /** Digital accumulation uses the errors and inputs only; the cells may be read meanwhile. */
  @Test
  void accumulatingAGradientTouchesNoCell() {
    recorder.start(1);
    Signal error = a.read(input);
    Gradient gradient = a.accumulate(error, input);
    a.read(input);
    a.update(gradient, 1);
    assertThat(dependencies()).containsExactly(List.of(), List.of(0), List.of(), List.of(0, 1, 2));
  }

  @Test
  void spikesAndAdjustmentsWaitForTheirCause() {
    recorder.start(1);
    int cause = a.read(input).producer();
    b.readLines(new int[] {1}, 1, cause);
    b.adjust(new int[] {0}, new float[] {0.1f}, 1, cause);
    assertThat(dependencies()).containsExactly(List.of(), List.of(0), List.of(0, 1));
  }

  @Test
  void operationsBelongToThePhaseThatWasNamedLast() {
    recorder.start(1);
    a.read(input);
    recorder.phase(Phase.ERROR);
    b.read(input);
    recorder.phase(Phase.UPDATE);
    a.update(change, 1);
    assertThat(recorder.stop().nodes())
        .extracting(OpGraph.Node::phase)
        .containsExactly(Phase.FORWARD, Phase.ERROR, Phase.UPDATE);
  }

  @Test
  void nothingIsWrittenDownBetweenRecordings() {
    assertThat(recorder.recording()).isFalse();
    assertThat(a.read(input).producer()).isEqualTo(Signal.GIVEN);
    recorder.start(7);
    assertThat(recorder.recording()).isTrue();
    OpGraph graph = recorder.stop();
    assertThat(graph.samples()).isEqualTo(7);
    assertThat(graph.nodes()).isEmpty();
    a.update(change, 1);
    recorder.start(1);
    a.read(input);
    assertThat(dependencies()).containsExactly(List.of());
  }

  @Test
  void whatIsLookedAtUnderwayIsTheBeginningOfTheWhole() {
    recorder.start(1);
    Signal early = a.read(input);
    OpGraph soFar = recorder.soFar();
    b.read(early);
    assertThat(soFar.nodes()).hasSize(1);
    assertThat(recorder.stop().nodes()).hasSize(2).startsWith(soFar.nodes().get(0));
  }

  /** A rule may keep an error from one step to the next; for the next step it is simply there. */
  @Test
  void signalsOfAnEarlierRecordingAreGiven() {
    recorder.start(1);
    Signal early = a.read(input);
    Signal later = b.read(early);
    recorder.stop();
    recorder.start(1);
    b.read(early);
    a.read(later);
    Signal now = a.read(early);
    b.read(now);
    assertThat(dependencies()).containsExactly(List.of(), List.of(), List.of(), List.of(2));
  }

  @Test
  void everyOperationFollowsWhatItDependsOn() {
    RandomCases.check(20, random -> {
      recorder.start(1);
      List<Signal> signals = new ArrayList<>(List.of(input));
      for (int n = 0; n < 60; n++) {
        Signal x = signals.get(random.nextInt(signals.size()));
        CrossbarMatrix matrix = random.nextBoolean() ? a : b;
        switch (random.nextInt(4)) {
          case 0 -> matrix.update(x, signals.get(random.nextInt(signals.size())), 0.01);
          case 1 -> signals.add(hardware.digital().relu(x));
          case 2 -> signals.add(matrix.readTransposed(x));
          default -> signals.add(matrix.read(x));
        }
      }
      OpGraph graph = recorder.stop();
      assertThat(graph.nodes()).hasSizeGreaterThanOrEqualTo(60);
      for (OpGraph.Node node : graph.nodes()) {
        assertThat(node.dependsOn()).doesNotHaveDuplicates().isSorted();
        assertThat(node.dependsOn()).allMatch(id -> id >= 0 && id < node.id());
      }
      assertThat(graph.ops(MatrixRead.class).count() + graph.ops(Digital.class).count())
          .isEqualTo(signals.size() - 1);
    });
  }

  private List<List<Integer>> dependencies() {
    return recorder.stop().nodes().stream().map(OpGraph.Node::dependsOn).toList();
  }
}
