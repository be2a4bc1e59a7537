package org.crosslearn.algorithms.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.crosslearn.algorithms.experiment.Specimens.readings;

import java.util.Arrays;
import java.util.List;
import org.crosslearn.algorithms.data.DataSet;
import org.crosslearn.algorithms.data.ImageShape;
import org.crosslearn.algorithms.data.Samples;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.algorithms.experiment.Findings.WeightChanges;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.HardwareOp.Storage;
import org.crosslearn.hw.workload.OpGraph;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;

class TwoDigitsTest {
  private static TwoDigits experiment(
      List<Integer> digits, int learned, int images, double amplitude) {
    return new TwoDigits(
        List.of(Specimens.NODES),
        digits,
        0,
        learned,
        images,
        images - 20,
        3,
        5,
        4,
        0.5,
        Specimens.WIRING,
        Specimens.dynamics(Specimens.stdp(amplitude)));
  }

  private static Findings run(TwoDigits experiment, int threads) {
    return Specimens.run(experiment, HardwareSpec.IDEAL, threads, Long.MAX_VALUE);
  }

  @Test
  void bothClassesAreReadOutBothWaysWithAndWithoutLearning() {
    Findings findings = run(experiment(List.of(1, 5), 50, 100, 0.1), 2);
    for (String features : List.of(Features.ACTIVITY, Features.PLAIN_ACTIVITY)) {
      assertThat(readings(features, findings))
          .extracting(Reading::readout)
          .containsExactly(Readout.NEAREST, Readout.SUPPORT_VECTORS);
      assertThat(readings(features, findings)).allMatch(reading -> reading.accuracy() > 0.7);
    }
    // Ten classes are known; two of them were asked for.
    double[] byClass = readings(Features.ACTIVITY, findings).get(0).byClass();
    assertThat(byClass[1]).isNotNaN();
    assertThat(byClass[2]).isNaN();
    assertThat(byClass[5]).isNotNaN();
  }

  @Test
  void weightsGoOnFromImageToImage() {
    WeightChanges few = run(experiment(List.of(1, 5), 1, 40, 1e-3), 1).changes().get(0);
    WeightChanges many =
        run(experiment(List.of(1, 5), 200, 40, 1e-3), 1).changes().get(0);
    // No pair of one image moves a weight of more than a hundredth of the gain across zero.
    assertThat(few.turnedInhibitory()).isLessThan(0.05);
    assertThat(many.turnedInhibitory()).isGreaterThan(few.turnedInhibitory());
    assertThat(many.unchanged()).isLessThanOrEqualTo(few.unchanged());
    assertThat(many.up() + many.down() + many.turnedInhibitory() + many.unchanged())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void withoutAmplitudeLearningChangesNothing() {
    Findings findings = run(experiment(List.of(1, 5), 20, 40, 0), 1);
    assertThat(findings.changes().get(0).unchanged()).isEqualTo(1);
    double[][] accuracies = readings(Features.ACTIVITY, findings).stream()
        .map(Reading::accuracies)
        .toArray(double[][]::new);
    double[][] plain = readings(Features.PLAIN_ACTIVITY, findings).stream()
        .map(Reading::accuracies)
        .toArray(double[][]::new);
    assertThat(Arrays.deepEquals(accuracies, plain)).isTrue();
  }

  @Test
  void threadsChangeNothing() {
    TwoDigits experiment = experiment(List.of(1, 5), 20, 40, 0.1);
    assertThat(run(experiment, 3))
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(run(experiment, 1));
  }

  @Test
  void learningFromAnImageIsBilledByTheCellsThatItChanges() {
    Findings.Recordings none = onDevices(experiment(List.of(1, 5), 10, 40, 0));
    Findings.Recordings some = onDevices(experiment(List.of(1, 5), 10, 40, 1));
    assertThat(cells(none.learning())).isZero();
    assertThat(cells(some.learning())).isPositive();
    // Frozen, a network was written before; the vote belongs to the classification alone.
    assertThat(some.network().ops(PulseUpdate.class)).isEmpty();
    assertThat(some.learning().ops(Storage.class))
        .extracting(Storage::name)
        .doesNotContain("nearest neighbours");
  }

  private static Findings.Recordings onDevices(TwoDigits experiment) {
    return Specimens.run(experiment, Presets.hardware("analog-rram"), 1, Long.MAX_VALUE)
        .classification();
  }

  private static double cells(OpGraph graph) {
    return graph.ops(PulseUpdate.class).mapToDouble(PulseUpdate::cells).sum();
  }

  @Test
  void whatCannotBeDoneIsRefused() {
    assertThatThrownBy(() -> experiment(List.of(1, 1), 10, 40, 1))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("two different classes");
    assertThatThrownBy(
            () -> experiment(List.of(1, 11), 10, 40, 1).check(Specimens.DIGITS, Long.MAX_VALUE))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("0 to 9");
    assertThatThrownBy(
            () -> experiment(List.of(1, 5), 200, 400, 1).check(Specimens.DIGITS, Long.MAX_VALUE))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("200 are learned");
    assertThatThrownBy(
            () -> experiment(List.of(1, 5), 5000, 40, 1).check(Specimens.DIGITS, Long.MAX_VALUE))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("learned must be at most ");
  }

  @Test
  void whoeverLeavesNoImagesIsBlamed() {
    int all = Specimens.DIGITS.train().size();
    assertThatThrownBy(() -> from(all - 1).check(Specimens.DIGITS, Long.MAX_VALUE))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("first-image must be smaller")
        .hasMessageContaining("from image " + (all - 1) + " on");
    // Classes may be rare, too.
    DataSet rare = new DataSet(
        "rare",
        new ImageShape(1, 1, 1),
        10,
        new Samples(new float[] {0, 1}, new int[] {1, 5}),
        new Samples(new float[] {0}, new int[] {1}));
    assertThatThrownBy(() -> from(0).check(rare, Long.MAX_VALUE))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("digits must be classes with at least 3 images: there are 2 of");
  }

  private static TwoDigits from(int firstImage) {
    TwoDigits usual = experiment(List.of(1, 5), 20, 40, 1);
    return new TwoDigits(
        usual.nodes(),
        usual.digits(),
        firstImage,
        usual.learned(),
        usual.images(),
        usual.references(),
        usual.splits(),
        usual.neighbours(),
        usual.bins(),
        usual.pixelThreshold(),
        usual.network(),
        usual.dynamics());
  }
}
