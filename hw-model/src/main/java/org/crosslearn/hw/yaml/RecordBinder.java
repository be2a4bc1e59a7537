package org.crosslearn.hw.yaml;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns nodes into records. Written out rather than left to a data-binding library because the
 * position of a misspelt or missing key, or of a value that a record's constructor refuses, is known
 * only here.
 *
 * @param sourceName file name for messages
 * @param keysElsewhere keys of the outermost mapping that were read by the caller
 */
record RecordBinder(String sourceName, Set<String> keysElsewhere) {

  /** A node, and where messages about it point to. */
  private record Place(YamlNode node, Position keyPosition, String path) {}

  /** {@code [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?}, YAML 1.2.2, 10.3.2. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private static final BigDecimal BEYOND_LONG = new BigDecimal("1e19");

  private static final Pattern INFINITY = Pattern.compile("([-+]?)\\.(inf|Inf|INF)");

  Object bind(YamlNode node, Position keyPosition, String path, Type type) {
    return value(new Place(node, keyPosition, path), type, null, keysElsewhere);
  }

  Object bindOver(YamlNode node, Position keyPosition, String path, Type type, Object defaults) {
    return value(new Place(node, keyPosition, path), type, defaults, keysElsewhere);
  }

  /** A mapping, or nothing at all standing for an empty one. */
  static Optional<YamlNode.Mapping> asMapping(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      return Optional.of(mapping);
    }
    return node instanceof YamlNode.Scalar scalar && scalar.isNothing()
        ? Optional.of(new YamlNode.Mapping(node.position(), Map.of()))
        : Optional.empty();
  }

  static void refuseUnknownKeys(
      String sourceName, YamlNode.Mapping mapping, String path, Collection<String> allowed) {
    mapping.entries().forEach((key, entry) -> {
      if (!allowed.contains(key)) {
        throw new YamlError(
            sourceName,
            entry.keyPosition(),
            path,
            "unknown key, found " + key + "." + Suggestions.didYouMean(key, allowed));
      }
    });
  }

  /**
   * @param defaults complete value that the node is laid over, or null
   */
  private Object value(Place place, Type type, Object defaults, Set<String> alsoAllowed) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == List.class) {
        return list(place, last);
      }
      if (generic.getRawType() == Map.class
          && generic.getActualTypeArguments()[0] == String.class) {
        return map(place, last, (Map<?, ?>) defaults);
      }
      if (generic.getRawType() == Optional.class) {
        return isNull(place.node)
            ? Optional.empty()
            : Optional.of(value(
                place,
                last,
                defaults == null ? null : ((Optional<?>) defaults).orElse(null),
                Set.of()));
      }
      throw new IllegalArgumentException("cannot read values of type " + type);
    }
    Class<?> plainType = (Class<?>) type;
    if (isNull(place.node) && mayBeNull(plainType)) {
      return null;
    }
    if (plainType.isRecord()) {
      return record(place, plainType, defaults, alsoAllowed);
    }
    if (defaults instanceof Record && plainType.isInterface()) {
      return record(place, defaults.getClass(), defaults, alsoAllowed);
    }
    if (plainType.isEnum()) {
      return constant(place, plainType);
    }
    if (plainType == int[].class) {
      return items(place, int.class).stream().mapToInt(Integer.class::cast).toArray();
    }
    if (plainType == double[].class) {
      return items(place, double.class).stream().mapToDouble(Double.class::cast).toArray();
    }
    return scalar(place, plainType);
  }

  private Object record(Place place, Class<?> type, Object defaults, Set<String> alsoAllowed) {
    YamlNode.Mapping mapping =
        asMapping(place.node).orElseThrow(() -> refusal(place, "a mapping of keys to values"));
    RecordComponent[] components = type.getRecordComponents();
    List<String> keys = Stream.concat(
            Arrays.stream(components).map(component -> kebab(component.getName())),
            alsoAllowed.stream())
        .toList();
    refuseUnknownKeys(sourceName, mapping, place.path, keys);
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Object fallback = defaults == null ? null : component(defaults, components[i]);
      YamlNode.Entry entry = mapping.entries().get(keys.get(i));
      if (entry == null) {
        values[i] =
            defaults == null ? whenMissing(place, keys.get(i), components[i].getType()) : fallback;
      } else {
        Place inner =
            new Place(entry.value(), entry.keyPosition(), YamlPath.key(place.path, keys.get(i)));
        values[i] = value(inner, components[i].getGenericType(), fallback, Set.of());
      }
    }
    return construct(place, mapping, type, components, values);
  }

  private Object whenMissing(Place place, String key, Class<?> type) {
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (type == Optional.class) {
      return Optional.empty();
    }
    if (mayBeNull(type)) {
      return null;
    }
    throw new YamlError(sourceName, place.keyPosition, place.path, "key " + key + " is missing");
  }

  /** Parts that a record may do without: its constructor decides. */
  private static boolean mayBeNull(Class<?> type) {
    return type.isRecord() || Number.class.isAssignableFrom(type) || type == Boolean.class;
  }

  private Object construct(
      Place place,
      YamlNode.Mapping mapping,
      Class<?> type,
      RecordComponent[] components,
      Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidValue invalid) {
        throw located(place.keyPosition, place.path, mapping, invalid);
      }
      if (e.getCause() instanceof IllegalArgumentException invalid) {
        throw new YamlError(sourceName, place.keyPosition, place.path, invalid.getMessage());
      }
      throw new IllegalStateException(
          "the constructor of " + type.getName() + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + type.getName(), e);
    }
  }

  /** The value as the user wrote it, where they wrote it, if they did. */
  YamlError located(
      Position keyPosition, String path, YamlNode.Mapping mapping, InvalidValue invalid) {
    YamlNode.Entry entry = mapping.entries().get(invalid.key());
    boolean written = entry != null && entry.value() instanceof YamlNode.Scalar;
    Position position =
        entry == null ? keyPosition : written ? entry.value().position() : entry.keyPosition();
    String found = written ? entry.value().describe() : invalid.found();
    return new YamlError(
        sourceName,
        position,
        YamlPath.key(path, invalid.key()),
        "must be " + invalid.allowed() + ", found " + found);
  }

  static Object component(Object record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private List<Object> list(Place place, Type itemType) {
    return Collections.unmodifiableList(items(place, itemType));
  }

  private List<Object> items(Place place, Type itemType) {
    if (!(place.node instanceof YamlNode.Sequence sequence)) {
      throw refusal(place, "a list");
    }
    List<Object> items = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      Place inner = new Place(item, item.position(), YamlPath.item(place.path, items.size()));
      items.add(value(inner, itemType, null, Set.of()));
    }
    return items;
  }

  private Map<String, Object> map(Place place, Type valueType, Map<?, ?> defaults) {
    YamlNode.Mapping mapping =
        asMapping(place.node).orElseThrow(() -> refusal(place, "a mapping of names to values"));
    Map<String, Object> values = new LinkedHashMap<>();
    if (defaults != null) {
      defaults.forEach((key, value) -> values.put((String) key, value));
    }
    mapping.entries().forEach((key, entry) -> {
      Place inner = new Place(entry.value(), entry.keyPosition(), YamlPath.key(place.path, key));
      values.put(key, value(inner, valueType, values.get(key), Set.of()));
    });
    return Collections.unmodifiableMap(values);
  }

  private Object constant(Place place, Class<?> type) {
    List<String> names = Arrays.stream(type.getEnumConstants())
        .map(constant -> kebab((Enum<?>) constant))
        .toList();
    String text = text(place, "one of " + String.join(", ", names));
    int index = names.indexOf(text);
    if (index < 0) {
      String suggestion = Suggestions.closest(text, names)
          .map(name -> ". Did you mean " + name + "?")
          .orElse("");
      throw new YamlError(
          sourceName,
          place.node.position(),
          place.path,
          "must be one of " + String.join(", ", names) + ", found " + place.node.describe()
              + suggestion);
    }
    return type.getEnumConstants()[index];
  }

  private Object scalar(Place place, Class<?> type) {
    if (type == String.class) {
      return text(place, "text");
    }
    if (type == boolean.class || type == Boolean.class) {
      return truth(place);
    }
    if (type == double.class || type == Double.class) {
      return number(place, "a number");
    }
    if (type == float.class || type == Float.class) {
      return (float) number(place, "a number");
    }
    if (type == int.class || type == Integer.class) {
      return (int) whole(place, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return whole(place, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    throw new IllegalArgumentException("cannot read values of type " + type.getName());
  }

  private boolean truth(Place place) {
    return switch (plainText(place)) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> throw refusal(place, "true or false");
    };
  }

  private double number(Place place, String expected) {
    return parseNumber(plainText(place)).orElseThrow(() -> refusal(place, expected));
  }

  /** Empty for what is no number, and for finite numbers beyond the range of a double. */
  private static OptionalDouble parseNumber(String text) {
    var infinity = INFINITY.matcher(text);
    if (infinity.matches()) {
      return OptionalDouble.of(
          infinity.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    if (!NUMBER.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** Whole numbers may be written 1000 or 1e3. */
  private long whole(Place place, long least, long most) {
    String text = plainText(place);
    if (NUMBER.matcher(text).matches() && text.length() <= 40) {
      try {
        BigDecimal exact = new BigDecimal(text);
        if (exact.abs().compareTo(BEYOND_LONG) < 0) {
          long value = exact.longValueExact();
          if (value >= least && value <= most) {
            return value;
          }
        }
      } catch (ArithmeticException e) {
        // a fraction, or beyond a long: refused below like any other text
      }
    }
    throw refusal(place, "a whole number");
  }

  /** The text of an unquoted value, {@code ""} for everything else: quotes say "this is text". */
  private static String plainText(Place place) {
    return place.node instanceof YamlNode.Scalar scalar && scalar.plain() ? scalar.text() : "";
  }

  private String text(Place place, String expected) {
    if (place.node instanceof YamlNode.Scalar scalar && !scalar.isNothing()) {
      return scalar.text();
    }
    throw refusal(place, expected);
  }

  /** Written out, {@code null} or {@code ~}, unlike a key whose value was left empty. */
  private static boolean isNull(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar
        && scalar.isNothing()
        && !scalar.text().isEmpty();
  }

  private YamlError refusal(Place place, String expected) {
    return new YamlError(
        sourceName,
        place.node.position(),
        place.path,
        "must be " + expected + ", found " + place.node.describe());
  }

  /** {@code cycleToCycle} to {@code cycle-to-cycle}. */
  static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** {@code LOW_POWER} to {@code low-power}. */
  static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
