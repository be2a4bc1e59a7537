package org.crosslearn.hw.chip;

import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.circuit.Adders;
import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.Dram;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.workload.Matrix;

/**
 * Where the gradients of a matrix wait until they are written: static memory on the chip, or memory
 * off the chip behind the global buffer. Where they are summed there, adders stand beside it.
 */
final class GradientStore implements Block {
  private static final int ADDERS = 128;

  private final double bits;
  private final double weights;
  private final BufferCores onChip;
  private final Dram offChip;
  private final BufferCores buffer;
  private final Adders adders;

  /**
   * @param gradientBits of a sum over the batch
   * @param buffer through which data leaves the chip
   */
  GradientStore(
      Technology technology, ChipSpec spec, Matrix matrix, int gradientBits, BufferCores buffer) {
    this.weights = matrix.weights();
    this.bits = weights * gradientBits;
    this.buffer = buffer;
    boolean stays = spec.dataflow().gradients() == ChipSpec.Place.ON_CHIP;
    this.onChip = stays
        ? BufferCores.global(technology, spec.clockHertz(), ChipSpec.Buffer.SRAM, bits)
        : null;
    this.offChip = stays ? null : spec.memory().dram().dram();
    boolean sums = spec.dataflow().gradientSums() == ChipSpec.GradientSums.IN_MEMORY;
    this.adders = new Adders(technology, gradientBits, sums ? ADDERS : 0, Side.free());
  }

  @Override
  public double areaSquareMeters() {
    return (onChip == null ? 0 : onChip.areaSquareMeters()) + adders.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return (onChip == null ? 0 : onChip.leakageWatts()) + adders.leakageWatts();
  }

  /** Time between words of so many bits that are stored without pause. */
  double wordSeconds(double wordBits) {
    return onChip != null
        ? onChip.wordSeconds(wordBits)
        : Math.max(buffer.wordSeconds(wordBits), offChip.latencySeconds(wordBits));
  }

  /** Storing all gradients of the matrix and fetching them once; the time is the caller's. */
  Expense move() {
    if (onChip != null) {
      return Expense.NONE.and(
          Component.WEIGHT_GRADIENT, onChip.writeJoules(bits) + onChip.readJoules(bits));
    }
    return Expense.lasting(2 * offChip.latencySeconds(bits))
        .and(Component.DRAM, 2 * offChip.energyJoules(bits))
        .and(Component.BUFFER, buffer.writeJoules(bits) + buffer.readJoules(bits));
  }

  /** Fetching all sums, adding a sample's gradients to them and storing them again. */
  Expense add() {
    double seconds = Math.ceil(weights / ADDERS) * adders.latencySeconds(0);
    double stored = onChip == null ? 0 : 2 * onChip.allCoresSeconds(bits);
    return move()
        .then(Expense.lasting(Math.max(seconds, stored))
            .and(Component.WEIGHT_GRADIENT, adders.energyJoules(weights)));
  }
}
