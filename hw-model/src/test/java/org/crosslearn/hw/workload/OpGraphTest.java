package org.crosslearn.hw.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.stream.Stream;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.HardwareOp.GradientAccumulation;
import org.crosslearn.hw.workload.HardwareOp.MatrixRead;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.HardwareOp.Pulses;
import org.crosslearn.hw.workload.HardwareOp.SpikeRead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpGraphTest {
  private static final Matrix A = new Matrix("a", 3, 2);
  private static final Matrix B = new Matrix("b", 3, 2);
  private static final HardwareOp READ = new MatrixRead(A, Direction.FORWARD, 1, 0.5, 1e-6);
  private static final HardwareOp ADD = new Digital(DigitalFunction.ADD, 1);

  @Test
  void anOperationDependsOnEarlierOnesOnly() {
    assertThatThrownBy(() -> node(1, ADD, 1)).hasMessageContaining("does not precede");
    assertThatThrownBy(() -> node(1, ADD, 2)).hasMessageContaining("does not precede");
    assertThatThrownBy(() -> node(1, ADD, -1)).hasMessageContaining("does not precede");
    assertThatThrownBy(() -> new OpGraph(1, List.of(node(1, ADD)))).hasMessageContaining("id 1");
  }

  @Test
  void readDepthCountsTheLongestChainOfReads() {
    assertThat(new OpGraph(1, List.of()).readDepth()).isZero();
    assertThat(graph(node(0, ADD), node(1, ADD, 0)).readDepth()).isZero();
    // Two chains 0-2-4 and 1-3, joined by digital steps and an update that count for nothing.
    OpGraph graph = graph(
        node(0, READ),
        node(1, READ),
        node(2, ADD, 0),
        node(3, new SpikeRead(B, 1, 1e-6), 1),
        node(4, READ, 2),
        node(5, new PulseUpdate(A, Pulses.NONE, Pulses.NONE), 4),
        node(6, new GradientAccumulation(A, 1, 0.1, 0.2), 5),
        node(7, READ, 3, 6));
    assertThat(graph.readDepth()).isEqualTo(3);
  }

  @Test
  void operationsAreFoundByKind() {
    assertThat(graph(node(0, READ), node(1, ADD, 0), node(2, READ, 1)).ops(MatrixRead.class))
        .hasSize(2);
  }

  /** 10 vectors of which 1 line in 5 is active, and 30 of which 3 in 5: 20 of 1 in 2. */
  @Test
  void theMeanWeighsActivityByVectorsAndConductanceByLines() {
    OpGraph mean = OpGraph.mean(List.of(
        graph(node(0, new MatrixRead(A, Direction.TRANSPOSED, 10, 0.2, 1e-6))),
        graph(node(0, new MatrixRead(A, Direction.TRANSPOSED, 30, 0.6, 3e-6)))));
    MatrixRead read = (MatrixRead) mean.nodes().get(0).op();
    assertThat(read.matrix()).isEqualTo(A);
    assertThat(read.direction()).isEqualTo(Direction.TRANSPOSED);
    assertThat(read.vectors()).isEqualTo(20);
    assertThat(read.lineActivity()).isEqualTo((10 * 0.2 + 30 * 0.6) / 40);
    assertThat(read.meanConductanceSiemens()).isCloseTo((2 * 1e-6 + 18 * 3e-6) / 20, offset(1e-18));
  }

  @Test
  void theMeanOfOtherOperationsIsTheMeanOfTheirCounts() {
    OpGraph mean = OpGraph.mean(List.of(
        graph(
            node(0, new SpikeRead(A, 1, 4e-6)),
            node(1, new GradientAccumulation(A, 4, 0.25, 0.2), 0),
            node(2, new PulseUpdate(A, new Pulses(1, 2, 3, 4, 5e-6), Pulses.NONE), 1),
            node(3, new Digital(DigitalFunction.LOOKUP, 8))),
        graph(
            node(0, new SpikeRead(A, 3, 8e-6)),
            node(1, new GradientAccumulation(A, 6, 0.5, 0.2), 0),
            node(
                2,
                new PulseUpdate(A, new Pulses(3, 6, 9, 12, 9e-6), new Pulses(4, 2, 3, 1, 2e-6)),
                1),
            node(3, new Digital(DigitalFunction.LOOKUP, 10)))));
    assertThat(mean.nodes())
        .containsExactly(
            node(0, new SpikeRead(A, 2, 7e-6)),
            node(1, new GradientAccumulation(A, 5, 0.4, 0.2), 0),
            // conductances weighted by pulses: 1 of 5 and 3 of 9 microsiemens
            node(
                2,
                new PulseUpdate(A, new Pulses(2, 4, 6, 8, 8e-6), new Pulses(2, 1, 1.5, 0.5, 2e-6)),
                1),
            node(3, new Digital(DigitalFunction.LOOKUP, 9)));
  }

  @Test
  void pulsesWithoutCellsAreRefused() {
    assertThatThrownBy(() -> new Pulses(10, 10, 0, 0, 1e-6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pulses need cells");
  }

  @Test
  void readsWithoutPulsesHaveAMeanWithoutPulses() {
    OpGraph silent = graph(
        node(0, new MatrixRead(A, Direction.FORWARD, 0, 0, 0)), node(1, new SpikeRead(A, 0, 0)));
    assertThat(OpGraph.mean(List.of(silent, silent))).isEqualTo(silent);
  }

  static Stream<OpGraph> otherSteps() {
    return Stream.of(
        graph(node(0, READ)),
        graph(node(0, READ), node(1, ADD)),
        graph(node(0, READ), node(1, READ, 0)),
        graph(node(0, READ), node(1, new Digital(DigitalFunction.LOOKUP, 1), 0)),
        graph(node(0, new MatrixRead(B, Direction.FORWARD, 1, 0.5, 1e-6)), node(1, ADD, 0)),
        graph(node(0, new MatrixRead(A, Direction.TRANSPOSED, 1, 0.5, 1e-6)), node(1, ADD, 0)),
        graph(node(0, new SpikeRead(A, 1, 1e-6)), node(1, ADD, 0)),
        graph(node(0, READ), node(1, ADD, 0), node(2, ADD, 1)),
        new OpGraph(2, List.of(node(0, READ), node(1, ADD, 0))),
        graph(node(0, READ), new OpGraph.Node(1, Phase.ERROR, ADD, List.of(0))));
  }

  @ParameterizedTest
  @MethodSource("otherSteps")
  void differentStepsHaveNoMean(OpGraph other) {
    OpGraph step = graph(node(0, READ), node(1, ADD, 0));
    assertThatThrownBy(() -> OpGraph.mean(List.of(step, other)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OpGraph.mean(List.of(other, step)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static OpGraph graph(OpGraph.Node... nodes) {
    return new OpGraph(1, List.of(nodes));
  }

  private static OpGraph.Node node(int id, HardwareOp op, Integer... dependsOn) {
    return new OpGraph.Node(id, Phase.FORWARD, op, List.of(dependsOn));
  }
}
