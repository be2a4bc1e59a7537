package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crosslearn.reports.run.StudyResult;
import org.crosslearn.reports.run.TrialResult;
import org.junit.jupiter.api.Test;

class CautionsTest {
  private static final List<String> RULES = List.of("bp", "dfa");
  private static final List<String> TAOX = List.of("taox");

  @Test
  void threeSeedsAndAClearLeadNeedNoCaution() {
    assertThat(cautions(bp(0.90, 0.91, 0.92), dfa(0.80, 0.81, 0.82))).isEmpty();
  }

  @Test
  void twoSeedsAreTooFew() {
    assertThat(cautions(bp(0.90, 0.91, 0.92), dfa(0.80, 0.81)))
        .containsExactly(
            "Fewer than 3 seeds, too few to tell a difference from chance: dfa on taox.");
  }

  @Test
  void aFaultOfTheWholeStudyIsNotListedOneByOne() {
    assertThat(cautions(bp(0.9), dfa(0.8)).get(0)).endsWith("every rule on every hardware.");
  }

  @Test
  void rulesWithinTheirSpreadAreNotRanked() {
    // Means 0.91 and 0.905, deviations 0.01 and 0.005.
    assertThat(cautions(bp(0.90, 0.91, 0.92), dfa(0.900, 0.905, 0.910)))
        .singleElement()
        .asString()
        .contains("bp and dfa", "do not rank");
  }

  @Test
  void missingCombinationsAreNamed() {
    StudyResult result = HandWorked.study(RULES, TAOX, bp(0.90, 0.91, 0.92));
    assertThat(Cautions.of(ReportModel.of(result, List.of())))
        .containsExactly("The study is incomplete; not run: dfa on taox.");
  }

  @Test
  void divergenceSaysSeedAndEpoch() {
    StudyResult result = HandWorked.study(
        List.of("bp"),
        TAOX,
        HandWorked.trial("bp", "taox", 1, null, 0.90),
        HandWorked.trial("bp", "taox", 2, null, 0.91),
        HandWorked.diverged("bp", "taox", 7, 0.3, 0.4));
    assertThat(Cautions.of(ReportModel.of(result, List.of())))
        .singleElement()
        .asString()
        .startsWith("bp on taox diverged in 1 of 3 trials (seed 7 in epoch 3)");
  }

  @Test
  void aCostThatIsNotANumberIsAFaultOfTheModel() {
    StudyResult result = HandWorked.study(
        List.of("bp"),
        TAOX,
        HandWorked.trial("bp", "taox", 1, HandWorked.cost(Double.NaN, 1e-6), 0.90),
        HandWorked.trial("bp", "taox", 2, HandWorked.cost(1e-9, 1e-6), 0.91),
        HandWorked.trial("bp", "taox", 3, HandWorked.cost(1e-9, 1e-6), 0.92));
    assertThat(Cautions.of(ReportModel.of(result, List.of())))
        .singleElement()
        .asString()
        .contains("not a finite number", "bp on taox");
  }

  private static List<String> cautions(TrialResult[] bp, TrialResult[] dfa) {
    TrialResult[] all = new TrialResult[bp.length + dfa.length];
    System.arraycopy(bp, 0, all, 0, bp.length);
    System.arraycopy(dfa, 0, all, bp.length, dfa.length);
    return Cautions.of(ReportModel.of(HandWorked.study(RULES, TAOX, all), List.of()));
  }

  private static TrialResult[] bp(double... finals) {
    return trials("bp", finals);
  }

  private static TrialResult[] dfa(double... finals) {
    return trials("dfa", finals);
  }

  private static TrialResult[] trials(String rule, double... finals) {
    TrialResult[] trials = new TrialResult[finals.length];
    for (int i = 0; i < finals.length; i++) {
      trials[i] = HandWorked.trial(rule, "taox", i + 1, null, finals[i]);
    }
    return trials;
  }
}
