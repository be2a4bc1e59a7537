package org.crosslearn.algorithms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.crosslearn.algorithms.data.DataFolders;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.DataSources;
import org.crosslearn.algorithms.data.Samples;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.presets.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each rule is known to reach; a change that loses accuracy fails here. */
class AccuracyBoundsTest {
  private static final TrainingSpec DIGITS = new TrainingSpec(30, 16);
  private static final TrainingSpec MNIST = new TrainingSpec(2, 64);
  private static final DataFolders BUNDLED =
      DataFolders.of(Optional.empty(), variable -> null, property -> "/nowhere");

  @ParameterizedTest
  @CsvSource({"bp, 64, 0.96", "dfa, 64, 0.95", "softhebb, 256, 0.93"})
  void digitsOnIdealHardware(String rule, int hidden, double bound) {
    DataSet digits = DataSources.installed().named("digits").load(BUNDLED);
    Trial trial = new Trial(rule, "{}", List.of(hidden), DIGITS, HardwareSpec.IDEAL);
    assertThat(trial.meanAccuracy(digits, 1, 2, 3)).isGreaterThanOrEqualTo(bound);
  }

  @Test
  void backpropagationLearnsDigitsOnARealisticDevice() {
    DataSet digits = DataSources.installed().named("digits").load(BUNDLED);
    Trial trial = new Trial("bp", "{}", List.of(64), DIGITS, Presets.hardware("analog-rram"));
    assertThat(trial.meanAccuracy(digits, 1, 2, 3)).isGreaterThanOrEqualTo(0.85);
  }

  /** Two epochs; the first 10,000 training images and first 2,000 test images. */
  @ParameterizedTest
  @CsvSource({"bp, 0.92", "dfa, 0.90", "softhebb, 0.91"})
  void mnistOnIdealHardwareAtASmallBudget(String rule, double bound) {
    DataSet mnist = part(mnist(), 10_000, 2_000);
    Trial trial = new Trial(rule, "{}", List.of(256), MNIST, HardwareSpec.IDEAL);
    assertThat(trial.meanAccuracy(mnist, 1)).isGreaterThanOrEqualTo(bound);
  }

  @Test
  void mnistWithBackpropagationOnAQuantisedCrossbar() {
    DataSet mnist = part(mnist(), 10_000, 2_000);
    Trial trial = new Trial("bp", "{}", List.of(128), MNIST, Presets.hardware("quantised"));
    assertThat(trial.meanAccuracy(mnist, 1)).isGreaterThanOrEqualTo(0.90);
  }

  private static DataSet mnist() {
    Path shared = Path.of(System.getProperty("crosslearn.shared", "/nowhere"), "data");
    assumeTrue(Files.isDirectory(shared.resolve("mnist")), "MNIST is not at " + shared);
    return DataSources.installed()
        .named("mnist")
        .load(DataFolders.of(Optional.of(shared), variable -> null, property -> "/nowhere"));
  }

  private static DataSet part(DataSet data, int train, int test) {
    return new DataSet(
        data.name(), data.shape(), data.classes(), first(data.train(), train), first(data.test(), test));
  }

  private static Samples first(Samples samples, int count) {
    return new Samples(
        Arrays.copyOf(samples.images(), count * samples.features()), Arrays.copyOf(samples.labels(), count));
  }
}
