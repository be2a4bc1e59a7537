package org.crosslearn.hw.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our chip against the published one without its faults, and the page of the documentation that
 * shows them. {@code -Dcrosslearn.chips=file.json} compares the runs of another file and leaves the
 * page alone.
 */
class ChipValidationTest {
  private static final Path PAGE = Path.of("../docs/chip-validation.md");

  private static List<PublishedRun> runs() {
    return PublishedRun.all();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void oursIsThePublishedChipWithoutItsFaults(PublishedRun run) {
    ChipComparison comparison = ChipComparison.of(run);
    assertThat(comparison.rows()).hasSizeGreaterThan(5);
    SoftAssertions figures = new SoftAssertions();
    for (ChipComparison.Row row : comparison.rows()) {
      figures
          .assertThat(Math.abs(row.difference()))
          .as("%s: ours %g, expected %g", row.figure(), row.ours(), row.expected())
          .isLessThan(comparison.tolerance(row.figure()));
    }
    figures.assertAll();
  }

  @Test
  void everyDeviationExplainsAFigure() {
    for (ChipComparison.Deviation deviation : ChipComparison.DEVIATIONS) {
      assertThat(PublishedRun.ofResource().stream()
              .map(ChipComparison::of)
              .flatMap(comparison -> comparison.rows().stream()
                  .filter(row -> deviation.covers(comparison.run(), row.figure())))
              .filter(row -> Math.abs(row.difference()) > (row.figure().isArea() ? 0.02 : 0.05)))
          .as(deviation.reason())
          .isNotEmpty();
    }
  }

  @Test
  void thePageOfTheDocumentationShowsTheseFigures() throws IOException {
    if (System.getProperty(PublishedRun.PROPERTY) != null) {
      return;
    }
    String page = ChipTable.page();
    if (Boolean.getBoolean("crosslearn.regenerate")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("run again with -Dcrosslearn.regenerate=true").hasContent(page);
  }
}
