package org.crosslearn.hw.chip;

/** What an operation keeps busy; one operation at a time. A matrix may have any name. */
public sealed interface Resource {

  /** Name in reports. */
  String label();

  /** The arrays of a matrix. */
  record Arrays(String matrix) implements Resource {
    @Override
    public String label() {
      return matrix;
    }
  }

  /**
   * A unit that forms weight gradients.
   *
   * @param matrix the matrix that has it for itself, or {@code ""} where all share it
   */
  record GradientUnits(String matrix) implements Resource {
    @Override
    public String label() {
      return matrix.isEmpty() ? "weight gradient" : "weight gradient " + matrix;
    }
  }

  /** A digital memory. */
  record Memory(String name) implements Resource {
    @Override
    public String label() {
      return name;
    }
  }

  /** The digital unit. */
  record DigitalUnits() implements Resource {
    @Override
    public String label() {
      return "digital";
    }
  }

  /** The generators of fixed random feedback weights. */
  record FeedbackGenerator() implements Resource {
    @Override
    public String label() {
      return "feedback generator";
    }
  }
}
