package org.crosslearn.hw.workload;

/**
 * A weight matrix that lives on crossbar arrays of its own.
 *
 * @param name unique within a graph, e.g. {@code "layer1"} or {@code "feedback1"}
 * @param outputs rows of the mathematical matrix (columns of the physical array)
 * @param inputs columns of the mathematical matrix (word lines of the physical array)
 * @param kernel positions of the convolution kernel whose channels its inputs are; 1 where it is not
 *     a convolution
 * @param fixed whether its weights are random and stay as they are
 */
public record Matrix(String name, int outputs, int inputs, int kernel, boolean fixed) {
  public Matrix {
    if (outputs < 1 || inputs < 1) {
      throw new IllegalArgumentException("matrix " + name
          + " must have at least one output and input, got " + outputs + " x " + inputs);
    }
    if (kernel < 1 || inputs % kernel != 0) {
      throw new IllegalArgumentException("matrix " + name + " has " + inputs
          + " inputs, which are not channels times " + kernel + " positions of a kernel");
    }
  }

  /** A matrix of a dense layer that learns. */
  public Matrix(String name, int outputs, int inputs) {
    this(name, outputs, inputs, 1, false);
  }

  /** Weights in the matrix. */
  public long weights() {
    return (long) outputs * inputs;
  }
}
