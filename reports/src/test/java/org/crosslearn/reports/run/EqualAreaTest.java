package org.crosslearn.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosslearn.hw.chip.ChipSpec.Adc;
import org.crosslearn.hw.cost.CostTotals;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of two rules, of which the second has feedback arrays and so the larger chip. */
class EqualAreaTest {
  private static final String STUDY = """
      name: two
      data: digits
      network: {hidden: [8, 8]}
      training: {epochs: 1, batch: 50}
      seeds: [1]
      rules: {bp: {}, dfa: {}}
      hardware:
        ideal: {}
        six-bits: {preset: quantised, crossbar: {adc: {bits: 6}}}
        three-bits: {preset: quantised, crossbar: {adc: {bits: 3}}}
      """;

  @TempDir
  private static Path path;

  private static Map<String, TrialResult> trials;
  private static List<EqualArea> prices;

  @BeforeAll
  static void runTheStudy() throws IOException {
    StoredResults stored = StudyOnDigits.run(STUDY, path, "bp__three-bits__seed1");
    trials = stored.result().trials().stream()
        .collect(Collectors.toMap(t -> t.rule() + " on " + t.hardware(), t -> t));
    prices = stored.result().equalArea();
  }

  private static Optional<EqualArea> price(String rule, String hardware, String chipOf) {
    return prices.stream()
        .filter(price -> price.rule().equals(rule)
            && price.hardware().equals(hardware)
            && price.chipOf().equals(chipOf))
        .findFirst();
  }

  @Test
  void converterModelsThatReachTheResolutionAreStoredBesideTheChipsOwn() {
    assertThat(trials.get("bp on six-bits").otherConverters())
        .containsOnlyKeys(Adc.FLASH, Adc.SURVEY);
    assertThat(trials.get("bp on three-bits").otherConverters()).containsOnlyKeys(Adc.FLASH);
    assertThat(trials.get("bp on ideal").otherConverters()).isEmpty();
  }

  @Test
  void onASiliconOfItsOwnSizeARuleCostsWhatItCosts() {
    for (String rule : List.of("bp", "dfa")) {
      CostTotals own = trials.get(rule + " on six-bits").cost().totals();
      assertThat(price(rule, "six-bits", rule).orElseThrow().totals()).isEqualTo(own);
    }
  }

  @Test
  void theSmallerChipMayGrowToTheSizeOfTheLargerAndNotTheOtherWayRound() {
    double larger = trials.get("dfa on six-bits").cost().area().areaSquareMeters();
    EqualArea grown = price("bp", "six-bits", "dfa").orElseThrow();
    assertThat(grown.squareMeters()).isCloseTo(larger, withinPercentage(1e-9));
    assertThat(grown.totals().areaSquareMeters()).isLessThanOrEqualTo(larger);
    assertThat(grown.tiles())
        .isGreaterThan(price("bp", "six-bits", "bp").orElseThrow().tiles());
    assertThat(grown.totals().inferenceLatencyPerSampleSeconds())
        .isLessThan(
            trials.get("bp on six-bits").cost().totals().inferenceLatencyPerSampleSeconds());
    assertThat(price("dfa", "six-bits", "bp")).isEmpty();
  }

  @Test
  void nothingIsPricedWithoutAChipOrWithoutOperations() {
    assertThat(prices).noneMatch(price -> price.hardware().equals("ideal"));
    assertThat(price("bp", "three-bits", "bp")).isEmpty();
    assertThat(price("dfa", "three-bits", "dfa")).isPresent();
  }
}
