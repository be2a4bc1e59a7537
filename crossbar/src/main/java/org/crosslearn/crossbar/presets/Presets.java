package org.crosslearn.crossbar.presets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.device.CurveFileError;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.device.MeasuredCurves;
import org.crosslearn.crossbar.device.StepLaw;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.hw.yaml.YamlDocument;

/** Finds presets and lays a user's choices over them. */
public final class Presets {
  private Presets() {}

  /** Names of the devices. */
  public static List<String> devices() {
    return index("device");
  }

  /** Names of the devices under what they have in common. */
  public static Map<String, List<String>> deviceGroups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    List<String> group = new ArrayList<>();
    for (String line : lines("device")) {
      if (isHeading(line)) {
        group = new ArrayList<>();
        groups.put(line.substring(1).strip(), group);
      } else {
        group.add(line);
      }
    }
    return groups;
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
    DeviceSpec device =
        start == null ? choice.as(DeviceSpec.class) : choice.without("preset").over(start);
    return device.step() instanceof StepLaw.Measured measured && measured.file().isPresent()
        ? device.withStep(withTables(measured, choice))
        : device;
  }

  /** The tables of the file that a study names. */
  private static StepLaw withTables(StepLaw.Measured measured, YamlDocument device) {
    YamlDocument named = device.at("step").at("file");
    Path file = named.file();
    try {
      MeasuredCurves curves = MeasuredCurves.read(file);
      return measured.withTables(table(curves, true), table(curves, false));
    } catch (CurveFileError e) {
      throw named.error(e.getMessage());
    } catch (InvalidValue e) {
      throw named.error(file + ": " + e.getMessage());
    }
  }

  private static List<Double> table(MeasuredCurves curves, boolean raised) {
    return Arrays.stream(curves.trains(raised).get(0).conductances()).boxed().toList();
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
    return lines(kind).stream().filter(line -> !isHeading(line)).toList();
  }

  private static boolean isHeading(String line) {
    return line.startsWith("#");
  }

  private static List<String> lines(String kind) {
    try (InputStream in = Presets.class.getResourceAsStream(kind + "/index.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
