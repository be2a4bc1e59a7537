package org.crosslearn.algorithms.geometric;

/**
 * Refraction ratios {@code Delta = Rbar / taubar} of the signals that made nodes fire (Silva, Neural
 * Computation 31(12):2492, 2019): the node's remaining refractory period over the signal's remaining
 * travel. Each is observed at the first moment at which the signal is under way and the node has
 * fired: the departure of the signal or the node's previous spike, whichever is later. A signal that
 * won arrived when the node listened, so that its ratio is at most 1; it is 0 where the node was not
 * refractory at that moment. Of several signals that arrive in one tick the last excitatory one counts.
 *
 * @param activations spikes of recurrent nodes
 * @param mean over them; 0 if there are none
 * @param histogram activations by ratio, in equal steps from 0 to 1
 */
public record RefractionRatios(long activations, double mean, long[] histogram) {
  /** Steps of the histogram. */
  public static final int BINS = 20;
}
