package org.crosslearn.hw.chip;

import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.circuit.Adders;
import org.crosslearn.hw.circuit.FlipFlops;
import org.crosslearn.hw.circuit.Multipliers;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;

/**
 * Squares of digital multiply-accumulate units that form weight gradients. Each takes a block of the
 * matrix of its size, adds up the outer products of all pairs of vectors in its registers (one pair
 * per cycle), and hands the block to the gradient store row by row: once per batch, or once per
 * sample where the store adds up. {@link SramGradients} is the published alternative.
 */
final class GradientUnit implements GradientCircuit {
  private final int side;
  private final int units;
  private final int operandBits;
  private final int gradientBits;
  private final Multipliers multipliers;
  private final Adders adders;
  private final FlipFlops registers;
  private final double clockSeconds;
  private final double cycleSeconds;

  /**
   * @param side multiply-accumulate units on a side of a square
   * @param units squares
   * @param operandBits of activations and errors
   * @param pairs most pairs of vectors that are summed
   */
  GradientUnit(
      Technology technology, double clockHertz, int side, int units, int operandBits, int pairs) {
    this.side = side;
    this.units = units;
    int count = side * side * units;
    this.operandBits = operandBits;
    this.clockSeconds = 1 / clockHertz;
    this.gradientBits = 2 * operandBits + 32 - Integer.numberOfLeadingZeros(pairs);
    this.multipliers = new Multipliers(technology, operandBits, count);
    this.adders = new Adders(technology, gradientBits, count, Side.free());
    this.registers = new FlipFlops(technology, clockHertz, count * gradientBits, Side.free());
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

  @Override
  public int gradientBits() {
    return gradientBits;
  }

  @Override
  public Expense form(
      HardwareOp.GradientAccumulation op, double moves, GradientStore store, BufferCores operands) {
    Matrix matrix = op.matrix();
    double vectors = op.vectors();
    double blocks =
        Math.ceil(matrix.outputs() / (double) side) * Math.ceil(matrix.inputs() / (double) side);
    double turns = Math.ceil(blocks / units);
    double pairBits = 2.0 * side * operandBits;
    double pairSeconds = Math.max(cycleSeconds, operands.wordSeconds(pairBits * units));
    double rowSeconds =
        Math.max(clockSeconds, store.wordSeconds(side * (double) gradientBits * units));
    double products = vectors * matrix.weights();
    double squares = (double) side * side * units;
    double registerJoules = registers.energyJoules(squares * gradientBits) / squares;
    return Expense.lasting(turns * (vectors * pairSeconds + moves * side * rowSeconds))
        .and(
            Component.WEIGHT_GRADIENT,
            multipliers.energyJoules(products)
                + adders.energyJoules(products)
                + products * registerJoules)
        .and(Component.BUFFER, operands.readJoules(blocks * vectors * pairBits));
  }
}
