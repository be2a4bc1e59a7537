package org.crosslearn.crossbar.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.workload.Phase;

/** Writes down what the hardware does between {@link #start} and {@link #stop}. */
public final class OpRecorder {
  private List<OpGraph.Node> nodes;

  /**
   * Producer of the first operation of this recording. Producers count on through all recordings, so
   * that a signal kept from an earlier one is told apart and counts as given.
   */
  private int first;

  private int next;
  private int samples;
  private Phase phase = Phase.FORWARD;
  private Map<Matrix, Access> accesses;

  /** Begins a new graph for a step over so many samples. */
  public void start(int samples) {
    this.samples = samples;
    nodes = new ArrayList<>();
    accesses = new HashMap<>();
    phase = Phase.FORWARD;
    first = next;
  }

  /** Ends the graph. */
  public OpGraph stop() {
    OpGraph graph = new OpGraph(samples, nodes);
    nodes = null;
    return graph;
  }

  /** What was written down by now; the recording goes on. */
  public OpGraph soFar() {
    return new OpGraph(samples, nodes);
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
   * Writes an operation down. Dependencies through the cells of a matrix are added here: a read
   * follows the last write, a write follows the reads before it.
   *
   * @param causes producers of what the operation uses; {@link Signal#GIVEN} and those of earlier
   *     recordings count for nothing
   * @return producer of the result, or {@link Signal#GIVEN} when not recording
   */
  int record(HardwareOp op, int... causes) {
    if (nodes == null) {
      return Signal.GIVEN;
    }
    int id = nodes.size();
    Set<Integer> dependencies = new TreeSet<>();
    for (int cause : causes) {
      if (cause >= first) {
        dependencies.add(cause - first);
      }
    }
    if (op instanceof HardwareOp.MatrixRead read) {
      accesses(read.matrix()).read(id, dependencies);
    } else if (op instanceof HardwareOp.SpikeRead read) {
      accesses(read.matrix()).read(id, dependencies);
    } else if (op instanceof HardwareOp.PulseUpdate update) {
      accesses(update.matrix()).write(id, dependencies);
    }
    nodes.add(new OpGraph.Node(id, phase, op, List.copyOf(dependencies)));
    return next++;
  }

  private Access accesses(Matrix matrix) {
    return accesses.computeIfAbsent(matrix, key -> new Access());
  }

  /** Who touched the cells of a matrix last. */
  private static final class Access {
    private final List<Integer> readsSinceWrite = new ArrayList<>();
    private int lastWrite = Signal.GIVEN;

    void read(int id, Set<Integer> dependencies) {
      if (lastWrite != Signal.GIVEN) {
        dependencies.add(lastWrite);
      }
      readsSinceWrite.add(id);
    }

    void write(int id, Set<Integer> dependencies) {
      dependencies.addAll(readsSinceWrite);
      if (lastWrite != Signal.GIVEN) {
        dependencies.add(lastWrite);
      }
      readsSinceWrite.clear();
      lastWrite = id;
    }
  }
}
