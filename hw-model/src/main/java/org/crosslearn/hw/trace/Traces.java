package org.crosslearn.hw.trace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.hw.array.ArraySpec;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.network.Layer;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.network.Network;
import org.crosslearn.hw.network.Stage;
import org.crosslearn.hw.workload.Matrix;

/**
 * Folders with a file per layer with weights, {@code layer1.npy} or {@code layer1.csv} and so on. Any
 * of them may be left out; what they would tell is taken from another activity.
 *
 * <ul>
 *   <li>Weights: {@code .npy} of outputs x inputs, or outputs x channels x kernel x kernel; {@code
 *       .csv} of inputs x outputs, as DNN+NeuroSim writes it.
 *   <li>Inputs: {@code .npy} of vectors x inputs, or for convolutions images x channels x height x
 *       width; {@code .csv} of inputs x (vectors times bits), zeros and ones, as DNN+NeuroSim writes
 *       it.
 * </ul>
 *
 * <p>Weights are rounded to what their cells can hold, relative to the largest magnitude of the layer
 * in both weight files; inputs to the bits of an input, relative to the largest magnitude of the
 * vector or image. Cells of a pair both move when their weight does.
 *
 * @param weights of the layers; null if unknown
 * @param oldWeights a training step earlier; null if unknown
 * @param inputs of the layers; null if unknown
 */
public record Traces(Path weights, Path oldWeights, Path inputs) {
  public Traces {
    if (oldWeights != null && weights == null) {
      throw new InvalidTrace("old weights " + oldWeights + " need new weights beside them");
    }
  }

  /**
   * Activity of each layer with weights.
   *
   * @param otherwise for what the traces do not tell
   * @throws InvalidTrace if a file is missing or does not fit its layer
   */
  public Map<String, LayerActivity> activity(
      Network network, ArraySpec array, CellSpec cell, LayerActivity otherwise) {
    Map<String, LayerActivity> activity = new LinkedHashMap<>();
    List<Layer> layers = new ArrayList<>(network.layers());
    layers.removeIf(layer -> layer instanceof Layer.Pooling);
    List<Stage> stages = network.stages();
    for (int l = 0; l < stages.size(); l++) {
      activity.put(
          stages.get(l).matrix().name(),
          activity(stages.get(l), layers.get(l), array, cell, otherwise));
    }
    return activity;
  }

  private LayerActivity activity(
      Stage stage, Layer layer, ArraySpec array, CellSpec cell, LayerActivity otherwise) {
    Matrix matrix = stage.matrix();
    double[] lines = inputs == null ? null : lineActivity(stage, layer, array);
    double mean = lines == null ? otherwise.inputs() : mean(lines);
    if (weights == null) {
      return new LayerActivity(
          mean,
          otherwise.errors(),
          otherwise.conductance(),
          otherwise.changed(),
          otherwise.pulses());
    }
    NumberArray now = weights(weights, matrix);
    NumberArray before = oldWeights == null ? now : weights(oldWeights, matrix);
    double limit =
        Math.max(now.largestMagnitude(0, now.size()), before.largestMagnitude(0, before.size()));
    Cells cells = new Cells(array, limit == 0 ? 1 : limit);
    double conductance = array.signs().isPair() ? 0.5 : conductance(now, matrix, cells, lines);
    if (oldWeights == null) {
      return new LayerActivity(
          mean, otherwise.errors(), conductance, otherwise.changed(), otherwise.pulses());
    }
    long changed = 0;
    long steps = 0;
    for (int i = 0; i < now.size(); i++) {
      int from = cells.code(before.at(i));
      int to = cells.code(now.at(i));
      for (int k = 0; k < array.cellsPerWeight() && from != to; k++) {
        int moved = Math.abs(cells.level(to, k) - cells.level(from, k));
        changed += moved > 0 ? 1 : 0;
        steps += moved;
      }
    }
    double pulsesPerLevel =
        cell instanceof CellSpec.Pulsed pulsed ? (pulsed.levels() - 1.0) / cells.highestLevel() : 1;
    return new LayerActivity(
        mean,
        otherwise.errors(),
        conductance,
        changed / ((double) now.size() * array.cellsPerWeight()),
        changed == 0 ? 0 : pulsesPerLevel * steps / changed);
  }

  /** How weights stand on cells: from the least significant one on. */
  private record Cells(ArraySpec array, double limit) {
    int highestLevel() {
      return (1 << array.bitsPerCell()) - 1;
    }

    /** The weight as a whole number, zero for the most negative. */
    int code(double weight) {
      int bits = Math.min(30, array.bitsPerCell() * array.cellsPerWeight());
      return (int) Math.round((weight / limit + 1) / 2 * ((1 << bits) - 1));
    }

    int level(int code, int cell) {
      int shift = cell * array.bitsPerCell();
      return shift >= Integer.SIZE - 1 ? 0 : code >> shift & highestLevel();
    }
  }

