package org.crosslearn.hw.yaml;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Records as YAML text that {@link YamlDocument#as} reads back to an equal record. */
public final class YamlText {
  /** Text that no reader could take for anything else, even inside brackets. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9 ./()+-]*[A-Za-z0-9./()]");

  private static final Pattern WORD_WITH_MEANING =
      Pattern.compile("(?i)null|true|false|yes|no|on|off");

  private YamlText() {}

  /**
   * One line per component; a record in a record is indented, or written in braces if all its values
   * are single.
   *
   * @return lines that each end with a line break; {@code "{}\n"} for a record without components
   */
  public static String of(Record record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    if (components.length == 0) {
      return "{}\n";
    }
    StringBuilder text = new StringBuilder();
    for (RecordComponent component : components) {
      text.append(RecordBinder.kebab(component.getName())).append(':');
      Object value = RecordBinder.component(record, component);
      if (value instanceof Record part && !isFlat(part)) {
        text.append('\n').append(of(part).indent(2));
      } else {
        text.append(' ').append(inline(value)).append('\n');
      }
    }
    return text.toString();
  }

  private static boolean isFlat(Record record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    return components.length <= 3
        && Arrays.stream(components)
            .map(component -> RecordBinder.component(record, component))
            .noneMatch(value -> value instanceof Record || value instanceof String);
  }

  private static String inline(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Record record) {
      return Arrays.stream(record.getClass().getRecordComponents())
          .map(component -> RecordBinder.kebab(component.getName())
              + ": "
              + inline(RecordBinder.component(record, component)))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Optional<?> optional) {
      return inline(optional.orElse(null));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(YamlText::inline).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> inline(entry.getKey()) + ": " + inline(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof double[] numbers) {
      return inline(Arrays.stream(numbers).boxed().toList());
    }
    if (value instanceof int[] numbers) {
      return inline(Arrays.stream(numbers).boxed().toList());
    }
    if (value instanceof Enum<?> constant) {
      return RecordBinder.kebab(constant);
    }
    if (value instanceof Double number) {
      return number(number);
    }
    return value instanceof String string ? quoted(string) : value.toString();
  }

  /** Without the {@code .0} of whole numbers, and with the exponent in lower case. */
  static String number(double number) {
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
