package org.crosslearn.algorithms.geometric;

import java.util.List;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Which nodes are joined by an edge: a stochastic block model (Holland, Laskey, Leinhardt, Social
 * Networks 5(2):109, 1983), directed, with the input nodes as one more block that only sends.
 *
 * @param sizes recurrent nodes of each block
 * @param fromInputs probability of an edge from an input node to a node of each block
 * @param between probability of an edge from a node of block {@code row} to one of block {@code
 *     column}; no node has an edge to itself
 */
public record StochasticBlocks(
    List<Integer> sizes, List<Double> fromInputs, List<List<Double>> between) {
  public StochasticBlocks {
    InvalidValue.require(!sizes.isEmpty(), "sizes", sizes, "at least one block");
    for (int size : sizes) {
      InvalidValue.requireRange("sizes", size, 1, 4096);
    }
    InvalidValue.requireRange("sizes", sizes.stream().mapToInt(s -> s).sum(), 1, 4096);
    requireProbabilities("from-inputs", fromInputs, sizes.size());
    InvalidValue.require(
        between.size() == sizes.size(), "between", between, sizes.size() + " rows, one per block");
    for (List<Double> row : between) {
      requireProbabilities("between", row, sizes.size());
    }
    sizes = List.copyOf(sizes);
    fromInputs = List.copyOf(fromInputs);
    between = between.stream().map(List::copyOf).toList();
  }

  private static void requireProbabilities(String key, List<Double> values, int blocks) {
    InvalidValue.require(
        values.size() == blocks, key, values, blocks + " probabilities, one per block");
    for (double value : values) {
      InvalidValue.requireRange(key, value, 0, 1);
    }
  }

  /** Every input node reaches every node, and every node every other one. */
  public static StochasticBlocks allToAll(int nodes) {
    return new StochasticBlocks(List.of(nodes), List.of(1.0), List.of(List.of(1.0)));
  }

  /** Recurrent nodes of all blocks. */
  public int nodes() {
    return sizes.stream().mapToInt(size -> size).sum();
  }

  /** The block of each node; blocks follow one another. */
  int[] blockOfNode() {
    int[] blocks = new int[nodes()];
    int node = 0;
    for (int block = 0; block < sizes.size(); block++) {
      for (int k = 0; k < sizes.get(block); k++) {
        blocks[node++] = block;
      }
    }
    return blocks;
  }
}
