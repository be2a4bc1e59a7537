package org.crosslearn.algorithms.geometric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crosslearn.algorithms.geometric.DynamicsSettings.Kernel;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.PairTraces.Pairing;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.HardwareOp.SpikeRead;
import org.crosslearn.hw.workload.HardwareOp.Storage;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;
import org.junit.jupiter.api.Test;

/**
 * One stimulus, counted by hand. Inputs 0 and 1 reach all of three nodes; node 0 fires at 5 ms, node 1
 * at 12, node 2 never. Edges 0 to 1 (3 ms), 0 to 2 (4 ms), 1 to 0 (4 ms).
 */
class RecordedStimulusTest {
  private static final GeometricNetwork NETWORK = GeometricNetwork.of(
      2,
      3,
      0.001,
      List.of(new Edge(0, 0, 5, 1), new Edge(1, 1, 12, 1), new Edge(1, 2, 13, 0.25f)),
      List.of(new Edge(0, 1, 3, 0.01f), new Edge(0, 2, 4, 0.005f), new Edge(1, 0, 4, 0.01f)));
  private static final DynamicsSettings DYNAMICS = new DynamicsSettings(
      Kernel.EXPONENTIAL,
      0.002,
      0.5,
      0.002,
      0.02,
      0.02,
      new StdpSettings(Pairing.NEAREST, 0.5, 0.5, 0.02, 0.02),
      2);

  private static OpGraph recorded(HardwareSpec spec, int... firing) {
    Hardware hardware = new Hardware(spec, new RandomStreams(1));
    EventSimulation simulation = EventSimulation.on(hardware, NETWORK, DYNAMICS);
    hardware.recorder().start(1);
    simulation.reset();
    simulation.respond(new Stimulus(firing, new int[firing.length]), Signal.GIVEN);
    return hardware.recorder().stop();
  }

  private static double rows(OpGraph graph, String matrix, boolean programming) {
    return graph.nodes().stream()
        .filter(node -> (node.phase() == Phase.UPDATE) == programming)
        .map(OpGraph.Node::op)
        .filter(SpikeRead.class::isInstance)
        .map(SpikeRead.class::cast)
        .filter(read -> read.matrix().name().equals(matrix))
        .mapToDouble(SpikeRead::rows)
        .sum();
  }

  private static double operations(OpGraph graph, Phase phase, DigitalFunction function) {
    return graph.nodes().stream()
        .filter(node -> node.phase() == phase)
        .map(OpGraph.Node::op)
        .filter(Digital.class::isInstance)
        .map(Digital.class::cast)
        .filter(digital -> digital.function() == function)
        .mapToDouble(Digital::operations)
        .sum();
  }

  @Test
  void everySpikeIsARowEveryEdgeAnInsertAndEveryPairAChange() {
    OpGraph graph = recorded(HardwareSpec.IDEAL, 0, 1);
    assertThat(rows(graph, "input", false)).isEqualTo(2);
    // Two spikes, and three rows to read the weights out.
    assertThat(rows(graph, "recurrent", false)).isEqualTo(2 + 3);
    // The word lines of the array are verified when the initial weights are written.
    assertThat(rows(graph, "recurrent", true)).isEqualTo(3);
    assertThat(rows(graph, "input", true)).isZero();
    // 3 + 3 signals enter the queue, and none of the 6 that arrive finds its node refractory.
    assertThat(operations(graph, Phase.FORWARD, DigitalFunction.ADD)).isEqualTo(6 + 6);
    // Arrivals at 5, 8, 9, 12, 13, 16, no two at the same node and time: one decay each, and two
    // comparisons.
    assertThat(operations(graph, Phase.FORWARD, DigitalFunction.MULTIPLY)).isEqualTo(6);
    assertThat(operations(graph, Phase.FORWARD, DigitalFunction.LOOKUP)).isEqualTo(6);
    assertThat(operations(graph, Phase.FORWARD, DigitalFunction.COMPARE)).isEqualTo(6 + 6);
    // Pairs: the arrival at 8 with the spike at 12, the spike at 5 with the arrival at 16.
    assertThat(operations(graph, Phase.GRADIENT, DigitalFunction.MULTIPLY)).isEqualTo(2);
    // Three arrivals at recurrent edges and two spikes mark their times.
    assertThat(operations(graph, Phase.GRADIENT, DigitalFunction.LOOKUP)).isEqualTo(3 + 2);
    assertThat(operations(graph, Phase.GRADIENT, DigitalFunction.ADD)).isEqualTo(3 + 2);
  }

  @Test
  void memoryHoldsTheSignalsThatAreUnderWayAtOnce() {
    // Three from the inputs at the start, two from node 0 at 5 ms; an edge and a weight each.
    OpGraph graph = recorded(HardwareSpec.IDEAL, 0, 1);
    assertThat(graph.ops(Storage.class).toList()).contains(new Storage("signals under way", 10));
  }

  @Test
  void everyPairPulsesTheCellsOfOneWeight() {
    OpGraph graph = recorded(Presets.hardware("quantised"), 0, 1);
    List<PulseUpdate> updates = graph.ops(PulseUpdate.class).toList();
    // One that programs, then one per tick.
    assertThat(updates).hasSize(1 + 20);
    double pulsed = 0;
    for (PulseUpdate update : updates.subList(1, updates.size())) {
      assertThat(update.matrix().name()).isEqualTo("recurrent");
      assertThat(update.cells()).isLessThanOrEqualTo(2);
      pulsed += update.cells() > 0 ? 1 : 0;
    }
    assertThat(pulsed).isEqualTo(2);
    // The initial weights are still there: no cell lacks anything.
    assertThat(updates.get(0).cells()).isZero();
  }

  @Test
  void stimuliDifferInNumbersAndNotInTheShapeOfTheirGraphs() {
    HardwareSpec quantised = Presets.hardware("quantised");
    OpGraph both = recorded(quantised, 0, 1);
    OpGraph one = recorded(quantised, 0);
    OpGraph none = recorded(quantised);
    assertThat(rows(none, "input", false)).isZero();
    assertThat(OpGraph.mean(List.of(both, one, none)).ops(HardwareOp.class)).isNotEmpty();
  }
}
