package org.crosslearn.reports.run;

/** A results folder cannot be used; the message is meant for the user as it stands. */
public final class ResultsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ResultsException(String message) {
    super(message);
  }

  public ResultsException(String message, Throwable cause) {
    super(message, cause);
  }
}
