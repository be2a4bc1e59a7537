package org.crosslearn.algorithms.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.crosslearn.algorithms.readout.NearestVectors.Vote;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.api.Test;

class ReadoutsTest {
  private static LabelledVectors vectors(int size, int[] labels, double... values) {
    float[][] vectors = new float[labels.length][size];
    for (int i = 0; i < values.length; i++) {
      vectors[i / size][i % size] = (float) values[i];
    }
    return new LabelledVectors(vectors, labels);
  }

  /** Gaussian clouds, one per class, around the corners of a simplex. */
  private static LabelledVectors clouds(int count, int size, int classes, double spread) {
    RandomStream random = new RandomStreams(7).stream("clouds", 0);
    float[][] vectors = new float[count][size];
    int[] labels = new int[count];
    for (int v = 0; v < count; v++) {
      labels[v] = v % classes;
      for (int i = 0; i < size; i++) {
        vectors[v][i] = (float) (spread * random.gaussian()) + (i == labels[v] ? 100 : 99);
      }
    }
    return new LabelledVectors(vectors, labels);
  }

  /** Classes of the last vectors after all that are before them. */
  private static int[] classesOfLast(int queries, Classifier classifier, LabelledVectors all) {
    return classifier.classify(all, List.of(lastAmong(all.count(), queries)))[0];
  }

  private static Split lastAmong(int count, int queries) {
    return new Split(
        IntStream.range(0, count - queries).toArray(),
        IntStream.range(count - queries, count).toArray());
  }

  @Test
  void nearNeighboursOutvoteMoreThatAreFar() {
    LabelledVectors line = vectors(1, new int[] {0, 1, 1, 0, 0}, 0, 3, 4, 1, 2);
    Classifier nearest = new NearestVectors(3, Vote.EUCLIDEAN_BY_DISTANCE, 1);
    // 1/1 for class 0 against 1/2 + 1/3; then 1/2 against 1/1 + 1/2.
    assertThat(classesOfLast(2, nearest, line)).containsExactly(0, 1);
  }

  @Test
  void theCosineLooksAtDirectionsAlone() {
    LabelledVectors rays = vectors(
        2, new int[] {0, 0, 1, 1, 1, 0, 0}, 100, 1, 100, 2, 0.1, 1, 0.2, 1, 1, 2, 1, 0.01, 0.01, 1);
    Classifier nearest = new NearestVectors(3, Vote.COSINE_MAJORITY, 1);
    // Its length lies with class 1, its direction with class 0, which has two of the three votes.
    assertThat(classesOfLast(2, nearest, rays)).containsExactly(0, 1);
  }

  @Test
  void ofEquallyNearVectorsTheEarlierReferenceCounts() {
    // Multiples of one vector have one direction; 1 and 3 are equally far from 2.
    LabelledVectors rays = vectors(2, new int[] {0, 1, 0, 0}, 3, 6, 1, 2, 7, 14, 5, 1);
    LabelledVectors line = vectors(1, new int[] {0, 1, 0}, 1, 3, 2);
    for (int first = 0; first < 2; first++) {
      int[] references = {first, 1 - first};
      assertThat(new NearestVectors(1, Vote.COSINE_MAJORITY, 1)
              .classify(rays, List.of(new Split(references, new int[] {2, 3}))))
          .isDeepEqualTo(new int[][] {{first, first}});
      assertThat(new NearestVectors(1, Vote.EUCLIDEAN_BY_DISTANCE, 1)
              .classify(line, List.of(new Split(references, new int[] {2}))))
          .isDeepEqualTo(new int[][] {{first}});
    }
  }

  @Test
  void silenceIsNearestToSilence() {
    LabelledVectors some = vectors(2, new int[] {0, 1, 0, 0}, 1, 0, 0, 0, 0, 0, 2, 1);
    assertThat(classesOfLast(2, new NearestVectors(1, Vote.COSINE_MAJORITY, 1), some))
        .containsExactly(1, 0);
  }

  @Test
  void blocksFindTheNeighboursThatPlainDistancesFind() {
    // More vectors than a block has rows, more numbers than are multiplied at a time.
    LabelledVectors all = clouds(1300, 2100, 5, 8);
    for (int threads : new int[] {1, 3}) {
      int[] found =
          classesOfLast(600, new NearestVectors(5, Vote.EUCLIDEAN_BY_DISTANCE, threads), all);
      assertThat(found).isEqualTo(plainVotes(all, lastAmong(all.count(), 600)));
      assertThat(Arrays.stream(found).distinct().count()).isEqualTo(5);
    }
  }

  @Test
  void splitsThatAreAskedTogetherFindWhatEachFindsAlone() {
    LabelledVectors all = clouds(1300, 11, 5, 0.6);
    List<Split> splits = new ArrayList<>();
    RandomSplits.of(all, 900, 4, new RandomStreams(1), (vectors, drawn) -> {
      splits.addAll(drawn);
      return new int[4][400];
    });
    int[][] together = new NearestVectors(5, Vote.EUCLIDEAN_BY_DISTANCE, 2).classify(all, splits);
    for (int s = 0; s < splits.size(); s++) {
      assertThat(together[s]).isEqualTo(plainVotes(all, splits.get(s)));
    }
  }

