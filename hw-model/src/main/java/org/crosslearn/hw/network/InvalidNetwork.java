package org.crosslearn.hw.network;

/** A mistake in a network that is not written in YAML, told to the person who wrote it. */
public final class InvalidNetwork extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidNetwork(String message) {
    super(message);
  }
}
