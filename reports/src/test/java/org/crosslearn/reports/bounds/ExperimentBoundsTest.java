package org.crosslearn.reports.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.crosslearn.algorithms.experiment.Findings;
import org.crosslearn.algorithms.experiment.Findings.Embedding;
import org.crosslearn.algorithms.experiment.Findings.Reading;
import org.crosslearn.algorithms.experiment.Findings.WeightChanges;
import org.crosslearn.algorithms.experiment.Trajectories;
import org.crosslearn.reports.run.ExperimentResult;
import org.junit.jupiter.api.Test;

class ExperimentBoundsTest {
  private static final ExperimentBoundParser PARSER =
      new ExperimentBoundParser(Trajectories.DEFAULTS, List.of("ideal", "rram"), List.of("rram"));

  private static Reading reading(String features, double seconds, double... accuracies) {
    return new Reading(features, "knn", seconds, 20, accuracies, new double[10]);
  }

  /** Weights are best after 200 ms. */
  private static ExperimentResult result(int nodes, long seed, double best) {
    return new ExperimentResult(
        "",
        nodes,
        "rram",
        seed,
        new Findings(
            List.of(
                reading("weights", 0.1, 0.5),
                reading("weights", 0.2, best - 0.1, best + 0.1),
                reading("weights", 0.3, 0.6),
                reading("pixels", 0.2, 0.8)),
            List.of(
                new WeightChanges(0.1, 1, 0.1, 0.1, 0.1, 0.7),
                new WeightChanges(0.2, 1, 0.3, 0.4, 0.2, 0.1),
                new WeightChanges(0.3, 1, 0.5, 0.4, 0.1, 0)),
            null,
            null,
            new Embedding("weights", 0.2, new int[0], new float[0][], new double[3]),
            null),
        new ExperimentResult.Cost(0.2, 3e-6, 2e-3, 1e-6, 1e-3, Map.of("writing", 1e-6), null));
  }

  private static BoundCheck check(String sentence, ExperimentResult... results) {
    List<BoundCheck> checks =
        ExperimentBoundChecks.check(List.of(PARSER.parse(sentence)), List.of(results));
    assertThat(checks).hasSize(1);
    return checks.get(0);
  }

  @Test
  void aTargetIsAFigureAndANumber() {
    Aim aim = PARSER.parseAim("accuracy of weights at nodes=5 after 300 ms = 71.5 %");
    assertThat(aim.figure()).isEqualTo(PARSER.parseFigure(aim.figure().text()));
    assertThat(aim.figure().text()).isEqualTo("accuracy of weights at nodes=5 after 300 ms");
    assertThat(aim.worth(0.715)).isEqualTo(1);
    assertThat(aim.worth(0.615)).isCloseTo(0.9, within(1e-12));
    assertThat(aim.worth(0.815)).isCloseTo(0.9, within(1e-12));
    // Without a target more is better.
    assertThat(new Aim(aim.figure(), null).worth(0.3)).isEqualTo(0.3);

    assertThatThrownBy(() -> PARSER.parseAim("edges up"))
        .hasMessage("expected at nodes=…, on, after or =, found nothing");
    assertThatThrownBy(() -> PARSER.parseAim("edges up >= 3 %")).hasMessageContaining("found >=");
    assertThatThrownBy(() -> PARSER.parseAim("edges up = 3 ms")).hasMessageContaining("found ms");
    assertThatThrownBy(() -> PARSER.parseAim("edges up = 3 % 4"))
        .hasMessage("nothing may follow the target, found 4");
  }

