package org.crosslearn.crossbar.presets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.hw.yaml.YamlDocument;

/** Finds presets and lays a user's choices over them. */
public final class Presets {
  private Presets() {}

  /** Names of the devices. */
  public static List<String> devices() {
    return index("device");
  }

  /** Names of the hardware. */
  public static List<String> hardware() {
    return index("hardware");
  }

  /**
   * @param name one of {@link #devices()}
   */
  public static DeviceSpec device(String name) {
    return resource("device", name).as(DeviceSpec.class);
  }

  /**
   * @param name one of {@link #hardware()}
   */
  public static HardwareSpec hardware(String name) {
    YamlDocument file = resource("hardware", name);
    DeviceSpec device = file.has("device") ? device(file.at("device"), null) : null;
    Surroundings rest = file.without("device").as(Surroundings.class);
    return new HardwareSpec(rest.description(), device, rest.crossbar(), rest.chip());
  }

  /** Hardware without its device, which files name or change rather than spell out. */
  record Surroundings(String description, CrossbarSpec crossbar, ChipSpec chip) {}

  /**
   * One hardware of a study: {@code preset} names where it starts from, further keys change single
   * values, {@code device} is the name of a device or a mapping with a {@code preset} of its own.
   *
   * @param entry the mapping that the user wrote
   * @param name key of the entry; stands for the preset where it is the name of one
   * @throws org.crosslearn.hw.yaml.YamlError for anything that is not allowed
   */
  public static HardwareSpec hardware(YamlDocument entry, String name) {
    HardwareSpec base;
    if (entry.has("preset")) {
      base = hardware(chosen(entry.at("preset"), "hardware preset", hardware()));
    } else if (hardware().contains(name)) {
      base = hardware(name);
    } else {
      throw entry.keyError("needs a preset to start from: one of " + String.join(", ", hardware()));
    }
    for (String part : List.of("device", "crossbar", "chip")) {
      if (base.isIdeal() && entry.has(part) && !entry.at(part).isEmpty()) {
        throw entry.at(part).error("ideal hardware has no " + part + "; choose another preset");
      }
    }
    if (!entry.has("device")) {
      return entry.without("preset").over(base);
    }
    YamlDocument choice = entry.at("device");
    DeviceSpec device = device(choice, base.device());
    HardwareSpec changed =
        new HardwareSpec(base.description(), device, base.crossbar(), base.chip());
    return entry.without("preset", "device").over(changed);
  }

  private static DeviceSpec device(YamlDocument choice, DeviceSpec base) {
    if (!choice.isMapping()) {
      return device(chosen(choice, "device", devices()));
    }
    DeviceSpec start =
        choice.has("preset") ? device(chosen(choice.at("preset"), "device", devices())) : base;
    return start == null
        ? choice.as(DeviceSpec.class)
        : choice.without("preset").over(start);
  }

  private static String chosen(YamlDocument choice, String kind, List<String> allowed) {
    String name = choice.text();
    if (!allowed.contains(name)) {
      throw choice.error(
          "unknown " + kind + " " + name + "." + Suggestions.didYouMean(name, allowed));
    }
    return name;
  }

  private static YamlDocument resource(String kind, String name) {
    return YamlDocument.resource(Presets.class, kind + "/" + name + ".yaml");
  }

  private static List<String> index(String kind) {
    try (InputStream in = Presets.class.getResourceAsStream(kind + "/index.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
