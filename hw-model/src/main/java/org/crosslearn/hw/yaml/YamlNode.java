package org.crosslearn.hw.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A YAML value that knows where it stands. */
sealed interface YamlNode {

  Position position();

  /** How an error message shows this value. */
  String describe();

  /** Entries in file order. */
  record Mapping(Position position, Map<String, Entry> entries) implements YamlNode {
    Mapping without(Set<String> keys) {
      Map<String, Entry> rest = new LinkedHashMap<>(entries);
      rest.keySet().removeAll(keys);
      return new Mapping(position, rest);
    }

    @Override
    public String describe() {
      return "a mapping";
    }
  }

  record Entry(Position keyPosition, YamlNode value) {}

  record Sequence(Position position, List<YamlNode> items) implements YamlNode {
    @Override
    public String describe() {
      return "a list";
    }
  }

  /**
   * @param plain written without quotes, so that it may stand for a number, a truth value or nothing
   */
  record Scalar(Position position, String text, boolean plain) implements YamlNode {
    private static final int LONGEST_SHOWN = 60;

    /** YAML 1.2 core schema: an empty value, {@code ~} and {@code null}. */
    boolean isNothing() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    @Override
    public String describe() {
      if (isNothing()) {
        return "nothing";
      }
      String shown = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
      return plain ? shown : '"' + shown + '"';
    }
  }
}
