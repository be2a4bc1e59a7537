package org.crosslearn.algorithms.geometric;

import java.util.Arrays;
import org.crosslearn.crossbar.matrix.CrossbarMatrix;
import org.crosslearn.crossbar.matrix.Signal;

/**
 * Weights on a crossbar: a spike reads its row, every change is a train of pulses on one cell, samples
 * read all rows. Cells without an edge hold 0 and are read with the others.
 */
final class CrossbarEdges implements EdgeArray {
  private final Edges edges;
  private final CrossbarMatrix matrix;
  private final float[] initial;
  private int[] senders;
  private float[] rows;
  private int[] cells = new int[16];
  private float[] changes = new float[16];
  private int changed;

  /**
   * @param matrix {@code receivers x senders}
   */
  CrossbarEdges(Edges edges, CrossbarMatrix matrix) {
    this.edges = edges;
    this.matrix = matrix;
    initial = new float[edges.receivers() * edges.senders()];
    for (int e = 0; e < edges.count(); e++) {
      initial[edges.cell(edges.first() + e)] = edges.weight()[e];
    }
  }

  @Override
  public void program() {
    matrix.program(initial);
  }

  @Override
  public int read(int[] senders, int count, int cause) {
    this.senders = senders;
    Signal read = matrix.readLines(senders, count, cause);
    rows = read.values();
    return read.producer();
  }

  @Override
  public void row(int k, int count, float[] row) {
    int from = edges.firstOut()[senders[k]];
    for (int o = from; o < from + count; o++) {
      row[o - from] =
          rows[k * edges.receivers() + edges.receiver()[edges.out()[o] - edges.first()]];
    }
  }

  @Override
  public void change(int[] numbers, int count, float[] requested) {
    for (int k = 0; k < count; k++) {
      request(numbers[k], requested[k]);
    }
  }

  @Override
  public void change(int first, int count, float[] requested) {
    for (int k = 0; k < count; k++) {
      request(first + k, requested[k]);
    }
  }

  private void request(int edge, float change) {
    if (change == 0) {
      return;
    }
    if (changed == cells.length) {
      cells = Arrays.copyOf(cells, 2 * changed);
      changes = Arrays.copyOf(changes, 2 * changed);
    }
    cells[changed] = edges.cell(edge);
    changes[changed++] = change;
  }

  @Override
  public void settle(int cause) {
    matrix.adjust(cells, changes, changed, cause);
    changed = 0;
  }

  @Override
  public Sample sample() {
    Signal read = matrix.readOut();
    float[] weights = new float[edges.count()];
    for (int e = 0; e < weights.length; e++) {
      weights[e] = read.values()[edges.cell(edges.first() + e)];
    }
    return new Sample(weights, read.producer());
  }
}
