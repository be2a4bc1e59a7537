package org.crosslearn.crossbar.matrix;

/**
 * The lines that spike in one time step.
 *
 * @param lines indices in rising order; only the first {@code count} count
 * @param producer id of the operation that found them, or {@link Signal#GIVEN}
 */
public record Spikes(int[] lines, int count, int producer) {
  public Spikes {
    if (count < 0 || count > lines.length) {
      throw new IllegalArgumentException(
          count + " spikes do not fit into a list of " + lines.length);
    }
  }
}