  @Test
  void meansOverSeedsAndSplitsAreHeldAgainstNumbers() {
    ExperimentResult[] seeds = {result(5, 1, 0.7), result(5, 2, 0.8)};
    assertThat(check("accuracy of weights at nodes=5 on rram >= 75 %", seeds).holds())
        .isTrue();
    assertThat(check("accuracy of weights at nodes=5 on rram > 0.75", seeds).holds())
        .isFalse();
    assertThat(check("accuracy of weights at nodes=5 on rram after 300 ms < 0.61 ", seeds)
            .holds())
        .isTrue();
    assertThat(check("energy at nodes=5 on rram <= 3 uJ", seeds).measured())
        .endsWith("3 uJ for 200 ms simulated");
    assertThat(check("area at nodes=5 on rram <= 3 mm2", seeds).measured()).endsWith(": 1 mm2");
    assertThat(check("latency at nodes=5 on rram < 2 ms", seeds).holds()).isFalse();
  }

  @Test
  void controlsAreTheYardstickOfMultiples() {
    assertThat(check("accuracy of weights at nodes=5 on rram >= 1 x pixels", result(5, 1, 0.75)))
        .satisfies(check -> assertThat(check.holds()).isFalse())
        .satisfies(check -> assertThat(check.measured()).contains("75 %").contains("pixels 80 %"));
    assertThat(check("accuracy of weights at nodes=5 on rram >= 0.9 x pixels", result(5, 1, 0.75))
            .holds())
        .isTrue();
  }

  @Test
  void edgesAreLookedAtWhenFeaturesAreBestUnlessATimeIsSaid() {
    assertThat(check("edges up at nodes=5 on rram >= 30 %", result(5, 1, 0.7)).measured())
        .endsWith("30 %");
    assertThat(check(
                "edges turned-inhibitory at nodes=5 on rram after 100 ms < 20 %", result(5, 1, 0.7))
            .holds())
        .isTrue();
  }

  @Test
  void whatHasNoResultDoesNotHold() {
    assertThat(check("accuracy of weights at nodes=20 on rram >= 0", result(5, 1, 0.7))
            .holds())
        .isFalse();
  }

  @Test
  void aSentenceWithoutAPlaceSpeaksOfAll() {
    assertThat(PARSER.parse("accuracy of weights > 0").figure().nodes())
        .isEqualTo(Trajectories.DEFAULTS.nodes());
    assertThat(PARSER.parse("accuracy of weights > 0").figure().hardware())
        .containsExactly("ideal", "rram");
    assertThat(PARSER.parse("area < 2 mm2").figure().hardware()).containsExactly("rram");
    assertThat(PARSER.parse("area < 2 mm2").limit()).isCloseTo(2e-6, within(1e-18));
  }

  @Test
  void mistakesSayWhatIsAllowed() {
    refuses("acuracy of weights > 0", "A bound begins with accuracy of FEATURES");
    refuses("accuracy of wieghts > 0", "there is no features wieghts. Did you mean weights?");
    refuses("accuracy of weights at nodes=7 > 0", "there is no size nodes=7");
    refuses("accuracy of weights on pcm > 0", "there is no hardware pcm");
    refuses("accuracy of weights by svm > 0", "there is no readout svm");
    refuses("accuracy of weights = 1", "expected at nodes=…, on, after, or one of >=, <=, >, <");
    refuses("accuracy of weights > many", "expected a number, found many");
    refuses("accuracy of weights > 3 J", "the unit of accuracy is one of none, %, found J");
    refuses(
        "accuracy of weights after 0.35 s > 0", "nothing is read after 0.35 s but after 100 ms");
    refuses("accuracy of pixels after 100 ms > 0", "after speaks of weights and edges");
    refuses("energy on ideal < 1 J", "ideal has no chip, so there is no energy of it");
    refuses("energy < 2 x pixels", "only an accuracy can be a multiple");
    refuses("area < 1 mm2 on rram", "nothing may follow the limit, found on");
    refuses("accuracy of weights at nodes=5 at nodes=5 > 0", "at stands twice");
    refuses("accuracy of weights", "the sentence ends too early");
  }

  private static void refuses(String sentence, String reason) {
    assertThatThrownBy(() -> PARSER.parse(sentence))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
