package org.crosslearn.hw.yaml;

/**
 * A configuration value that is not allowed. Records throw it from their constructors; the YAML
 * reader adds where in which file the value stands.
 */
public final class InvalidValue extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String key;
  private final String found;
  private final String allowed;

  /**
   * @param key YAML key of the value within the record, e.g. {@code "adc-bits"}
   * @param found the value as the user wrote it
   * @param allowed what would be accepted, completing "must be …"
   */
  public InvalidValue(String key, Object found, String allowed) {
    super(key + " must be " + allowed + ", found " + found);
    this.key = key;
    this.found = String.valueOf(found);
    this.allowed = allowed;
  }

  /** YAML key of the value within its record. */
  public String key() {
    return key;
  }

  /** The refused value. */
  String found() {
    return found;
  }

  /** What would be accepted, completing "must be …". */
  String allowed() {
    return allowed;
  }

  public static void require(boolean condition, String key, Object found, String allowed) {
    if (!condition) {
      throw new InvalidValue(key, found, allowed);
    }
  }

  /**
   * Refuses a key that means nothing beside the choices made.
   *
   * @param belongs whether the key may be given
   * @param value null if it is not
   * @param owner what it belongs to, e.g. {@code "the range fixed"}
   */
  public static void requireOnlyFor(boolean belongs, String key, Object value, String owner) {
    require(
        belongs || value == null,
        key,
        value,
        "left out, because it belongs to " + owner + " (" + key
            + ": null removes that of a preset)");
  }

  public static void requirePositive(String key, double value) {
    require(value > 0 && Double.isFinite(value), key, value, "a number above 0");
  }

  public static void requireRange(String key, int value, int least, int most) {
    require(
        value >= least && value <= most,
        key,
        value,
        "a whole number from " + least + " to " + most);
  }

  public static void requireRange(String key, double value, double least, double most) {
    require(
        value >= least && value <= most,
        key,
        value,
        "a number from " + YamlText.number(least) + " to " + YamlText.number(most));
  }
}
