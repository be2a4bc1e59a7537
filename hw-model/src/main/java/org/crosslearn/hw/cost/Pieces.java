package org.crosslearn.hw.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.mapping.Task;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.OpGraph;

/**
 * The tasks of a graph. Layer by layer, an operation is one task. In a pipeline, reads, element-wise
 * steps and gradients of a batch are cut into equal pieces, {@value #MOST} or one per sample: a piece
 * waits for the same piece of what it uses. Whoever uses a gradient or a changed matrix waits for all
 * of it.
 */
final class Pieces {
  /** Each operation of a pipeline waits for at most a 32nd of the one before it to end. */
  private static final int MOST = 32;

  private final OpGraph graph;
  private final int[] counts;
  private final int[] first;

  private Pieces(OpGraph graph, int[] counts) {
    this.graph = graph;
    this.counts = counts;
    this.first = new int[counts.length + 1];
    for (int id = 0; id < counts.length; id++) {
      first[id + 1] = first[id] + counts[id];
    }
  }

  static Pieces of(OpGraph graph, ChipSpec.Operation operation) {
    int many = operation.overlapsSamples() ? Math.min(MOST, graph.samples()) : 1;
    int[] counts = new int[graph.nodes().size()];
    boolean[] flows = new boolean[counts.length];
    for (OpGraph.Node node : graph.nodes()) {
      boolean cut = node.op() instanceof HardwareOp.MatrixRead
          || node.op() instanceof HardwareOp.GradientAccumulation
          || node.op() instanceof HardwareOp.Digital
              && node.dependsOn().stream().anyMatch(id -> flows[id]);
      counts[node.id()] = cut ? many : 1;
      flows[node.id()] = cut && !(node.op() instanceof HardwareOp.GradientAccumulation);
    }
    return new Pieces(graph, counts);
  }

  /** Tasks of an operation. */
  List<Integer> of(int id) {
    List<Integer> tasks = new ArrayList<>();
    for (int piece = 0; piece < counts[id]; piece++) {
      tasks.add(first[id] + piece);
    }
    return tasks;
  }

  /** All tasks, in the order of the operations. */
  List<Task> tasks(IntToDoubleFunction seconds, IntFunction<?> resource) {
    List<Task> tasks = new ArrayList<>();
    for (OpGraph.Node node : graph.nodes()) {
      int count = counts[node.id()];
      for (int piece = 0; piece < count; piece++) {
        List<Integer> dependsOn = new ArrayList<>();
        for (int before : node.dependsOn()) {
          boolean samePiece = counts[before] == count
              && !(graph.nodes().get(before).op() instanceof HardwareOp.GradientAccumulation);
          if (samePiece) {
            dependsOn.add(first[before] + piece);
          } else {
            dependsOn.addAll(of(before));
          }
        }
        tasks.add(new Task(
            seconds.applyAsDouble(node.id()) / count, resource.apply(node.id()), dependsOn));
      }
    }
    return tasks;
  }
}
