package org.crosslearn.hw.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindsTest {
  sealed interface Clock permits Fixed, Divided {}

  sealed interface Divided extends Clock permits OddDivider {}

  record Fixed(double hertz) implements Clock {
    Fixed {
      InvalidValue.requirePositive("hertz", hertz);
    }
  }

  record OddDivider(int by, Fixed source) implements Divided {}

  record Chip(String name, Clock clock) {}

  private static Chip chip(String clock) {
    return YamlDocument.parse("name: a\nclock: " + clock, "chip.yaml").as(Chip.class);
  }

  @Test
  void aKindNamesOneOfThePermittedRecords() {
    assertThat(chip("{kind: fixed, hertz: 1e9}")).isEqualTo(new Chip("a", new Fixed(1e9)));
    assertThat(chip("{by: 3, source: {hertz: 1e9}, kind: odd-divider}"))
        .isEqualTo(new Chip("a", new OddDivider(3, new Fixed(1e9))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{hertz: 1}; chip.yaml:2:1: clock: key kind is missing",
        "{kind: fixd, hertz: 1}; chip.yaml:2:15: clock.kind: must be one of fixed, odd-divider, found fixd. Did you mean fixed?",
        "{kind: fixed, by: 1}; chip.yaml:2:22: clock: unknown key, found by. Allowed: kind, hertz.",
        "{kind: fixed, hertz: -1}; chip.yaml:2:29: clock.hertz: must be a number above 0, found -1",
        "{kind: fixed}; chip.yaml:2:1: clock: key hertz is missing",
        "{kind: odd-divider, by: 1, source: {hertz: x}}; chip.yaml:2:51: clock.source.hertz: must be a number, found x",
        "fast; chip.yaml:2:8: clock: must be a mapping of keys to values, found fast",
      })
  void mistakesAreToldWithTheirPlace(String clock, String message) {
    assertThatThrownBy(() -> chip(clock)).isInstanceOf(YamlError.class).hasMessage(message);
  }

  @Test
  void theSameKindIsLaidOverAndAnotherReplacesIt() {
    Chip divided = new Chip("a", new OddDivider(3, new Fixed(1e9)));
    assertThat(YamlDocument.parse("clock: {by: 5}", "chip.yaml").over(divided).clock())
        .isEqualTo(new OddDivider(5, new Fixed(1e9)));
    assertThat(YamlDocument.parse("clock: {kind: odd-divider, by: 7}", "chip.yaml")
            .over(divided)
            .clock())
        .isEqualTo(new OddDivider(7, new Fixed(1e9)));
    assertThat(YamlDocument.parse("clock: {kind: fixed, hertz: 2}", "chip.yaml")
            .over(divided)
            .clock())
        .isEqualTo(new Fixed(2));
  }
}
