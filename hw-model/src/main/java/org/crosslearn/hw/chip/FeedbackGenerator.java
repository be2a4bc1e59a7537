package org.crosslearn.hw.chip;

import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.circuit.Adders;
import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.FlipFlops;
import org.crosslearn.hw.circuit.Multipliers;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.workload.Matrix;

/**
 * Fixed random weights that are made again whenever they are needed: linear feedback shift registers
 * and {@value #LANES} lanes of digital multiply-accumulate units that apply them. So do the chips for
 * direct feedback alignment of Han et al. (VLSI Circuits 2019; JSSC 56(5), 2021).
 */
final class FeedbackGenerator implements Block {
  private static final int LANES = 256;

  /** Long enough that no matrix of practical size repeats within a row. */
  private static final int REGISTER_BITS = 32;

  private final int operandBits;
  private final Multipliers multipliers;
  private final Adders adders;
  private final FlipFlops sums;
  private final FlipFlops generators;
  private final double cycleSeconds;

  /**
   * @param operandBits of errors and of weights
   * @param longest most inputs of a matrix
   */
  FeedbackGenerator(Technology technology, double clockHertz, int operandBits, int longest) {
    this.operandBits = operandBits;
    int sumBits = 2 * operandBits + 32 - Integer.numberOfLeadingZeros(longest);
    this.multipliers = new Multipliers(technology, operandBits, LANES);
    this.adders = new Adders(technology, sumBits, LANES, Side.free());
    this.sums = new FlipFlops(technology, clockHertz, LANES * sumBits, Side.free());
    this.generators = new FlipFlops(technology, clockHertz, LANES * REGISTER_BITS, Side.free());
    double logic = multipliers.latencySeconds() + adders.latencySeconds(0) + sums.latencySeconds();
    this.cycleSeconds = Math.ceil(logic * clockHertz) / clockHertz;
  }

  @Override
  public double areaSquareMeters() {
    return multipliers.areaSquareMeters()
        + adders.areaSquareMeters()
        + sums.areaSquareMeters()
        + generators.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return multipliers.leakageWatts()
        + adders.leakageWatts()
        + sums.leakageWatts()
        + generators.leakageWatts();
  }

  /** Applies a matrix to vectors: a lane makes the weights of an output and meets all inputs. */
  Expense apply(Matrix matrix, double vectors, BufferCores buffer) {
    double products = vectors * matrix.weights();
    double registerJoules =
        (sums.energyJoules(Double.MAX_VALUE) + generators.energyJoules(LANES * REGISTER_BITS / 2.0))
            / LANES;
    double in = vectors * matrix.inputs() * operandBits;
    double out = vectors * matrix.outputs() * operandBits;
    double turns = Math.ceil(matrix.outputs() / (double) LANES);
    return Expense.lasting(vectors * turns * matrix.inputs() * cycleSeconds)
        .and(
            Component.DIGITAL,
            multipliers.energyJoules(products)
                + adders.energyJoules(products)
                + products * registerJoules)
        .and(Component.BUFFER, turns * buffer.readJoules(in) + buffer.writeJoules(out));
  }
}
