package org.crosslearn.algorithms.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.network.NetworkSpec;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.matrix.Hardware;
import org.crosslearn.crossbar.matrix.Signal;
import org.crosslearn.crossbar.random.RandomStream;
import org.crosslearn.crossbar.random.RandomStreams;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule says truly whether the weights of its matrices are all that it learns. */
class LearnedWeightsTest {
  private static final ImageShape IMAGE = new ImageShape(5, 4, 1);
  private static final int CLASSES = 3;
  private static final int BATCH = 6;

  static Stream<LearningRule<?>> rules() {
    return LearningRules.all().stream();
  }

  /** A network and the hardware it stands on. */
  private record Built(Learner learner, Hardware hardware) {
    static <S extends Record> Built of(LearningRule<S> rule) {
      RandomStreams random = new RandomStreams(1);
      LearningTask task = new LearningTask(
          IMAGE, CLASSES, NetworkSpec.rectified(List.of(12, 8)), 1, 5 * BATCH, random);
      Hardware hardware = new Hardware(HardwareSpec.IDEAL, random);
      return new Built(rule.learner(rule.defaults(), task, hardware), hardware);
    }

    float[] scores() {
      return learner.scores(images(99)).values();
    }
  }

  private static Signal images(long batch) {
    RandomStream random = new RandomStreams(2).stream("images", batch);
    float[] images = new float[BATCH * IMAGE.features()];
    for (int i = 0; i < images.length; i++) {
      images[i] = random.uniform();
    }
    return Signal.given(images, BATCH, IMAGE.features());
  }

  private static Built trained(LearningRule<?> rule) {
    Built built = Built.of(rule);
    for (int step = 0; step < 5; step++) {
      built.learner().learn(images(step), new int[] {0, 1, 2, 2, 1, 0}, 0);
    }
    return built;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theWeightsOfATrainedNetworkMakeAnotherThatScoresTheSame(LearningRule<?> rule) {
    Built trained = trained(rule);
    float[] scores = trained.scores();
    Built written = Built.of(rule);
    assertThat(written.hardware().matrices().keySet())
        .isEqualTo(trained.hardware().matrices().keySet());

    trained
        .hardware()
        .matrices()
        .forEach(
            (name, matrix) -> written.hardware().matrices().get(name).program(matrix.weights()));

    if (rule.learnsInMatricesAlone()) {
      assertThat(Built.of(rule).scores()).as("untrained").isNotEqualTo(scores);
      assertThat(written.scores()).isEqualTo(scores);
    } else {
      assertThat(written.scores()).isNotEqualTo(scores);
    }
  }
}
