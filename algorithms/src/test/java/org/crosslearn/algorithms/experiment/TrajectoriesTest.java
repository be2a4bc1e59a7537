package org.crosslearn.algorithms.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.crosslearn.algorithms.experiment.Specimens.readings;
import static org.crosslearn.algorithms.experiment.Specimens.run;

import java.util.List;
import java.util.stream.IntStream;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.algorithms.experiment.Findings.WeightChanges;
import org.crosslearn.algorithms.geometric.DynamicsSettings;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.presets.Presets;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.yaml.InvalidValue;
import org.junit.jupiter.api.Test;

class TrajectoriesTest {
  private static Trajectories experiment(int images, int references) {
    return new Trajectories(
        List.of(Specimens.NODES),
        0,
        images,
        references,
        3,
        5,
        0.5,
        Specimens.WIRING,
        Specimens.dynamics(Specimens.stdp(2)));
  }

  @Test
  void weightsTellDigitsApartFarBetterThanChance() {
    Findings findings = run(experiment(300, 250), HardwareSpec.IDEAL, 2, Long.MAX_VALUE);
    List<Reading> weights = readings(Features.WEIGHTS, findings);
    assertThat(weights).extracting(Reading::seconds).containsExactly(0.1, 0.2, 0.3, 0.4);
    assertThat(weights).allMatch(reading -> reading.size() == 90);
    assertThat(weights.get(2).accuracy()).isGreaterThan(0.5);
    // The pixels themselves say more than what any of it makes of them.
    assertThat(readings(Features.PIXELS, findings).get(0).accuracy())
        .isGreaterThan(weights.get(2).accuracy());
    assertThat(findings.embedding().labels()).hasSize(300);
    assertThat(findings.classification()).isNull();
  }

  @Test
  void changesOfWeightsGrowWithTimeAndSumToOne() {
    List<WeightChanges> changes =
        run(experiment(40, 30), HardwareSpec.IDEAL, 1, Long.MAX_VALUE).changes();
    assertThat(changes)
        .hasSize(4)
        .allSatisfy(c -> assertThat(c.up() + c.down() + c.turnedInhibitory() + c.unchanged())
            .isCloseTo(1, within(1e-12)));
    assertThat(IntStream.range(1, 4)
            .allMatch(t -> changes.get(t).unchanged() <= changes.get(t - 1).unchanged()))
        .isTrue();
  }

  @Test
  void neitherThreadsNorMemoryChangeWhatIsFound() {
    for (HardwareSpec hardware : List.of(HardwareSpec.IDEAL, Presets.hardware("analog-rram"))) {
      Findings plenty = run(experiment(24, 16), hardware, 1, Long.MAX_VALUE);
      // Room for the weights at one time only: four simulations.
      Findings scarce = run(experiment(24, 16), hardware, 3, 1);
      assertThat(scarce)
          .usingRecursiveComparison()
          .withEqualsForType(Double::equals, Double.class)
          .isEqualTo(plenty);
    }
  }

  @Test
  void devicesAreBilledWithAndWithoutTheVote() {
    Findings.Recordings recorded =
        run(experiment(24, 16), Presets.hardware("analog-rram"), 1, 1 << 20).classification();
    // The same images, and then the vote: it cannot cost less than nothing.
    int alone = recorded.network().nodes().size();
    assertThat(recorded.whole().nodes()).hasSizeGreaterThan(alone);
    assertThat(recorded.whole().nodes().subList(0, alone))
        .isEqualTo(recorded.network().nodes());
    assertThat(recorded.network().samples()).isEqualTo(1);
    // The weights that another image left are written over; those from inputs stay.
    assertThat(recorded.network().ops(PulseUpdate.class).filter(update -> update.cells() > 0))
        .isNotEmpty()
        .allMatch(update -> update.matrix().name().equals("recurrent"));
  }

  @Test
  void whatCannotBeDoneIsRefused() {
    assertThatThrownBy(() -> experiment(40, 40))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("references")
        .hasMessageContaining("from 1 to 39");
    assertThatThrownBy(() -> experiment(5000, 40).check(Specimens.DIGITS, Long.MAX_VALUE))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("images");
  }

  private static Trajectories timed(double tick, double duration, double sample) {
    Wiring wiring = new Wiring(1, 1, tick, 0, 0, 0, 0.8, 0.01, 0.3, 0.3);
    DynamicsSettings dynamics = new DynamicsSettings(
        DynamicsSettings.Kernel.EXPONENTIAL, 0.02, 0.8, 0, duration, sample, Specimens.stdp(2), 2);
    return new Trajectories(List.of(5), 0, 40, 30, 1, 5, 0.5, wiring, dynamics);
  }

  @Test
  void timesThatTheSimulationWouldRoundAreRefused() {
    assertThatThrownBy(() -> timed(0.01, 0.4, 0.015))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("dynamics.sample-seconds must be a whole number of ticks of 0.01 s");
    // Shorter than the time between readings, so that it is the time of the only one.
    assertThatThrownBy(() -> timed(0.1, 0.125, 0.2))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("dynamics.duration-seconds must be a whole number of ticks of 0.1 s");
  }

  @Test
  void weightsAreReadAtWholeTicksWhateverTheirLength() {
    assertThat(timed(0.001, 0.6, 0.1).readingSeconds())
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
    assertThat(timed(1e-10, 7e-10, 3e-10).readingSeconds()).containsExactly(3e-10, 6e-10);
    // What was rounded when it was written counts as what it means: 9 ticks, and 3.
    assertThat(timed(0.1, 0.9, 0.30000009).readingSeconds()).hasSize(3);
    assertThat(timed(0.1, 0.2, 0.3).readingSeconds()).containsExactly(0.2);
  }

  @Test
  void readingsThatNoMemoryCanHoldAreRefused() {
    assertThat(timed(0.001, 1, 0.001).readingSeconds()).hasSize(1000);
    assertThatThrownBy(() -> timed(0.001, 2, 0.001))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("dynamics.sample-seconds must be so long that")
        .hasMessageContaining("at most 1000 times in 2.0 s");
  }

  @Test
  void aRunThatNoMemoryIsThereForIsRefusedAndToldWhatItNeeds() {
    Trajectories large = new Trajectories(
        List.of(400, 20),
        0,
        1000,
        900,
        1,
        5,
        0.5,
        Specimens.WIRING,
        Specimens.dynamics(Specimens.stdp(2)));
    // 159,600 edges of 4 bytes for each image.
    large.check(Specimens.DIGITS, 2_000_000_000);
    assertThatThrownBy(() -> large.check(Specimens.DIGITS, 400_000_000))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("images must be at most 250 with 400 nodes")
        .hasMessageContaining("0.6 GB")
        .hasMessageContaining("Java may use 0.4 GB")
        .hasMessageContaining("-Xmx2g");
  }
}
