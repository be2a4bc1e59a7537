package org.crosslearn.reports.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.reports.run.Search.Course;
import org.crosslearn.reports.run.Search.Origin;
import org.crosslearn.reports.run.Search.Step;
import org.crosslearn.reports.study.Calibration;
import org.crosslearn.reports.study.Candidate;
import org.crosslearn.reports.study.Catalog;
import org.crosslearn.reports.study.ExperimentReader;
import org.junit.jupiter.api.Test;

/** Searches for the maximum of functions that are known. */
class SearchTest {
  private static final Candidate WRITTEN = new Candidate(List.of(0, 0, 0));
  private static final Candidate SUMMIT = new Candidate(List.of(3, 1, 2));

  private static Calibration calibration(int random, int climb, long seed) {
    String study = """
        name: synthetic
        data: digits
        experiment: {kind: trajectories, dynamics: {threshold: 1, decay-seconds: 0.1, stdp: {potentiation: 1}}}
        calibration:
          maximise: accuracy of weights
          random: %d
          climb: %d
          seed: %d
          space:
            dynamics.threshold: [1, 2, 3, 4, 5]
            dynamics.decay-seconds: [0.1, 0.2, 0.3]
            dynamics.stdp.potentiation: [1, 2, 3, 4]
        seeds: [1]
        hardware: {ideal: {}}
        """.formatted(random, climb, seed);
    return new ExperimentReader(Catalog.installed())
        .read(YamlDocument.parse(study, "synthetic.yaml"), null)
        .calibration();
  }

  /** Falls off from the summit along every key alone. */
  private static double separable(Candidate candidate) {
    return -IntStream.range(0, 3)
        .mapToDouble(axis -> Math.pow(candidate.place(axis) - SUMMIT.place(axis), 2))
        .sum();
  }

  private static Map<Candidate, Double> runToTheEnd(
      Search search, ToDoubleFunction<Candidate> figure) {
    Map<Candidate, Double> tried = new HashMap<>();
    for (Optional<Candidate> next = search.course(tried).next();
        next.isPresent();
        next = search.course(tried).next()) {
      tried.put(next.get(), figure.applyAsDouble(next.get()));
    }
    return tried;
  }

  private static Course course(Calibration calibration, ToDoubleFunction<Candidate> figure) {
    Search search = new Search(calibration);
    return search.course(runToTheEnd(search, figure));
  }

  @Test
  void climbingFindsTheSummitOfASeparableFunctionFromAnywhere() {
    for (int random : new int[] {0, 1, 10}) {
      Course course = course(calibration(random, 1000, 1), SearchTest::separable);
      assertThat(course.best().orElseThrow().candidate()).isEqualTo(SUMMIT);
      assertThat(course.settled()).isTrue();
    }
  }

  @Test
  void theExperimentAsWrittenComesFirstThenDrawsThenNeighbours() {
    Course course = course(calibration(10, 1000, 1), SearchTest::separable);
    assertThat(course.steps().get(0).candidate()).isEqualTo(WRITTEN);
    assertThat(course.steps()).extracting(Step::origin).isSorted();
    assertThat(course.steps()).extracting(Step::candidate).doesNotHaveDuplicates();
    assertThat(course.steps())
        .filteredOn(step -> step.origin() == Origin.DRAWN)
        .hasSizeBetween(7, 10);
  }

  @Test
  void itEndsWhenEveryNeighbourOfTheBestWasTriedAndNoneIsBetter() {
    Calibration calibration = calibration(3, 1000, 2);
    // Two summits: the lower one holds whoever comes near it.
    Course course = course(
        calibration,
        candidate ->
            Math.max(separable(candidate), 1 - 4.0 * (candidate.place(0) + candidate.place(1))));
    Candidate best = course.best().orElseThrow().candidate();
    for (int axis = 0; axis < 3; axis++) {
      for (int places : new int[] {-1, 1}) {
        calibration
            .space()
            .neighbour(best, axis, places)
            .ifPresent(neighbour -> assertThat(course.figure(neighbour))
                .hasValueSatisfying(figure -> assertThat(figure)
                    .isLessThanOrEqualTo(course.best().orElseThrow().figure())));
      }
    }
    assertThat(course.settled()).isTrue();
    assertThat(course.next()).isEmpty();
  }

  @Test
  void aPlateauEndsTheClimb() {
    Course course = course(calibration(0, 1000, 1), candidate -> 0.5);
    assertThat(course.steps()).hasSize(1 + 3);
    assertThat(course.best().orElseThrow().candidate()).isEqualTo(WRITTEN);
  }

  @Test
  void noMoreNeighboursAreTriedThanTheBudgetAllows() {
    for (int climb : new int[] {0, 1, 4, 7}) {
      Course course = course(calibration(0, climb, 1), SearchTest::separable);
      assertThat(course.steps()).hasSize(1 + climb);
      assertThat(course.settled()).isFalse();
      assertThat(course.next()).isEmpty();
    }
  }

  @Test
  void candidatesThatFailAreNeverChosenAndEndNothing() {
    Course course = course(
        calibration(4, 1000, 1),
        candidate -> candidate.place(1) == 1 ? Search.WORST : separable(candidate));
    assertThat(course.steps()).extracting(Step::figure).contains(Search.WORST);
    assertThat(course.best().orElseThrow().candidate()).isNotEqualTo(SUMMIT);
    assertThat(course.best().orElseThrow().figure()).isEqualTo(-1);
    assertThat(course.settled()).isTrue();

    assertThat(course(calibration(4, 1000, 1), candidate -> Search.WORST).best())
        .isEmpty();
  }

  @Test
  void aSearchThatIsTakenUpAnywhereGoesTheSameWay() {
    Search search = new Search(calibration(6, 1000, 7));
    Course whole = search.course(runToTheEnd(search, SearchTest::separable));
    Map<Candidate, Double> known = new HashMap<>();
    List<Candidate> way = new ArrayList<>();
    for (Step step : whole.steps()) {
      Candidate next = new Search(calibration(6, 1000, 7)).course(known).next().orElseThrow();
      way.add(next);
      known.put(next, separable(next));
      assertThat(next).isEqualTo(step.candidate());
    }
    assertThat(new Search(calibration(6, 1000, 7)).course(known)).isEqualTo(whole);
    // What the search does not come to changes nothing.
    known.put(new Candidate(List.of(4, 2, 3)), 100.0);
    assertThat(way).doesNotContain(new Candidate(List.of(4, 2, 3)));
    assertThat(search.course(known)).isEqualTo(whole);
  }

  @Test
  void anotherSeedDrawsOtherCandidates() {
    assertThat(course(calibration(6, 0, 1), SearchTest::separable).steps())
        .isNotEqualTo(course(calibration(6, 0, 2), SearchTest::separable).steps());
  }
}
