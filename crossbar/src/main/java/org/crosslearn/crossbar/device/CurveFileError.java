package org.crosslearn.crossbar.device;

/** A file of measured conductances cannot be used; the message is meant for the user as it stands. */
public final class CurveFileError extends RuntimeException {
  private static final long serialVersionUID = 1;

  CurveFileError(String file, int line, String problem) {
    super(file + ":" + line + ": " + problem);
  }

  CurveFileError(String file, String problem) {
    super(file + ": " + problem);
  }
}
