package org.crosslearn.hw.chip;

import java.util.List;
import org.crosslearn.hw.array.Subarray;
import org.crosslearn.hw.workload.Matrix;

/**
 * How a chip is laid out, for people.
 *
 * @param matrices what has arrays, in order of their tiles
 * @param kinds of tiles; a matrix names one by its position
 * @param tiles on the chip
 * @param tileRows of the grid in which they stand
 * @param bufferBits that the global buffer holds
 * @param busBits wires between the global buffer and the tiles
 * @param sumTrees adder trees over results of tiles
 */
public record ChipPlan(
    List<MatrixPlan> matrices,
    List<TilePlan> kinds,
    int tiles,
    int tileRows,
    double bufferBits,
    int busBits,
    int sumTrees) {
  public ChipPlan {
    matrices = List.copyOf(matrices);
    kinds = List.copyOf(kinds);
  }

  /**
   * @param kind position of its kind of tiles
   * @param tileRows tiles along its inputs
   * @param tileColumns tiles along its outputs
   * @param copies that read different vectors at the same time
   * @param use part of the weights of its tiles that hold a weight
   */
  public record MatrixPlan(
      Matrix matrix, int kind, int tileRows, int tileColumns, int copies, double use) {
    public int tiles() {
      return tileRows * tileColumns;
    }
  }

  /**
   * A kind of tile. Areas and leakage of a level include those below it.
   *
   * @param elements processing elements of a tile
   * @param kernelSplit whether each element holds another position of a kernel
   * @param elementSide subarrays on a side of an element
   * @param transposable whether word lines can be sensed too
   * @param subarray parts of one subarray
   * @param element parts of one processing element
   * @param tile parts of one tile
   * @param inputBits that the input buffer of a tile holds
   * @param outputBits that its output buffer holds
   * @param busBits wires of the tree to the elements
   * @param elementInputBits wires along a row of subarrays
   * @param elementOutputBits wires along the columns of an element
   */
  public record TilePlan(
      int elements,
      boolean kernelSplit,
      int elementSide,
      boolean transposable,
      List<Subarray.Part> subarray,
      List<Subarray.Part> element,
      List<Subarray.Part> tile,
      double inputBits,
      double outputBits,
      int busBits,
      int elementInputBits,
      int elementOutputBits) {
    public TilePlan {
      subarray = List.copyOf(subarray);
      element = List.copyOf(element);
      tile = List.copyOf(tile);
    }

    /** Subarrays of a tile. */
    public int subarrays() {
      return elements * elementSide * elementSide;
    }
  }
}
