package org.crosslearn.hw.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.CellSpec.Pulse;
import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.HardwareOp.GradientAccumulation;
import org.crosslearn.hw.workload.HardwareOp.MatrixRead;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.api.Test;

class NetworkStepsTest {
  private static final CellSpec CELL =
      new CellSpec.Resistive(1e5, 10, 0.5, new Pulse(2, 1e-7), new Pulse(2, 1e-7), 64, 4, 4);
  private static final ArraySpec PAIRS =
      new ArraySpec(64, 64, SignedWeights.DIFFERENTIAL_PAIR, 1, 6, 8, 6, 6);

  private static NetworkSteps steps(String network, LayerActivity activity) {
    return new NetworkSteps(NetworkReader.named(network), matrix -> activity, PAIRS, CELL);
  }

  private static NetworkSteps steps(String network) {
    return steps(network, LayerActivity.DEFAULT);
  }

  private static double operations(OpGraph graph, DigitalFunction function) {
    return graph
        .ops(Digital.class)
        .filter(op -> op.function() == function)
        .mapToDouble(Digital::operations)
        .sum();
  }

  @Test
  void inferenceReadsEveryMatrixForwardOncePerWindow() {
    OpGraph graph = steps("lenet5-mnist").inference(3);

    assertThat(graph.ops(MatrixRead.class).map(MatrixRead::vectors))
        .containsExactly(3.0 * 28 * 28, 3.0 * 10 * 10, 3.0, 3.0, 3.0);
    assertThat(graph.ops(MatrixRead.class).map(MatrixRead::direction))
        .containsOnly(Direction.FORWARD);
    assertThat(operations(graph, DigitalFunction.RECTIFY))
        .isEqualTo(3.0 * (28 * 28 * 6 + 10 * 10 * 16 + 120 + 84));
    assertThat(operations(graph, DigitalFunction.POOL)).isEqualTo(3.0 * (14 * 14 * 6 + 5 * 5 * 16));
  }

  @Test
  void backpropagationWaitsForTheLayerAboveAndFeedbackAlignmentDoesNot() {
    // A read per layer forward, then a transposed read per layer above the first, or one feedback.
    assertThat(steps("16-8-8-8-8-4").backpropagation(1).readDepth()).isEqualTo(5 + 4);
    assertThat(steps("16-8-8-8-8-4").directFeedback(1).readDepth()).isEqualTo(5 + 1);
  }

  @Test
  void feedbackMatricesAreFixedAndReachWhatALayerPassesOn() {
    OpGraph graph = steps("lenet5-mnist").directFeedback(2);

    assertThat(graph.ops(MatrixRead.class).map(MatrixRead::matrix).filter(Matrix::fixed))
        .extracting(Matrix::name, Matrix::outputs, Matrix::inputs)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("feedback1", 14 * 14 * 6, 10),
            org.assertj.core.groups.Tuple.tuple("feedback2", 5 * 5 * 16, 10),
            org.assertj.core.groups.Tuple.tuple("feedback3", 120, 10),
            org.assertj.core.groups.Tuple.tuple("feedback4", 84, 10));
  }

  @Test
  void whatOverlappingWindowsGiveBackIsAddedUp() {
    OpGraph graph = steps("lenet5-mnist").backpropagation(1);

    // The second convolution gives 10 x 10 times 150 numbers for 14 x 14 x 6; then the output
    // error.
    assertThat(operations(graph, DigitalFunction.ADD)).isEqualTo(10 * 10 * 150 - 14 * 14 * 6 + 10);
  }

  @Test
  void aGradientHasAPairOfVectorsPerSampleAndWindow() {
    assertThat(steps("lenet5-mnist")
            .directFeedback(4)
            .ops(GradientAccumulation.class)
            .map(GradientAccumulation::vectors))
        .containsExactly(4.0, 4.0, 4.0, 4.0 * 100, 4.0 * 784);
  }

  @Test
  void aMatrixIsWrittenAfterItsLastRead() {
    OpGraph graph = steps("16-8-8-4").backpropagation(1);

    for (OpGraph.Node update : graph.nodes()) {
      if (update.op() instanceof PulseUpdate pulses) {
        int lastRead = graph.nodes().stream()
            .filter(node ->
                node.op() instanceof MatrixRead read && read.matrix().equals(pulses.matrix()))
            .mapToInt(OpGraph.Node::id)
            .max()
            .orElseThrow();
        assertThat(update.dependsOn()).contains(lastRead);
      }
    }
  }

  @Test
  void halfOfTheCellsThatChangeRiseAndHalfFall() {
    LayerActivity tenth = new LayerActivity(0.25, 0.25, 0.5, 0.1, 2);
    PulseUpdate update = steps("20-10", tenth)
        .backpropagation(1)
        .ops(PulseUpdate.class)
        .findFirst()
        .orElseThrow();

    // 20 x 10 weights on pairs of cells, a tenth of them, two pulses each.
    assertThat(update.cells()).isCloseTo(40, within(1e-9));
    assertThat(update.pulses()).isCloseTo(80, within(1e-9));
    assertThat(update.potentiation()).isEqualTo(update.depression());
    // 20 cells on a line, each rises with probability 0.05.
    double lines = 20 * (1 - Math.pow(0.95, 20));
    assertThat(update.potentiation().rows()).isCloseTo(lines, within(1e-9));
    assertThat(update.potentiation().serial()).isCloseTo(2 * lines, within(1e-9));
    // Half-way between 1 and 10 microsiemens.
    assertThat(update.potentiation().meanConductanceSiemens()).isCloseTo(5.5e-6, within(1e-12));
  }

  @Test
  void nothingIsPulsedWhereNothingChanges() {
    LayerActivity still = new LayerActivity(0.25, 0.25, 0.5, 0, 1);

    assertThat(steps("20-10", still).backpropagation(1).ops(PulseUpdate.class))
        .allSatisfy(update -> assertThat(update.pulses()).isZero());
  }
}
