package org.crosslearn.hw.chip;

import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.array.Periphery;
import org.crosslearn.hw.array.SramGradientUnit;
import org.crosslearn.hw.workload.HardwareOp;
import org.crosslearn.hw.workload.Matrix;

/**
 * Arrays of static memory that form weight gradients. The activations of a sample (of the whole batch
 * where gradients are summed in the unit) are written into them, a position of a feature map on each
 * row, once per position of the kernel; reading them with the errors of an output gives its
 * gradients.
 */
final class SramGradients implements GradientCircuit {
  private final SramGradientUnit unit;
  private final int units;
  private final int operandBits;

  /**
   * @param units of this size that share the outputs of a matrix
   * @param positions most rows of activations at the same time
   * @param channels most activations on a row
   */
  SramGradients(
      Periphery periphery,
      int side,
      int units,
      int operandBits,
      int adcBits,
      int positions,
      int channels) {
    this.units = units;
    this.operandBits = operandBits;
    // all of its rows are read at once, whatever the arrays of weights do
    Periphery parallel = new Periphery(
        periphery.technology(),
        periphery.clockHertz(),
        periphery.converters(),
        Periphery.ALL_LINES,
        periphery.columnsPerConverter(),
        periphery.rowsPerConverter());
    this.unit = new SramGradientUnit(
        parallel,
        CellSpec.Sram.bulk(CellSpec.Sram.Ports.SIX_TRANSISTORS),
        side,
        positions,
        channels,
        operandBits,
        operandBits,
        adcBits);
  }

  @Override
  public double areaSquareMeters() {
    return units * unit.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return units * unit.leakageWatts();
  }

  @Override
  public int gradientBits() {
    return unit.gradientBits();
  }

  @Override
  public Expense form(
      HardwareOp.GradientAccumulation op, double moves, GradientStore store, BufferCores operands) {
    Matrix matrix = op.matrix();
    int positions = (int) Math.ceil(op.vectors() / moves);
    int channels = matrix.inputs() / matrix.kernel();
    Expense written = unit.write(positions, channels, op.inputActivity()).abreast(units);
    double outputs = matrix.outputs();
    Expense read = unit.read(positions, channels, Math.ceil(outputs / units), op.errorActivity());
    Expense all = written
        .then(new Expense(
            read.seconds(),
            unit.read(positions, channels, outputs, op.errorActivity()).joules()))
        .times(matrix.kernel() * moves);
    double fetchedBits = op.vectors() * (channels + outputs) * operandBits;
    double stored = store.wordSeconds(gradientBits() * (double) matrix.inputs()) * outputs * moves;
    return Expense.lasting(Math.max(all.seconds(), stored))
        .and(Component.WEIGHT_GRADIENT, all.totalJoules())
        .and(Component.BUFFER, operands.readJoules(fetchedBits));
  }
}
