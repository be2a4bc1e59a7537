package org.crosslearn.hw.chip;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.workload.OpGraph;

/**
 * What a chip must offer to run certain graphs.
 *
 * @param matrices every matrix that is read, programmed or has gradients
 * @param transposed names of the matrices that are read transposed
 * @param gradientVectors most pairs of vectors accumulated at once, by matrix name
 * @param gradientPositions most pairs of vectors of one sample, by matrix name
 * @param digital functions of the digital unit
 * @param storedBits most bits that are kept from step to step, by what they are
 * @param liveBits most bits between operations that are needed at the same time
 * @param forwardReads the read of most vectors per sample along the word lines, by matrix name
 * @param sampleBits most bits that an operation reads or leaves for one sample
 */
record Demand(
    List<Matrix> matrices,
    Set<String> transposed,
    Map<String, Integer> gradientVectors,
    Map<String, Integer> gradientPositions,
    Set<DigitalFunction> digital,
    Map<String, Double> storedBits,
    double liveBits,
    Map<String, PerSample> forwardReads,
    double sampleBits) {

  /**
   * A read for one sample.
   *
   * @param vectors of one sample
   * @param vectorsOfBatch of the largest batch: more copies of the matrix have nothing to read
   */
  record PerSample(Read read, double vectors, double vectorsOfBatch) {
    PerSample and(PerSample other) {
      PerSample longer = vectors >= other.vectors ? this : other;
      return new PerSample(
          longer.read, longer.vectors, Math.max(vectorsOfBatch, other.vectorsOfBatch));
    }
  }

  /**
   * @param valueBits of a number between operations
   */
  static Demand of(List<OpGraph> graphs, int valueBits) {
    Map<String, Matrix> matrices = new LinkedHashMap<>();
    Set<String> transposed = new LinkedHashSet<>();
    Map<String, Integer> gradients = new LinkedHashMap<>();
    Map<String, Integer> gradientPositions = new LinkedHashMap<>();
    Set<DigitalFunction> digital = EnumSet.noneOf(DigitalFunction.class);
    Map<String, Double> stored = new LinkedHashMap<>();
    double liveBits = 0;
    Map<String, PerSample> forwardReads = new LinkedHashMap<>();
    double sampleBits = 0;
    for (OpGraph graph : graphs) {
      for (OpGraph.Node node : graph.nodes()) {
        HardwareOp op = node.op();
        if (op instanceof HardwareOp.MatrixRead read) {
          add(matrices, read.matrix());
          double perSample = read.vectors() / graph.samples();
          double inputs = read.matrix().inputs() / (double) read.matrix().kernel();
          double most = Math.max(inputs, read.kept() * read.matrix().outputs());
          sampleBits = Math.max(sampleBits, valueBits * perSample * most);
          if (read.direction() == Direction.TRANSPOSED) {
            transposed.add(read.matrix().name());
          } else {
            forwardReads.merge(
                read.matrix().name(),
                new PerSample(Read.of(read), perSample, read.vectors()),
                PerSample::and);
          }
        } else if (op instanceof HardwareOp.SpikeRead read) {
          add(matrices, read.matrix());
        } else if (op instanceof HardwareOp.PulseUpdate update) {
          add(matrices, update.matrix());
        } else if (op instanceof HardwareOp.GradientAccumulation gradient) {
          add(matrices, gradient.matrix());
          int pairs = (int) Math.max(1, Math.ceil(gradient.vectors()));
          gradients.merge(gradient.matrix().name(), pairs, Math::max);
          int positions = (int) Math.max(1, Math.ceil(gradient.vectors() / graph.samples()));
          gradientPositions.merge(gradient.matrix().name(), positions, Math::max);
        } else if (op instanceof HardwareOp.Digital function) {
          digital.add(function.function());
        } else if (op instanceof HardwareOp.Storage storage) {
          stored.merge(storage.name(), valueBits * storage.numbers(), Math::max);
        }
      }
      liveBits = Math.max(liveBits, valueBits * mostLiveValues(graph));
    }
    return new Demand(
        List.copyOf(matrices.values()),
        transposed,
        gradients,
        gradientPositions,
        digital,
        stored,
        liveBits,
        forwardReads,
        sampleBits);
  }

  private static void add(Map<String, Matrix> matrices, Matrix matrix) {
    Matrix known = matrices.putIfAbsent(matrix.name(), matrix);
    if (known != null && !known.equals(matrix)) {
      throw new IllegalArgumentException("two matrices share a name: " + known + " and " + matrix);
    }
  }

  /**
   * Numbers alive at the fullest point of the graph in recorded order. A result lives until the last
   * operation that depends on it; the vectors that an operation without dependencies reads come from
   * outside and live to the end, because a gradient may need them.
   */
  private static double mostLiveValues(OpGraph graph) {
    List<OpGraph.Node> nodes = graph.nodes();
    double[] values = new double[nodes.size()];
    int[] lastUse = new int[nodes.size()];
    Map<String, Double> fromOutside = new LinkedHashMap<>();
    for (OpGraph.Node node : nodes) {
      lastUse[node.id()] = node.id();
      double most = 0;
      for (int dependency : node.dependsOn()) {
        lastUse[dependency] = node.id();
        most = Math.max(most, values[dependency]);
      }
      values[node.id()] = results(node.op(), most);
      if (node.dependsOn().isEmpty() && node.op() instanceof HardwareOp.MatrixRead read) {
        int inputs = read.direction() == Direction.FORWARD
            ? read.matrix().inputs() / read.matrix().kernel()
            : read.matrix().outputs();
        fromOutside.merge(read.matrix().name(), read.vectors() * inputs, Math::max);
      }
    }
    double live = fromOutside.values().stream().mapToDouble(Double::doubleValue).sum();
    double most = live;
    List<List<Integer>> endsAt = new ArrayList<>();
    nodes.forEach(node -> endsAt.add(new ArrayList<>()));
    nodes.forEach(node -> endsAt.get(lastUse[node.id()]).add(node.id()));
    for (OpGraph.Node node : nodes) {
      live += values[node.id()];
      most = Math.max(most, live);
      for (int ended : endsAt.get(node.id())) {
        live -= values[ended];
      }
    }
    return most;
  }

  /** Digital steps may take several operations per number, but make no more numbers than they get. */
  private static double results(HardwareOp op, double mostOfADependency) {
    if (op instanceof HardwareOp.MatrixRead read) {
      return read.vectors()
          * read.kept()
          * (read.direction() == Direction.FORWARD
              ? read.matrix().outputs()
              : read.matrix().inputs() / read.matrix().kernel());
    }
    if (op instanceof HardwareOp.SpikeRead read) {
      // A line that is read again replaces what was read of it before.
      return Math.min(read.rows(), read.matrix().inputs()) * read.matrix().outputs();
    }
    if (op instanceof HardwareOp.Digital digital) {
      return mostOfADependency > 0
          ? Math.min(digital.operations(), mostOfADependency)
          : digital.operations();
    }
    return 0;
  }
}
