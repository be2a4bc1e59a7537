package org.crosslearn.algorithms.geometric;

import java.util.Arrays;
import org.crosslearn.crossbar.matrix.Spikes;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * Spikes of the input nodes. The record keeps its arrays; whoever passes them in gives them away.
 *
 * @param nodes input node of each spike
 * @param ticks time of each, from 0, in ascending order
 */
public record Stimulus(int[] nodes, int[] ticks) {
  public Stimulus {
    if (nodes.length != ticks.length) {
      throw new IllegalArgumentException(nodes.length + " nodes, but " + ticks.length + " times");
    }
    for (int k = 0; k < ticks.length; k++) {
      int before = k == 0 ? 0 : ticks[k - 1];
      InvalidValue.require(
          ticks[k] >= before, "ticks", ticks[k], "a time of at least " + before + ", in order");
    }
  }

  /** Input nodes that all fire at the start. */
  public static Stimulus of(Spikes spikes) {
    return new Stimulus(Arrays.copyOf(spikes.lines(), spikes.count()), new int[spikes.count()]);
  }

  /**
   * The input nodes of all pixels that are at least this bright fire once, at the start.
   *
   * @param images one image after the other
   * @param from place of the first pixel
   * @param pixels of one image
   */
  public static Stimulus ofBrightPixels(float[] images, int from, int pixels, double threshold) {
    int[] nodes = new int[pixels];
    int count = 0;
    for (int i = 0; i < pixels; i++) {
      if (images[from + i] >= threshold) {
        nodes[count++] = i;
      }
    }
    return new Stimulus(Arrays.copyOf(nodes, count), new int[count]);
  }
}
