package org.crosslearn.hw.workload;

import java.util.List;
import java.util.function.Function;
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
   * @param lineActivity mean over (input line, pulse) slots of the height or length of the pulse there,
   *     as a fraction of the largest, 0..1; with bit-serial inputs the fraction of slots that carry one
   * @param meanConductanceSiemens mean conductance of the cells on the active lines
   * @param kept fraction of the results that reach the buffer: less than 1 where they are pooled on
   *     their way
   */
  record MatrixRead(
      Matrix matrix,
      Direction direction,
      double vectors,
      double lineActivity,
      double meanConductanceSiemens,
      double kept)
      implements HardwareOp {
    /** A read all of whose results are kept. */
    public MatrixRead(
        Matrix matrix,
        Direction direction,
        double vectors,
        double lineActivity,
        double meanConductanceSiemens) {
      this(matrix, direction, vectors, lineActivity, meanConductanceSiemens, 1);
    }
  }

  /**
   * Spike-driven reads: single word lines are pulsed one after another and all their columns sensed.
   *
   * @param rows word lines pulsed in this operation
   * @param meanConductanceSiemens mean conductance of the cells on those lines
   */
  record SpikeRead(Matrix matrix, double rows, double meanConductanceSiemens)
      implements HardwareOp {}

  /**
   * The outer product of errors and activations summed over a batch; the result is ready to be
   * written.
   *
   * @param vectors pairs of vectors accumulated
   * @param inputActivity mean fraction of the bits of the activations that are set, 0..1
   * @param errorActivity mean fraction of the bits of the errors that are set, 0..1
   */
  record GradientAccumulation(
      Matrix matrix, double vectors, double inputActivity, double errorActivity)
      implements HardwareOp {}

  /**
   * Programming pulses applied in place. Word lines are programmed one after another, and on each of
   * them first the cells that rise, then those that fall.
   *
   * @param potentiation pulses that raise a conductance
   * @param depression pulses that lower one
   */
  record PulseUpdate(Matrix matrix, Pulses potentiation, Pulses depression) implements HardwareOp {
    /** All pulses of both polarities. */
    public double pulses() {
      return potentiation.count + depression.count;
    }

    /** Cells that receive pulses; a cell that receives both polarities counts twice. */
    public double cells() {
      return potentiation.cells + depression.cells;
    }
  }

  /**
   * Programming pulses of one polarity.
   *
   * @param count over all cells
   * @param serial pulses that must follow each other: the sum over word lines of the largest count
   *     on the line
   * @param cells cells that receive at least one
   * @param rows word lines with at least one such cell
   * @param meanConductanceSiemens mean over the pulses of the conductance that they meet
   */
  record Pulses(
      double count, double serial, double cells, double rows, double meanConductanceSiemens) {
    public static final Pulses NONE = new Pulses(0, 0, 0, 0, 0);

    public Pulses {
      if (count > 0 && !(cells > 0 && rows > 0 && meanConductanceSiemens > 0)) {
        throw new IllegalArgumentException(count + " pulses on " + cells + " cells of " + rows
            + " word lines with a mean conductance of " + meanConductanceSiemens
            + " S; pulses need cells, word lines and a conductance");
      }
    }
  }

  /**
   * Arithmetic in digital circuits beside the arrays.
   *
   * @param function what one operation computes
   * @param operations how many
   */
  record Digital(DigitalFunction function, double operations) implements HardwareOp {}

  /**
   * Numbers that digital memory keeps from step to step. They take silicon and leak; reading and
   * writing them is part of the operations that use them.
   *
   * @param name what is kept, unique within a graph
   * @param numbers how many
   */
  record Storage(String name, double numbers) implements HardwareOp {}

  /** Arithmetic that digital periphery offers. */
  enum DigitalFunction {
    /** Addition, subtraction, accumulation. */
    ADD,
    /** Comparison, maximum, masking. */
    COMPARE,
    /** Negative numbers become zero, on their way from the arrays to the buffer. */
    RECTIFY,
    /** The largest of a window of four, on their way from the arrays to the buffer. */
    POOL,
    /** Multiplication of two numbers of activation precision. */
    MULTIPLY,
    /** Look-up of a nonlinear function (exponential, sigmoid, reciprocal). */
    LOOKUP
  }

  /** Multiplications and additions of matrices and gradients: two per weight and vector. */
  default double multiplyAdds() {
    if (this instanceof MatrixRead read) {
      return 2 * read.vectors() * read.matrix().weights();
    }
    if (this instanceof SpikeRead read) {
      return 2 * read.rows() * read.matrix().outputs();
    }
    if (this instanceof GradientAccumulation gradient) {
      return 2 * gradient.vectors() * gradient.matrix().weights();
    }
    return 0;
  }

  /**
   * One operation with the mean activity of several of the same kind on the same matrix; mean
   * conductances are weighted by the lines or pulses they were measured on.
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
          quotient(siemens, lines),
          read.kept());
    }
    if (first instanceof SpikeRead read) {
      double rows = mean(ops, SpikeRead.class, SpikeRead::rows);
      double siemens = mean(ops, SpikeRead.class, op -> op.rows() * op.meanConductanceSiemens());
      return new SpikeRead(read.matrix(), rows, quotient(siemens, rows));
    }
    if (first instanceof GradientAccumulation accumulation) {
      double vectors = mean(ops, GradientAccumulation.class, GradientAccumulation::vectors);
      return new GradientAccumulation(
          accumulation.matrix(),
          vectors,
          quotient(
              mean(ops, GradientAccumulation.class, op -> op.vectors() * op.inputActivity()),
              vectors),
          quotient(
              mean(ops, GradientAccumulation.class, op -> op.vectors() * op.errorActivity()),
              vectors));
    }
    if (first instanceof PulseUpdate update) {
      return new PulseUpdate(
          update.matrix(),
          meanPulses(ops, PulseUpdate::potentiation),
          meanPulses(ops, PulseUpdate::depression));
    }
    if (first instanceof Storage storage) {
      return new Storage(storage.name(), mean(ops, Storage.class, Storage::numbers));
    }
    Digital digital = (Digital) first;
    return new Digital(digital.function(), mean(ops, Digital.class, Digital::operations));
  }

  /** What is done to what, without how much: equal for operations that may be averaged. */
  private HardwareOp withoutActivity() {
    if (this instanceof MatrixRead read) {
      return new MatrixRead(read.matrix(), read.direction(), 0, 0, 0, read.kept());
    }
    if (this instanceof SpikeRead read) {
      return new SpikeRead(read.matrix(), 0, 0);
    }
    if (this instanceof GradientAccumulation accumulation) {
      return new GradientAccumulation(accumulation.matrix(), 0, 0, 0);
    }
    if (this instanceof PulseUpdate update) {
      return new PulseUpdate(update.matrix(), Pulses.NONE, Pulses.NONE);
    }
    if (this instanceof Storage storage) {
      return new Storage(storage.name(), 0);
    }
    return new Digital(((Digital) this).function(), 0);
  }

  private static Pulses meanPulses(
      List<? extends HardwareOp> ops, Function<PulseUpdate, Pulses> polarity) {
    double count = mean(ops, PulseUpdate.class, op -> polarity.apply(op).count());
    double siemens = mean(
        ops,
        PulseUpdate.class,
        op -> polarity.apply(op).count() * polarity.apply(op).meanConductanceSiemens());
    return new Pulses(
        count,
        mean(ops, PulseUpdate.class, op -> polarity.apply(op).serial()),
        mean(ops, PulseUpdate.class, op -> polarity.apply(op).cells()),
        mean(ops, PulseUpdate.class, op -> polarity.apply(op).rows()),
        quotient(siemens, count));
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
