package org.crosslearn.hw.workload;

/**
 * A weight matrix that lives on crossbar arrays of its own.
 *
 * @param name unique within a graph, e.g. {@code "layer1"} or {@code "feedback1"}
 * @param outputs rows of the mathematical matrix (columns of the physical array)
 * @param inputs columns of the mathematical matrix (word lines of the physical array)
 */
public record Matrix(String name, int outputs, int inputs) {
  public Matrix {
    if (outputs < 1 || inputs < 1) {
      throw new IllegalArgumentException("matrix " + name
          + " must have at least one output and input, got " + outputs + " x " + inputs);
    }
  }

  /** Weights in the matrix. */
  public long weights() {
    return (long) outputs * inputs;
  }
}
