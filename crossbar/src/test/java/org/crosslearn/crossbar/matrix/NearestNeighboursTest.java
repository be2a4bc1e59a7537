package org.crosslearn.crossbar.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.workload.HardwareOp.Digital;
import org.crosslearn.hw.workload.HardwareOp.DigitalFunction;
import org.crosslearn.hw.workload.HardwareOp.Storage;
import org.crosslearn.hw.workload.OpGraph;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
  private final OpRecorder recorder = new OpRecorder();
  private final DigitalUnit digital =
      new DigitalUnit(recorder, DenseKernels.create().analog());

  /** Class 0 at distances 2 and 4 of the origin, class 1 at 1 and 10, class 2 at 8. */
  private NearestNeighbours fiveVectors(int neighbours) {
    NearestNeighbours memory = digital.nearestNeighbours(neighbours, 3);
    memory.store(Signal.given(new float[] {2, 0, 0, 4, -1, 0, 6, 8}, 4, 2), new int[] {0, 0, 1, 1});
    memory.store(Signal.given(new float[] {0, -8}, 1, 2), new int[] {2});
    return memory;
  }

  private static Signal origin() {
    return Signal.given(new float[] {0, 0}, 1, 2);
  }

  @Test
  void theNearestVoteWithTheReciprocalOfTheirDistance() {
    assertThat(fiveVectors(3).scores(origin()).values()).containsExactly(0.75f, 1, 0);
    assertThat(fiveVectors(1).scores(origin()).values()).containsExactly(0, 1, 0);
    assertThat(fiveVectors(50).scores(origin()).values())
        .containsExactly(new float[] {0.75f, 1.1f, 0.125f}, within(1e-6f));
  }

  @Test
  void aVectorThatIsStoredItselfNamesItsClassWithFiniteScores() {
    Signal scores = fiveVectors(3).scores(Signal.given(new float[] {0, -8}, 1, 2));
    assertThat(scores.values()[2]).isGreaterThan(1000).isFinite();
  }

  @Test
  void ofEqualDistancesTheVectorStoredFirstWins() {
    NearestNeighbours memory = digital.nearestNeighbours(1, 2);
    memory.store(Signal.given(new float[] {1, -1}, 2, 1), new int[] {1, 0});
    assertThat(memory.scores(Signal.given(new float[1], 1, 1)).values()).containsExactly(0, 1);
  }

  @Test
  void anEmptyMemoryKnowsNothing() {
    assertThat(digital.nearestNeighbours(5, 2).scores(origin()).values()).containsExactly(0, 0);
  }

  /** The plain statement of the rule: sort all distances, take the first k. */
  @Test
  void votesAgreeWithSortingAllDistances() {
    RandomStream random = new RandomStreams(7).stream("vectors", 0);
    int size = 7;
    int stored = 40;
    float[] vectors = new float[stored * size];
    int[] labels = new int[stored];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = random.gaussian();
      labels[i / size] = i / size % 4;
    }
    NearestNeighbours memory = digital.nearestNeighbours(5, 4);
    memory.store(Signal.given(vectors, stored, size), labels);
    for (int q = 0; q < 20; q++) {
      float[] query = new float[size];
      for (int i = 0; i < size; i++) {
        query[i] = random.gaussian();
      }
      double[][] distances = new double[stored][];
      for (int r = 0; r < stored; r++) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
          sum += Math.pow(query[i] - vectors[r * size + i], 2);
        }
        distances[r] = new double[] {Math.sqrt(sum), labels[r]};
      }
      Arrays.sort(distances, Comparator.comparingDouble(d -> d[0]));
      float[] expected = new float[4];
      for (int k = 0; k < 5; k++) {
        expected[(int) distances[k][1]] += (float) (1 / distances[k][0]);
      }
      assertThat(memory.scores(Signal.given(query, 1, size)).values())
          .containsExactly(expected, within(1e-4f));
    }
  }

  @Test
  void theArithmeticIsThatOfAllPairsAndComponents() {
    NearestNeighbours memory = fiveVectors(3);
    recorder.start(2);
    memory.scores(Signal.given(new float[4], 2, 2));
    OpGraph graph = recorder.stop();
    assertThat(graph.ops(Digital.class))
        .containsExactly(
            new Digital(DigitalFunction.ADD, 2 * 5 * 2),
            new Digital(DigitalFunction.MULTIPLY, 2 * 5 * 2),
            new Digital(DigitalFunction.ADD, 2 * 5 * 2),
            new Digital(DigitalFunction.COMPARE, 2 * 5 * 3),
            new Digital(DigitalFunction.LOOKUP, 2 * 3),
            new Digital(DigitalFunction.ADD, 2 * 3));
    assertThat(graph.ops(Storage.class)).containsExactly(new Storage("nearest neighbours", 5 * 2));
  }

  @Test
  void aCosineTakesProductsAndOneScalingPerPairAndNoDifferences() {
    recorder.start(2);
    digital.nearestNeighbours(3, 3).recordCosineVote(5, Signal.given(new float[14], 2, 7));
    OpGraph graph = recorder.stop();
    assertThat(graph.ops(Digital.class))
        .containsExactly(
            new Digital(DigitalFunction.MULTIPLY, 2 * 5 * 7),
            new Digital(DigitalFunction.ADD, 2 * 5 * 7),
            new Digital(DigitalFunction.MULTIPLY, 2 * 5),
            new Digital(DigitalFunction.COMPARE, 2 * 5 * 3),
            new Digital(DigitalFunction.ADD, 2 * 3));
    // With the reciprocal of its length each.
    assertThat(graph.ops(Storage.class))
        .containsExactly(new Storage("nearest neighbours", 5 * (7 + 1)));
  }

  @Test
  void vectorsOfAnotherSizeAreRefused() {
    NearestNeighbours memory = fiveVectors(3);
    assertThatThrownBy(() -> memory.scores(Signal.given(new float[3], 1, 3)))
        .hasMessage("vectors of 2 are stored, got 3");
    assertThatThrownBy(() -> memory.store(origin(), new int[] {0, 1}))
        .hasMessage("1 vectors with 2 labels");
  }
}
