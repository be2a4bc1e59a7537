package org.crosslearn.hw.array;

import org.crosslearn.hw.circuit.AdderTree;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Static arrays that form weight gradients: activations are written into them, one position of a
 * feature map (or one sample of a batch) per row and a column per bit, and read with vectors of
 * errors, one output at a time. A read sums error times activation over the positions.
 *
 * <p>After the weight-gradient unit of DNN+NeuroSim V2.1 (Peng et al., IEEE TCAD 40(11), 2021).
 * Deviations:
 *
 * <ul>
 *   <li>as many arrays as the matrix needs (published: rounded down, which leaves none for fully
 *       connected layers);
 *   <li>arrays are {@linkplain Subarray composed} like all static arrays: with shift-adders that weigh
 *       the bits of an activation (published: none) and gates sized for the lines that they drive
 *       (published: for single cells);
 *   <li>every row that holds activations is written, and reads have the activity of errors (published:
 *       that of activations for all of them);
 *   <li>sums over arrays are formed while the next columns are converted, but for the last.
 * </ul>
 */
public final class SramGradientUnit {
  private final Subarray subarray;
  private final int side;
  private final int activationBits;
  private final int activationsPerRow;
  private final int arrayRows;
  private final int arrayColumns;
  private final AdderTree tree;

  /**
   * @param side rows and columns of one array
   * @param positions most rows of activations at the same time
   * @param channels most activations of one position
   * @param activationBits of an activation
   * @param errorBits of an error
   * @param adcBits of a conversion
   */
  public SramGradientUnit(
      Periphery periphery,
      CellSpec.Sram cell,
      int side,
      int positions,
      int channels,
      int activationBits,
      int errorBits,
      int adcBits) {
    InvalidValue.requireRange("positions", positions, 1, Integer.MAX_VALUE);
    InvalidValue.requireRange("channels", channels, 1, Integer.MAX_VALUE);
    ArraySpec array = new ArraySpec(
        side, side, SignedWeights.OFFSET, activationBits, 1, errorBits, adcBits, adcBits);
    this.subarray = Subarray.of(periphery, array, cell, false);
    this.side = side;
    this.activationBits = activationBits;
    this.activationsPerRow = array.weightsPerRow();
    this.arrayRows = pieces(positions, side);
    this.arrayColumns = pieces(channels, activationsPerRow);
    this.tree = new AdderTree(
        periphery.technology(),
        arrayRows,
        subarray.resultBits(),
        arrayColumns * subarray.resultsAbreast(),
        Side.ofWidth(Math.sqrt(arrays() * subarray.areaSquareMeters())));
  }

  private static int pieces(int length, int size) {
    return (length + size - 1) / size;
  }

  /** Arrays. */
  public int arrays() {
    return arrayRows * arrayColumns;
  }

  /** Of the arrays and of the adders that sum over them. */
  public double areaSquareMeters() {
    return arrays() * subarray.areaSquareMeters() + tree.areaSquareMeters();
  }

  public double leakageWatts() {
    double perArray =
        subarray.parts().stream().mapToDouble(Subarray.Part::leakageWatts).sum();
    return arrays() * perArray + tree.leakageWatts();
  }

  /** Width of a gradient of one matrix of activations, bits. */
  public int gradientBits() {
    return tree.sumBits();
  }

  /**
   * Times that a matrix of activations fits into the unit; so many vectors of errors are applied at
   * the same time.
   *
   * @throws IllegalArgumentException if it does not fit
   */
  public int copies(int positions, int channels) {
    int copies =
        arrayRows / pieces(positions, side) * (arrayColumns / pieces(channels, activationsPerRow));
    if (copies == 0) {
      throw new IllegalArgumentException("a gradient unit for " + arrayRows * side + " x "
          + arrayColumns * activationsPerRow + " activations cannot hold " + positions + " x "
          + channels);
    }
    return copies;
  }

  /**
   * Writes a matrix of activations into all its copies, all arrays at the same time.
   *
   * @param flips fraction of the bits that change
   */
  public Expense write(int positions, int channels, double flips) {
    int copies = copies(positions, channels);
    Expense written = Expense.NONE;
    for (int left = channels; left > 0; left -= activationsPerRow) {
      double cells = Math.min(left, activationsPerRow) * activationBits * flips;
      written = written.alongside(subarray.program(cells, 0, 0, CellSpec.Pulse.NONE));
    }
    Expense rows = written.abreast((double) copies * positions);
    return billed(new Expense(written.seconds() * Math.min(positions, side), rows.joules()));
  }

  /**
   * Reads a matrix of activations with vectors of errors.
   *
   * @param vectors one per output
   * @param errorActivity fraction of (error, bit) slots that carry a pulse
   */
  public Expense read(int positions, int channels, double vectors, double errorActivity) {
    int used = pieces(positions, side);
    double rows = positions / (double) used;
    Expense arrays = Expense.NONE;
    for (int left = channels; left > 0; left -= activationsPerRow) {
      int weights = Math.min(left, activationsPerRow);
      arrays =
          arrays.alongside(subarray.forwardRead(rows, weights, errorActivity, 0).abreast(used));
    }
    double behind = Math.max(0, tree.latencySeconds() - subarray.stepSeconds());
    Expense sums = Expense.lasting(tree.latencySeconds() + behind * (subarray.steps() - 1))
        .and(Component.WEIGHT_GRADIENT, tree.energyJoules(channels));
    Expense one = arrays.then(sums);
    double rounds = Math.ceil(vectors / copies(positions, channels));
    return billed(new Expense(one.seconds() * rounds, one.times(vectors).joules()));
  }

  /** All of it serves weight gradients. */
  private static Expense billed(Expense expense) {
    return Expense.lasting(expense.seconds()).and(Component.WEIGHT_GRADIENT, expense.totalJoules());
  }
}
