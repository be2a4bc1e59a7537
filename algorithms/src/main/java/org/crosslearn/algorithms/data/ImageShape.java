package org.crosslearn.algorithms.data;

/** Size of one image in pixels and channels. */
public record ImageShape(int height, int width, int channels) {
  public int features() {
    return height * width * channels;
  }
}
