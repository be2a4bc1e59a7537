package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crosslearn.reports.report.Combination.Aged;
import org.crosslearn.reports.run.StudyResult;
import org.junit.jupiter.api.Test;

class AgeingSectionTest {
  private static final StudyResult STUDY = HandWorked.study(
      List.of("bp", "dfa"),
      List.of("ideal", "pcm"),
      HandWorked.trial("bp", "ideal", 1, null, 0.95),
      HandWorked.aged("bp", "pcm", 1, 0.92, 0.90, 0.60),
      HandWorked.aged("bp", "pcm", 2, 0.92, 0.80, 0.70),
      HandWorked.aged("dfa", "pcm", 1, 0.90, 0.85, 0.50));

  private static String page(StudyResult study) {
    Markup out = new Markup();
    AgeingSection.write(out, ReportModel.of(study, List.of()));
    return out.markup();
  }

  @Test
  void theTableGivesMeanAndDeviationAtEachTime() {
    assertThat(page(STUDY))
        .contains("after 1 day", "after 1 year")
        .containsPattern("(?s)pcm</td><td>bp</td>.*85.00 ± 7.07 %.*65.00 ± 7.07 %")
        .containsPattern("(?s)pcm</td><td>dfa</td>.*85.00 %.*50.00 %")
        .doesNotContain("ideal</td>");
  }

  @Test
  void onlyHardwareThatAgesHasAChart() {
    assertThat(page(STUDY))
        .contains("Test accuracy over time since training on pcm")
        .contains("bp, after 1 day: 85.00 ± 7.07 %")
        .doesNotContain("since training on ideal");
  }

  @Test
  void curvesKeepTheBandOfTheSeeds() {
    List<Aged> aged = ReportModel.of(STUDY, List.of()).combinations().stream()
        .filter(c -> c.rule().equals("bp") && c.hardware().equals("pcm"))
        .findFirst()
        .orElseThrow()
        .aged();
    assertThat(aged).extracting(Aged::seconds).containsExactly(86_400.0, 365.25 * 86_400);
    assertThat(aged.get(1).accuracy().least()).isEqualTo(0.60);
    assertThat(aged.get(1).accuracy().most()).isEqualTo(0.70);
  }

  @Test
  void whereNothingAgesNothingIsSaid() {
    StudyResult fresh = HandWorked.study(
        List.of("bp"), List.of("taox"), HandWorked.trial("bp", "taox", 1, null, 0.9));
    assertThat(page(fresh)).isEmpty();
  }
}
