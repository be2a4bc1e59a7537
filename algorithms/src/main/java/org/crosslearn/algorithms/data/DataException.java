package org.crosslearn.algorithms.data;

/**
 * A data set cannot be used: unknown, not found, damaged, mislabelled or not to be downloaded. The
 * message is meant for the user as it stands; it says what was found, what was expected and what to
 * do.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
