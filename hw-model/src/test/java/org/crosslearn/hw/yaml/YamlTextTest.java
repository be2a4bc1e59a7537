package org.crosslearn.hw.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
  enum Kind {
    LOW_POWER
  }

  record Pulse(double voltage, double seconds) {}

  record Cell(
      String title,
      double ratio,
      long seed,
      Kind kind,
      Pulse pulse,
      Pulse reset,
      Inner inner,
      List<Integer> hidden,
      Map<String, Pulse> pulses,
      Optional<Pulse> form,
      boolean linear) {}

  record Inner(String name, Pulse pulse) {}

  record Nothing() {}

  private static final Cell CELL = new Cell(
      "8-bit, \"quoted\"",
      1e9,
      -3,
      Kind.LOW_POWER,
      new Pulse(1.5, 1e-8),
      null,
      new Inner("plain words", new Pulse(0, Double.POSITIVE_INFINITY)),
      List.of(64, 32),
      Map.of("set", new Pulse(1, 2)),
      Optional.of(new Pulse(3, 4)),
      true);

  @Test
  void recordsAreWrittenAsStudiesWriteThem() {
    assertThat(YamlText.of(CELL)).isEqualTo("""
            title: "8-bit, \\"quoted\\""
            ratio: 1e9
            seed: -3
            kind: low-power
            pulse: {voltage: 1.5, seconds: 1e-8}
            reset: null
            inner:
              name: plain words
              pulse: {voltage: 0, seconds: .inf}
            hidden: [64, 32]
            pulses: {set: {voltage: 1, seconds: 2}}
            form: {voltage: 3, seconds: 4}
            linear: true
            """);
    assertThat(YamlText.of(new Nothing())).isEqualTo("{}\n");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    assertThat(YamlDocument.parse(YamlText.of(CELL), "cell.yaml").as(Cell.class))
        .isEqualTo(CELL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no",
        "null",
        "~",
        "1e3",
        "a: b",
        "a #b",
        "- a",
        "{a}",
        "line\nbreak",
        "x ",
        "é\\",
        "'",
        "*a",
        "a, b]"
      })
  void anyTextIsReadBack(String text) {
    Inner inner = new Inner(text, null);

    assertThat(YamlDocument.parse(YamlText.of(inner), "inner.yaml").as(Inner.class))
        .isEqualTo(inner);
  }
}
