package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1.00 ×",
    "0.8114, 1, 0.811 ×",
    "9.996, 10, 1.00 ×",
    "12345, 1, 12300 ×",
    "1, 22124, 4.52e-5 ×",
    "0, 2, 0.00 ×",
    "1, 0, –",
    "NaN, 1, –"
  })
  void ratiosHaveThreeSignificantDigits(double figure, double reference, String text) {
    assertThat(Ratio.of(figure, reference).text()).isEqualTo(text);
  }
}
