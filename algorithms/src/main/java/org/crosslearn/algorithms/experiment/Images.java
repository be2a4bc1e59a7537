package org.crosslearn.algorithms.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.crosslearn.algorithms.data.Samples;
import org.crosslearn.algorithms.geometric.Stimulus;
import org.crosslearn.algorithms.readout.LabelledVectors;

/**
 * Some of the training images of a data set, in its order.
 *
 * @param rows places of the images
 * @param pixelThreshold pixels of at least this value fire
 */
record Images(Samples samples, int[] rows, double pixelThreshold) {

  /** Some images one after the other. */
  static Images from(int first, int count, Samples samples, double pixelThreshold) {
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> first + i);
    return new Images(samples, rows, pixelThreshold);
  }

  /** All images of some classes from a place on. */
  static Images ofClasses(
      List<Integer> classes, int first, Samples samples, double pixelThreshold) {
    int[] rows = IntStream.range(first, samples.size())
        .filter(row -> classes.contains(samples.labels()[row]))
        .toArray();
    return new Images(samples, rows, pixelThreshold);
  }

  /** The images from one place to before another. */
  Images between(int from, int to) {
    return new Images(samples, Arrays.copyOfRange(rows, from, to), pixelThreshold);
  }

  int count() {
    return rows.length;
  }

  int label(int image) {
    return samples.labels()[rows[image]];
  }

  int[] labels() {
    int[] labels = new int[rows.length];
    Arrays.setAll(labels, this::label);
    return labels;
  }

  List<Stimulus> stimuli() {
    int pixels = samples.features();
    List<Stimulus> stimuli = new ArrayList<>();
    for (int row : rows) {
      stimuli.add(Stimulus.ofBrightPixels(samples.images(), row * pixels, pixels, pixelThreshold));
    }
    return stimuli;
  }

  /** The values of one image. */
  float[] pixels(int image) {
    int pixels = samples.features();
    return Arrays.copyOfRange(samples.images(), rows[image] * pixels, (rows[image] + 1) * pixels);
  }

  LabelledVectors grey() {
    float[][] vectors = new float[rows.length][];
    Arrays.setAll(vectors, this::pixels);
    return new LabelledVectors(vectors, labels());
  }

  /** 1 where an input node fires. */
  LabelledVectors binary() {
    LabelledVectors binary = grey();
    for (float[] vector : binary.vectors()) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = vector[i] >= pixelThreshold ? 1 : 0;
      }
    }
    return binary;
  }
}
