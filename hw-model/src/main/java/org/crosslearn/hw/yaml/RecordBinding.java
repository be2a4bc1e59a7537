package org.crosslearn.hw.yaml;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Binds one value of a source to a record, and says in terms of the source what went wrong.
 *
 * @param start the value
 * @param keysElsewhere keys of the value that its reader took for itself
 */
record RecordBinding(YamlSource source, JsonPointer start, Set<String> keysElsewhere) {

  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
      .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
      .annotationIntrospector(new WhatMayBeLeftOut())
      .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
      .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
      .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
      .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
      .withConfigOverride(ArrayNode.class, override -> override.setMergeable(false))
      .addModule(new Jdk8Module())
      .addModule(new SimpleModule()
          .addDeserializer(String.class, new AsWritten())
          .addDeserializer(double[].class, new StdDelegatingDeserializer<>(new Doubles()))
          .addDeserializer(int[].class, new StdDelegatingDeserializer<>(new Ints()))
          .setDeserializerModifier(new RecordsAndKinds()))
      .build();

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  <T> T bind(JsonNode tree, Class<T> type) {
    try {
      T bound = MAPPER
          .readerFor(type)
          .withAttribute(RecordBinding.class, this)
          .withAttribute(JsonNode.class, tree)
          .readValue(tree);
      if (bound == null) {
        throw source.mustBe(expected(type), start);
      }
      return bound;
    } catch (JacksonException e) {
      throw error(e, tree);
    } catch (IOException e) {
      throw new IllegalStateException("a tree in memory cannot be read", e);
    }
  }

