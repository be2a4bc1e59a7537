package org.crosslearn.hw.array;

import java.util.List;
import org.crosslearn.hw.circuit.Block;

/**
 * An array of cells with its drivers and converters.
 *
 * <p>Composition after DNN+NeuroSim V2.1 (Peng et al., IEEE TCAD 40(11), 2021). A read connects one
 * line after another of those that share a converter, and for each of them applies the bits of the
 * input one after another. The connected line settles once; what a select decoder takes is hidden
 * behind the input bits unless it takes longer; the shift-adders of a bit work while the next is
 * converted, those of the last bit do not. Current through the cells is part of the converters'
 * power fit.
 *
 * <p>Deviations of both kinds of arrays, besides those of the circuits:
 *
 * <ul>
 *   <li>lines carry the drains and gates of the cells in energy too, and only columns that hold
 *       weights are charged and converted;
 *   <li>a decoder of rows is loaded by the drivers behind it (published: by the word line);
 *   <li>a transposed read sees the activity of the inputs it is given and the resistance of the word
 *       lines (published: those of the forward read); bit slices are driven one after another, because
 *       they weigh differently; the pass gates of its multiplexer fold like those of the forward one
 *       (published: they do not);
 *   <li>results of weights of several cells are added up for every weight (published: rounded down to
 *       a multiple of the converters).
 * </ul>
 */
public sealed interface Subarray permits ResistiveSubarray, StaticSubarray {

  /**
   * One circuit group of the subarray.
   *
   * @param squareMeters area
   * @param leakageWatts power that it draws while it does nothing
   */
  record Part(Component component, double squareMeters, double leakageWatts) {
    static Part of(Component component, List<Block> blocks) {
      return new Part(
          component,
          blocks.stream().mapToDouble(Block::areaSquareMeters).sum(),
          blocks.stream().mapToDouble(Block::leakageWatts).sum());
    }
  }

  /**
   * @param transposable whether word lines can be sensed too
   * @throws org.crosslearn.hw.yaml.InvalidValue if the cells cannot do what is asked of them
   */
  static Subarray of(Periphery periphery, ArraySpec array, CellSpec cell, boolean transposable) {
    array.requireHeldBy(cell);
    if (cell instanceof CellSpec.Sram sram) {
      return new StaticSubarray(periphery, array, sram, transposable);
    }
    return new ResistiveSubarray(periphery, array, (CellSpec.Pulsed) cell, transposable);
  }

  /** Area and leakage by component. */
  List<Part> parts();

  /** Area of all circuits. */
  default double areaSquareMeters() {
    return parts().stream().mapToDouble(Part::squareMeters).sum();
  }

  /** Width of the box around the array, its row drivers and its transposed read-out. */
  double widthMeters();

  /** Height of the box around the array, its column switches and its read-out. */
  double heightMeters();

  /** Width of a result before sums over arrays, bits. */
  int resultBits();

  /** Width of a result of a transposed read, bits; 0 if the word lines cannot be sensed. */
  int transposedResultBits();

  /** Results that leave the array at the same time in a forward read. */
  int resultsAbreast();

  /** Results that leave the array at the same time in a transposed read. */
  int transposedResultsAbreast();

  /** Columns that a converter senses one after another. */
  int steps();

  /** Word lines that a converter senses one after another in a transposed read. */
  int transposedSteps();

  /** Time between two groups of results in a forward read with every input bit set. */
  double stepSeconds();

  /**
   * Reads one vector along the word lines, with all its input bits.
   *
   * @param rows word lines that hold weights
   * @param weights weights on a word line
   * @param lineActivity fraction of (line, input bit) slots that carry a pulse
   * @param meanConductanceSiemens of the cells; static cells have their own
   */
  Expense forwardRead(
      double rows, double weights, double lineActivity, double meanConductanceSiemens);

  /**
   * Pulses one word line once and reads its cells.
   *
   * @param weights weights on the word line
   */
  Expense spikeRead(double weights, double meanConductanceSiemens);

  /**
   * Reads one vector along the columns; all word lines are selected meanwhile.
   *
   * @param rows word lines that hold weights
   * @param weights weights on a word line
   * @param lineActivity fraction of (weight, input bit) slots that carry a pulse
   * @throws IllegalStateException if the word lines cannot be sensed
   */
  Expense transposedRead(
      double rows, double weights, double lineActivity, double meanConductanceSiemens);

  /**
   * Changes selected cells of one word line. Cells that take pulses are given those of one polarity;
   * the time is that of selecting them, and the pulses themselves follow in the order of the whole
   * matrix. Static cells are written at once, whatever the pulses.
   *
   * @param cells cells that are changed
   * @param pulses pulses on all of them
   * @param meanConductanceSiemens of the cells, over the pulses
   * @param pulse what is applied
   */
  Expense program(double cells, double pulses, double meanConductanceSiemens, CellSpec.Pulse pulse);
}
