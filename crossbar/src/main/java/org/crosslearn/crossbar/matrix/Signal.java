package org.crosslearn.crossbar.matrix;

/**
 * A batch of vectors that remembers which recorded operation produced it.
 *
 * @param values {@code batch x size}, row-major, one sample per row; owned by the receiver
 * @param producer the recorded operation, or {@link #GIVEN}
 */
public record Signal(float[] values, int batch, int size, int producer) {
  /** Producer of a signal that no recorded operation made: an input, or anything while not recording. */
  public static final int GIVEN = -1;

  public Signal {
    if (values.length != batch * size) {
      throw new IllegalArgumentException("a signal of " + batch + " x " + size + " needs "
          + batch * size + " values, got " + values.length);
    }
  }

  /** A signal from outside the hardware. */
  public static Signal given(float[] values, int batch, int size) {
    return new Signal(values, batch, size, GIVEN);
  }
}
