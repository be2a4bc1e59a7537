package org.crosslearn.algorithms.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.crosslearn.algorithms.experiment.Specimens.readings;

import java.util.Arrays;
import java.util.List;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.hw.workload.HardwareOp.Storage;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;

class PatternsTest {
  private static Patterns experiment(int images, int references, int bins) {
    return new Patterns(
        List.of(Specimens.NODES),
        0,
        images,
        references,
        3,
        5,
        bins,
        0.5,
        Specimens.WIRING,
        Specimens.dynamics(null));
  }

  private static Findings run(Patterns experiment) {
    return Specimens.run(experiment, HardwareSpec.IDEAL, 2, Long.MAX_VALUE);
  }

  @Test
  void whenNodesFireSaysMoreThanHowOften() {
    Reading often = readings(Features.ACTIVITY, run(experiment(300, 250, 1))).get(0);
    Reading when = readings(Features.ACTIVITY, run(experiment(300, 250, 20))).get(0);
    assertThat(often.size()).isEqualTo(10);
    assertThat(when.size()).isEqualTo(200);
    assertThat(often.accuracy()).isGreaterThan(0.3);
    assertThat(when.accuracy()).isGreaterThan(often.accuracy() + 0.1);
  }

  @Test
  void nothingIsLearned() {
    Findings findings = run(experiment(40, 30, 4));
    assertThat(findings.changes()).isEmpty();
    assertThat(findings.activity().updates()).isZero();
    assertThat(Arrays.stream(findings.activity().refractionShares()).sum())
        .isCloseTo(1, within(1e-12));
    assertThatThrownBy(() -> new Patterns(
            List.of(10),
            0,
            40,
            30,
            1,
            5,
            4,
            0.5,
            Specimens.WIRING,
            Specimens.dynamics(Specimens.stdp(1))))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("stdp");
  }

  @Test
  void theRasterHasTheSpikesOfTheFirstImage() {
    Findings findings = run(experiment(40, 30, 4));
    assertThat(findings.raster().label()).isEqualTo(Specimens.DIGITS.train().labels()[0]);
    assertThat(findings.raster().nodes()).isNotEmpty();
    assertThat(Arrays.stream(findings.raster().nodes())).allMatch(node -> node < Specimens.NODES);
    assertThat(findings.raster().seconds()).isSorted();
  }

  @Test
  void devicesFindMuchTheSameAndAreBilled() {
    Findings ideal = run(experiment(40, 30, 4));
    Findings devices =
        Specimens.run(experiment(40, 30, 4), Presets.hardware("analog-rram"), 2, Long.MAX_VALUE);
    // Noise adds and takes single spikes.
    assertThat(Arrays.deepEquals(
            devices.embedding().coordinates(), ideal.embedding().coordinates()))
        .isFalse();
    assertThat(devices.activity().spikesPerNode())
        .isCloseTo(ideal.activity().spikesPerNode(), within(0.5));
    assertThat(devices.classification().learning()).isNull();
    // 30 references, each 40 counts and the reciprocal of their length.
    assertThat(devices.classification().whole().ops(Storage.class))
        .contains(new Storage("nearest neighbours", 30 * 41));
  }

  @Test
  void countsAndTheirProjectionMustFitIntoMemory() {
    // 40 numbers each, of 4 bytes, for 1,000 images, in 40 % of so little memory.
    experiment(1000, 30, 4).check(Specimens.DIGITS, 800_000);
    assertThatThrownBy(() -> experiment(1000, 30, 4).check(Specimens.DIGITS, 799_999))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("images");
  }
}
