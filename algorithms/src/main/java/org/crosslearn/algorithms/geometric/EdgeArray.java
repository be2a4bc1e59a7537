package org.crosslearn.algorithms.geometric;

/** The weights of the edges from one population to the nodes, on whatever holds them. */
sealed interface EdgeArray permits PlainEdges, CrossbarEdges {

  /** Writes the initial weights. */
  void program();

  /**
   * Reads the rows of senders that fire.
   *
   * @param senders only the first {@code count} count
   * @param cause what their spikes depend on
   * @return producer of the result
   */
  int read(int[] senders, int count, int cause);

  /**
   * Hands out a row that was read last.
   *
   * @param k place among the senders of that read
   * @param count how many of the sender's outgoing edges are wanted, in the order of {@link Edges#out}
   * @param row receives their weights
   */
  void row(int k, int count, float[] row);

  /** Changes the weights of edges; an edge with a change of 0 is left alone. */
  void change(int[] edges, int count, float[] changes);

  /** As {@link #change(int[], int, float[])} for edges that follow one another. */
  void change(int first, int count, float[] changes);

  /**
   * Carries out the changes since the last time, those of one tick.
   *
   * @param cause what they depend on
   */
  void settle(int cause);

  /** Reads all weights out, by edge. */
  Sample sample();

  /**
   * Weights by edge.
   *
   * @param producer of the values
   */
  record Sample(float[] weights, int producer) {}
}
