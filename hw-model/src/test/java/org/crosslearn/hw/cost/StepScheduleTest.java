package org.crosslearn.hw.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.SignedWeights;
import org.crosslearn.hw.chip.Chip;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.chip.ChipSpec.Adc;
import org.crosslearn.hw.chip.ChipSpec.Transistors;
import org.crosslearn.hw.chip.ChipSpec.WeightGradientUnits;
import org.crosslearn.hw.mapping.Limits;
import org.crosslearn.hw.mapping.Schedule;
import org.crosslearn.hw.mapping.Scheduling;
import org.crosslearn.hw.mapping.Solution;
import org.crosslearn.hw.mapping.Task;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How good the list schedule is for the steps that are priced with it. */
class StepScheduleTest {
  private static final ArraySpec ARRAY =
      new ArraySpec(128, 128, SignedWeights.DIFFERENTIAL_PAIR, 1, 1, 8, 5, 5);
  private static final CellSpec.Pulse PULSE = new CellSpec.Pulse(1.5, 10e-9);
  private static final CellSpec CELL =
      new CellSpec.Resistive(100e3, 10, 0.5, PULSE, PULSE, 64, 4, 4);

  private static List<Task> tasks(WeightGradientUnits units, OpGraph graph) {
    ChipSpec spec = new ChipSpec(32, Transistors.LOW_POWER, 300, 1e9, Adc.FLASH, 8)
        .with(ChipSpec.Dataflow.DEFAULT.with(units));
    Chip chip = Chip.forGraphs(spec, ARRAY, CELL, List.of(graph));
    return graph.nodes().stream()
        .map(node -> {
          Chip.Charge charge = chip.charge(node.op(), graph.samples());
          return new Task(charge.expense().seconds(), charge.resource(), node.dependsOn());
        })
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void theBestScheduleOfAStepIsFoundAndTheListIsAtMostASixthLonger(WeightGradientUnits units) {
    for (int depth : new int[] {3, 6, 12, 24}) {
      List<Matrix> layers = Steps.layers(IntStream.rangeClosed(0, depth)
          .map(i -> i == 0 ? 784 : i == depth ? 10 : 500 - 17 * (i % 5))
          .toArray());
      for (OpGraph graph :
          List.of(Steps.backpropagation(layers, 32), Steps.directFeedback(layers, 32))) {
        List<Task> tasks = tasks(units, graph);
        Solution<Schedule> best = Scheduling.solve(tasks, Limits.DEFAULT);
        assertThat(best.proven()).as("%d layers", depth).isTrue();
        assertThat(Scheduling.greedy(tasks).latencySeconds())
            .as("%d layers", depth)
            .isBetween(best.objective(), 7.0 / 6 * best.objective());
      }
    }
  }
}
