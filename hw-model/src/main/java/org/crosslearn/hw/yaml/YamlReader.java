package org.crosslearn.hw.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.dataformat.yaml.snakeyaml.error.MarkedYAMLException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosslearn.hw.yaml.YamlSource.Place;

/**
 * Walks the tokens of a YAML text once. The parser's own idea of what a word means is not used: it
 * follows YAML 1.1, where {@code 1e-3} is a string and {@code 1_000} a number.
 */
final class YamlReader {
  /** Aliases can make a short file expand without end; no honest configuration is this large. */
  private static final int MOST_VALUES = 100_000;

  private static final int DEEPEST = 50;

  private static final YAMLFactory YAML = YAMLFactory.builder()
      .streamReadConstraints(
          StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
      .build();

  /** Anchors and tags may precede the quote, or the sign of a block of text. */
  private static final Pattern QUOTED = Pattern.compile("(?:[&!]\\S*\\s+)*[\"'|>]");

  private final String name;
  private final Function<String, Path> files;
  private final int[] codePoints;
  private final YAMLParser parser;
  private final Map<JsonPointer, Place> places = new HashMap<>();
  private final Map<String, JsonPointer> anchors = new HashMap<>();
  private JsonNode root = JsonNodeFactory.instance.objectNode();

  private YamlReader(String name, String text, Function<String, Path> files) throws IOException {
    this.name = name;
    this.files = files;
    this.codePoints = text.codePoints().toArray();
    this.parser = YAML.createParser(text);
  }

  static YamlSource read(String name, String text, Function<String, Path> files) {
    try {
      YamlReader reader = new YamlReader(name, text, files);
      reader.document();
      return new YamlSource(name, text, files, reader.root, reader.places);
    } catch (MarkedYAMLException e) {
      String context = e.getContext() == null ? "" : " " + e.getContext();
      Position position =
          new Position(e.getProblemMark().getLine() + 1, e.getProblemMark().getColumn() + 1);
      throw new YamlError(name, position, "", "not valid YAML" + context + ": " + e.getProblem());
    } catch (JsonProcessingException e) {
      Position position = e.getProcessor() instanceof JsonParser parser
          ? Position.of(parser.currentTokenLocation())
          : Position.START;
      String problem = e.getOriginalMessage().startsWith("Expected a field name")
          ? "a key must be a single word"
          : "not valid YAML: " + e.getOriginalMessage();
      throw new YamlError(name, position, "", problem);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
  }

  private void document() throws IOException {
    if (parser.nextToken() == null) {
      put(JsonPointer.empty(), new Place(Position.START, Position.START, "", true));
      return;
    }
    value(JsonPointer.empty(), position(), node -> root = node);
    Position end = position();
    if (parser.nextToken() != null) {
      throw new YamlError(name, end, "", "not valid YAML: a second document follows here");
    }
  }

  /**
   * @param parent takes the value before what is in it is read, so that messages know the way there
   */
  private void value(JsonPointer pointer, Position key, Consumer<JsonNode> parent)
      throws IOException {
    if (parser.isCurrentAlias()) {
      parent.accept(alias(pointer, key));
      return;
    }
    if (parser.getCurrentAnchor() != null) {
      anchors.put(parser.getCurrentAnchor(), pointer);
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      put(pointer, new Place(key, position(), null, false));
      ObjectNode mapping = JsonNodeFactory.instance.objectNode();
      parent.accept(mapping);
      entries(mapping, pointer);
    } else if (token == JsonToken.START_ARRAY) {
      put(pointer, new Place(key, position(), null, false));
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      parent.accept(list);
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        value(pointer.appendIndex(list.size()), position(), list::add);
      }
    } else {
      String written = parser.getText();
      boolean plain = !QUOTED.matcher(source()).lookingAt();
      put(pointer, new Place(key, position(), written, plain));
      parent.accept(plain ? CoreSchema.value(written) : CoreSchema.text(written));
    }
  }

  private void entries(ObjectNode mapping, JsonPointer pointer) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Position keyPosition = position();
      JsonPointer inner = pointer.appendProperty(key);
      if (mapping.has(key)) {
        throw error(
            keyPosition,
            inner,
            "stands here a second time, the first is in line "
                + places.get(inner).key().line());
      }
      parser.nextToken();
      value(inner, keyPosition, node -> mapping.set(key, node));
    }
  }

  private JsonNode alias(JsonPointer pointer, Position key) throws IOException {
    JsonPointer anchor = anchors.get(parser.getText());
    if (anchor == null) {
      throw new YamlError(
          name, position(), "", "not valid YAML: found undefined alias " + parser.getText());
    }
    if (pointer.toString().startsWith(anchor + "/")) {
      throw error(places.get(anchor).value(), pointer, "an alias that contains itself");
    }
    copyPlaces(anchor, pointer, key);
    return root.at(anchor);
  }

  private void copyPlaces(JsonPointer from, JsonPointer to, Position key) {
    Place place = places.get(from);
    put(to, new Place(key, place.value(), place.written(), place.plain()));
    JsonNode node = root.at(from);
    Stream<JsonPointer> steps = node.isArray()
        ? IntStream.range(0, node.size()).mapToObj(JsonPointer.empty()::appendIndex)
        : node.propertyStream().map(entry -> JsonPointer.empty().appendProperty(entry.getKey()));
    steps.forEach(step -> {
      JsonPointer inner = from.append(step);
      copyPlaces(inner, to.append(step), places.get(inner).key());
    });
  }

  private void put(JsonPointer pointer, Place place) {
    places.put(pointer, place);
    if (places.size() > MOST_VALUES) {
      throw error(place.value(), pointer, "more than " + MOST_VALUES + " values");
    }
  }

  private YamlError error(Position position, JsonPointer pointer, String problem) {
    String path = new YamlSource(name, "", files, root, places).path(pointer);
    return new YamlError(name, position, path, problem);
  }

  private Position position() {
    return Position.of(parser.currentTokenLocation());
  }

  /** The current word as it stands in the text; the parser's offsets count code points. */
  private String source() {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    int end = (int) parser.currentLocation().getCharOffset();
    return new String(codePoints, start, end - start);
  }
}
