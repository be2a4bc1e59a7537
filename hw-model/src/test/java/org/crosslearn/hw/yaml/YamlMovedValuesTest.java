package org.crosslearn.hw.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.crosslearn.hw.yaml.YamlDocumentTest.Cell;
import org.junit.jupiter.api.Test;

/** Values that are taken from one place of a file and read at another. */
class YamlMovedValuesTest {
  private static final YamlDocument FILE = YamlDocument.parse("""
          cell:
            name: rram
            levels: 32
            on-off-ratio: 1e2
            linear: false
            flavour: low-power
            pulse: {voltage: 1.5, seconds: 1e-8}
          empty:
          levels: [64, 1, few]
          pulse: {long: {voltage: 1, seconds: 1}, wrong: {voltage: 1, second: 1}}
          """, "cell.yaml");

  private static YamlDocument with(List<String> path, String list, int item) {
    return FILE.with(path, FILE.at(list), FILE.at(list).items().get(item));
  }

  @Test
  void aValueIsReadWhereItWasPut() {
    Cell cell = with(List.of("cell", "levels"), "levels", 0).at("cell").as(Cell.class);

    assertThat(cell.levels()).isEqualTo(64);
    assertThat(cell.pulse().voltage()).isEqualTo(1.5);
    assertThat(FILE.at("cell").as(Cell.class).levels()).isEqualTo(32);
  }

  @Test
  void aMappingBringsWhatIsInIt() {
    YamlDocument pulse = FILE.at("pulse").at("long");

    Cell cell = FILE.with(List.of("cell", "pulse"), pulse, pulse).at("cell").as(Cell.class);

    assertThat(cell.pulse().seconds()).isEqualTo(1);
  }

  @Test
  void missingMappingsOnTheWayAreMade() {
    YamlDocument changed = with(List.of("empty", "inner", "levels"), "levels", 0);

    assertThat(changed.at("empty").at("inner").at("levels").text()).isEqualTo("64");
    assertThat(changed.at("empty").isEmpty()).isFalse();
    assertThat(FILE.at("empty").isEmpty()).isTrue();
  }

  @Test
  void mistakesAreToldWhereTheValueIsWritten() {
    assertThatThrownBy(
            () -> with(List.of("cell", "levels"), "levels", 1).at("cell").as(Cell.class))
        .hasMessage("cell.yaml:9:14: cell.levels: must be a whole number from 2 to 256, found 1");
    assertThatThrownBy(
            () -> with(List.of("cell", "levels"), "levels", 2).at("cell").as(Cell.class))
        .hasMessage("cell.yaml:9:17: cell.levels: must be a whole number, found few");
    YamlDocument pulse = FILE.at("pulse").at("wrong");
    assertThatThrownBy(
            () -> FILE.with(List.of("cell", "pulse"), pulse, pulse).at("cell").as(Cell.class))
        .hasMessage(
            "cell.yaml:10:61: cell.pulse: unknown key, found second. Did you mean seconds?");
  }

  @Test
  void aKeyThatIsNotAllowedIsToldWhereItIsNamed() {
    assertThatThrownBy(
            () -> with(List.of("cell", "level"), "levels", 1).at("cell").as(Cell.class))
        .hasMessage("cell.yaml:9:1: cell: unknown key, found level. Did you mean levels?");
    assertThatThrownBy(() ->
            with(List.of("cell", "puls", "voltage"), "levels", 1).at("cell").as(Cell.class))
        .hasMessage("cell.yaml:9:1: cell: unknown key, found puls. Did you mean pulse?");
  }

  @Test
  void nothingIsChangedInsideOfASingleValue() {
    assertThatThrownBy(() -> with(List.of("cell", "levels", "low"), "levels", 0))
        .isInstanceOf(YamlError.class)
        .hasMessage(
            "cell.yaml:9:1: cell.levels: must be a mapping so that low can be changed in it,"
                + " found 32");
  }

  @Test
  void whatIsTakenOutIsMissing() {
    assertThatThrownBy(() -> FILE.less(List.of("cell", "levels")).at("cell").as(Cell.class))
        .hasMessage("cell.yaml:1:1: cell: key levels is missing");
    assertThat(FILE.less(List.of("none", "levels")).keys()).isEqualTo(FILE.keys());
  }
}
