package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SweptAxisTest {
  private static SweptAxis of(String... values) {
    return SweptAxis.of("What varies", List.of(values));
  }

  private static double place(SweptAxis axis, int point) {
    return axis.axis().position(axis.positions().get(point));
  }

  @Test
  void numbersOfOneSizeAreToScale() {
    SweptAxis depth = of("2", "3", "4", "6");

    assertThat(depth.axis().logarithmic()).isFalse();
    assertThat(place(depth, 3) - place(depth, 2))
        .isCloseTo(2 * (place(depth, 1) - place(depth, 0)), within(1e-12));
    assertThat(depth.axis().ticks())
        .extracting(Axis.Tick::label)
        .containsExactly("2", "3", "4", "6");
  }

  @Test
  void numbersThatSpanMuchAreEvenInTheirRatios() {
    SweptAxis width = of("128", "256", "512", "1024", "2048");

    assertThat(width.axis().logarithmic()).isTrue();
    assertThat(place(width, 4) - place(width, 3))
        .isCloseTo(place(width, 1) - place(width, 0), within(1e-12));
  }

  @Test
  void zeroAndDecadesStandInEqualSteps() {
    SweptAxis noise = of("0", "1e-4", "1e-3", "1e-2", "1e-1");

    assertThat(noise.axis().logarithmic()).isFalse();
    assertThat(place(noise, 4) - place(noise, 3))
        .isCloseTo(place(noise, 1) - place(noise, 0), within(1e-12));
    assertThat(noise.axis().label()).isEqualTo("What varies, in equal steps");
  }

  @Test
  void numbersRiseWhateverTheirOrder() {
    assertThat(place(of("4", "1", "2"), 0)).isGreaterThan(place(of("4", "1", "2"), 2));
    SweptAxis steps = of("0.1", "0", "1e-4");
    assertThat(place(steps, 0)).isGreaterThan(place(steps, 2));
    assertThat(place(steps, 2)).isGreaterThan(place(steps, 1));
  }

  @Test
  void namesStandInTheOrderOfTheStudy() {
    SweptAxis devices = of("taox-hfox", "epiram", "pcmo");

    assertThat(devices.positions()).containsExactly(0.0, 1.0, 2.0);
    assertThat(devices.axis().label()).isEqualTo("What varies");
    assertThat(place(devices, 0)).isBetween(0.0, place(devices, 1));
    assertThat(place(devices, 2)).isLessThan(1);
  }
}
