package org.crosslearn.hw.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A YAML text as a tree of values, and where and how each of them is written.
 *
 * @param name how messages call the text
 * @param text the whole text
 * @param files where the files are that the text names
 * @param root numbers are {@code LongNode}s where they are whole and {@code DoubleNode}s where not; a
 *     key without a value holds an empty mapping
 * @param places of every value in the tree
 */
record YamlSource(
    String name,
    String text,
    Function<String, Path> files,
    JsonNode root,
    Map<JsonPointer, Place> places) {
  private static final Pattern DEEPER = Pattern.compile("]?[.\\[]|]$");

  /**
   * @param name where the name of the key is written, which is elsewhere than {@code key} for values
   *     that were taken from another place
   * @param key where the key of the value stands; for values without one, where the value does
   * @param written a single value without its quotes, null for mappings and lists
   * @param plain written without quotes, so that it may stand for a number, a truth value or nothing
   */
  record Place(Position name, Position key, Position value, String written, boolean plain) {
    private static final int LONGEST_SHOWN = 60;

    Place(Position key, Position value, String written, boolean plain) {
      this(key, key, value, written, plain);
    }

    boolean isSingle() {
      return written != null;
    }

    boolean isNothing() {
      return isSingle() && plain && CoreSchema.isNothing(written);
    }

    Place named(Position other) {
      return new Place(other, key, value, written, plain);
    }

    /** Of a mapping, where nothing was written. */
    Place filled() {
      return new Place(name, key, value, null, plain);
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
        place(mapping.appendProperty(key)).name(),
        path(mapping),
        "unknown key, found " + key + "." + Suggestions.didYouMean(key, allowed));
  }

  /** The value as the user wrote it, where they wrote it, if they did. */
  YamlError refused(JsonPointer mapping, InvalidValue invalid) {
    JsonPointer value = within(mapping, invalid.key());
    Place place = places.get(value);
    boolean single = place != null && place.isSingle();
    String problem =
        "must be " + invalid.allowed() + ", found " + (single ? found(value) : invalid.found());
    YamlError error = new YamlError(
        name,
        single ? place.value() : place(value).key(),
        path(mapping.appendProperty(invalid.key())),
        problem);
    error.initCause(invalid);
    return error;
  }

  /** Records also refuse what lies deeper in them: {@code wires.idle-lines}, {@code potentiation[2]}. */
  private static JsonPointer within(JsonPointer mapping, String key) {
    JsonPointer value = mapping;
    for (String step : DEEPER.split(key)) {
      value = value.appendProperty(step);
    }
    return value;
  }

  /**
   * This text with a value at a place where the text has another one or none. What is said of the
   * value names the place that it came from.
   *
   * @param target where the value goes; mappings that are missing on the way are made
   * @param names where the keys of the way are written
   * @param from this text, perhaps with other values in place
   * @param value its place in {@code from}
   * @throws YamlError if something else than a mapping stands on the way
   */
  YamlSource with(JsonPointer target, Position names, YamlSource from, JsonPointer value) {
    JsonNode changed = root.deepCopy();
    Map<JsonPointer, Place> moved = new HashMap<>(places);
    JsonNode parent = changed;
    JsonPointer way = JsonPointer.empty();
    for (JsonPointer rest = target; ; rest = rest.tail()) {
      String step = rest.getMatchingProperty();
      if (!(parent instanceof ObjectNode mapping)) {
        throw new YamlError(
            name,
            names,
            path(way),
            "must be a mapping so that " + step + " can be changed in it, found " + found(way));
      }
      // An empty value may stand for a mapping; now it is one.
      Place place = moved.get(way);
      moved.put(way, place == null ? new Place(names, names, null, false) : place.filled());
      way = way.appendProperty(step);
      if (rest.tail().matches()) {
        mapping.set(step, from.root.at(value).deepCopy());
        break;
      }
      if (!mapping.has(step)) {
        mapping.set(step, JsonNodeFactory.instance.objectNode());
      }
      parent = mapping.get(step);
    }
    moved.keySet().removeIf(place -> isIn(target, place));
    from.places.forEach((place, written) -> {
      if (isIn(value, place)) {
        JsonPointer tail =
            JsonPointer.compile(place.toString().substring(value.toString().length()));
        moved.put(target.append(tail), written);
      }
    });
    moved.computeIfPresent(target, (place, written) -> written.named(names));
    return new YamlSource(name, text, files, changed, moved);
  }

  /** This text as if a key and its value were not in it. */
  YamlSource without(JsonPointer target) {
    JsonNode changed = root.deepCopy();
    if (changed.at(target.head()) instanceof ObjectNode mapping) {
      mapping.remove(target.last().getMatchingProperty());
    }
    return new YamlSource(name, text, files, changed, places);
  }

  private static boolean isIn(JsonPointer outer, JsonPointer place) {
    return place.equals(outer) || place.toString().startsWith(outer + "/");
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
