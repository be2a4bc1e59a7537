package org.crosslearn.reports.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {
  @ParameterizedTest
  @CsvSource({
    "1 s, 1, 1 s",
    "0.5 s, 0.5, 0.5 s",
    "90 s, 90, 1.5 min",
    "1 min, 60, 1 min",
    "1h, 3600, 1 h",
    "24 h, 86400, 1 day",
    "1 day, 86400, 1 day",
    "30 days, 2592000, 30 days",
    "1 year, 31557600, 1 year",
    "1e1 years, 315576000, 10 years"
  })
  void timesAreReadAndShownInTheUnitThatSuitsThem(String text, double seconds, String shown) {
    assertThat(Age.parse(text).seconds()).isEqualTo(seconds);
    assertThat(Age.parse(text)).hasToString(shown);
    assertThat(Age.parse(shown)).isEqualTo(Age.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "day", "1 dy", "-1 s", "0 s", "1 s s", "1 mins", "1e999 s"})
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> Age.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "must be a time above 0 in s, min, h, days or years, such as 1 day, found " + text);
  }
}