  private static int[] plainVotes(LabelledVectors all, Split split) {
    return Arrays.stream(split.queries())
        .map(query -> plainVote(all, all.vectors()[query], split.references()))
        .toArray();
  }

  private static int plainVote(LabelledVectors all, float[] query, int[] references) {
    double[] distances = new double[all.count()];
    for (int r : references) {
      for (int i = 0; i < all.size(); i++) {
        double d = (double) query[i] - all.vectors()[r][i];
        distances[r] += d * d;
      }
    }
    int[] nearest = Arrays.stream(references)
        .boxed()
        .sorted(Comparator.comparingDouble(r -> distances[r]))
        .mapToInt(r -> r)
        .limit(5)
        .toArray();
    double[] votes = new double[all.classes()];
    for (int r : nearest) {
      votes[all.labels()[r]] += 1 / Math.sqrt(distances[r]);
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
    LabelledVectors some = line.at(new int[] {3, 1}).between(1, 2);
    assertThat(some.labels()).containsExactly(1);
    assertThat(some.vectors()[0]).containsExactly(11).isSameAs(line.vectors()[1]);
    assertThatThrownBy(() -> line.at(new int[] {4})).isInstanceOf(RuntimeException.class);
  }

  @Test
  void supportVectorsFindAWideGapThatNeighboursMiss() {
    // Two long parallel lines: a query far beyond their ends is on its side of the gap.
    double[] values = new double[86];
    int[] labels = new int[43];
    for (int v = 0; v < 40; v++) {
      labels[v] = v % 2;
      values[2 * v] = v / 2 * 0.1;
      values[2 * v + 1] = labels[v];
    }
    System.arraycopy(new double[] {30, -0.2, 30, 1.2, -30, 0.9}, 0, values, 80, 6);
    assertThat(classesOfLast(3, new SupportVectors(List.of(1000.0), 1), vectors(2, labels, values)))
        .containsExactly(0, 1, 1);
  }

  @Test
  void supportVectorsTellSeveralClassesApart() {
    LabelledVectors all = clouds(300, 8, 4, 0.1);
    assertThat(classesOfLast(100, new SupportVectors(List.of(10.0), 1), all))
        .isEqualTo(Arrays.copyOfRange(all.labels(), 200, 300));
  }

  /** Two classes a small step apart, and a few vectors so long that nothing else seems to matter. */
  @Test
  void supportVectorsFindTheCostThatSuitsTheReferences() {
    int[] labels = new int[300];
    double[] values = new double[600];
    Random random = new Random(8);
    for (int v = 0; v < 300; v++) {
      labels[v] = v % 2;
      values[2 * v] = v % 10 == 0 ? 100 * random.nextGaussian() : 0;
      values[2 * v + 1] = 2 * labels[v] + 0.3 * random.nextGaussian();
    }
    LabelledVectors all = vectors(2, labels, values);
    Classifier hasty = new SupportVectors(List.of(0.1), 1);
    Classifier careful = new SupportVectors(List.of(0.1, 10.0, 1e3, 1e5), 2);
    assertThat(right(classesOfLast(100, hasty, all), all)).isLessThan(80);
    assertThat(right(classesOfLast(100, careful, all), all)).isGreaterThan(97);
  }

  private static long right(int[] found, LabelledVectors all) {
    int before = all.count() - found.length;
    return IntStream.range(0, found.length)
        .filter(q -> found[q] == all.labels()[before + q])
        .count();
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
  void principalComponentsOfHardlyAnyActivityAreFoundToo() {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      float[][] counts = new float[300][2000];
      for (int spike = 0; spike < 100; spike++) {
        counts[random.nextInt(300)][random.nextInt(2000)]++;
      }
      PrincipalComponents components =
          PrincipalComponents.of(new LabelledVectors(counts, new int[300]), 3);
      assertThat(components.variances()[2]).isPositive();
      assertThat(components.totalVariance()).isCloseTo(100.0 / 299, within(0.05));
    }
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
      double d = two.vectors()[0][i] - two.vectors()[1][i];
      sum += d * d;
    }
    return Math.sqrt(sum);
  }

  @Test
  void splitsLearnFromSomeAndAskAboutAllOthers() {
    LabelledVectors all = clouds(50, 4, 2, 0.05);
    RandomSplits splits = RandomSplits.of(all, 40, 3, new RandomStreams(1), (vectors, drawn) -> {
      for (Split split : drawn) {
        assertThat(split.references()).hasSize(40);
        assertThat(
                IntStream.concat(Arrays.stream(split.references()), Arrays.stream(split.queries())))
            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 50).boxed().toList());
      }
      return new int[3][10];
    });
    assertThat(splits.accuracies()).hasSize(3);
    assertThat(splits.byClass()).containsExactly(1, 0);
  }
}
