package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.crosslearn.reports.report.Quantity.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "1.234e-9, JOULE, 1.23 nJ",
    "45e-6, SECOND, 45.0 µs",
    "0.31e-6, SQUARE_METER, 0.310 mm²",
    "12.5e-6, SQUARE_METER, 12.5 mm²",
    "3.4e-12, SQUARE_METER, 3.40 µm²",
    "4.2e-9, SQUARE_METER, 0.0042 mm²",
    "310, WATT, 310 W",
    "1500, JOULE, 1.50 kJ",
    "-0.002, WATT, -2.00 mW",
    "0, SECOND, 0 s",
    "0, COUNT, 0",
    "2e-20, JOULE, 0.0200 aJ",
    "NaN, JOULE, –",
    "Infinity, SECOND, ∞ s"
  })
  void peopleReadThreeDigitsAndAPrefix(double value, Unit unit, String text) {
    assertThat(new Quantity(value, unit).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"999.4e-9, 999 nJ", "999.6e-9, 1.00 µJ", "0.9996, 1.00 J", "9.996e-9, 10.0 nJ"})
  void roundingUpToTheNextPrefixTakesThatPrefix(double joules, String text) {
    assertThat(new Quantity(joules, Unit.JOULE).text()).isEqualTo(text);
  }

  @Test
  void tickLabelsHaveNoTrailingZeros() {
    assertThat(new Quantity(2e-10, Unit.JOULE).brief()).isEqualTo("200 pJ");
    assertThat(new Quantity(1e-6, Unit.SECOND).brief()).isEqualTo("1 µs");
  }

  @Test
  void terminalsGetPlainCharacters() {
    assertThat(Quantity.ascii("45 µs, 0.31 mm², 91 ± 2 %, –"))
        .isEqualTo("45 us, 0.31 mm2, 91 +- 2 %, -");
  }
}
