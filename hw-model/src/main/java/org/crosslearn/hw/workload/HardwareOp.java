package org.crosslearn.hw.workload;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One operation on the hardware, for all vectors of a batch, with the activity measured while it
 * ran. Counts are means over the recorded steps, hence not whole numbers.
 */
public sealed interface HardwareOp {

  /** Which way a matrix is read. */
  enum Direction {
    /** {@code y = W x}: word lines driven, columns sensed. */
    FORWARD,
    /** {@code y = W^T x}: columns driven, word lines sensed; needs read-out circuits on both sides. */
    TRANSPOSED
  }

  /**
   * Analog matrix-vector products with every line of the matrix available as input.
   *
   * @param vectors vectors read in this operation
   * @param lineActivity mean fraction of (input line, input bit) slots that carry a pulse, 0..1
   * @param meanConductanceSiemens mean conductance of the cells on the active lines
   */
  record MatrixRead(
      Matrix matrix,
      Direction direction,
      double vectors,
      double lineActivity,
      double meanConductanceSiemens)
      implements HardwareOp {}

  /**
   * Spike-driven reads: single word lines are pulsed one after another and all their columns sensed.
   *
   * @param rows word lines pulsed in this operation
   * @param meanConductanceSiemens mean conductance of the cells on those lines
   */
  record SpikeRead(Matrix matrix, double rows, double meanConductanceSiemens)
      implements HardwareOp {}

  /**
   * The outer product of errors and activations summed over a batch by digital multiply-accumulate
   * units; the result is ready to be written.
   *
   * @param vectors pairs of vectors accumulated
   */
  record GradientAccumulation(Matrix matrix, double vectors) implements HardwareOp {}

  /**
   * Programming pulses applied in place.
   *
   * @param potentiationPulses pulses that raise a conductance, over all cells
   * @param depressionPulses pulses that lower a conductance, over all cells
   * @param serialPulses pulses that must follow each other: the sum over word lines of the largest
   *     potentiation count plus the largest depression count on the line
   * @param cells cells that receive at least one pulse
   * @param rows word lines with at least one such cell
   */
  record PulseUpdate(
      Matrix matrix,
      double potentiationPulses,
      double depressionPulses,
      double serialPulses,
      double cells,
      double rows)
      implements HardwareOp {
    /** All pulses of both polarities. */
    public double pulses() {
      return potentiationPulses + depressionPulses;
    }
  }

  /**
   * Arithmetic in digital circuits beside the arrays.
   *
   * @param function what one operation computes
   * @param operations how many
   */
  record Digital(DigitalFunction function, double operations) implements HardwareOp {}

  /** Arithmetic that digital periphery offers. */
  enum DigitalFunction {
    /** Addition, subtraction, accumulation. */
    ADD,
    /** Comparison, maximum, rectification, masking. */
    COMPARE,
    /** Multiplication of two numbers of activation precision. */
    MULTIPLY,
    /** Look-up of a nonlinear function (exponential, sigmoid, reciprocal). */
    LOOKUP
  }

  /**
   * One operation with the mean activity of several of the same kind on the same matrix; mean
   * conductances are weighted by the lines they were measured on.
   *
   * @throws IllegalArgumentException if the operations are not of the same kind on the same matrix
   */
  static HardwareOp mean(List<? extends HardwareOp> ops) {
    HardwareOp first = ops.get(0);
    for (HardwareOp op : ops) {
      if (!op.withoutActivity().equals(first.withoutActivity())) {
        throw new IllegalArgumentException("cannot average " + first + " with " + op);
      }
    }
    if (first instanceof MatrixRead read) {
      double vectors = mean(ops, MatrixRead.class, MatrixRead::vectors);
      double lines = mean(ops, MatrixRead.class, op -> op.vectors() * op.lineActivity());
      double siemens = mean(
          ops,
          MatrixRead.class,
          op -> op.vectors() * op.lineActivity() * op.meanConductanceSiemens());
      return new MatrixRead(
          read.matrix(),
          read.direction(),
          vectors,
          quotient(lines, vectors),
          quotient(siemens, lines));
    }
    if (first instanceof SpikeRead read) {
      double rows = mean(ops, SpikeRead.class, SpikeRead::rows);
      double siemens = mean(ops, SpikeRead.class, op -> op.rows() * op.meanConductanceSiemens());
      return new SpikeRead(read.matrix(), rows, quotient(siemens, rows));
    }
    if (first instanceof GradientAccumulation accumulation) {
      return new GradientAccumulation(
          accumulation.matrix(),
          mean(ops, GradientAccumulation.class, GradientAccumulation::vectors));
    }
    if (first instanceof PulseUpdate update) {
      return new PulseUpdate(
          update.matrix(),
          mean(ops, PulseUpdate.class, PulseUpdate::potentiationPulses),
          mean(ops, PulseUpdate.class, PulseUpdate::depressionPulses),
          mean(ops, PulseUpdate.class, PulseUpdate::serialPulses),
          mean(ops, PulseUpdate.class, PulseUpdate::cells),
          mean(ops, PulseUpdate.class, PulseUpdate::rows));
    }
    Digital digital = (Digital) first;
    return new Digital(digital.function(), mean(ops, Digital.class, Digital::operations));
  }

  /** What is done to what, without how much: equal for operations that may be averaged. */
  private HardwareOp withoutActivity() {
    if (this instanceof MatrixRead read) {
      return new MatrixRead(read.matrix(), read.direction(), 0, 0, 0);
    }
    if (this instanceof SpikeRead read) {
      return new SpikeRead(read.matrix(), 0, 0);
    }
    if (this instanceof GradientAccumulation accumulation) {
      return new GradientAccumulation(accumulation.matrix(), 0);
    }
    if (this instanceof PulseUpdate update) {
      return new PulseUpdate(update.matrix(), 0, 0, 0, 0, 0);
    }
    return new Digital(((Digital) this).function(), 0);
  }

  private static <T extends HardwareOp> double mean(
      List<? extends HardwareOp> ops, Class<T> kind, ToDoubleFunction<T> part) {
    return ops.stream()
        .mapToDouble(op -> part.applyAsDouble(kind.cast(op)))
        .average()
        .orElseThrow();
  }

  private static double quotient(double sum, double weight) {
    return weight == 0 ? 0 : sum / weight;
  }
}
