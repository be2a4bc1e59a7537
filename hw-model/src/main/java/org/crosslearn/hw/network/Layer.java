package org.crosslearn.hw.network;

import org.crosslearn.hw.yaml.InvalidValue;

/** A layer by its sizes. All but pooling have weights and, except the last, rectify. */
public sealed interface Layer {

  /**
   * What comes out for what goes in.
   *
   * @throws InvalidValue if the layer cannot work on it
   */
  Shape outputs(Shape inputs);

  /**
   * @param outputs feature maps
   * @param kernel positions on a side of the kernel
   * @param stride positions between windows; 1 if left out
   * @param padding zeros around the image; 0 if left out
   */
  record Convolution(int outputs, int kernel, Integer stride, Integer padding) implements Layer {
    public Convolution {
      stride = stride == null ? Integer.valueOf(1) : stride;
      padding = padding == null ? Integer.valueOf(0) : padding;
      InvalidValue.requireRange("outputs", outputs, 1, 1 << 20);
      InvalidValue.requireRange("kernel", kernel, 1, 1024);
      InvalidValue.requireRange("stride", stride, 1, 1024);
      InvalidValue.requireRange("padding", padding, 0, kernel - 1);
    }

    @Override
    public Shape outputs(Shape inputs) {
      int least = Math.min(inputs.height(), inputs.width()) + 2 * padding;
      InvalidValue.require(
          kernel <= least,
          "kernel",
          kernel,
          "at most " + least + ", which is the side of its input " + inputs + " with padding");
      return new Shape(windows(inputs.height()), windows(inputs.width()), outputs);
    }

    private int windows(int side) {
      return (side + 2 * padding - kernel) / stride + 1;
    }

    /** Positions of the kernel. */
    int positions() {
      return kernel * kernel;
    }
  }

  /**
   * The largest of each window, without overlap.
   *
   * @param window positions on a side
   */
  record Pooling(int window) implements Layer {
    public Pooling {
      InvalidValue.requireRange("pool", window, 2, 1024);
    }

    @Override
    public Shape outputs(Shape inputs) {
      int least = Math.min(inputs.height(), inputs.width());
      InvalidValue.require(
          window <= least,
          "pool",
          window,
          "at most " + least + ", which is the side of its input " + inputs);
      return new Shape(inputs.height() / window, inputs.width() / window, inputs.channels());
    }

    /** Positions of the window. */
    int positions() {
      return window * window;
    }
  }

  /** All inputs to all outputs. */
  record Dense(int outputs) implements Layer {
    public Dense {
      InvalidValue.requireRange("dense", outputs, 1, 1 << 20);
    }

    @Override
    public Shape outputs(Shape inputs) {
      return Shape.vector(outputs);
    }
  }
}
