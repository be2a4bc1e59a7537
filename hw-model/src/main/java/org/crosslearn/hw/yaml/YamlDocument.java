package org.crosslearn.hw.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A YAML file, or a part of one reached with {@link #at}, {@link #items} and {@link #without}.
 *
 * <p>{@link #as} and {@link #over} bind it to records. A record component {@code cycleToCycle} is
 * written {@code cycle-to-cycle}, an enum constant {@code LOW_POWER} is written {@code low-power}.
 * Components may be numbers, truth values, strings, enums, records, {@code List}, {@code Map} with
 * string keys, {@code Optional} and arrays of {@code int} or {@code double}. Numbers, truth values,
 * strings and enums must be given; a list, map or {@code Optional} that is missing is empty; a
 * record or boxed number that is missing, or written as {@code null}, is null, and the enclosing
 * record's constructor says whether it can do without. Keys that the record does not have are
 * refused.
 *
 * <p>Values follow the core schema of YAML 1.2: {@code 1e-3} is a number, {@code no} is a word. A
 * key whose value is empty ({@code bp:}) stands for an empty mapping where a mapping is expected.
 *
 * <p>All mistakes are {@link YamlError}s.
 */
public final class YamlDocument {
  private static final long MOST_BYTES = 3L << 20;

  private final String sourceName;
  private final String sourceText;
  private final YamlNode node;
  private final Position keyPosition;
  private final String path;
  private final Set<String> keysElsewhere;

  private YamlDocument(
      String sourceName,
      String sourceText,
      YamlNode node,
      Position keyPosition,
      String path,
      Set<String> keysElsewhere) {
    this.sourceName = sourceName;
    this.sourceText = sourceText;
    this.node = node;
    this.keyPosition = keyPosition;
    this.path = path;
    this.keysElsewhere = keysElsewhere;
  }

  /** Reads a file in UTF-8; messages name it as {@code file} is written. */
  public static YamlDocument read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new YamlError(file.toString(), "is a folder, not a YAML file");
      }
      long bytes = Files.size(file);
      if (bytes > MOST_BYTES) {
        throw new YamlError(
            file.toString(), "must be at most " + MOST_BYTES + " bytes, found " + bytes);
      }
      return parse(Files.readString(file), file.toString());
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
    YamlNode root = YamlParser.parse(text, sourceName);
    return new YamlDocument(sourceName, text, root, root.position(), "", Set.of());
  }

  /** Binds this document to a record (or to any other supported component type). */
  public <T> T as(Class<T> type) {
    return type.cast(
        new RecordBinder(sourceName, keysElsewhere).bind(this.node, keyPosition, path, type));
  }

  /**
   * Lays this mapping over a complete record: what the mapping names is replaced, nested mappings
   * are laid over nested records and maps in the same way, everything else stays. Lists are replaced
   * whole.
   */
  public <T> T over(T defaults) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) defaults.getClass();
    return type.cast(new RecordBinder(sourceName, keysElsewhere)
        .bindOver(node, keyPosition, path, type, defaults));
  }

  /**
   * The value of a key.
   *
   * @throws YamlError if this is no mapping or has no such key
   */
  public YamlDocument at(String key) {
    YamlNode.Entry entry = mapping().entries().get(key);
    if (entry == null) {
      throw new YamlError(sourceName, keyPosition, path, "key " + key + " is missing");
    }
    return new YamlDocument(
        sourceName,
        sourceText,
        entry.value(),
        entry.keyPosition(),
        YamlPath.key(path, key),
        Set.of());
  }

  /** Keys in file order; none for an empty document. */
  public List<String> keys() {
    return List.copyOf(mapping().entries().keySet());
  }

  public boolean has(String key) {
    return mapping().entries().containsKey(key);
  }

  /** The entries of a list, in order. */
  public List<YamlDocument> items() {
    if (!(node instanceof YamlNode.Sequence sequence)) {
      throw error("must be a list, found " + node.describe());
    }
    List<YamlDocument> items = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      items.add(new YamlDocument(
          sourceName,
          sourceText,
          item,
          item.position(),
          YamlPath.item(path, items.size()),
          Set.of()));
    }
    return items;
  }

  /** A single value as it is written, without quotes. */
  public String text() {
    if (node instanceof YamlNode.Scalar scalar && !scalar.isNothing()) {
      return scalar.text();
    }
    throw error("must be a single value, found " + node.describe());
  }

  /** Whether there are keys and values here, or nothing at all. */
  public boolean isMapping() {
    return node instanceof YamlNode.Mapping || isEmpty();
  }

  public boolean isList() {
    return node instanceof YamlNode.Sequence;
  }

  /** Whether nothing, {@code ~}, {@code null}, <code>{}</code> or {@code []} stands here. */
  public boolean isEmpty() {
    return node instanceof YamlNode.Scalar scalar && scalar.isNothing()
        || node instanceof YamlNode.Mapping mapping && mapping.entries().isEmpty()
        || node instanceof YamlNode.Sequence sequence && sequence.items().isEmpty();
  }

  /**
   * This mapping less the keys that the caller reads itself. They still count as allowed when a
   * later {@link #over} suggests what a misspelt key may have meant.
   */
  public YamlDocument without(String... keys) {
    Set<String> elsewhere = new TreeSet<>(keysElsewhere);
    elsewhere.addAll(List.of(keys));
    return new YamlDocument(
        sourceName, sourceText, mapping().without(elsewhere), keyPosition, path, elsewhere);
  }

  /**
   * Refuses keys other than these.
   *
   * @return this
   */
  public YamlDocument allowOnly(String... keys) {
    RecordBinder.refuseUnknownKeys(sourceName, mapping(), path, List.of(keys));
    return this;
  }

  /** An error at the value. */
  public YamlError error(String message) {
    return new YamlError(sourceName, node.position(), path, message);
  }

  /** A refused value, at its key in this mapping if it is written there. */
  public YamlError error(InvalidValue invalid) {
    return new RecordBinder(sourceName, keysElsewhere)
        .located(keyPosition, path, mapping(), invalid);
  }

  /** An error at the key that names this value, for a name that does not exist. */
  public YamlError keyError(String message) {
    return new YamlError(sourceName, keyPosition, path, message);
  }

  /** The file name that messages begin with. */
  public String sourceName() {
    return sourceName;
  }

  /** The text of the whole file. */
  public String sourceText() {
    return sourceText;
  }

  private YamlNode.Mapping mapping() {
    return RecordBinder.asMapping(node)
        .orElseThrow(() -> error("must be a mapping of keys to values, found " + node.describe()));
  }

  /** The place of the value, as messages write it. */
  @Override
  public String toString() {
    return sourceName + ":" + node.position().line() + ":" + node.position().column()
        + (path.isEmpty() ? "" : ": " + path);
  }
}
