package org.crosslearn.hw.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * The network files of DNN+NeuroSim: one line per layer with weights, {@code height, width and
 * channels of the input, height and width of the kernel, outputs, whether 2 x 2 pooling follows,
 * stride}; a dense layer is {@code 1,1,inputs,1,1,outputs,0,1}.
 *
 * <p>The files do not say how images are padded; it follows from the input of the next layer. (The
 * published core leaves out the windows that need padding.)
 */
final class NetworkCsv {
  private static final int FIELDS = 8;

  private NetworkCsv() {}

  private record Line(
      int number,
      int height,
      int width,
      int channels,
      int kernel,
      int outputs,
      boolean pooled,
      int stride) {
    Shape inputs() {
      return new Shape(height, width, channels);
    }

    boolean isDense() {
      return height == 1 && width == 1 && kernel == 1;
    }
  }

  static Network read(Path file) {
    List<Line> lines = lines(file);
    if (lines.isEmpty()) {
      throw new InvalidNetwork(file + ": must hold at least one layer, found none");
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      try {
        Line next = i + 1 < lines.size() ? lines.get(i + 1) : null;
        layers.addAll(line.isDense() ? dense(line, next, file) : convolution(line, next, file));
      } catch (InvalidValue e) {
        throw mistake(file, line.number(), e.getMessage());
      }
    }
    String name = file.getFileName().toString().replaceFirst("\\.csv$", "");
    return new Network(name, lines.get(0).inputs(), layers);
  }

  private static List<Layer> dense(Line line, Line next, Path file) {
    Layer layer = new Layer.Dense(line.outputs());
    if (next != null && next.inputs().numbers() != line.outputs()) {
      throw unfit(file, line, layer.outputs(line.inputs()), next);
    }
    return List.of(layer);
  }

  private static List<Layer> convolution(Line line, Line next, Path file) {
    Shape unpadded = null;
    for (int padding = 0; padding < line.kernel(); padding++) {
      List<Layer> layers = new ArrayList<>();
      layers.add(new Layer.Convolution(line.outputs(), line.kernel(), line.stride(), padding));
      if (line.pooled()) {
        layers.add(new Layer.Pooling(2));
      }
      Shape outputs = line.inputs();
      for (Layer layer : layers) {
        outputs = layer.outputs(outputs);
      }
      if (next == null || (next.isDense() ? fits(outputs, next) : outputs.equals(next.inputs()))) {
        return layers;
      }
      unpadded = unpadded == null ? outputs : unpadded;
    }
    throw unfit(file, line, unpadded, next);
  }

  private static boolean fits(Shape outputs, Line dense) {
    return outputs.numbers() == dense.channels();
  }

  private static InvalidNetwork unfit(Path file, Line line, Shape outputs, Line next) {
    return mistake(
        file,
        next.number(),
        "the input " + next.inputs() + " does not follow from line " + line.number()
            + ", which gives " + outputs + " (with any padding smaller than its kernel)");
  }

  private static List<Line> lines(Path file) {
    try {
      List<Line> lines = new ArrayList<>();
      int number = 0;
      for (String text : Files.readAllLines(file)) {
        number++;
        if (!text.isBlank()) {
          lines.add(line(file, number, text));
        }
      }
      return lines;
    } catch (IOException e) {
      throw new InvalidNetwork(file + ": cannot be read: " + e);
    }
  }

  private static Line line(Path file, int number, String text) {
    String[] fields = text.strip().split("\\s*,\\s*");
    if (fields.length != FIELDS) {
      throw mistake(
          file,
          number,
          "must have 8 numbers (height, width, channels, kernel height, kernel width, outputs,"
              + " pooled 0 or 1, stride), found " + fields.length);
    }
    int[] numbers = new int[FIELDS];
    for (int i = 0; i < FIELDS; i++) {
      try {
        numbers[i] = Integer.parseInt(fields[i]);
      } catch (NumberFormatException e) {
        throw mistake(file, number, "must hold whole numbers, found " + fields[i]);
      }
    }
    if (numbers[3] != numbers[4]) {
      throw mistake(
          file, number, "kernels must be square, found " + numbers[3] + " x " + numbers[4]);
    }
    if (numbers[6] != 0 && numbers[6] != 1) {
      throw mistake(file, number, "pooled must be 0 or 1, found " + numbers[6]);
    }
    return new Line(
        number,
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[5],
        numbers[6] == 1,
        numbers[7]);
  }

  private static InvalidNetwork mistake(Path file, int line, String problem) {
    return new InvalidNetwork(file + ":" + line + ": " + problem);
  }
}
