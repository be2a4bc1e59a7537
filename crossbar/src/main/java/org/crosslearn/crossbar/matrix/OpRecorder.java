package org.crosslearn.crossbar.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;

/** Writes down what the hardware does between {@link #start} and {@link #stop}. */
public final class OpRecorder {
  private List<OpGraph.Node> nodes;
  private int samples;
  private Phase phase = Phase.FORWARD;

  /** Begins a new graph for a step over so many samples. */
  public void start(int samples) {
    this.samples = samples;
    nodes = new ArrayList<>();
    phase = Phase.FORWARD;
  }

  /** Ends the graph. */
  public OpGraph stop() {
    OpGraph graph = new OpGraph(samples, nodes);
    nodes = null;
    return graph;
  }

  /** Whether operations are being written down; activity need not be measured otherwise. */
  public boolean recording() {
    return nodes != null;
  }

  /** Names the phase that the following operations serve; it groups the bill and changes no cost. */
  public void phase(Phase phase) {
    this.phase = phase;
  }

  /**
   * @param causes producers of what the operation uses; {@link Signal#GIVEN} counts for nothing
   * @return id of the operation, or {@link Signal#GIVEN} when not recording
   */
  public int record(HardwareOp op, int... causes) {
    if (nodes == null) {
      return Signal.GIVEN;
    }
    int id = nodes.size();
    List<Integer> dependencies =
        IntStream.of(causes).filter(cause -> cause != Signal.GIVEN).distinct().boxed().toList();
    nodes.add(new OpGraph.Node(id, phase, op, dependencies));
    return id;
  }
}
