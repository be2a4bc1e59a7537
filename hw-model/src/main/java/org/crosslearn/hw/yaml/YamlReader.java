package org.crosslearn.hw.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.dataformat.yaml.snakeyaml.error.MarkedYAMLException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Walks the tokens of a YAML text once. The parser's own idea of what a scalar means is not used: it
 * follows YAML 1.1, where {@code 1e-3} is a string and {@code 1_000} a number.
 */
final class YamlReader {
  /** Aliases can make a short file expand without end; no honest configuration is this large. */
  private static final int MOST_VALUES = 100_000;

  private static final YAMLFactory YAML = new YAMLFactory();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Anchors and tags may precede the quote, or the sign of a block of text. */
  private static final Pattern QUOTED = Pattern.compile("(?:[&!]\\S*\\s+)*[\"'|>]");

  /** {@code [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?}, YAML 1.2.2, 10.3.2. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private static final Pattern INFINITY = Pattern.compile("[-+]?\\.(inf|Inf|INF)");

  private record Anchored(JsonPointer pointer, JsonNode node) {}

  private final String name;
  private final int[] codePoints;
  private final YAMLParser parser;
  private final Map<JsonPointer, YamlSource.Place> places = new HashMap<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private JsonNode root = NODES.objectNode();

  private YamlReader(String name, String text) throws IOException {
    this.name = name;
    this.codePoints = text.codePoints().toArray();
    this.parser = YAML.createParser(text);
  }

  static YamlSource read(String name, String text) {
    try {
      YamlReader reader = new YamlReader(name, text);
      reader.document();
      return new YamlSource(name, text, reader.root, Map.copyOf(reader.places));
    } catch (MarkedYAMLException e) {
      String context = e.getContext() == null ? "" : " " + e.getContext();
      Position position =
          new Position(e.getProblemMark().getLine() + 1, e.getProblemMark().getColumn() + 1);
      throw new YamlError(name, position, "", "not valid YAML" + context + ": " + e.getProblem());
    } catch (JsonProcessingException e) {
      throw new YamlError(
          name, Position.of(e.getLocation()), "", "not valid YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
  }

  private void document() throws IOException {
    if (parser.nextToken() == null) {
      put(JsonPointer.empty(), new YamlSource.Place(Position.START, Position.START, "", true));
      return;
    }
    value(JsonPointer.empty(), position());
    Position end = position();
    if (parser.nextToken() != null) {
      throw new YamlError(name, end, "", "not valid YAML: a second document follows the first");
    }
  }

  private JsonNode value(JsonPointer pointer, Position key) throws IOException {
    if (parser.isCurrentAlias()) {
      return alias(pointer, key);
    }
    JsonToken token = parser.currentToken();
    boolean single = token.isScalarValue();
    boolean plain = single && !QUOTED.matcher(source()).lookingAt();
    String written = single ? parser.getText() : null;
    put(pointer, new YamlSource.Place(key, position(), written, plain));
    JsonNode node = token == JsonToken.START_OBJECT
        ? NODES.objectNode()
        : token == JsonToken.START_ARRAY
            ? NODES.arrayNode()
            : plain ? plain(written) : NODES.textNode(written);
    if (pointer.matches()) {
      root = node;
    }
    if (parser.getCurrentAnchor() != null) {
      anchors.put(parser.getCurrentAnchor(), new Anchored(pointer, node));
    }
    if (token == JsonToken.START_OBJECT) {
      entries((ObjectNode) node, pointer);
    } else if (token == JsonToken.START_ARRAY) {
      items((ArrayNode) node, pointer);
    }
    return node;
  }

  private void entries(ObjectNode mapping, JsonPointer pointer) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Position keyPosition = position();
      JsonPointer inner = pointer.appendProperty(key);
      YamlSource.Place earlier = places.get(inner);
      if (earlier != null) {
        throw error(
            keyPosition,
            inner,
            "stands here a second time, the first is in line " + earlier.key().line());
      }
      parser.nextToken();
      mapping.set(key, value(inner, keyPosition));
    }
  }

  private void items(ArrayNode list, JsonPointer pointer) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(pointer.appendIndex(list.size()), position()));
    }
  }

  private JsonNode alias(JsonPointer pointer, Position key) throws IOException {
    Anchored anchored = anchors.get(parser.getText());
    if (anchored == null) {
      throw new YamlError(
          name, position(), "", "not valid YAML: found undefined alias " + parser.getText());
    }
    if (pointer.toString().startsWith(anchored.pointer + "/")) {
      throw error(places.get(anchored.pointer).value(), pointer, "an alias that contains itself");
    }
    YamlSource.Place place = places.get(anchored.pointer);
    copyPlaces(anchored.node, anchored.pointer, pointer);
    places.put(pointer, new YamlSource.Place(key, place.value(), place.written(), place.plain()));
    return anchored.node;
  }

  private void copyPlaces(JsonNode node, JsonPointer from, JsonPointer to) {
    put(to, places.get(from));
    for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) {
      copyPlaces(node.get(i), from.appendIndex(i), to.appendIndex(i));
    }
    node.properties()
        .forEach(entry -> copyPlaces(
            entry.getValue(),
            from.appendProperty(entry.getKey()),
            to.appendProperty(entry.getKey())));
  }

  private void put(JsonPointer pointer, YamlSource.Place place) {
    if (places.size() >= MOST_VALUES) {
      throw error(place.value(), pointer, "more than " + MOST_VALUES + " values");
    }
    places.put(pointer, place);
  }

  private YamlError error(Position position, JsonPointer pointer, String problem) {
    return new YamlError(
        name, position, new YamlSource(name, "", root, places).path(pointer), problem);
  }

  private Position position() {
    return Position.of(parser.currentTokenLocation());
  }

  /** The current scalar as it stands in the text; the parser's offsets count code points. */
  private String source() {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    int end = (int) parser.currentLocation().getCharOffset();
    return new String(codePoints, start, end - start);
  }

  /** The core schema of YAML 1.2 (1.2.2, 10.3.2), less octal, hexadecimal and not-a-number. */
  private static JsonNode plain(String text) {
    if (isNothing(text)) {
      return text.isEmpty() ? NODES.objectNode() : NODES.nullNode();
    }
    if (INFINITY.matcher(text).matches()) {
      return NODES.numberNode(
          text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    if (NUMBER.matcher(text).matches()) {
      return number(text);
    }
    return switch (text) {
      case "true", "True", "TRUE" -> NODES.booleanNode(true);
      case "false", "False", "FALSE" -> NODES.booleanNode(false);
      default -> NODES.textNode(text);
    };
  }

  /** An empty value, {@code ~} and {@code null}. */
  static boolean isNothing(String text) {
    return text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null");
  }

  /** Whole numbers may be written 1000 or 1e3; what is beyond the range of a double is no number. */
  private static JsonNode number(String text) {
    try {
      return NODES.numberNode(new BigDecimal(text).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? NODES.numberNode(value) : NODES.textNode(text);
    }
  }
}
