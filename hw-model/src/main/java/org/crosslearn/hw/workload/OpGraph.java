package org.crosslearn.hw.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directed acyclic graph of operations: one training step or one inference pass.
 *
 * @param samples samples that the graph processes; prices per image divide by it
 * @param nodes operations in an order in which each follows everything it depends on
 */
public record OpGraph(int samples, List<Node> nodes) {

  /**
   * One operation and what it waits for.
   *
   * @param id position in {@link OpGraph#nodes()}
   * @param dependsOn ids of the operations whose results this one uses; all smaller than {@code id}
   */
  public record Node(int id, Phase phase, HardwareOp op, List<Integer> dependsOn) {
    public Node {
      dependsOn = List.copyOf(dependsOn);
      for (int dependency : dependsOn) {
        if (dependency < 0 || dependency >= id) {
          throw new IllegalArgumentException(
              "operation " + id + " depends on " + dependency + ", which does not precede it");
        }
      }
    }
  }

  public OpGraph {
    nodes = List.copyOf(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).id() != i) {
        throw new IllegalArgumentException(
            "operation at position " + i + " has id " + nodes.get(i).id());
      }
    }
  }

  /** The operations of one kind, in graph order. */
  public <T extends HardwareOp> Stream<T> ops(Class<T> kind) {
    return nodes.stream().map(Node::op).filter(kind::isInstance).map(kind::cast);
  }

  /**
   * The graph of several recordings of the same step, with the activity of each operation averaged.
   *
   * @throws IllegalArgumentException if the recordings differ in their samples, operations, phases or
   *     dependencies
   */
  public static OpGraph mean(List<OpGraph> recordings) {
    OpGraph first = recordings.get(0);
    List<Node> nodes = new ArrayList<>();
    for (OpGraph recording : recordings) {
      if (recording.samples != first.samples || recording.nodes.size() != first.nodes.size()) {
        throw new IllegalArgumentException("recordings of different steps cannot be averaged: "
            + first.nodes.size() + " operations on " + first.samples + " samples, but also "
            + recording.nodes.size() + " on " + recording.samples);
      }
    }
    for (Node node : first.nodes) {
      List<HardwareOp> same = new ArrayList<>();
      for (OpGraph recording : recordings) {
        Node other = recording.nodes.get(node.id());
        if (other.phase() != node.phase() || !other.dependsOn().equals(node.dependsOn())) {
          throw new IllegalArgumentException(
              "recordings of different steps cannot be averaged: " + node + ", but also " + other);
        }
        same.add(other.op());
      }
      nodes.add(new Node(node.id(), node.phase(), HardwareOp.mean(same), node.dependsOn()));
    }
    return new OpGraph(first.samples, nodes);
  }

  /**
   * The number of analog reads on the longest chain of dependent operations, the measure in which
   * learning rules state their critical path.
   */
  public int readDepth() {
    int[] depth = new int[nodes.size()];
    int deepest = 0;
    for (Node node : nodes) {
      int before = node.dependsOn().stream().mapToInt(id -> depth[id]).max().orElse(0);
      boolean read =
          node.op() instanceof HardwareOp.MatrixRead || node.op() instanceof HardwareOp.SpikeRead;
      depth[node.id()] = before + (read ? 1 : 0);
      deepest = Math.max(deepest, depth[node.id()]);
    }
    return deepest;
  }
}
