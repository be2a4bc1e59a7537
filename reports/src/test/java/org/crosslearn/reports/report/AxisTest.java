package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.crosslearn.reports.report.Axis.Tick;
import org.crosslearn.reports.report.Quantity.Unit;
import org.crosslearn.reports.study.Age;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisTest {

  @Test
  void aQuantityStartsAtZeroInThePrefixThatSuitsIt() {
    Axis axis = Axis.fromZero(Unit.JOULE, 325e-9, 6);
    assertThat(labels(axis)).containsExactly("0", "100", "200", "300", "400");
    assertThat(axis.label()).isEqualTo("nJ");
    assertThat(axis.to()).isCloseTo(400e-9, within(1e-20));
  }

  @Test
  void fractionsAreTickedExactly() {
    assertThat(labels(Axis.fromZero(Unit.SECOND, 0.28e-6, 6)))
        .containsExactly("0", "50", "100", "150", "200", "250", "300");
    assertThat(labels(Axis.fromZero(Unit.SQUARE_METER, 0.577e-6, 6)))
        .containsExactly("0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6");
  }

  @Test
  void nothingToShowStillHasAnAxis() {
    Axis axis = Axis.fromZero(Unit.WATT, 0, 6);
    assertThat(axis.to()).isGreaterThan(0);
    assertThat(axis.position(0)).isZero();
  }

  @Test
  void accuracyIsShownInPercentBetweenTicks() {
    Axis axis = Axis.percent("Test accuracy", 0.41, 0.973, 6);
    assertThat(labels(axis)).containsExactly("40", "50", "60", "70", "80", "90", "100");
    assertThat(axis.from()).isEqualTo(0.4);
    assertThat(axis.position(0.7)).isCloseTo(0.5, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.998, 1})
  void aFlatCurveGetsAtLeastOnePercentOfRoom(double accuracy) {
    Axis axis = Axis.percent("Test accuracy", accuracy, accuracy, 6);
    assertThat(axis.to() - axis.from()).isGreaterThanOrEqualTo(0.01 - 1e-12);
    assertThat(axis.from()).isGreaterThanOrEqualTo(0);
    assertThat(axis.to()).isLessThanOrEqualTo(1);
    assertThat(axis.position(accuracy)).isBetween(0.0, 1.0);
  }

  @Test
  void epochsAreWholeAndStartWithTheFirst() {
    assertThat(labels(Axis.count("Epoch", 1, 20, 8))).containsExactly("1", "5", "10", "15", "20");
    assertThat(labels(Axis.count("Epoch", 1, 4, 8))).containsExactly("1", "2", "3", "4");
    assertThat(labels(Axis.count("Epoch", 1, 1, 8))).containsExactly("1");
    assertThat(Axis.count("Epoch", 1, 1, 8).position(1)).isZero();
  }

  @Test
  void manyDecadesAreLabelledAtTheirPowersOfTen() {
    Axis axis = Axis.logarithmic("Energy", Unit.JOULE, 3e-9, 4e-6);
    assertThat(labels(axis)).containsExactly("10 nJ", "100 nJ", "1 µJ", "10 µJ");
    assertThat(axis.from()).isEqualTo(2e-9);
    assertThat(axis.to()).isCloseTo(1e-5, within(1e-12));
  }

  @Test
  void withinADecadeEveryTickIsLabelled() {
    assertThat(labels(Axis.logarithmic("Energy", Unit.JOULE, 30e-9, 90e-9)))
        .containsExactly("20 nJ", "50 nJ", "100 nJ", "200 nJ");
  }

  @Test
  void equalFactorsAreEqualDistancesOnALogarithmicAxis() {
    Axis axis = Axis.logarithmic("Energy", Unit.JOULE, 1e-9, 1e-3);
    double one = axis.position(1e-7) - axis.position(1e-8);
    double other = axis.position(1e-4) - axis.position(1e-5);
    assertThat(one).isCloseTo(other, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-15, 1e-12, 2e-9, 5e-6, 1, 7})
  void oneCostLiesInsideALogarithmicAxis(double cost) {
    Axis axis = Axis.logarithmic("Energy", Unit.JOULE, cost, cost);
    assertThat(axis.position(cost)).isBetween(0.05, 0.95);
    assertThat(labels(axis)).isNotEmpty();
  }

  /** Texts of the ticks that have one. */
  private static List<String> labels(Axis axis) {
    return axis.ticks().stream()
        .map(Tick::label)
        .filter(label -> !label.isEmpty())
        .toList();
  }

  @Test
  void agesHaveLabelsAsFarAsTheyFit() {
    Axis axis = Axis.ages(
        "Time",
        Stream.of("1 s", "1 h", "20 days", "30 days", "1 year").map(Age::parse).toList());
    assertThat(axis.ticks())
        .extracting(Axis.Tick::label)
        .containsExactly("1 s", "1 h", "20 d", "", "1 y");
    assertThat(axis.position(1)).isZero();
    assertThat(axis.position(Age.parse("1 year").seconds())).isEqualTo(1);
  }

  @Test
  void everySizeHasItsTickAndItsLabelWhereThereIsRoom() {
    Axis axis = Axis.sizes("Recurrent nodes", List.of(5, 20, 50, 190, 200));
    assertThat(axis.ticks())
        .extracting(Axis.Tick::label)
        .containsExactly("5", "20", "50", "", "200");
    assertThat(axis.position(10) - axis.position(5))
        .isCloseTo(axis.position(100) - axis.position(50), within(1e-12));
  }
}
