package org.crosslearn.hw.trace;

/** A file of numbers that cannot be used, told to the person who made it. */
public final class InvalidTrace extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidTrace(String message) {
    super(message);
  }
}
