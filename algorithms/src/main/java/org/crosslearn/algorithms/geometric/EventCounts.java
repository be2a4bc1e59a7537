package org.crosslearn.algorithms.geometric;

/**
 * What one stimulus made the hardware do, whether or not it was recorded.
 *
 * @param inputReads rows of the input array read: spikes of input nodes
 * @param recurrentReads rows of the recurrent array read: spikes of recurrent nodes; reading the
 *     weights out comes on top
 * @param inserts signals that entered the queue
 * @param arrivals signals that left it in time; the others were on their way at the end
 * @param lost arrivals at refractory nodes
 * @param updates changes of single weights: pairs of an arrival and a spike
 */
public record EventCounts(
    long inputReads, long recurrentReads, long inserts, long arrivals, long lost, long updates) {

  /** Arrivals, spikes and changes of weights: what the simulator has to work through. */
  public long events() {
    return inputReads + recurrentReads + arrivals + updates;
  }
}
