package org.crosslearn.hw.network;

import org.crosslearn.hw.yaml.InvalidValue;

/** Numbers between two layers: an image, or a vector of height and width 1. */
public record Shape(int height, int width, int channels) {
  private static final int MOST = 1 << 20;

  public Shape {
    InvalidValue.requireRange("height", height, 1, MOST);
    InvalidValue.requireRange("width", width, 1, MOST);
    InvalidValue.requireRange("channels", channels, 1, MOST);
    InvalidValue.require(
        (long) height * width * channels <= Integer.MAX_VALUE,
        "height",
        height,
        "small enough for height x width x channels to stay below 2^31");
  }

  /** A vector. */
  static Shape vector(int length) {
    return new Shape(1, 1, length);
  }

  public int numbers() {
    return height * width * channels;
  }

  @Override
  public String toString() {
    return height == 1 && width == 1
        ? Integer.toString(channels)
        : height + "x" + width + "x" + channels;
  }
}
