package org.crosslearn.hw.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a word without quotes stands for: the core schema of YAML 1.2 (1.2.2, 10.3.2), less octal,
 * hexadecimal and not-a-number.
 */
final class CoreSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** {@code [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?} */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private static final Pattern INFINITY = Pattern.compile("[-+]?\\.(inf|Inf|INF)");

  /** Jackson binds these strings to numbers, whatever it is told of strings and numbers. */
  private static final Set<String> NUMBERS_TO_JACKSON =
      Set.of("NaN", "INF", "+INF", "-INF", "Infinity", "+Infinity", "-Infinity");

  private CoreSchema() {}

  /** An empty value, {@code ~} and {@code null}. */
  static boolean isNothing(String word) {
    return word.isEmpty() || word.equals("~") || word.equalsIgnoreCase("null");
  }

  static JsonNode value(String word) {
    if (isNothing(word)) {
      return word.isEmpty() ? NODES.objectNode() : NODES.nullNode();
    }
    if (INFINITY.matcher(word).matches()) {
      return NODES.numberNode(
          word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    if (NUMBER.matcher(word).matches()) {
      return number(word);
    }
    return switch (word) {
      case "true", "True", "TRUE" -> NODES.booleanNode(true);
      case "false", "False", "FALSE" -> NODES.booleanNode(false);
      default -> text(word);
    };
  }

  static JsonNode text(String text) {
    return NUMBERS_TO_JACKSON.contains(text.strip()) ? NODES.pojoNode(text) : NODES.textNode(text);
  }

  /** Whole numbers may be written 1000 or 1e3; what is beyond the range of a double is no number. */
  private static JsonNode number(String word) {
    try {
      return NODES.numberNode(new BigDecimal(word).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      double value = Double.parseDouble(word);
      return Double.isFinite(value) ? NODES.numberNode(value) : text(word);
    }
  }
}
