package org.crosslearn.algorithms.network;

import java.util.List;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * A fully connected network without biases.
 *
 * @param hidden widths of the hidden layers, first to last; may be empty
 * @param activation of the hidden units; rules that define their own units pass it over
 * @param loss what rules with output errors minimise
 * @param initial weights before training; null for He's uniform distribution, or that of {@code wage}
 * @param wage training in numbers of few bits, for rules with layer errors; others pass it over. Null
 *     for real numbers
 */
public record NetworkSpec(
    List<Integer> hidden, Activation activation, Loss loss, InitialWeights initial, Wage wage) {
  private static final int WIDEST = 1 << 20;

  /** A function of one number. */
  public enum Activation {
    /** {@code max(z, 0)}. */
    RELU,
    /** {@code 1 / (1 + exp(-z))}. */
    SIGMOID
  }

  /** Distance between the output and the target t, which is 1 for the class and 0 elsewhere. */
  public enum Loss {
    /** Softmax of the linear output; {@code -sum_k t_k ln softmax_k(z)}. */
    CROSS_ENTROPY,
    /** {@code sum_k (y_k - t_k)^2}, y the sigmoid of the output where units are sigmoid, else linear. */
    SQUARED_ERROR,
    /** {@code sum_k (z_k - t_k)^2 / 2} of the linear output z, whatever the units are. */
    HALF_SQUARED_ERROR
  }

  /**
   * Independent, uniform weights.
   *
   * @param largest magnitude
   * @param levels equally likely values from {@code -largest} to {@code largest}; null for any value
   */
  public record InitialWeights(double largest, Integer levels) {
    public InitialWeights {
      InvalidValue.requirePositive("largest", largest);
      InvalidValue.require(
          levels == null || levels >= 2 && levels <= WIDEST,
          "levels",
          levels,
          "a whole number from 2 to " + WIDEST);
    }
  }

  /** Real numbers. */
  public NetworkSpec(
      List<Integer> hidden, Activation activation, Loss loss, InitialWeights initial) {
    this(hidden, activation, loss, initial, null);
  }

  /** Rectified hidden layers of these widths, softmax and cross entropy. */
  public static NetworkSpec rectified(List<Integer> hidden) {
    return new NetworkSpec(hidden, Activation.RELU, Loss.CROSS_ENTROPY, null);
  }

  public NetworkSpec {
    hidden = List.copyOf(hidden);
    for (int width : hidden) {
      InvalidValue.require(
          width >= 1 && width <= WIDEST,
          "hidden",
          hidden,
          "a list of whole numbers from 1 to " + WIDEST);
    }
    InvalidValue.require(activation != null, "activation", "nothing", "relu or sigmoid");
    InvalidValue.require(
        loss != null, "loss", "nothing", "cross-entropy, squared-error or half-squared-error");
    InvalidValue.require(
        wage == null || initial == null,
        "initial",
        initial,
        "left out with wage, which says how weights start");
  }

  /** Weights of the largest layer. */
  public long largestLayer(int inputs, int classes) {
    long largest = 0;
    long below = inputs;
    for (int width : hidden) {
      largest = Math.max(largest, below * width);
      below = width;
    }
    return Math.max(largest, below * classes);
  }

  /** Weights of the whole network. */
  public long weights(int inputs, int classes) {
    long weights = 0;
    long below = inputs;
    for (int width : hidden) {
      weights += below * width;
      below = width;
    }
    return weights + below * classes;
  }
}
