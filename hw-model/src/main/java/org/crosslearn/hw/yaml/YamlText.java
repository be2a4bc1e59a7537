package org.crosslearn.hw.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Records as YAML text that {@link YamlDocument#as} reads back to an equal record. */
public final class YamlText {
  private static final int MOST_IN_BRACES = 3;

  /** Text that no reader could take for anything else, even inside brackets. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9 ./()+-]*[A-Za-z0-9./()]");

  private static final Pattern WORD_WITH_MEANING =
      Pattern.compile("(?i)null|true|false|yes|no|on|off");

  private YamlText() {}

  /**
   * One line per component; a record in a record is indented, or written in braces if it is small
   * and holds no prose.
   *
   * @return lines that each end with a line break; {@code "{}\n"} for a record without components
   */
  public static String of(Record record) {
    JsonNode tree = RecordBinding.tree(record);
    return tree.isEmpty() ? "{}\n" : lines(tree);
  }

  private static String lines(JsonNode mapping) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
      JsonNode value = entry.getValue();
      text.append(quoted(entry.getKey())).append(':');
      if (value.isObject() && (hasProse(value) || singles(value) > MOST_IN_BRACES)) {
        text.append('\n').append(lines(value).indent(2));
      } else {
        text.append(' ').append(inline(value)).append('\n');
      }
    }
    return text.toString();
  }

  private static boolean hasProse(JsonNode value) {
    return value.isTextual()
        ? value.textValue().contains(" ")
        : value.valueStream().anyMatch(YamlText::hasProse);
  }

  private static int singles(JsonNode value) {
    return value.isObject() ? value.valueStream().mapToInt(YamlText::singles).sum() : 1;
  }

  private static String inline(JsonNode value) {
    if (value.isObject()) {
      return value
          .propertyStream()
          .map(entry -> quoted(entry.getKey()) + ": " + inline(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value.isArray()) {
      return value.valueStream().map(YamlText::inline).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value.isFloatingPointNumber()) {
      return number(value.doubleValue());
    }
    return value.isTextual() ? quoted(value.textValue()) : value.asText();
  }

  /** Without the {@code .0} of whole numbers, and with the exponent in lower case. */
  public static String number(double number) {
    if (Double.isInfinite(number)) {
      return number > 0 ? ".inf" : "-.inf";
    }
    return Double.toString(number).replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
  }

  private static String quoted(String text) {
    return PLAIN.matcher(text).matches() && !WORD_WITH_MEANING.matcher(text).matches()
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
