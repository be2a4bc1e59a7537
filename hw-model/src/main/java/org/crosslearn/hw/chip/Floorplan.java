package org.crosslearn.hw.chip;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.crosslearn.hw.workload.Matrix;

/**
 * Sizes of processing elements and tiles, and what each matrix gets of them. Rules of DNN+NeuroSim
 * V2.1 (Peng et al., IEEE TCAD 40(11), 2021): a tile holds one matrix only; of the sizes that are
 * powers of two of subarrays, the one is taken that leaves the fewest cells empty, the largest of
 * equals.
 *
 * <p>Deviation: a chip whose largest matrix needs fewer subarrays than the least tile has smaller
 * tiles (published: an error).
 */
final class Floorplan {
  private static final int LEAST_TILE_SIDE = 4;
  private static final int LEAST_ELEMENT_SIDE = 2;

  private final double arrayRows;
  private final double arrayWeights;
  private final boolean fill;
  private final TileShape plain;
  private final TileShape split;

  /**
   * A kind of tile.
   *
   * @param elementSide subarrays on a side of a processing element
   * @param elements processing elements: a square, or one per position of a kernel
   * @param kernelSplit whether each element holds another position of the kernel
   */
  record TileShape(int elementSide, int elements, boolean kernelSplit) {
    /** Elements whose results are added up. */
    int summedElements() {
      return kernelSplit ? elements : elementsPerSide();
    }

    /** Elements on a side of the tile. */
    int elementsPerSide() {
      return (int) Math.ceil(Math.sqrt(elements));
    }
  }

  /**
   * What a matrix gets.
   *
   * @param tileRows tiles along its inputs
   * @param tileColumns tiles along its outputs
   * @param copies copies within its tiles, which read other vectors at the same time
   */
  record Placement(TileShape shape, int tileRows, int tileColumns, int copies) {
    int tiles() {
      return tileRows * tileColumns;
    }
  }

  /**
   * @param arrayRows word lines of a subarray
   * @param arrayWeights weights on a word line
   */
  Floorplan(
      ChipSpec.Floorplan spec, double arrayRows, double arrayWeights, Collection<Matrix> matrices) {
    this.arrayRows = arrayRows;
    this.arrayWeights = arrayWeights;
    this.fill = spec.copies() == ChipSpec.Copies.FILL_TILES;
    int kernel = spec.convolutions() == ChipSpec.Convolutions.KERNEL_SPLIT
        ? mostFrequentKernel(matrices)
        : 1;
    List<Matrix> splitMatrices =
        matrices.stream().filter(m -> isSplit(m, kernel)).toList();
    List<Matrix> plainMatrices =
        matrices.stream().filter(m -> !isSplit(m, kernel)).toList();
    this.split = splitMatrices.isEmpty()
        ? null
        : new TileShape(
            spec.elementSide() != null ? spec.elementSide() : splitSide(splitMatrices),
            kernel,
            true);
    this.plain = spec.elementSide() != null
        ? new TileShape(spec.elementSide(), spec.tileSide() * spec.tileSide(), false)
        : plainShape(plainMatrices);
  }

  private boolean isSplit(Matrix matrix, int kernel) {
    return kernel > 1 && matrix.kernel() == kernel && matrix.inputs() >= arrayRows;
  }

  /** The kernel larger than one position that most matrices have, the first of equals; or 1. */
  private static int mostFrequentKernel(Collection<Matrix> matrices) {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (Matrix matrix : matrices) {
      if (matrix.kernel() > 1) {
        counts.merge(matrix.kernel(), 1, Integer::sum);
      }
    }
    int most = 1;
    for (int kernel : counts.keySet()) {
      if (most == 1 || counts.get(kernel) > counts.get(most)) {
        most = kernel;
      }
    }
    return most;
  }

  /** Subarrays that the inputs of a matrix need, not rounded. */
  private double inputArrays(Matrix matrix) {
    return matrix.inputs() / arrayRows;
  }

