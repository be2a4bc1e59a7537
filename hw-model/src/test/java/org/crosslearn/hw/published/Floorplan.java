package org.crosslearn.hw.published;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tiles a layer gets and how often it is duplicated (documentation, section 2.2).
 *
 * @param tileSize rows, and columns, of cells in a conventional tile
 * @param elementSize rows of cells in an element of a conventional tile
 * @param kernelElementSize rows of cells in an element of a tile of kernel positions, 0 without such
 * @param kernelElements elements of a tile of kernel positions
 */
record Floorplan(
    int subarraySize,
    int tileSize,
    int elementSize,
    int kernelElementSize,
    int kernelElements,
    List<Placement> placements) {

  /**
   * Where a layer goes.
   *
   * @param byKernel whether each element holds one position of the kernel
   * @param columns columns of cells
   * @param tileRows tiles along the rows of the matrix
   * @param elementDuplication copies of the matrix by whole elements, along rows and columns
   * @param subarrayDuplication copies inside of an element
   * @param speedUpRows copies altogether along the rows
   * @param utilization fraction of the cells that hold weights
   */
  record Placement(
      Layer layer,
      boolean byKernel,
      int columns,
      int tileRows,
      int tileColumns,
      Copies elementDuplication,
      Copies subarrayDuplication,
      int speedUpRows,
      int speedUpColumns,
      double utilization) {
    int tiles() {
      return tileRows * tileColumns;
    }

    int speedUp() {
      return speedUpRows * speedUpColumns;
    }
  }

  /** Copies of a matrix along its rows and along its columns. */
  record Copies(int rows, int columns) {
    static final Copies ONE = new Copies(1, 1);

    int count() {
      return rows * columns;
    }
  }

  static Floorplan of(PublishedRun run) {
    return new Planner(run).plan();
  }

  int tiles() {
    return placements.stream().mapToInt(Placement::tiles).sum();
  }

  int tileRowsOfChip() {
    return (int) Math.ceil(Math.sqrt(tiles()));
  }

  int tileColumnsOfChip() {
    return ceil(tiles(), tileRowsOfChip());
  }

  /** Subarrays along one side of an element. */
  int subarraysPerSide(boolean byKernel) {
    return ceil(byKernel ? kernelElementSize : elementSize, subarraySize);
  }

  /** Elements along one side of a tile; of a tile of kernel positions the rounded root. */
  int elementsPerSide(boolean byKernel) {
    return byKernel ? (int) Math.ceil(Math.sqrt(kernelElements)) : ceil(tileSize, elementSize);
  }

  boolean hasKernelTiles() {
    return placements.stream().anyMatch(Placement::byKernel);
  }

  double memoryUtilization() {
    double used = 0;
    for (Placement placement : placements) {
      used += placement.utilization() * placement.tiles();
    }
    return used / tiles();
  }

  private static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }

  private static final class Planner {
    private final PublishedRun run;
    private final List<Layer> layers;
    private final int cellsPerWeight;
    private final int size;
    private int kernelElements;

    Planner(PublishedRun run) {
      this.run = run;
      this.layers = run.topology();
      this.cellsPerWeight = Cells.perWeight(run);
      this.size = run.count("numRowSubArray");
    }

    private int columns(Layer layer) {
      return layer.outputs() * cellsPerWeight;
    }

    private boolean byKernel(Layer layer) {
      return run.flag("novelMapping")
          && layer.kernel() * layer.kernel() == kernelElements
          && layer.rows() >= size;
    }

    Floorplan plan() {
      kernelElements = commonKernel();
      int kernelElement = 0;
      int conventional = 0;
      for (Layer layer : layers) {
        int columns = powerOfTwo(columns(layer));
        if (byKernel(layer)) {
          kernelElement = Math.max(kernelElement, columns);
        } else {
          conventional = Math.max(conventional, columns);
        }
      }
      if (kernelElement > 0) {
        kernelElement = kernelElementSize(Math.max(kernelElement, 2 * size));
      }
      // the best utilization of a tile is also the one that an element must exceed
      double best = 0;
      int tile = Math.max(conventional, 4 * size);
      for (int candidate = tile; candidate > 4 * size; candidate /= 2) {
        double used = tileUtilization(candidate);
        if (used > best) {
          best = used;
          tile = candidate;
        }
      }
      int element = tile / 2;
      for (int candidate = element; candidate > 2 * size; candidate /= 2) {
        double used = elementUtilization(tile, candidate);
        if (used > best) {
          best = used;
          element = candidate;
        }
      }
      return new Floorplan(
          size,
          tile,
          element,
          kernelElement,
          kernelElements,
          placements(tile, element, kernelElement));
    }

    private int commonKernel() {
      Map<Integer, Integer> counts = new LinkedHashMap<>();
      for (Layer layer : layers) {
        counts.merge(layer.kernel() * layer.kernel(), 1, Integer::sum);
      }
      int common = 0;
      for (int kernel : counts.keySet()) {
        if (common == 0 || counts.get(kernel) > counts.get(common)) {
          common = kernel;
        }
      }
      return common;
    }

    private static int powerOfTwo(int x) {
      return x <= 1 ? 1 : Integer.highestOneBit(x - 1) << 1;
    }

    private int kernelElementSize(int start) {
      int chosen = start;
      double best = 0;
      for (int candidate = start; candidate > 2 * size; candidate /= 2) {
        double cells = 0;
        double tiles = 0;
        for (Layer layer : layers) {
          if (byKernel(layer)) {
            cells += (double) layer.rows() * columns(layer);
            tiles += ceil(layer.channels(), candidate) * ceil(columns(layer), candidate);
          }
        }
        double used = cells / (tiles * candidate * candidate * kernelElements);
        if (used > best) {
          best = used;
          chosen = candidate;
        }
      }
      return chosen;
    }

    private double tileUtilization(int tile) {
      double cells = 0;
      double tiles = 0;
      for (Layer layer : layers) {
        if (!byKernel(layer)) {
          cells += (double) layer.rows() * columns(layer);
          tiles += ceil(layer.rows(), tile) * ceil(columns(layer), tile);
        }
      }
      return cells / (tiles * tile * tile);
    }

    private double elementUtilization(int tile, int element) {
      double cells = 0;
      double tiles = 0;
      for (Layer layer : layers) {
        if (!byKernel(layer)) {
          Copies copies = copies(layer.rows(), columns(layer), tile, element);
          cells += (double) copies.count() * layer.rows() * columns(layer);
          tiles += ceil(layer.rows(), tile) * ceil(columns(layer), tile);
        }
      }
      return cells / (tiles * tile * tile);
    }

    private static Copies copies(int rows, int columns, int whole, int part) {
      if (rows > whole && columns > whole) {
        return Copies.ONE;
      }
      return new Copies(
          Math.max(1, ceil(whole, part) / ceil(rows, part)),
          Math.max(1, ceil(whole, part) / ceil(columns, part)));
    }

    private List<Placement> placements(int tile, int element, int kernelElement) {
      List<Placement> placements = new ArrayList<>();
      int narrowest = layers.stream()
          .filter(layer -> layer.kernel() != 1)
          .mapToInt(Layer::height)
          .min()
          .orElse(layers.get(0).height());
      int first = layers.get(0).height();
      int degree = Math.min(run.count("speedUpDegree"), first / narrowest);
      for (Layer layer : layers) {
        boolean byKernel = byKernel(layer);
        int rows = byKernel ? layer.channels() : layer.rows();
        int whole = byKernel ? kernelElement : tile;
        int part = byKernel ? kernelElement : element;
        Copies elements =
            byKernel ? Copies.ONE : copies(layer.rows(), columns(layer), tile, element);
        Copies subarrays = copies(rows, columns(layer), part, size);
        int tileRows = ceil(rows, whole);
        int tileColumns = ceil(columns(layer), whole);
        int speedUpRows = elements.rows() * subarrays.rows();
        int speedUpColumns = elements.columns() * subarrays.columns();
        double copies = speedUpRows * speedUpColumns;
        double capacity =
            (double) tileRows * tileColumns * whole * whole * (byKernel ? kernelElements : 1);
        if (run.flag("pipeline")) {
          double bound = Math.ceil((double) first / degree);
          int wanted = (int) Math.ceil(Math.pow(layer.height() / bound, 2));
          int factor = (int) Math.ceil(wanted / copies);
          tileRows *= factor;
          speedUpRows *= factor;
          copies = Math.max(wanted, copies);
          capacity *= factor;
        }
        placements.add(new Placement(
            layer,
            byKernel,
            columns(layer),
            tileRows,
            tileColumns,
            elements,
            subarrays,
            speedUpRows,
            speedUpColumns,
            copies * layer.rows() * columns(layer) / capacity));
      }
      return placements;
    }
  }
}
