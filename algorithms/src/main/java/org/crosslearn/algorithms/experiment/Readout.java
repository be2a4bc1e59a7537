package org.crosslearn.algorithms.experiment;

import java.util.ArrayList;
import java.util.List;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.algorithms.readout.Classifier;
import org.crosslearn.algorithms.readout.LabelledVectors;
import org.crosslearn.algorithms.readout.NearestVectors;
import org.crosslearn.algorithms.readout.RandomProjection;
import org.crosslearn.algorithms.readout.RandomSplits;
import org.crosslearn.algorithms.readout.SupportVectors;
import org.crosslearn.crossbar.random.RandomStreams;

/**
 * How features become accuracies: the same random splits for all features of a seed, so that they
 * are compared on the same images.
 *
 * @param name how findings call it
 */
public record Readout(
    String name, int references, int splits, RandomStreams random, Classifier classifier) {
  /** A vote of the nearest. */
  public static final String NEAREST = "knn";

  /** A linear support vector machine. */
  public static final String SUPPORT_VECTORS = "svm";

  /** All of them. */
  public static final List<String> ALL = List.of(NEAREST, SUPPORT_VECTORS);

  /** Of a vector on the wrong side of the margin, where the mean square length of all is 1. */
  private static final List<Double> COSTS = List.of(1.0, 10.0, 100.0, 1e3);

  /**
   * A projection on more numbers than this keeps squared distances within sqrt(2 / 4096), 2 %, of
   * those of the pixels: there is nothing left to learn from more.
   */
  private static final int LARGEST_PROJECTION = 4096;

  static Readout nearest(
      NearestVectors.Vote vote, int neighbours, int references, int splits, Conditions conditions) {
    return new Readout(
        NEAREST,
        references,
        splits,
        conditions.random(),
        new NearestVectors(neighbours, vote, conditions.threads()));
  }

  static Readout supportVectors(int references, int splits, Conditions conditions) {
    return new Readout(
        SUPPORT_VECTORS,
        references,
        splits,
        conditions.random(),
        new SupportVectors(COSTS, conditions.threads()));
  }

  Reading read(String features, double seconds, LabelledVectors vectors) {
    RandomSplits result = RandomSplits.of(vectors, references, splits, random, classifier);
    return new Reading(
        features, name, seconds, vectors.size(), result.accuracies(), result.byClass());
  }

  /**
   * What could be said without a network, as far as it is asked for.
   *
   * @param size of the features to compare with
   * @param seconds when those were read
   */
  List<Reading> controls(Conditions conditions, Images images, int size, double seconds) {
    List<Reading> readings = new ArrayList<>();
    if (conditions.asks(Features.PIXELS, name)) {
      readings.add(read(Features.PIXELS, seconds, images.grey()));
    }
    if (conditions.asks(Features.BINARY_PIXELS, name)) {
      readings.add(read(Features.BINARY_PIXELS, seconds, images.binary()));
    }
    if (conditions.asks(Features.PROJECTION, name)) {
      readings.add(read(
          Features.PROJECTION,
          seconds,
          RandomProjection.of(images.binary(), projected(size), random.stream("projection", 0))));
    }
    return readings;
  }

  /** Numbers in a projection that is compared with features of a size. */
  static int projected(int size) {
    return Math.min(size, LARGEST_PROJECTION);
  }
}
