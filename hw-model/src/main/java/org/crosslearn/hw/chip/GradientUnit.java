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
 * A square of {@value #SIDE} x {@value #SIDE} digital multiply-accumulate units that forms weight
 * gradients. It takes a block of the matrix of its size, adds up the outer products of all pairs of
 * vectors in its registers (one pair per cycle), and hands the block to the gradient store row by
 * row; so a gradient moves once per batch, not once per sample.
 *
 * <p>This replaces the published unit, an in-memory computing array of its own whose gradients
 * travel to memory off the chip and back for every image, and which has no arrays at all for fully
 * connected layers.
 */
final class GradientUnit implements Block {
  static final int SIDE = 32;
  private static final int UNITS = SIDE * SIDE;

  private final int operandBits;
  private final int gradientBits;
  private final Multipliers multipliers;
  private final Adders adders;
  private final FlipFlops registers;
  private final double clockSeconds;
  private final double cycleSeconds;

  /**
   * @param operandBits of activations and errors
   * @param pairs most pairs of vectors that are summed
   */
  GradientUnit(Technology technology, double clockHertz, int operandBits, int pairs) {
    this.operandBits = operandBits;
    this.clockSeconds = 1 / clockHertz;
    this.gradientBits = 2 * operandBits + 32 - Integer.numberOfLeadingZeros(pairs);
    this.multipliers = new Multipliers(technology, operandBits, UNITS);
    this.adders = new Adders(technology, gradientBits, UNITS, Side.free());
    this.registers = new FlipFlops(technology, clockHertz, UNITS * gradientBits, Side.free());
    double logicSeconds =
        multipliers.latencySeconds() + adders.latencySeconds(0) + registers.latencySeconds();
    this.cycleSeconds = Math.ceil(logicSeconds * clockHertz) / clockHertz;
  }

  @Override
  public double areaSquareMeters() {
    return multipliers.areaSquareMeters()
        + adders.areaSquareMeters()
        + registers.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return multipliers.leakageWatts() + adders.leakageWatts() + registers.leakageWatts();
  }

  /** Width of a summed gradient. */
  int gradientBits() {
    return gradientBits;
  }

  /**
   * Forms all gradients of a matrix.
   *
   * @param pairs pairs of an error and an activation vector
   */
  Expense accumulate(Matrix matrix, double pairs, GradientStore store, BufferCores operands) {
    double blocks =
        Math.ceil(matrix.outputs() / (double) SIDE) * Math.ceil(matrix.inputs() / (double) SIDE);
    double pairBits = 2.0 * SIDE * operandBits;
    double pairSeconds = Math.max(cycleSeconds, operands.wordSeconds(pairBits));
    double rowSeconds = Math.max(clockSeconds, store.storeSeconds(SIDE * (double) gradientBits));
    double products = pairs * matrix.weights();
    double registerJoules = registers.energyJoules(UNITS * (double) gradientBits) / UNITS;
    return Expense.lasting(blocks * (pairs * pairSeconds + SIDE * rowSeconds))
        .and(
            Component.WEIGHT_GRADIENT,
            multipliers.energyJoules(products)
                + adders.energyJoules(products)
                + products * registerJoules
                + store.energyJoules())
        .and(Component.BUFFER, operands.readJoules(blocks * pairs * pairBits));
  }
}
