package org.crosslearn.hw.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.OpGraph.Node;
import org.crosslearn.hw.workload.Phase;
import org.junit.jupiter.api.Test;

class DemandTest {
  private static final Matrix FIRST = new Matrix("first", 3, 4);
  private static final Matrix SECOND = new Matrix("second", 2, 3);

  private static HardwareOp read(Matrix matrix, Direction direction) {
    return new HardwareOp.MatrixRead(matrix, direction, 5, 0.5, 1e-6);
  }

  private static HardwareOp rectify(double numbers) {
    return new HardwareOp.Digital(DigitalFunction.COMPARE, numbers);
  }

  @Test
  void theBufferHoldsWhatIsStillNeeded() {
    // five samples; the inputs, 20 numbers, stay. Fullest while the 15 sums of the first layer
    // become 15 activations.
    OpGraph inference = new OpGraph(
        5,
        List.of(
            new Node(0, Phase.FORWARD, read(FIRST, Direction.FORWARD), List.of()),
            new Node(1, Phase.FORWARD, rectify(15), List.of(0)),
            new Node(2, Phase.FORWARD, read(SECOND, Direction.FORWARD), List.of(1)),
            new Node(3, Phase.FORWARD, rectify(10), List.of(2))));
    assertThat(Demand.of(List.of(inference), 8).liveBits()).isEqualTo(8 * (20 + 15 + 15));
  }

  @Test
  void activationsThatAGradientWaitsForStayInTheBuffer() {
    // the 15 activations wait for the gradient; fullest while 10 sums become 10 errors
    OpGraph training = new OpGraph(
        5,
        List.of(
            new Node(0, Phase.FORWARD, read(FIRST, Direction.FORWARD), List.of()),
            new Node(1, Phase.FORWARD, rectify(15), List.of(0)),
            new Node(2, Phase.FORWARD, read(SECOND, Direction.FORWARD), List.of(1)),
            new Node(3, Phase.ERROR, rectify(10), List.of(2)),
            new Node(
                4,
                Phase.GRADIENT,
                new HardwareOp.GradientAccumulation(SECOND, 5, 0.2, 0.1),
                List.of(1, 3))));
    OpGraph withoutGradient = new OpGraph(5, training.nodes().subList(0, 4));
    double kept = Demand.of(List.of(training), 1).liveBits();
    double released = Demand.of(List.of(withoutGradient), 1).liveBits();
    assertThat(released).isEqualTo(20 + 15 + 15);
    assertThat(kept).isEqualTo(20 + 15 + 10 + 10);
  }

  @Test
  void aMatrixThatIsReadOutLineByLineStaysInTheBufferUntilItIsUsed() {
    // twelve weights, however often they are read, become twelve products
    assertThat(readOut(4).liveBits()).isEqualTo(12 + 12);
    assertThat(readOut(9).liveBits()).isEqualTo(12 + 12);
  }

  private static Demand readOut(double lines) {
    OpGraph readOut = new OpGraph(
        1,
        List.of(
            new Node(0, Phase.GRADIENT, new HardwareOp.SpikeRead(FIRST, lines, 1e-6), List.of()),
            new Node(
                1,
                Phase.GRADIENT,
                new HardwareOp.Digital(DigitalFunction.MULTIPLY, 12),
                List.of(0))));
    return Demand.of(List.of(readOut), 1);
  }

  @Test
  void aChipOffersWhatTheGraphsUse() {
    OpGraph training = new OpGraph(
        5,
        List.of(
            new Node(0, Phase.ERROR, read(SECOND, Direction.TRANSPOSED), List.of()),
            new Node(
                1,
                Phase.GRADIENT,
                new HardwareOp.GradientAccumulation(FIRST, 4.5, 0.2, 0.1),
                List.of()),
            new Node(
                2,
                Phase.GRADIENT,
                new HardwareOp.GradientAccumulation(FIRST, 2, 0.2, 0.1),
                List.of())));
    Demand demand = Demand.of(List.of(training), 8);
    assertThat(demand.matrices()).containsExactly(SECOND, FIRST);
    assertThat(demand.transposed()).containsExactly("second");
    assertThat(demand.gradientVectors()).containsOnlyKeys("first").containsEntry("first", 5);
    assertThat(demand.digital()).isEmpty();
  }
}
