package org.crosslearn.algorithms.data;

/**
 * Size of the images of a data set. Within a sample the values are ordered row by row, the channels
 * of a pixel next to each other.
 *
 * @param height pixels from top to bottom, at least 1
 * @param width pixels from left to right, at least 1
 * @param channels values per pixel, 1 for grey
 */
public record ImageShape(int height, int width, int channels) {
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException("height, width and channels must be at least 1, found "
          + height + " x " + width + " x " + channels);
    }
    Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }

  /** Values per image. */
  public int features() {
    return height * width * channels;
  }

  /** For example {@code 28x28x1}. */
  @Override
  public String toString() {
    return height + "x" + width + "x" + channels;
  }
}
