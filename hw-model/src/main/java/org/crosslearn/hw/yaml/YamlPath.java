package org.crosslearn.hw.yaml;

/** How messages write the way from the top of a document to a value: {@code rules.bp.hidden[0]}. */
final class YamlPath {
  private YamlPath() {}

  static String key(String parent, String key) {
    return parent.isEmpty() ? key : parent + "." + key;
  }

  static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }
}
