package org.crosslearn.hw.yaml;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Binds a value of a sealed interface: its key {@value #KEY} says which of the permitted records it
 * is, by the name of the record.
 */
final class Kinds extends StdDeserializer<Object> {
  static final String KEY = "kind";

  /** By which Jackson writes the key; reading is left to this class, which knows where errors are. */
  static final JsonTypeInfo.Value TYPE_INFO = JsonTypeInfo.Value.construct(
      JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, KEY, null, false, null);

  private static final long serialVersionUID = 1;

  Kinds(Class<?> sealedType) {
    super(sealedType);
  }

  /** Whether a value of a type may be one of several records. */
  static boolean isChoice(Class<?> type) {
    return type.isInterface() && type.isSealed();
  }

  /** The records that a sealed interface permits, directly or not, by name; none for other types. */
  static Map<String, Class<?>> of(Class<?> type) {
    Map<String, Class<?>> kinds = new LinkedHashMap<>();
    if (isChoice(type)) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        kinds.putAll(of(permitted));
        if (permitted.isRecord()) {
          kinds.put(
              PropertyNamingStrategies.KebabCaseStrategy.INSTANCE.translate(
                  permitted.getSimpleName()),
              permitted);
        }
      }
    }
    return kinds;
  }

  /** Whether a record is one of several that may stand in its place. */
  static boolean isKind(Class<?> type) {
    for (Class<?> parent : type.getInterfaces()) {
      if (isChoice(parent)) {
        return true;
      }
    }
    return false;
  }

  /** Drops from {@code base} what {@code changes} replaces by another kind, whose keys differ. */
  static void leaveOther(JsonNode base, ObjectNode changes) {
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      JsonNode before = base.path(change.getKey());
      if (before.isObject() && change.getValue() instanceof ObjectNode after) {
        if (after.has(KEY) && !after.get(KEY).equals(before.path(KEY))) {
          ((ObjectNode) base).remove(change.getKey());
        } else {
          leaveOther(before, after);
        }
      }
    }
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode tree = (JsonNode) context.getAttribute(JsonNode.class);
    JsonNode mapping = tree.at(parser.getParsingContext().pathAsPointer());
    if (!mapping.isObject()) {
      return context.handleUnexpectedToken(handledType(), parser);
    }
    Class<?> kind = of(handledType()).get(mapping.path(KEY).asText());
    if (kind == null) {
      throw JsonMappingException.wrapWithPath(
          MismatchedInputException.from(parser, handledType(), "no kind"), handledType(), KEY);
    }
    JsonDeserializer<Object> records =
        context.findRootValueDeserializer(context.constructType(kind));
    return records.deserialize(parser, context);
  }

  @Override
  public Object deserializeWithType(
      JsonParser parser, DeserializationContext context, TypeDeserializer typeDeserializer)
      throws IOException {
    return deserialize(parser, context);
  }
}
