package org.crosslearn.hw.chip;

import org.crosslearn.hw.array.Component;
import org.crosslearn.hw.array.Expense;
import org.crosslearn.hw.array.GradientAccumulators;
import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.Dram;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.workload.Matrix;

/**
 * Where the gradients of a matrix wait until they are written: static memory on the chip, or memory
 * off the chip behind the global buffer.
 */
final class GradientStore implements Block {
  private final double bits;
  private final double weights;
  private final BufferCores onChip;
  private final Dram offChip;
  private final BufferCores buffer;
  private final double linkBits;

  /**
   * @param gradientBits of a sum over the batch
   * @param buffer through which data leaves the chip
   * @param linkBits that enter or leave the buffer at the same time
   */
  GradientStore(
      Technology technology,
      ChipSpec spec,
      Matrix matrix,
      int gradientBits,
      BufferCores buffer,
      double linkBits) {
    this.weights = matrix.weights();
    this.bits = weights * gradientBits;
    this.buffer = buffer;
    this.linkBits = linkBits;
    boolean stays = spec.dataflow().gradients() == ChipSpec.Place.ON_CHIP;
    this.onChip = stays
        ? BufferCores.global(technology, spec.clockHertz(), ChipSpec.Buffer.SRAM, bits)
        : null;
    this.offChip = stays ? null : spec.memory().dram().dram();
  }

  @Override
  public double areaSquareMeters() {
    return onChip == null ? 0 : onChip.areaSquareMeters();
  }

  @Override
  public double leakageWatts() {
    return onChip == null ? 0 : onChip.leakageWatts();
  }

  /** Time between words of so many bits that are stored on the chip without pause. */
  double wordSeconds(double wordBits) {
    return onChip != null ? onChip.wordSeconds(wordBits) : 0;
  }

  /** Storing all gradients of the matrix and fetching them once; the time is the caller's. */
  Expense move() {
    if (onChip != null) {
      return Expense.NONE.and(
          Component.WEIGHT_GRADIENT, onChip.writeJoules(bits) + onChip.readJoules(bits));
    }
    // into the buffer and out of it on the way there, and again on the way back
    double buffered = buffer.writeSeconds(bits, linkBits) + buffer.readSeconds(bits, linkBits);
    return Expense.lasting(2 * (offChip.latencySeconds(bits) + buffered))
        .and(Component.DRAM, 2 * offChip.energyJoules(bits))
        .and(Component.BUFFER, 2 * (buffer.writeJoules(bits) + buffer.readJoules(bits)));
  }

  /** Fetching all sums, adding a sample's gradients to them and storing them again. */
  Expense add(GradientAccumulators accumulators) {
    Expense summed = accumulators.add(weights);
    double stored = onChip == null ? 0 : 2 * onChip.allCoresSeconds(bits);
    return move().then(new Expense(Math.max(summed.seconds(), stored), summed.joules()));
  }
}
