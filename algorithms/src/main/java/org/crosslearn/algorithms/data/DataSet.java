package org.crosslearn.algorithms.data;

/**
 * A classification task with a fixed split.
 *
 * @param name as users write it, e.g. {@code "mnist"}
 * @param shape of every image
 * @param classes number of classes, at least 2; labels are 0 .. classes - 1
 * @param train samples to learn from
 * @param test samples that are only ever evaluated
 */
public record DataSet(String name, ImageShape shape, int classes, Samples train, Samples test) {

  /**
   * @throws IllegalArgumentException if samples do not have the shape, a value lies outside 0..1 or
   *     a label is no class
   */
  public DataSet {
    if (classes < 2) {
      throw new IllegalArgumentException(name + " must have at least 2 classes, found " + classes);
    }
    check(name + " train", train, shape, classes);
    check(name + " test", test, shape, classes);
  }

  private static void check(String what, Samples samples, ImageShape shape, int classes) {
    if (samples.features() != shape.features()) {
      throw new IllegalArgumentException(what + " samples have " + samples.features()
          + " values, the shape " + shape + " needs " + shape.features());
    }
    for (int i = 0; i < samples.size(); i++) {
      int label = samples.labels()[i];
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            what + " sample " + i + " has label " + label + ", allowed are 0.." + (classes - 1));
      }
    }
    for (float value : samples.images()) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            what + " images have a value of " + value + ", allowed are 0..1");
      }
    }
  }
}
