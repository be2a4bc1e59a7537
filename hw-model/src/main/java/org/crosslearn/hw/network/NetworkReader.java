package org.crosslearn.hw.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.hw.yaml.Suggestions;
import org.crosslearn.hw.yaml.YamlDocument;

/**
 * Finds networks: {@code 784-512-10} for dense layers, the name of a bundled one, or a file: YAML, or
 * CSV in the format of DNN+NeuroSim.
 *
 * <pre>
 * input: {height: 32, width: 32, channels: 3}      # or a number, for a vector
 * layers:
 *   - convolution: {outputs: 128, kernel: 3, padding: 1}
 *   - pool: 2
 *   - dense: 10
 * </pre>
 */
public final class NetworkReader {
  private static final Pattern WIDTHS = Pattern.compile("[0-9]{1,7}(-[0-9]{1,7})+");

  private NetworkReader() {}

  /** Names of the bundled networks. */
  public static List<String> names() {
    try (InputStream in = NetworkReader.class.getResourceAsStream("index.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws org.crosslearn.hw.yaml.YamlError if a YAML file is not a network
   * @throws InvalidNetwork if there is none of that name, or for mistakes in anything but YAML
   */
  public static Network named(String widthsNameOrFile) {
    if (WIDTHS.matcher(widthsNameOrFile).matches()) {
      return dense(widthsNameOrFile);
    }
    if (names().contains(widthsNameOrFile)) {
      return read(YamlDocument.resource(NetworkReader.class, widthsNameOrFile + ".yaml"));
    }
    Path file = Path.of(widthsNameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new InvalidNetwork(
          widthsNameOrFile + ": no file, no bundled network and no widths like 784-512-10."
              + Suggestions.didYouMean(widthsNameOrFile, names()));
    }
    return widthsNameOrFile.endsWith(".csv")
        ? NetworkCsv.read(file)
        : read(YamlDocument.read(file));
  }

  private static Network dense(String widths) {
    int[] numbers = Arrays.stream(widths.split("-")).mapToInt(Integer::parseInt).toArray();
    try {
      List<Layer> layers = new ArrayList<>();
      for (int width : Arrays.copyOfRange(numbers, 1, numbers.length)) {
        layers.add(new Layer.Dense(width));
      }
      return new Network(widths, Shape.vector(numbers[0]), layers);
    } catch (InvalidValue e) {
      throw new InvalidNetwork(widths + ": every width must be from 1 to " + (1 << 20));
    }
  }

  /**
   * @throws org.crosslearn.hw.yaml.YamlError for anything that is not allowed
   */
  public static Network read(YamlDocument file) {
    file.allowOnly("name", "source", "input", "layers");
    YamlDocument size = file.at("input");
    Shape input = size.isMapping() ? size.as(Shape.class) : vector(size);
    List<Layer> layers = new ArrayList<>();
    Network network = null;
    for (YamlDocument item : file.at("layers").items()) {
      YamlDocument place = item;
      try {
        Layer layer = layer(item);
        layers.add(layer);
        place = layer instanceof Layer.Convolution ? item.at("convolution") : item;
        network = new Network(name(file), input, layers);
      } catch (InvalidValue invalid) {
        throw place.error(invalid);
      }
    }
    if (network == null) {
      throw file.at("layers").error("must hold at least one layer, found none");
    }
    return network;
  }

  private static Shape vector(YamlDocument size) {
    try {
      return Shape.vector(size.as(Integer.class));
    } catch (InvalidValue invalid) {
      throw size.error("must be a length from 1 to " + (1 << 20) + ", found " + size.text());
    }
  }

  private static Layer layer(YamlDocument item) {
    item.allowOnly("convolution", "pool", "dense");
    if (item.keys().size() != 1) {
      throw item.error("must be one of convolution, pool and dense, found " + item.keys());
    }
    String kind = item.keys().get(0);
    YamlDocument value = item.at(kind);
    return switch (kind) {
      case "convolution" -> value.as(Layer.Convolution.class);
      case "pool" -> new Layer.Pooling(value.as(Integer.class));
      default -> new Layer.Dense(value.as(Integer.class));
    };
  }

  private static String name(YamlDocument file) {
    return file.has("name")
        ? file.at("name").text()
        : Path.of(file.sourceName()).getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }
}
