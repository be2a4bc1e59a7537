package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.crosslearn.reports.report.Combination.Workload;
import org.junit.jupiter.api.Test;

class EfficiencyTest {
  /** 8000 operations on 4 images in 8 us, for 4 nJ, on 0.6 mm2. */
  private static final Combination BP = new Combination(
      "bp",
      "taox",
      List.of(HandWorked.trial("bp", "taox", 1, HandWorked.cost(4e-9, 8e-6), 0.5, 0.9)));

  @Test
  void throughputIsWorkByTimeEnergyAndArea() {
    Efficiency training = Efficiency.of(BP, Workload.TRAINING);
    assertThat(training.imagesPerBatch()).isEqualTo(4);
    assertThat(training.operationsPerBatch()).isEqualTo(8e3);
    assertThat(training.imagesPerSecond()).isCloseTo(5e5, withinPercentage(1e-9));
    assertThat(training.operationsPerSecond()).isCloseTo(1e9, withinPercentage(1e-9));
    assertThat(training.operationsPerJoule()).isCloseTo(2e12, withinPercentage(1e-9));
    assertThat(training.operationsPerSecondAndSquareMillimeter())
        .isCloseTo(1e9 / 0.6, withinPercentage(1e-9));
    assertThat(training.peakOperationsPerSecond()).isCloseTo(2e9, withinPercentage(1e-9));
    assertThat(training.latencyBoundPerImageSeconds()).isCloseTo(2e-6, withinPercentage(1e-9));
    assertThat(training.latencyGap()).isZero();
  }

  @Test
  void imagesPerAreaAreTheInverseOfSiliconTime() {
    Efficiency training = Efficiency.of(BP, Workload.TRAINING);
    assertThat(training.latencyAreaPerImageSecondSquareMillimeters())
        .isCloseTo(1.2e-6, withinPercentage(1e-9));
    assertThat(training.imagesPerSecondAndSquareMillimeter())
        .isCloseTo(1 / 1.2e-6, withinPercentage(1e-9));
    // 3 us for each of 2 images.
    assertThat(Efficiency.of(BP, Workload.INFERENCE).latencyAreaPerImageSecondSquareMillimeters())
        .isCloseTo(1.8e-6, withinPercentage(1e-9));
  }

  @Test
  void theWorstScheduleOfTheSeedsCounts() {
    Combination seeds = new Combination(
        "bp",
        "taox",
        List.of(
            HandWorked.trial("bp", "taox", 1, HandWorked.cost(4e-9, 8e-6), 0.9),
            HandWorked.trial("bp", "taox", 2, HandWorked.withBound(6e-6), 0.9)));
    assertThat(Efficiency.of(seeds, Workload.TRAINING).latencyGap()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void stepsPerEpochAreCountedNotAssumed() {
    // Twenty steps in two epochs.
    assertThat(BP.trainingStepsPerEpoch()).isEqualTo(10);
  }

  @Test
  void theTableHasARowForTrainingAndOneForInference() {
    FigureTable table = EfficiencySection.table(ReportModel.of(
        HandWorked.study(List.of("bp"), List.of("taox"), BP.trials().get(0)), List.of()));
    assertThat(table.groups()).singleElement().satisfies(group -> {
      assertThat(group.rows().get(0).figures())
          .containsExactly(
              "4",
              "10",
              "8.00 k",
              "500 k/s",
              "1.00 GOPS",
              "2.00 TOPS/W",
              "1.67 GOPS/mm²",
              "2.00 GOPS",
              "2.00 TOPS/W",
              "nothing");
      assertThat(group.rows().get(1).names()).containsExactly("", "inference");
    });
  }
}
