package org.crosslearn.hw.network;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * A network of layers one after another.
 *
 * @param layers first to last; begins with weights
 */
public record Network(String name, Shape input, List<Layer> layers) {
  public Network {
    layers = List.copyOf(layers);
    stages(input, layers);
  }

  /** The layers with weights, first to last. Their matrices are {@code layer1}, {@code layer2} … */
  public List<Stage> stages() {
    return stages(input, layers);
  }

  private static List<Stage> stages(Shape input, List<Layer> layers) {
    List<Stage> stages = new ArrayList<>();
    Shape shape = input;
    boolean pooled = true;
    for (Layer layer : layers) {
      Shape next = layer.outputs(shape);
      if (layer instanceof Layer.Pooling pooling) {
        InvalidValue.require(
            !pooled, "pool", pooling.window(), "after a convolution, once (or one larger window)");
        Stage before = stages.remove(stages.size() - 1);
        stages.add(
            new Stage(before.matrix(), before.inputs(), before.sums(), pooling.positions(), next));
      } else {
        stages.add(new Stage(matrix(layer, stages.size() + 1, shape), shape, next, 1, next));
      }
      pooled = layer instanceof Layer.Pooling;
      shape = next;
    }
    InvalidValue.require(
        !stages.isEmpty(), "layers", "none with weights", "at least one layer with weights");
    return stages;
  }

  private static Matrix matrix(Layer layer, int number, Shape inputs) {
    String name = "layer" + number;
    if (layer instanceof Layer.Convolution convolution) {
      int kernel = convolution.positions();
      long rows = (long) inputs.channels() * kernel;
      InvalidValue.require(
          rows <= Integer.MAX_VALUE,
          "kernel",
          convolution.kernel(),
          "small enough for 2^31 inputs");
      return new Matrix(name, convolution.outputs(), (int) rows, kernel, false);
    }
    return new Matrix(name, ((Layer.Dense) layer).outputs(), inputs.numbers());
  }

  /** What the last layer gives. */
  public int classes() {
    List<Stage> stages = stages();
    return stages.get(stages.size() - 1).outputs().numbers();
  }

  public long weights() {
    return stages().stream().mapToLong(stage -> stage.matrix().weights()).sum();
  }

  /** Multiply-adds of one sample through all layers. */
  public double multiplyAdds() {
    return stages().stream()
        .mapToDouble(stage -> (double) stage.vectors() * stage.matrix().weights())
        .sum();
  }
}
