package org.crosslearn.hw.silicon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import org.crosslearn.hw.chip.ChipSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The model beside chips that were built. Nothing is fitted, so nothing has to agree: bands are wide,
 * and there to notice a change that breaks one.
 */
class SiliconTest {
  private static final Path PAGE = Path.of("..", "docs", "silicon.md");
  private static final Path MODEL_PAGE = Path.of("..", "docs", "hardware-model.md");

  /** The table of the page of the model, to its last line. */
  private static final String SUMMARY = "(?m)^\\| model / published \\|.*\\n(\\|.*\\n)+";

  private static final List<PublishedSilicon> CHIPS = PublishedSilicon.all();
  private static final List<Comparison> COMPARISONS = Comparison.all(CHIPS);
  private static final List<LearningSilicon> LEARNING = List.of(
      LearningSilicon.of(LearningSilicon.lastLayers(), ChipSpec.Operation.LAYER_BY_LAYER),
      LearningSilicon.of(LearningSilicon.lastLayers(), ChipSpec.Operation.PIPELINED),
      LearningSilicon.of(LearningSilicon.wholeNetwork(), ChipSpec.Operation.LAYER_BY_LAYER),
      LearningSilicon.of(LearningSilicon.wholeNetwork(), ChipSpec.Operation.PIPELINED));

  @Test
  void everyFigureOfEveryChipIsWithinItsBand() {
    assertThat(COMPARISONS).allSatisfy(c -> {
      assertThat(c.model()).isPositive().isFinite();
      assertThat(c.factor())
          .as("%s, %s: %s", c.chip().title(), c.point().name(), c.figure().label())
          .isLessThan(c.figure().band());
    });
  }

  @ParameterizedTest
  @EnumSource(names = {"TERA_OPERATIONS", "PER_JOULE"})
  void moreBitsAreSlowerAndDearerOnTheChipAndInTheModel(Figure figure) {
    List<Comparison> byBits = COMPARISONS.stream()
        .filter(c -> c.chip().preset().equals("neurram-130nm"))
        .filter(c -> c.figure() == figure)
        .toList();

    assertThat(byBits).hasSize(6);
    assertThat(byBits)
        .extracting(Comparison::silicon)
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(byBits).extracting(Comparison::model).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void directFeedbackGainsLessOnItsChipThanTheNumberOfLayers() {
    assertThat(LEARNING).allSatisfy(row -> {
      assertThat(row.speedUp()).isBetween(0.9, 3.0);
      assertThat(row.energyRatio()).isBetween(1.0, 5.0);
      assertThat(row.generatorSaving()).isBetween(1.0, 30.0);
    });
  }

  @Test
  void thePageOfTheDocumentationShowsTheseFigures() throws IOException {
    String page = SiliconPage.render(CHIPS, COMPARISONS, LEARNING);
    if (Boolean.getBoolean("crosslearn.regenerate")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("run again with -Dcrosslearn.regenerate=true").content().isEqualTo(page);
  }

  @Test
  void thePageOfTheModelHasTheSameSummary() throws IOException {
    String summary = SiliconPage.summary(COMPARISONS);
    if (Boolean.getBoolean("crosslearn.regenerate")) {
      String page = Files.readString(MODEL_PAGE);
      Files.writeString(MODEL_PAGE, page.replaceFirst(SUMMARY, Matcher.quoteReplacement(summary)));
    }
    assertThat(MODEL_PAGE)
        .as("run again with -Dcrosslearn.regenerate=true")
        .content()
        .contains(summary);
  }
}
