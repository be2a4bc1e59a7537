package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.crossbar.converter.AdcSpec;
import org.crosslearn.hw.chip.ChipSpec.Adc;
import org.crosslearn.hw.cost.CostTotals;
import org.crosslearn.reports.run.StudyResult;
import org.crosslearn.reports.run.TrialResult;
import org.junit.jupiter.api.Test;

/** Chips have successive-approximation converters; bp takes 1 nJ and 2 us to train, dfa less. */
class ConverterSectionTest {
  private static final TrialResult BP = HandWorked.trial(
      "bp",
      "taox",
      1,
      HandWorked.cost(4e-9, 8e-6),
      Map.of(Adc.FLASH, totals(4e-9, 1e-6), Adc.SURVEY, totals(8e-9, 2e-6)));

  private static CostTotals totals(double joules, double seconds) {
    return new CostTotals(1e-6, joules, seconds, 5e-9, 3e-6);
  }

  private static TrialResult dfa(double flashJoules) {
    return HandWorked.trial(
        "dfa",
        "taox",
        1,
        HandWorked.cost(3e-9, 6e-6),
        Map.of(Adc.FLASH, totals(flashJoules, 0.5e-6), Adc.SURVEY, totals(6e-9, 1e-6)));
  }

  private static ReportModel model(TrialResult... trials) {
    return ReportModel.of(
        HandWorked.study(List.of("bp", "dfa"), List.of("taox"), trials), List.of());
  }

  @Test
  void ratiosAreToTheFirstRuleUnderTheSameModel() {
    List<FigureTable.Row> rows =
        ConverterSection.table(model(BP, dfa(6e-9))).groups().get(0).rows();
    assertThat(rows.stream().map(FigureTable.Row::names))
        .containsExactly(
            List.of("bp", "flash"),
            List.of("", "SAR *"),
            List.of("", "survey"),
            List.of("dfa", "flash"),
            List.of("", "SAR *"),
            List.of("", "survey"));
    // Area and four figures come before the ratios of training energy and latency.
    assertThat(rows.get(3).figures().subList(5, 7)).containsExactly("1.50 ×", "0.500 ×");
    assertThat(rows.get(4).figures().subList(5, 7)).containsExactly("0.750 ×", "0.750 ×");
    assertThat(rows.get(5).figures().subList(5, 7)).containsExactly("0.750 ×", "0.500 ×");
  }

  @Test
  void aRankingThatAModelTurnsRoundIsAFindingAndACaution() {
    ReportModel model = model(BP, dfa(6e-9));
    String finding =
        "On taox, the ranking by training energy depends on the model of the converters:"
            + " bp < dfa with flash; dfa < bp with SAR and survey.";
    assertThat(ConverterSection.findings(model))
        .containsExactly(
            "On taox, every model ranks the rules alike by training latency, inference energy and"
                + " inference latency.",
            finding);
    assertThat(Cautions.of(model)).contains(finding);
  }

  @Test
  void aRankingThatSurvivesNeedsNoCaution() {
    ReportModel model = model(BP, dfa(3.9e-9));
    assertThat(ConverterSection.findings(model))
        .containsExactly(
            "On taox, every model ranks the rules alike by training energy, training latency,"
                + " inference energy and inference latency.");
    assertThat(Cautions.of(model)).noneMatch(caution -> caution.contains("converters"));
  }

  @Test
  void aModelThatDoesNotReachDownToTheResolutionIsNamed() {
    HardwareSpec six = HandWorked.spec("six bits");
    CrossbarSpec crossbar = six.crossbar();
    HardwareSpec three = new HardwareSpec(
        "three bits",
        six.device(),
        new CrossbarSpec(
            crossbar.encoding(),
            crossbar.slices(),
            crossbar.rows(),
            crossbar.columns(),
            crossbar.dac(),
            new AdcSpec(3, crossbar.adc().range()),
            crossbar.wires(),
            crossbar.update(),
            crossbar.backward(),
            crossbar.driftCompensation(),
            crossbar.mlpNeurosimFaults()),
        six.chip());
    StudyResult study = new StudyResult(
        "study",
        "",
        "digits",
        Map.of("bp", "bp"),
        new LinkedHashMap<>(Map.of("taox", three)),
        List.of(BP),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of());
    assertThat(ConverterSection.findings(ReportModel.of(study, List.of())))
        .containsExactly(
            "On taox, the model survey is left out: it begins at 4 bits, and the chip converts to"
                + " 3.");
  }
}
