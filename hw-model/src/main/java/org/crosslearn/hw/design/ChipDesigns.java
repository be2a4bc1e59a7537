package org.crosslearn.hw.design;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.hw.yaml.YamlDocument;

/**
 * Finds chips: presets, files, and changes laid over either. A file holds a whole design, or {@code
 * preset} and what differs from it.
 */
public final class ChipDesigns {
  private ChipDesigns() {}

  /** Names of the presets. */
  public static List<String> names() {
    try (InputStream in = ChipDesigns.class.getResourceAsStream("index.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param name one of {@link #names()}
   */
  public static ChipDesign preset(String name) {
    return read(YamlDocument.resource(ChipDesigns.class, name + ".yaml"));
  }

  /**
   * A preset, or a file where there is no preset of that name.
   *
   * @throws org.crosslearn.hw.yaml.YamlError if there is neither, or the file is not a chip
   */
  public static ChipDesign named(String presetOrFile) {
    return names().contains(presetOrFile)
        ? preset(presetOrFile)
        : read(YamlDocument.read(Path.of(presetOrFile)));
  }

  /**
   * @throws org.crosslearn.hw.yaml.YamlError for anything that is not allowed
   */
  public static ChipDesign read(YamlDocument file) {
    if (!file.has("preset")) {
      return fitting(file, file.as(ChipDesign.class));
    }
    YamlDocument choice = file.at("preset");
    String name = choice.text();
    if (!names().contains(name)) {
      throw choice.error(
          "unknown chip preset " + name + "." + Suggestions.didYouMean(name, names()));
    }
    return with(preset(name), file.without("preset"));
  }

  /**
   * A design with single values changed.
   *
   * @param changes a mapping in the form of a design
   * @throws org.crosslearn.hw.yaml.YamlError for anything that is not allowed
   */
  public static ChipDesign with(ChipDesign base, YamlDocument changes) {
    return fitting(changes, changes.over(base));
  }

  /** Tells of parts that do not fit at the key that the user wrote, where they did. */
  private static ChipDesign fitting(YamlDocument file, ChipDesign design) {
    try {
      return design.requireFit();
    } catch (InvalidValue invalid) {
      for (String part : List.of("array", "chip", "cell")) {
        if (file.has(part) && file.at(part).has(invalid.key())) {
          throw file.at(part).error(invalid);
        }
      }
      throw file.error(invalid);
    }
  }
}
