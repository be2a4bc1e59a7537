package org.crosslearn.reports.study;

import java.util.List;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * @param hidden widths of the hidden layers, first to last; may be empty
 */
public record NetworkSpec(List<Integer> hidden) {
  private static final int WIDEST = 1 << 20;

  public NetworkSpec {
    hidden = List.copyOf(hidden);
    for (int width : hidden) {
      InvalidValue.require(
          width >= 1 && width <= WIDEST,
          "hidden",
          hidden,
          "a list of whole numbers from 1 to " + WIDEST);
    }
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

  /** Weights of a fully connected network with these hidden layers. */
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
