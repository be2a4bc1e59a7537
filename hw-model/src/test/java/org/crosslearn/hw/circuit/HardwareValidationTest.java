package org.crosslearn.hw.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our circuits against worked examples of DNN+NeuroSim V2.1 in six configurations, figure by figure.
 * A figure either agrees within 1 %, or its line in {@code published-examples.csv} names the fault of
 * the published model that is between them.
 */
class HardwareValidationTest {
  private static final Path PAGE = Path.of("..", "docs", "hardware-validation.md");

  private static List<PublishedExample> examples() {
    return PublishedExample.all();
  }

  private static double difference(double ours, double published) {
    return Math.abs(ours / published - 1);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void figuresAgreeUnlessAFaultOfThePublishedModelIsNamed(PublishedExample example) {
    Map<String, Double> ours = PublishedModules.ours(example);
    example.figures().forEach((figure, published) -> {
      if (example.faults().containsKey(figure)) {
        assertThat(difference(ours.get(figure), published))
            .as("%s differs by the fault %s", figure, example.faults().get(figure))
            .isGreaterThan(ValidationTable.TOLERANCE);
      } else {
        assertThat(ours.get(figure)).as(figure).isCloseTo(published, withinPercentage(1));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void withTheFaultsPutBackFiguresAgree(PublishedExample example) {
    Map<String, Double> reproduced = PublishedModules.reproduced(example);
    example.figures().forEach((figure, published) -> {
      String fault = example.faults().getOrDefault(figure, "");
      if (!ValidationTable.NOT_REPRODUCED.contains(fault)) {
        assertThat(reproduced.get(figure)).as(figure).isCloseTo(published, withinPercentage(1));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aTransistorFoldedByRoundingNoiseHasMoreDrainThanOneThatFits(PublishedExample example) {
    Map<String, Double> reproduced = PublishedModules.reproduced(example);
    example.faults().forEach((figure, fault) -> {
      if (fault.equals("noise")) {
        assertThat(reproduced.get(figure))
            .as(figure)
            .isLessThan(example.figures().get(figure));
      }
    });
  }

  @Test
  void everyFaultIsExplained() {
    assertThat(examples())
        .flatMap(example -> example.faults().values())
        .allSatisfy(codes -> assertThat(ValidationTable.FAULTS).containsKeys(codes.split("\\+")));
  }

  @Test
  void bulkNodesHaveNoFaultOfFins() {
    assertThat(examples())
        .filteredOn(example -> !List.of("14HP", "7LP").contains(example.configuration()))
        .flatMap(example -> example.faults().values())
        .noneMatch(fault -> fault.contains("Q13"));
  }

  @Test
  void thePageOfTheDocumentationShowsTheseFigures() throws IOException {
    String page = ValidationTable.render(examples());
    if (Boolean.getBoolean("crosslearn.regenerate")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("run again with -Dcrosslearn.regenerate=true").content().isEqualTo(page);
  }
}
