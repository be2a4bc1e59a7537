package org.crosslearn.hw.published;

import java.util.ArrayList;
import java.util.List;

/**
 * A layer of a network as the published model describes it; fully connected layers are convolutions
 * of one pixel. No padding is counted.
 */
record Layer(int height, int width, int channels, int kernel, int outputs, boolean pooled) {

  /** The networks of the published runs, by name: multilayer perceptrons and VGG-8. */
  static List<Layer> network(String name) {
    if (name.equals("vgg8_cifar10")) {
      return List.of(
          new Layer(32, 32, 3, 3, 128, false),
          new Layer(32, 32, 128, 3, 128, true),
          new Layer(16, 16, 128, 3, 256, false),
          new Layer(16, 16, 256, 3, 256, true),
          new Layer(8, 8, 256, 3, 512, false),
          new Layer(8, 8, 512, 3, 512, true),
          dense(8192, 1024),
          dense(1024, 10));
    }
    List<Integer> sizes = new ArrayList<>();
    String[] parts = name.split("_");
    for (int i = 1; i < parts.length; i++) {
      String[] times = parts[i].split("x");
      int repeats = times.length == 1 ? 1 : Integer.parseInt(times[1]);
      for (int j = 0; j < repeats; j++) {
        sizes.add(Integer.parseInt(times[0]));
      }
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < sizes.size(); i++) {
      layers.add(dense(sizes.get(i - 1), sizes.get(i)));
    }
    return layers;
  }

  private static Layer dense(int inputs, int outputs) {
    return new Layer(1, 1, inputs, 1, outputs, false);
  }

  /** Rows of the weight matrix. */
  int rows() {
    return channels * kernel * kernel;
  }

  /** Input vectors of one image. */
  int vectors() {
    return (height - kernel + 1) * (width - kernel + 1);
  }
}
