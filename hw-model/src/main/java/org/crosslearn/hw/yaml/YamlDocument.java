package org.crosslearn.hw.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A YAML file, or a part of one reached with {@link #at}, {@link #items} and {@link #without}.
 *
 * <p>{@link #as} and {@link #over} bind it to records. A record component {@code cycleToCycle} is
 * written {@code cycle-to-cycle}, an enum constant {@code LOW_POWER} is written {@code low-power}.
 * Components may be numbers, truth values, strings, enums, records, {@code List}, {@code Map} with
 * string keys, {@code Optional} and arrays of {@code int} or {@code double}. Numbers, truth values,
 * strings, enums and arrays must be given. Where one is missing or written as {@code null}, a list,
 * map or {@code Optional} is empty, and a record or boxed number is null: the enclosing record's
 * constructor says whether it can do without. Keys that the record does not have are
 * refused.
 *
 * <p>A component may also be a sealed interface that permits records; its key {@code kind} names
 * the record, {@code fixed-rate} for {@code FixedRate}.
 *
 * <p>Values follow the core schema of YAML 1.2: {@code 1e-3} is a number, {@code no} is a word. A
 * key whose value is empty ({@code bp:}) stands for an empty mapping where a mapping is expected.
 *
 * <p>All mistakes are {@link YamlError}s.
 */
public final class YamlDocument {
  private static final long MOST_BYTES = 3L << 20;

  private final YamlSource source;
  private final JsonPointer pointer;
  private final JsonNode node;
  private final Set<String> keysElsewhere;

  /**
   * @param node the value at the pointer, less the keys that were read elsewhere
   */
  private YamlDocument(
      YamlSource source, JsonPointer pointer, JsonNode node, Set<String> keysElsewhere) {
    this.source = source;
    this.pointer = pointer;
    this.node = node;
    this.keysElsewhere = keysElsewhere;
  }

  /**
   * Reads a file in UTF-8; messages name it as {@code file} is written. Files that it names are found
   * from its folder.
   */
  public static YamlDocument read(Path file) {
    return read(file, file::resolveSibling);
  }

  /**
   * Reads a file in UTF-8; messages name it as {@code file} is written.
   *
   * @param files where the files are that it names
   */
  public static YamlDocument read(Path file, Function<String, Path> files) {
    try {
      if (Files.isDirectory(file)) {
        throw new YamlError(file.toString(), "is a folder, not a YAML file");
      }
      long bytes = Files.size(file);
      if (bytes > MOST_BYTES) {
        throw new YamlError(
            file.toString(), "must be at most " + MOST_BYTES + " bytes, found " + bytes);
      }
      return whole(YamlReader.read(file.toString(), Files.readString(file), files));
    } catch (NoSuchFileException e) {
      throw new YamlError(file.toString(), "there is no such file");
    } catch (CharacterCodingException e) {
      throw new YamlError(file.toString(), "is not text in UTF-8");
    } catch (IOException e) {
      throw new YamlError(file.toString(), "cannot be read: " + e);
    }
  }

  /**
   * Reads a resource beside a class.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static YamlDocument resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name + " beside " + owner.getName());
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param sourceName how messages call the text
   */
  public static YamlDocument parse(String text, String sourceName) {
    return whole(YamlReader.read(sourceName, text, Path.of(sourceName)::resolveSibling));
  }

  /** Binds this document to a record (or to any other supported component type). */
  public <T> T as(Class<T> type) {
    return binding().bind(node, type);
  }

  /**
   * Lays this mapping over a complete record: what the mapping names is replaced, nested mappings
   * are laid over nested records and maps in the same way, everything else stays. Lists are replaced
   * whole.
   */
  public <T> T over(T defaults) {
    return binding().bindOver(mapping(), defaults);
  }

  private RecordBinding binding() {
    return new RecordBinding(source, pointer, keysElsewhere);
  }

  /**
   * The value of a key.
   *
   * @throws YamlError if this is no mapping or has no such key
   */
  public YamlDocument at(String key) {
    JsonNode value = mapping().get(key);
    if (value == null) {
      throw source.missing(pointer, key);
    }
    return new YamlDocument(source, pointer.appendProperty(key), value, Set.of());
  }

  /** Keys in file order; none for an empty document. */
  public List<String> keys() {
    return mapping().propertyStream().map(Map.Entry::getKey).toList();
  }

  public boolean has(String key) {
    return mapping().has(key);
  }

  /** The entries of a list, in order. */
  public List<YamlDocument> items() {
    if (!isList()) {
      throw source.mustBe("a list", pointer);
    }
    return IntStream.range(0, node.size())
        .mapToObj(i -> new YamlDocument(source, pointer.appendIndex(i), node.get(i), Set.of()))
        .toList();
  }

  /**
   * Where the file is that this value names.
   *
   * @throws YamlError if this is no single value, or none that can name a file
   */
  public Path file() {
    try {
      return source.files().apply(text());
    } catch (InvalidPathException e) {
      throw error("must be the name of a file, found " + text());
    }
  }

  /** A single value as it is written, without quotes. */
  public String text() {
    YamlSource.Place place = source.place(pointer);
    if (!place.isSingle() || place.isNothing()) {
      throw source.mustBe("a single value", pointer);
    }
    return place.written();
  }

  /** Whether there are keys and values here, or nothing at all. */
  public boolean isMapping() {
    return node.isObject() || isEmpty();
  }

  public boolean isList() {
    return node.isArray();
  }

  /** Whether {@code ~} or {@code null} stands here. */
  public boolean isNull() {
    return node.isNull();
  }

  /** Whether nothing, {@code ~}, {@code null}, <code>{}</code> or {@code []} stands here. */
  public boolean isEmpty() {
    return node.isNull() || node.isContainerNode() && node.isEmpty();
  }

  /**
   * This mapping less the keys that the caller reads itself. They still count as allowed when a
   * later {@link #over} suggests what a misspelt key may have meant.
   */
  public YamlDocument without(String... keys) {
    Set<String> elsewhere = new TreeSet<>(keysElsewhere);
    elsewhere.addAll(List.of(keys));
    return new YamlDocument(source, pointer, mapping().deepCopy().remove(elsewhere), elsewhere);
  }

  /**
   * The whole file with a value at a path where it has another one or none. Messages about the value
   * name the place that it was taken from.
   *
   * @param path keys from the top of the file; mappings that are missing on the way are made
   * @param named whose key messages name when a key of the path is not allowed
   * @param value from the same file
   * @throws YamlError if something else than a mapping stands on the way
   */
  public YamlDocument with(List<String> path, YamlDocument named, YamlDocument value) {
    return whole(source.with(
        pointer(path), named.source.place(named.pointer).key(), value.source, value.pointer));
  }

  /**
   * The whole file as if a key and its value were not in it.
   *
   * @param path keys from the top of the file
   */
  public YamlDocument less(List<String> path) {
    return whole(source.without(pointer(path)));
  }

  private static YamlDocument whole(YamlSource source) {
    return new YamlDocument(source, JsonPointer.empty(), source.root(), Set.of());
  }

  private static JsonPointer pointer(List<String> path) {
    JsonPointer pointer = JsonPointer.empty();
    for (String key : path) {
      pointer = pointer.appendProperty(key);
    }
    return pointer;
  }

  /**
   * Refuses keys other than these.
   *
   * @return this
   */
  public YamlDocument allowOnly(String... keys) {
    for (String key : keys()) {
      if (!List.of(keys).contains(key)) {
        throw source.unknownKey(pointer, key, List.of(keys));
      }
    }
    return this;
  }

  /** An error at the value. */
  public YamlError error(String message) {
    return source.atValue(pointer, message);
  }

  /** A refused value, at its key in this mapping if it is written there. */
  public YamlError error(InvalidValue invalid) {
    return source.refused(pointer, invalid);
  }

  /** An error at the key that names this value, for a name that does not exist. */
  public YamlError keyError(String message) {
    return source.atKey(pointer, message);
  }

  /** The file name that messages begin with. */
  public String sourceName() {
    return source.name();
  }

  /** The text of the whole file. */
  public String sourceText() {
    return source.text();
  }

  /** A mapping, or nothing at all standing for an empty one. */
  private ObjectNode mapping() {
    if (node.isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (node instanceof ObjectNode mapping) {
      return mapping;
    }
    throw source.mustBe("a mapping of keys to values", pointer);
  }

  /** The place of the value, as messages write it. */
  @Override
  public String toString() {
    Position position = source.place(pointer).value();
    String path = source.path(pointer);
    return source.name() + ":" + position.line() + ":" + position.column()
        + (path.isEmpty() ? "" : ": " + path);
  }
}