  private double channelArrays(Matrix matrix) {
    return matrix.inputs() / matrix.kernel() / arrayRows;
  }

  private double outputArrays(Matrix matrix) {
    return matrix.outputs() / arrayWeights;
  }

  private static int powerOfTwo(double least) {
    int power = 1;
    while (power < least - 1e-9) {
      power *= 2;
    }
    return power;
  }

  /** Of the sides from largest down to above the least, halved, the one used best; or the largest. */
  private static int best(int largest, int least, ToDoubleFunction<Integer> use) {
    int best = largest;
    double most = 0;
    for (int side = largest; side > least; side /= 2) {
      double used = use.applyAsDouble(side);
      if (used > most + 1e-12) {
        most = used;
        best = side;
      }
    }
    return best;
  }

  private int splitSide(List<Matrix> matrices) {
    double widest = matrices.stream().mapToDouble(this::outputArrays).max().orElseThrow();
    return best(Math.max(LEAST_ELEMENT_SIDE, powerOfTwo(widest)), LEAST_ELEMENT_SIDE, side -> {
      double used = 0;
      double taken = 0;
      for (Matrix m : matrices) {
        used += channelArrays(m) * outputArrays(m);
        taken += (double) Cut.pieces(channelArrays(m), side)
            * Cut.pieces(outputArrays(m), side)
            * side
            * side;
      }
      return used / taken;
    });
  }

  private TileShape plainShape(List<Matrix> matrices) {
    double widest = 1;
    double longest = 1;
    for (Matrix m : matrices) {
      widest = Math.max(widest, outputArrays(m));
      longest = Math.max(longest, inputArrays(m));
    }
    int least = Math.min(LEAST_TILE_SIDE, powerOfTwo(Math.max(widest, longest)));
    int tile =
        best(Math.max(least, powerOfTwo(widest)), least, side -> used(matrices, side, m -> 1.0));
    int leastElement = Math.min(LEAST_ELEMENT_SIDE, tile);
    int element = best(
        Math.max(leastElement, tile / 2),
        leastElement,
        side -> used(matrices, tile, m -> copies(m, tile, side)));
    int perSide = tile / element;
    return new TileShape(element, perSide * perSide, false);
  }

  private double used(List<Matrix> matrices, int tile, ToDoubleFunction<Matrix> copies) {
    double used = 0;
    double taken = 0;
    for (Matrix m : matrices) {
      used += copies.applyAsDouble(m) * inputArrays(m) * outputArrays(m);
      taken += (double) Cut.pieces(inputArrays(m), tile)
          * Cut.pieces(outputArrays(m), tile)
          * tile
          * tile;
    }
    return taken == 0 ? 0 : used / taken;
  }

  /** Copies of a whole piece of a matrix among pieces of a larger size. */
  private double copies(Matrix matrix, int size, int piece) {
    return fill
        ? fit(inputArrays(matrix), size, piece) * fit(outputArrays(matrix), size, piece)
        : 1;
  }

  private static int fit(double arrays, int size, int piece) {
    return Math.max(1, size / piece / Cut.pieces(arrays, piece));
  }

  /** Tiles and copies of a matrix. */
  Placement place(Matrix matrix) {
    double outputs = outputArrays(matrix);
    if (split != null && isSplit(matrix, split.elements())) {
      double channels = channelArrays(matrix);
      int side = split.elementSide();
      int copies = fill ? fit(channels, side, 1) * fit(outputs, side, 1) : 1;
      return new Placement(split, Cut.pieces(channels, side), Cut.pieces(outputs, side), copies);
    }
    int element = plain.elementSide();
    int tile = element * plain.elementsPerSide();
    double inputs = inputArrays(matrix);
    int copies = fill
        ? fit(inputs, tile, element)
            * fit(outputs, tile, element)
            * fit(inputs, element, 1)
            * fit(outputs, element, 1)
        : 1;
    return new Placement(plain, Cut.pieces(inputs, tile), Cut.pieces(outputs, tile), copies);
  }
}
