package org.crosslearn.hw.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Map;

/**
 * A YAML text as a tree of values, and where and how each of them is written.
 *
 * @param name how messages call the text
 * @param text the whole text
 * @param root numbers are {@code LongNode}s where they are whole and {@code DoubleNode}s where not; a
 *     key without a value holds an empty mapping
 * @param places of every value in the tree
 */
record YamlSource(String name, String text, JsonNode root, Map<JsonPointer, Place> places) {

  /**
   * @param key where the key of the value stands; for values without one, where the value does
   * @param written a single value without its quotes, null for mappings and lists
   * @param plain written without quotes, so that it may stand for a number, a truth value or nothing
   */
  record Place(Position key, Position value, String written, boolean plain) {
    private static final int LONGEST_SHOWN = 60;

    boolean isSingle() {
      return written != null;
    }

    boolean isNothing() {
      return isSingle() && plain && CoreSchema.isNothing(written);
    }

    private String shown() {
      String start =
          written.length() <= LONGEST_SHOWN ? written : written.substring(0, LONGEST_SHOWN) + "…";
      return isNothing() ? "nothing" : plain ? start : '"' + start + '"';
    }
  }

  /** The place of a value, or of the innermost mapping or list around it that is written. */
  Place place(JsonPointer pointer) {
    Place place = places.get(pointer);
    return place == null ? place(pointer.head()) : place;
  }

  /** How messages show a value that is written. */
  String found(JsonPointer pointer) {
    Place place = places.get(pointer);
    return place.isSingle() ? place.shown() : root.at(pointer).isArray() ? "a list" : "a mapping";
  }

  /** Nothing but the value itself may stand for what is expected. */
  YamlError mustBe(String expected, JsonPointer pointer) {
    return atValue(pointer, "must be " + expected + ", found " + found(pointer));
  }

  YamlError atValue(JsonPointer pointer, String problem) {
    return new YamlError(name, place(pointer).value(), path(pointer), problem);
  }

  YamlError atKey(JsonPointer pointer, String problem) {
    return new YamlError(name, place(pointer).key(), path(pointer), problem);
  }

  YamlError missing(JsonPointer mapping, String key) {
    return atKey(mapping, "key " + key + " is missing");
  }

  YamlError unknownKey(JsonPointer mapping, String key, Collection<String> allowed) {
    return new YamlError(
        name,
        place(mapping.appendProperty(key)).key(),
        path(mapping),
        "unknown key, found " + key + "." + Suggestions.didYouMean(key, allowed));
  }

  /** The value as the user wrote it, where they wrote it, if they did. */
  YamlError refused(JsonPointer mapping, InvalidValue invalid) {
    JsonPointer value = mapping.appendProperty(invalid.key());
    Place place = places.get(value);
    boolean single = place != null && place.isSingle();
    String problem =
        "must be " + invalid.allowed() + ", found " + (single ? found(value) : invalid.found());
    return single ? atValue(value, problem) : atKey(value, problem);
  }

  /** The way from the top as messages write it: {@code rules.bp.hidden[0]}. */
  String path(JsonPointer pointer) {
    StringBuilder path = new StringBuilder();
    JsonNode parent = root;
    for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
      if (parent.isArray()) {
        path.append('[').append(rest.getMatchingIndex()).append(']');
        parent = parent.path(rest.getMatchingIndex());
      } else {
        path.append(path.isEmpty() ? "" : ".").append(rest.getMatchingProperty());
        parent = parent.path(rest.getMatchingProperty());
      }
    }
    return path.toString();
  }
}
