package org.crosslearn.algorithms.geometric;

import org.crosslearn.crossbar.matrix.Signal;

/**
 * Weights in a plain array: what {@link CrossbarEdges} compute on ideal hardware, without the way
 * through matrices.
 */
final class PlainEdges implements EdgeArray {
  private final Edges edges;
  private final float[] weights;
  private int[] senders;

  PlainEdges(Edges edges) {
    this.edges = edges;
    weights = new float[edges.count()];
  }

  @Override
  public void program() {
    System.arraycopy(edges.weight(), 0, weights, 0, weights.length);
  }

  @Override
  public int read(int[] senders, int count, int cause) {
    this.senders = senders;
    return Signal.GIVEN;
  }

  @Override
  public void row(int k, int count, float[] row) {
    int[] out = edges.out();
    int from = edges.firstOut()[senders[k]];
    int first = edges.first();
    for (int o = from; o < from + count; o++) {
      row[o - from] = weights[out[o] - first];
    }
  }

  @Override
  public void change(int[] numbers, int count, float[] changes) {
    for (int k = 0; k < count; k++) {
      weights[numbers[k] - edges.first()] += changes[k];
    }
  }

  @Override
  public void change(int first, int count, float[] changes) {
    int from = first - edges.first();
    for (int k = 0; k < count; k++) {
      weights[from + k] += changes[k];
    }
  }

  @Override
  public void settle(int cause) {
    // Changes are done when they are asked for.
  }

  @Override
  public Sample sample() {
    return new Sample(weights.clone(), Signal.GIVEN);
  }
}
