package org.crosslearn.algorithms.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.crosslearn.algorithms.readout.NearestVectors.Vote;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Test;

class ReadoutsTest {
  private static LabelledVectors vectors(int size, int[] labels, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return new LabelledVectors(floats, size, labels);
  }

  private static LabelledVectors query(double... values) {
    return vectors(values.length, new int[] {0}, values);
  }

  /** Gaussian clouds, one per class, around the corners of a simplex. */
  private static LabelledVectors clouds(int count, int size, int classes, double spread) {
    RandomStream random = new RandomStreams(7).stream("clouds", 0);
    float[] values = new float[count * size];
    int[] labels = new int[count];
    for (int v = 0; v < count; v++) {
      labels[v] = v % classes;
      for (int i = 0; i < size; i++) {
        values[v * size + i] = (float) (spread * random.gaussian()) + (i == labels[v] ? 100 : 99);
      }
    }
    return new LabelledVectors(values, size, labels);
  }

  @Test
  void nearNeighboursOutvoteMoreThatAreFar() {
    LabelledVectors line = vectors(1, new int[] {0, 1, 1}, 0, 3, 4);
    NearestVectors nearest = new NearestVectors(3, Vote.EUCLIDEAN_BY_DISTANCE, line);
    // 1/1 for class 0 against 1/2 + 1/3; then 1/2 against 1/1 + 1/2.
    assertThat(nearest.classify(query(1))).containsExactly(0);
    assertThat(nearest.classify(query(2))).containsExactly(1);
  }

  @Test
  void theCosineLooksAtDirectionsAlone() {
    LabelledVectors rays =
        vectors(2, new int[] {0, 0, 1, 1, 1}, 100, 1, 100, 2, 0.1, 1, 0.2, 1, 1, 2);
    NearestVectors nearest = new NearestVectors(3, Vote.COSINE_MAJORITY, rays);
    // Its length lies with class 1, its direction with class 0, which has two of the three votes.
    assertThat(nearest.classify(query(1, 0.01))).containsExactly(0);
    assertThat(nearest.classify(query(0.01, 1))).containsExactly(1);
  }

  @Test
  void blocksFindTheNeighboursThatPlainDistancesFind() {
    LabelledVectors all = clouds(2600, 11, 5, 0.6);
    LabelledVectors references = all.between(0, 2000);
    LabelledVectors queries = all.between(2000, 2600);
    int[] found = new NearestVectors(5, Vote.EUCLIDEAN_BY_DISTANCE, references).classify(queries);
    int[] plain = new int[queries.count()];
    for (int q = 0; q < plain.length; q++) {
      plain[q] = plainVote(queries, q, references);
    }
    assertThat(found).isEqualTo(plain);
    assertThat(Arrays.stream(found).distinct().count()).isEqualTo(5);
  }

  private static int plainVote(LabelledVectors queries, int q, LabelledVectors references) {
    double[] distances = new double[references.count()];
    Integer[] order = new Integer[references.count()];
    for (int r = 0; r < distances.length; r++) {
      order[r] = r;
      for (int i = 0; i < references.size(); i++) {
        double d =
            queries.values()[queries.start(q) + i] - references.values()[references.start(r) + i];
        distances[r] += d * d;
      }
    }
    Arrays.sort(order, (a, b) -> Double.compare(distances[a], distances[b]));
    double[] votes = new double[references.classes()];
    for (int k = 0; k < 5; k++) {
      votes[references.label(order[k])] += 1 / Math.sqrt(distances[order[k]]);
    }
    int best = 0;
    for (int c = 1; c < votes.length; c++) {
      best = votes[c] > votes[best] ? c : best;
    }
    return best;
  }

  @Test
  void aSelectionIsOfTheVectorsItNames() {
    LabelledVectors line = vectors(1, new int[] {0, 1, 2, 3}, 10, 11, 12, 13);
    LabelledVectors some = line.at(new int[] {3, 1}).at(new int[] {1});
    assertThat(some.label(0)).isEqualTo(1);
    assertThat(some.values()[some.start(0)]).isEqualTo(11);
    assertThatThrownBy(() -> line.at(new int[] {4})).isInstanceOf(RuntimeException.class);
  }

