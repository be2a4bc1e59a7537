package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.crosslearn.reports.report.FigureTable.Row;
import org.crosslearn.reports.run.StudyResult;
import org.crosslearn.reports.run.TrialResult;
import org.crosslearn.reports.run.UpdateWear;
import org.junit.jupiter.api.Test;

class TargetCostTest {
  /** Steps of 4 nJ and 8 us, ten in an epoch. */
  private static TrialResult trial(long seed, double... accuracies) {
    return HandWorked.trial("bp", "taox", seed, HandWorked.cost(4e-9, 8e-6), accuracies);
  }

  private static ReportModel model(TrialResult... trials) {
    StudyResult study = HandWorked.study(List.of("bp"), List.of("taox"), trials);
    return ReportModel.of(
        new StudyResult(
            study.study(),
            study.description(),
            study.data(),
            study.rules(),
            study.hardware(),
            study.trials(),
            List.of(),
            List.of(new UpdateWear("bp", "taox", 1, 0.25), new UpdateWear("bp", "taox", 2, 0.75)),
            List.of(),
            List.of(),
            List.of(),
            study.manifest()),
        List.of());
  }

  private static List<TargetCost> targets(ReportModel model) {
    return TargetCost.of(model, model.combinations().get(0));
  }

  @Test
  void aTargetIsAFractionOfWhereTheSameSeedEnds() {
    List<TargetCost> targets = targets(model(trial(1, 0.5, 0.76, 0.79, 0.8)));

    assertThat(targets).extracting(TargetCost::fraction).containsExactly(0.95, 0.98, 0.99);
    assertThat(targets).extracting(t -> t.epochs().mean()).containsExactly(2.0, 3.0, 4.0);
    assertThat(targets.get(0).accuracy().mean()).isCloseTo(0.76, within(1e-12));
  }

  @Test
  void whatIsLostAgainAfterwardsCountsAsReached() {
    assertThat(targets(model(trial(1, 0.9, 0.2, 0.9))).get(0).epochs().mean()).isEqualTo(1);
    assertThat(targets(model(trial(1, 0.9, 0.2, 0.3))).get(2).epochs().mean()).isEqualTo(1);
  }

  @Test
  void energyTimeAndPulsesAreThoseOfTheStepsUntilThen() {
    TargetCost target = targets(model(trial(1, 0.5, 0.8, 0.8))).get(0);

    assertThat(target.steps().mean()).isEqualTo(20);
    assertThat(target.joules().mean()).isCloseTo(80e-9, within(1e-20));
    assertThat(target.seconds().mean()).isCloseTo(160e-6, within(1e-15));
    assertThat(target.pulsesPerCell().mean()).isEqualTo(5);
  }

  @Test
  void seedsHaveASpread() {
    ReportModel model = model(trial(1, 0.9, 0.9, 0.9), trial(2, 0.1, 0.1, 0.9));
    TargetCost target = targets(model).get(0);

    assertThat(target.epochs().mean()).isEqualTo(2);
    assertThat(target.epochs().least()).isEqualTo(1);
    assertThat(target.epochs().most()).isEqualTo(3);
    assertThat(target.pulsesPerCell().most()).isEqualTo(0.75 * 30);
    Row row = TargetCostSection.table(model).groups().get(0).rows().get(0);
    assertThat(row.names()).containsExactly("bp", "95 %");
    assertThat(row.figures())
        .containsExactly(
            "85.50 %", "2 ± 1.4", "20 ± 14.1", "80.0 ± 56.6 nJ", "160 ± 113 µs", "12.5 ± 14.1");
  }

  @Test
  void aSeedThatDivergedReachesNothing() {
    ReportModel model = model(trial(1, 0.9, 0.9), HandWorked.diverged("bp", "taox", 2, 0.95));
    assertThat(targets(model).get(0).epochs().count()).isEqualTo(1);

    ReportModel none = model(HandWorked.diverged("bp", "taox", 2, 0.95));
    assertThat(TargetCostSection.table(none).groups()).isEmpty();
    assertThat(TargetCostSection.csv(none))
        .startsWith("hardware,rule,fraction_of_final_accuracy,target_accuracy_mean,")
        .contains("\ntaox,bp,0.95,,,,");
  }

  @Test
  void whatIsNotPricedHasNoEnergyButEpochs() {
    ReportModel model = model(HandWorked.trial("bp", "taox", 7, null, 0.5, 0.9));
    TargetCost target = targets(model).get(0);

    assertThat(target.steps().mean()).isEqualTo(20);
    assertThat(target.joules().mean()).isNaN();
    assertThat(target.pulsesPerCell().mean()).isNaN();
  }
}
