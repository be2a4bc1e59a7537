package org.crosslearn.crossbar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireSpecTest {
  private static WireSpec wires(String yaml) {
    return YamlDocument.parse(yaml, "test").as(WireSpec.class);
  }

  @Test
  void aStudyStatesThem() {
    assertThat(wires("{row-ohm: 1.2, column-ohm: 0, solver: approximate, idle-lines: floating}"))
        .isEqualTo(new WireSpec(1.2, 0, WireSpec.Solver.APPROXIMATE, WireSpec.IdleLines.FLOATING));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{row-ohm: -1, column-ohm: 1, solver: exact, idle-lines: grounded}; test:1:11: row-ohm: must be a number of ohms of at least 0, found -1",
        "{row-ohm: 1, column-ohm: .nan, solver: exact, idle-lines: grounded}; column-ohm: must be",
        "{row-ohm: 1, column-ohm: 1, solver: exakt, idle-lines: grounded}; Did you mean exact?",
        "{row-ohm: 1, column-ohm: 1, solver: exact, idle-lines: open}; idle-lines: must be one of grounded, floating",
      })
  void mistakesAreNamedWhereTheyStand(String yaml, String message) {
    assertThatThrownBy(() -> wires(yaml))
        .isInstanceOf(YamlError.class)
        .hasMessageContaining(message);
  }

  @Test
  void cellsOutsideTheWorldAreRefused() {
    assertThatThrownBy(() -> new CellGrid(1, 2, new double[] {1, -2}))
        .hasMessage(
            "the conductance in row 0, column 1 must be finite and not negative, found -2.0");
    assertThatThrownBy(() -> new CellGrid(2, 2, new double[3]))
        .hasMessage("a grid of 2 x 2 cells from 3 conductances");
    assertThatThrownBy(() -> new CellGrid(2, 1, new double[2]).currents(new double[3]))
        .hasMessage("3 voltages for an array of 2 x 1 cells");
  }
}