  @Test
  void supportVectorsFindAWideGapThatNeighboursMiss() {
    // Two long parallel lines: a query far beyond their ends is on its side of the gap.
    double[] values = new double[80];
    int[] labels = new int[40];
    for (int v = 0; v < 40; v++) {
      labels[v] = v % 2;
      values[2 * v] = v / 2 * 0.1;
      values[2 * v + 1] = labels[v];
    }
    SupportVectors machine = new SupportVectors(1000, vectors(2, labels, values));
    assertThat(machine.classify(query(30, -0.2))).containsExactly(0);
    assertThat(machine.classify(query(30, 1.2))).containsExactly(1);
    assertThat(machine.classify(query(-30, 0.9))).containsExactly(1);
  }

  @Test
  void supportVectorsTellSeveralClassesApart() {
    LabelledVectors all = clouds(300, 8, 4, 0.1);
    assertThat(new SupportVectors(10, all.between(0, 200)).accuracy(all.between(200, 300)))
        .isEqualTo(1);
  }

  @Test
  void principalComponentsLieAlongTheAxesOfAnEllipse() {
    // A turned cross: +-3 along (0.6, 0.8), +-1 along (-0.8, 0.6), around (5, 7).
    LabelledVectors cross = vectors(
        2, new int[4], 5 + 1.8, 7 + 2.4, 5 - 1.8, 7 - 2.4, 5 - 0.8, 7 + 0.6, 5 + 0.8, 7 - 0.6);
    PrincipalComponents components = PrincipalComponents.of(cross, 2);
    assertThat(components.variances()).containsExactly(new double[] {6, 2.0 / 3}, within(1e-5));
    assertThat(components.totalVariance()).isCloseTo(6 + 2.0 / 3, within(1e-5));
    for (int v = 0; v < 4; v++) {
      assertThat(Math.abs(components.coordinates()[v][0])).isCloseTo(v < 2 ? 3 : 0, within(1e-5));
      assertThat(Math.abs(components.coordinates()[v][1])).isCloseTo(v < 2 ? 0 : 1, within(1e-5));
    }
    assertThat(components.coordinates()[0][0])
        .isCloseTo(-components.coordinates()[1][0], within(1e-5));
  }

  @Test
  void projectionsKeepDistancesInTheMean() {
    LabelledVectors all = clouds(2, 200, 2, 1);
    double before = distance(all);
    double sum = 0;
    for (int step = 0; step < 200; step++) {
      RandomStream random = new RandomStreams(step).stream("projection", 0);
      LabelledVectors projected = RandomProjection.of(all, 20, random);
      assertThat(projected.size()).isEqualTo(20);
      sum += Math.pow(distance(projected), 2);
    }
    // The relative error of a square is sqrt(2 / 20) each time.
    assertThat(Math.sqrt(sum / 200)).isCloseTo(before, within(0.06 * before));
  }

  private static double distance(LabelledVectors two) {
    double sum = 0;
    for (int i = 0; i < two.size(); i++) {
      double d = two.values()[two.start(0) + i] - two.values()[two.start(1) + i];
      sum += d * d;
    }
    return Math.sqrt(sum);
  }

  @Test
  void splitsLearnFromSomeAndAskAboutAllOthers() {
    LabelledVectors all = clouds(50, 4, 2, 0.05);
    RandomSplits splits = RandomSplits.of(all, 40, 3, new RandomStreams(1), references -> {
      assertThat(references.count()).isEqualTo(40);
      int[] known = references.rows().clone();
      Arrays.sort(known);
      return queries -> {
        assertThat(queries.count()).isEqualTo(10);
        for (int row : queries.rows()) {
          assertThat(Arrays.binarySearch(known, row)).isNegative();
        }
        return new int[10];
      };
    });
    assertThat(splits.accuracies()).hasSize(3);
    assertThat(splits.byClass()).containsExactly(1, 0);
    assertThat(new RandomSplits(new double[] {0.5, 0.7, 0.9}, new double[0]).mean())
        .isCloseTo(0.7, within(1e-12));
    assertThat(new RandomSplits(new double[] {0.5, 0.7, 0.9}, new double[0]).standardDeviation())
        .isCloseTo(0.2, within(1e-12));
  }
}
