package org.crosslearn.hw.yaml;

/**
 * A mistake in a YAML file, told to the person who wrote the file: {@code file:line:column: path:
 * what is wrong, found X. Did you mean Y?} The stack trace is of no interest to them. The cause is an
 * {@link InvalidValue} where the file is in order and only a value in it is refused.
 */
public final class YamlError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;

  /**
   * @param sourceName file name as the user knows it
   * @param position of the offending key or value
   * @param path keys from the top of the document, {@code ""} for the document itself
   */
  YamlError(String sourceName, Position position, String path, String problem) {
    super(sourceName + ":" + position.line() + ":" + position.column() + ": "
        + (path.isEmpty() ? "" : path + ": ") + problem);
    this.line = position.line();
    this.column = position.column();
  }

  /** The file as a whole cannot be used. */
  YamlError(String sourceName, String problem) {
    super(sourceName + ": " + problem);
    this.line = 1;
    this.column = 1;
  }

  /** Line of the mistake, from 1. */
  public int line() {
    return line;
  }

  /** Column of the mistake, from 1. */
  public int column() {
    return column;
  }
}