  <T> T bindOver(ObjectNode changes, T defaults) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) defaults.getClass();
    try {
      JsonNode base = tree(defaults);
      Kinds.leaveOther(base, changes);
      return bind(MAPPER.readerForUpdating(base).readValue(changes), type);
    } catch (IOException e) {
      throw new IllegalStateException("a tree in memory cannot be read", e);
    }
  }

  private RuntimeException error(JacksonException e, JsonNode tree) {
    JsonPointer relative = pointer(e);
    JsonPointer place = start.append(relative);
    if (e instanceof UnrecognizedPropertyException unknown) {
      return source.unknownKey(
          place.head(), unknown.getPropertyName(), allowed(unknown, place.head()));
    }
    if (e.getCause() instanceof InvalidValue invalid) {
      return source.refused(place, invalid);
    }
    if (e.getCause() instanceof IllegalArgumentException invalid) {
      return source.atKey(place, invalid.getMessage());
    }
    if (tree.at(relative).isMissingNode()) {
      return source.missing(place.head(), relative.last().getMatchingProperty());
    }
    Class<?> type = e instanceof MismatchedInputException mismatch
        ? mismatch.getTargetType()
        : e.getCause() instanceof InputCoercionException range ? range.getTargetType() : null;
    if (type == null || !source.places().containsKey(place)) {
      return new IllegalStateException("cannot bind " + source.path(place), e);
    }
    if (type.isEnum()) {
      return mustBeOneOf(names(type), place, tree.at(relative));
    }
    if (Kinds.isChoice(type) && Kinds.KEY.equals(relative.last().getMatchingProperty())) {
      return mustBeOneOf(List.copyOf(Kinds.of(type).keySet()), place, tree.at(relative));
    }
    return source.mustBe(expected(type), place);
  }

  private YamlError mustBeOneOf(List<String> names, JsonPointer place, JsonNode found) {
    String suggestion = Suggestions.closest(found.asText(), names)
        .map(name -> ". Did you mean " + name + "?")
        .orElse("");
    return source.atValue(
        place, "must be " + oneOf(names) + ", found " + source.found(place) + suggestion);
  }

  private static JsonPointer pointer(JacksonException e) {
    JsonPointer pointer = JsonPointer.empty();
    if (e instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        pointer = step.getFieldName() == null
            ? pointer.appendIndex(step.getIndex())
            : pointer.appendProperty(step.getFieldName());
      }
    }
    return pointer;
  }

  private List<String> allowed(UnrecognizedPropertyException unknown, JsonPointer mapping) {
    return Stream.concat(
            unknown.getKnownPropertyIds().stream().map(String.class::cast),
            mapping.equals(start) ? keysElsewhere.stream() : Stream.of())
        .toList();
  }

  /** What a type is called, completing "must be …". */
  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return oneOf(names(type));
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (Map.class.isAssignableFrom(type)) {
      return "a mapping of names to values";
    }
    return switch (type.getSimpleName()) {
      case "String" -> "text";
      case "boolean", "Boolean" -> "true or false";
      case "int", "Integer", "long", "Long" -> "a whole number";
      case "double", "Double", "float", "Float" -> "a number";
      default -> "a mapping of keys to values";
    };
  }

  private static String oneOf(List<String> names) {
    return "one of " + String.join(", ", names);
  }

  private static List<String> names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> tree(constant).textValue())
        .toList();
  }

  /** Whether a record can do without a part of it is told by the type of the part. */
  private static final class WhatMayBeLeftOut extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    private static boolean isNeeded(Class<?> type) {
      return type.isPrimitive() || type.isEnum() || type.isArray() || type == String.class;
    }

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
      return isNeeded(member.getRawType()) ? Boolean.TRUE : null;
    }

    @Override
    public JsonTypeInfo.Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated type) {
      return Kinds.isChoice(type.getRawType()) ? Kinds.TYPE_INFO : null;
    }

    @Override
    public List<NamedType> findSubtypes(Annotated type) {
      return Kinds.of(type.getRawType()).entrySet().stream()
          .map(kind -> new NamedType(kind.getValue(), kind.getKey()))
          .toList();
    }

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
        MapperConfig<?> config, Annotated type) {
      return Kinds.isKind(type.getRawType())
          ? JsonIgnoreProperties.Value.forIgnoredProperties(Kinds.KEY)
          : super.findPropertyIgnoralByName(config, type);
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated part) {
      Class<?> type = part.getRawType();
      Nulls nulls = isNeeded(type)
          ? Nulls.FAIL
          : type == List.class || type == Map.class ? Nulls.AS_EMPTY : Nulls.DEFAULT;
      return JsonSetter.Value.construct(nulls, Nulls.FAIL);
    }
  }

  /**
   * Left alone, Jackson asks for a missing key before it tells of the misspelt one, and wants
   * annotations on sealed types.
   */
  private static final class RecordsAndKinds extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription type, JsonDeserializer<?> deserializer) {
      if (Kinds.isChoice(type.getBeanClass())) {
        return new Kinds(type.getBeanClass());
      }
      Stream<String> keys = type.findProperties().stream().map(BeanPropertyDefinition::getName);
      Stream<String> kind = Kinds.isKind(type.getBeanClass()) ? Stream.of(Kinds.KEY) : Stream.of();
      return type.getBeanClass().isRecord()
          ? new KeyCheck(deserializer, Stream.concat(kind, keys).toList())
          : deserializer;
    }
  }

  private static final class KeyCheck extends DelegatingDeserializer {
    private static final long serialVersionUID = 1;

    private final List<String> known;

    KeyCheck(JsonDeserializer<?> records, List<String> known) {
      super(records);
      this.known = known;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> records) {
      return new KeyCheck(records, known);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode tree = (JsonNode) context.getAttribute(JsonNode.class);
      for (Map.Entry<String, JsonNode> entry :
          tree.at(parser.getParsingContext().pathAsPointer()).properties()) {
        if (!known.contains(entry.getKey())) {
          throw UnrecognizedPropertyException.from(
              parser, handledType(), entry.getKey(), List.copyOf(known));
        }
      }
      return super.deserialize(parser, context);
    }
  }

  /** {@code 1.10} is a fine title, and is not {@code 1.1}. */
  private static final class AsWritten extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1;

    AsWritten() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.currentToken().isScalarValue()) {
        return (String) context.handleUnexpectedToken(String.class, parser);
      }
      RecordBinding binding = (RecordBinding) context.getAttribute(RecordBinding.class);
      YamlSource.Place place = binding
          .source
          .places()
          .get(binding.start.append(parser.getParsingContext().pathAsPointer()));
      return place == null ? parser.getText() : place.written();
    }
  }

  /** Left alone, Jackson takes text for an array in base 64. */
  private static final class Doubles extends StdConverter<List<Double>, double[]> {
    @Override
    public double[] convert(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  private static final class Ints extends StdConverter<List<Integer>, int[]> {
    @Override
    public int[] convert(List<Integer> values) {
      return values.stream().mapToInt(Integer::intValue).toArray();
    }
  }
}
