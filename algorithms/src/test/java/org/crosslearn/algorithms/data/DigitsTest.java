package org.crosslearn.algorithms.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigitsTest {
  private static final DataFolders NO_FOLDERS =
      DataFolders.of(Optional.empty(), variable -> null, property -> "/nowhere");
  private final DataSet digits = new Digits().load(NO_FOLDERS);
  private final DataSet byWriter = new DigitsByWriter().load(NO_FOLDERS);

  @Test
  void thereAreFifteenHundredToTrainAndTheRestToTest() {
    assertThat(digits.train().size()).isEqualTo(1500);
    assertThat(digits.test().size()).isEqualTo(297);
    assertThat(digits.shape()).isEqualTo(new ImageShape(8, 8, 1));
    assertThat(digits.classes()).isEqualTo(10);
  }

  @Test
  void theFirstImageOfTheFileIsAZero() {
    assertThat(byWriter.train().labels()[0]).isZero();
    assertThat(Arrays.copyOfRange(byWriter.train().images(), 0, 8))
        .containsExactly(0, 0, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0, 0);
  }

  /** The counts in the description that scikit-learn and UCI give of the test set. */
  @Test
  void theClassesAreAsFrequentAsPublished() {
    int[] counts = new int[10];
    for (Samples samples : List.of(digits.train(), digits.test())) {
      for (int label : samples.labels()) {
        counts[label]++;
      }
    }
    assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
  }

  /** Pixels, labels and split belong together: 281 hits were counted with NumPy. */
  @Test
  void theNearestTrainingImageShowsTheSameDigitIn281Of297Cases() {
    assertThat(nearestNeighbourHits(byWriter.train(), byWriter.test())).isEqualTo(281);
  }

  @Test
  void itIsEasierToReadWritersOneHasLearnedFrom() {
    assertThat(nearestNeighbourHits(digits.train(), digits.test())).isGreaterThan(290);
  }

  @Test
  void theyAreAlwaysThere() {
    assertThat(new Digits().availability(NO_FOLDERS))
        .isEqualTo(new DataSource.Availability(true, "bundled"));
  }

  private static int nearestNeighbourHits(Samples train, Samples test) {
    int hits = 0;
    int features = train.features();
    for (int i = 0; i < test.size(); i++) {
      int nearest = -1;
      float least = Float.POSITIVE_INFINITY;
      for (int j = 0; j < train.size(); j++) {
        float distance = 0;
        for (int k = 0; k < features; k++) {
          float difference = test.images()[i * features + k] - train.images()[j * features + k];
          distance += difference * difference;
        }
        if (distance < least) {
          least = distance;
          nearest = j;
        }
      }
      if (train.labels()[nearest] == test.labels()[i]) {
        hits++;
      }
    }
    return hits;
  }
}
