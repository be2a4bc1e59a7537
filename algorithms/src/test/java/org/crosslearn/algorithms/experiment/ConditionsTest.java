package org.crosslearn.algorithms.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.Samples;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.crossbar.random.RandomStreams;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every experiment: which images it takes, and what it leaves out when asked to. */
class ConditionsTest {
  private static final List<Integer> NODES = List.of(Specimens.NODES);

  /** The experiments by the image that they begin with. */
  static Stream<IntFunction<Experiment>> experiments() {
    return Stream.of(
        first -> new Trajectories(
            NODES,
            first,
            40,
            30,
            2,
            5,
            0.5,
            Specimens.WIRING,
            Specimens.dynamics(Specimens.stdp(2))),
        first -> new Patterns(
            NODES, first, 40, 30, 2, 5, 4, 0.5, Specimens.WIRING, Specimens.dynamics(null)),
        first -> new TwoDigits(
            NODES,
            List.of(1, 5),
            first,
            10,
            40,
            30,
            2,
            5,
            4,
            0.5,
            Specimens.WIRING,
            Specimens.dynamics(Specimens.stdp(0.1))));
  }

  private static Findings run(
      Experiment experiment, DataSet data, HardwareSpec hardware, Set<Conditions.Asked> asked) {
    return experiment.run(new Conditions(
        data,
        Specimens.NODES,
        hardware,
        new RandomStreams(1),
        2,
        Long.MAX_VALUE,
        (stage, part) -> {},
        asked));
  }

  /** The digits without the first of the training images. */
  private static DataSet without(int first) {
    Samples all = Specimens.DIGITS.train();
    int pixels = all.features();
    return new DataSet(
        Specimens.DIGITS.name(),
        Specimens.DIGITS.shape(),
        Specimens.DIGITS.classes(),
        new Samples(
            Arrays.copyOfRange(all.images(), first * pixels, all.size() * pixels),
            Arrays.copyOfRange(all.labels(), first, all.size())),
        Specimens.DIGITS.test());
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void imagesBeforeTheFirstOneDoNotMatter(IntFunction<Experiment> experiment) {
    Findings later = run(experiment.apply(700), Specimens.DIGITS, HardwareSpec.IDEAL, null);
    assertThat(later)
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(run(experiment.apply(0), without(700), HardwareSpec.IDEAL, null));
    Findings first = run(experiment.apply(0), Specimens.DIGITS, HardwareSpec.IDEAL, null);
    assertThat(
            Arrays.deepEquals(later.embedding().coordinates(), first.embedding().coordinates()))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void imagesThatAreNotLeftAreRefused(IntFunction<Experiment> experiment) {
    int all = Specimens.DIGITS.train().size();
    experiment.apply(0).check(Specimens.DIGITS, Long.MAX_VALUE);
    assertThatThrownBy(() -> experiment.apply(all - 39).check(Specimens.DIGITS, Long.MAX_VALUE))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("from image " + (all - 39) + " on")
        .extracting(error -> ((InvalidValue) error).key())
        .isIn("images", "learned");
    assertThatThrownBy(() -> experiment.apply(all).check(Specimens.DIGITS, Long.MAX_VALUE))
        .isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> experiment.apply(-1))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("first-image");
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void anAccuracyIsTheSameAloneAndAmongOthers(IntFunction<Experiment> maker) {
    Experiment experiment = maker.apply(0);
    HardwareSpec devices = Presets.hardware("analog-rram");
    Findings whole = run(experiment, Specimens.DIGITS, devices, null);
    for (String features : experiment.features()) {
      for (String readout : experiment.readouts()) {
        Conditions.Asked asked = new Conditions.Asked(features, readout);
        Findings alone = run(experiment, Specimens.DIGITS, devices, Set.of(asked));
        assertThat(of(asked, alone)).isNotEmpty().isEqualTo(of(asked, whole));
        assertThat(alone.classification()).isNull();
      }
    }
  }

  private static List<List<Double>> of(Conditions.Asked asked, Findings findings) {
    return findings.readings().stream()
        .filter(reading -> reading.features().equals(asked.features()))
        .filter(reading -> reading.readout().equals(asked.readout()))
        .map(Reading::accuracies)
        .map(accuracies -> Arrays.stream(accuracies).boxed().toList())
        .toList();
  }

  @Test
  void whatIsNotAskedForIsLeftOut() {
    Experiment experiment = experiments().toList().get(2).apply(0);
    Set<Conditions.Asked> asked = Set.of(
        new Conditions.Asked(Features.ACTIVITY, Readout.SUPPORT_VECTORS),
        new Conditions.Asked(Features.PIXELS, Readout.NEAREST));
    assertThat(run(experiment, Specimens.DIGITS, HardwareSpec.IDEAL, asked).readings())
        .hasSize(2);
  }
}
