package org.crosslearn.reports.pricing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.hw.design.ChipDesign;
import org.crosslearn.hw.design.ChipDesigns;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;

/**
 * Single values that differ from a chip, each written {@code array.rows=64}: a path as in a file of
 * the chip, and the value in YAML. {@code activity.changed=0.05} changes the activity that is assumed.
 */
public record Changes(List<String> assignments) {
  private static final String ACTIVITY = "activity";

  public Changes {
    assignments = List.copyOf(assignments);
  }

  /** These and another one. */
  Changes and(List<String> more) {
    List<String> all = new ArrayList<>(assignments);
    all.addAll(more);
    return new Changes(all);
  }

  /** Whether the activity is among them. */
  public boolean changeActivity() {
    return document().has(ACTIVITY);
  }

  /**
   * @throws PricingException for anything that is not allowed
   */
  public ChipDesign of(ChipDesign base) {
    YamlDocument document = document();
    try {
      return ChipDesigns.with(base, document.without(ACTIVITY));
    } catch (YamlError e) {
      throw refused(e);
    }
  }

  /**
   * @throws PricingException for anything that is not allowed
   */
  public LayerActivity of(LayerActivity base) {
    try {
      return changeActivity() ? document().at(ACTIVITY).over(base) : base;
    } catch (YamlError e) {
      throw refused(e);
    }
  }

  /** Lines and columns of a text that nobody wrote are of no use. */
  private PricingException refused(YamlError e) {
    return new PricingException(String.join(" ", assignments) + ": "
        + e.getMessage().replaceFirst("^[^:]*:\\d+:\\d+: ", ""));
  }

  private YamlDocument document() {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new PricingException(
            assignment + ": must be a path and a value, as in array.rows=64");
      }
      put(tree, assignment.substring(0, equals).split("\\."), assignment.substring(equals + 1));
    }
    StringBuilder text = new StringBuilder();
    write(text, tree, 0);
    try {
      return YamlDocument.parse(text.isEmpty() ? "{}" : text.toString(), "changes");
    } catch (YamlError e) {
      throw refused(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> tree, String[] path, String value) {
    Map<String, Object> place = tree;
    for (int i = 0; i < path.length - 1; i++) {
      Object next = place.computeIfAbsent(path[i], key -> new LinkedHashMap<String, Object>());
      if (!(next instanceof Map)) {
        throw new PricingException(String.join(".", path) + ": " + path[i] + " is set already");
      }
      place = (Map<String, Object>) next;
    }
    place.put(path[path.length - 1], value);
  }

  private static void write(StringBuilder text, Map<?, ?> tree, int depth) {
    tree.forEach((key, value) -> {
      text.append("  ".repeat(depth)).append('"').append(key).append("\":");
      if (value instanceof Map<?, ?> below) {
        text.append('\n');
        write(text, below, depth + 1);
      } else {
        text.append(' ').append(value).append('\n');
      }
    });
  }
}