  /** Mean place of the cells between least and largest conductance, by the activity of their line. */
  private static double conductance(
      NumberArray weights, Matrix matrix, Cells cells, double[] lines) {
    double sum = 0;
    double weight = 0;
    for (int input = 0; input < matrix.inputs(); input++) {
      double activity = lines == null ? 1 : lines[input];
      if (activity == 0) {
        continue;
      }
      double levels = 0;
      for (int output = 0; output < matrix.outputs(); output++) {
        int code = cells.code(weights.at(output * matrix.inputs() + input));
        for (int k = 0; k < cells.array().cellsPerWeight(); k++) {
          levels += cells.level(code, k);
        }
      }
      sum += activity * levels;
      weight += activity;
    }
    double all = weight * matrix.outputs() * cells.array().cellsPerWeight() * cells.highestLevel();
    return all == 0 ? 0.5 : sum / all;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The file of a layer. */
  private static Path file(Path folder, String layer) {
    for (String ending : new String[] {".npy", ".csv"}) {
      Path file = folder.resolve(layer + ending);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new InvalidTrace(
        folder + ": must hold " + layer + ".npy or " + layer + ".csv, found neither");
  }

  private static boolean isNumpy(Path file) {
    return file.toString().endsWith(".npy");
  }

  /** Outputs x inputs. */
  private static NumberArray weights(Path folder, Matrix matrix) {
    Path file = file(folder, matrix.name());
    int outputs = matrix.outputs();
    int inputs = matrix.inputs();
    if (!isNumpy(file)) {
      NumberArray found = NumberArray.readCsv(file);
      require(file, found, List.of(inputs, outputs));
      return found.transposed();
    }
    NumberArray found = NpyFile.read(file);
    if (found.dimensions() == 4) {
      int side = (int) Math.round(Math.sqrt(matrix.kernel()));
      require(file, found, List.of(outputs, inputs / matrix.kernel(), side, side));
    } else {
      require(file, found, List.of(outputs, inputs));
    }
    return found;
  }

  private static void require(Path file, NumberArray found, List<Integer> shape) {
    if (!found.shape().equals(shape)) {
      throw new InvalidTrace(file + ": must have the shape " + shape + ", found " + found.shape());
    }
  }

  /**
   * Mean height or length of the pulses of each input of the matrix; where they are bits, fraction of
   * those that are set.
   */
  private double[] lineActivity(Stage stage, Layer layer, ArraySpec array) {
    Matrix matrix = stage.matrix();
    Path file = file(inputs, matrix.name());
    if (!isNumpy(file)) {
      return ofBits(file, NumberArray.readCsv(file), matrix);
    }
    NumberArray found = NpyFile.read(file);
    if (found.dimensions() == 4 && layer instanceof Layer.Convolution convolution) {
      return ofImages(file, found, stage, convolution, array);
    }
    int samples = found.dimensions() == 0 ? 0 : found.shape().get(0);
    require(file, found, List.of(Math.max(1, samples), matrix.inputs()));
    double[] lines = new double[matrix.inputs()];
    for (int sample = 0; sample < samples; sample++) {
      int from = sample * lines.length;
      double largest = found.largestMagnitude(from, lines.length);
      for (int i = 0; i < lines.length; i++) {
        lines[i] += pulses(found.at(from + i), largest, array) / array.pulses() / samples;
      }
    }
    return lines;
  }

  private static double[] ofBits(Path file, NumberArray found, Matrix matrix) {
    int columns = found.shape().get(1);
    require(file, found, List.of(matrix.inputs(), columns));
    double[] lines = new double[matrix.inputs()];
    for (int i = 0; i < found.size(); i++) {
      double bit = found.at(i);
      if (bit != 0 && bit != 1) {
        throw new InvalidTrace(
            file + ":" + (i / columns + 1) + ": must hold bits, 0 or 1, found " + bit);
      }
      lines[i / columns] += bit / columns;
    }
    return lines;
  }

  private static double[] ofImages(
      Path file, NumberArray found, Stage stage, Layer.Convolution convolution, ArraySpec array) {
    int channels = stage.inputs().channels();
    int height = stage.inputs().height();
    int width = stage.inputs().width();
    int images = found.shape().get(0);
    require(file, found, List.of(Math.max(1, images), channels, height, width));
    int size = channels * height * width;
    int kernel = convolution.kernel();
    double[] lines = new double[stage.matrix().inputs()];
    double[] pulses = new double[size];
    for (int image = 0; image < images; image++) {
      double largest = found.largestMagnitude(image * size, size);
      for (int i = 0; i < size; i++) {
        pulses[i] = pulses(found.at(image * size + i), largest, array);
      }
      for (int line = 0; line < lines.length; line++) {
        int channel = line / (kernel * kernel);
        int down = line / kernel % kernel - convolution.padding();
        int right = line % kernel - convolution.padding();
        for (int y = 0; y < stage.sums().height(); y++) {
          int row = y * convolution.stride() + down;
          for (int x = 0; x < stage.sums().width() && row >= 0 && row < height; x++) {
            int column = x * convolution.stride() + right;
            if (column >= 0 && column < width) {
              lines[line] += pulses[(channel * height + row) * width + column];
            }
          }
        }
      }
    }
    double slots = (double) images * stage.vectors() * array.pulses();
    for (int line = 0; line < lines.length; line++) {
      lines[line] /= slots;
    }
    return lines;
  }

  private static double pulses(double value, double largest, ArraySpec array) {
    int highest = (1 << array.inputBits()) - 1;
    return largest == 0
        ? 0
        : array
            .drive()
            .pulsesOf(Math.round(Math.abs(value) / largest * highest), array.inputBits());
  }
}
