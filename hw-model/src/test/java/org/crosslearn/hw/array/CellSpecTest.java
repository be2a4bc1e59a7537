package org.crosslearn.hw.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crosslearn.hw.yaml.InvalidValue;
import org.crosslearn.hw.yaml.YamlDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CellSpecTest {
  record Device(CellSpec cell) {}

  private static CellSpec cell(String text) {
    return YamlDocument.parse("cell: {" + text + "}", "device.yaml")
        .as(Device.class)
        .cell();
  }

  private static final String PULSED =
      "on-resistance-ohm: 240e3, on-off-ratio: 100, read-voltage: 0.5, "
          + "potentiation: {voltage: 4, seconds: 50e-9}, depression: {voltage: 3, seconds: 40e-9}, "
          + "levels: 60, height-features: 4, width-features: 6";

  @Test
  void everyKindIsReadFromYaml() {
    CellSpec.Pulse up = new CellSpec.Pulse(4, 50e-9);
    CellSpec.Pulse down = new CellSpec.Pulse(3, 40e-9);
    assertThat(cell("kind: resistive, " + PULSED))
        .isEqualTo(new CellSpec.Resistive(240e3, 100, 0.5, up, down, 60, 4, 6));
    assertThat(cell("kind: fefet, " + PULSED
            + ", polarization-microcoulombs-per-square-centimeter: 20, gate-farads: 2e-18"))
        .isEqualTo(new CellSpec.Fefet(240e3, 100, 0.5, up, down, 60, 4, 6, 20, 2e-18));
    assertThat(cell("kind: sram, ports: eight-transistors, height-features: 8, width-features: 20, "
            + "access-features: 1.31, pull-down-features: 2.08, pull-up-features: 1.23"))
        .isEqualTo(CellSpec.Sram.bulk(CellSpec.Sram.Ports.EIGHT_TRANSISTORS));
  }

  @Test
  void aCellHoldsTheBitsThatItsLevelsTellApart() {
    assertThat(cell("kind: resistive, " + PULSED).bits()).isEqualTo(5);
    assertThat(cell("kind: resistive, " + PULSED.replace("60", "64")).bits()).isEqualTo(6);
    assertThat(CellSpec.Sram.bulk(CellSpec.Sram.Ports.SIX_TRANSISTORS).bits()).isEqualTo(1);
  }

  @Test
  void aCellThatIsPulsedNeedsAPulse() {
    assertThatThrownBy(() -> cell("kind: resistive, "
            + PULSED.replace("{voltage: 4, seconds: 50e-9}", "{voltage: 0, seconds: 0}")))
        .hasMessageContaining("potentiation: must be voltage and seconds of a pulse");
    assertThatThrownBy(() -> new CellSpec.Pulse(0, 50e-9)).isInstanceOf(InvalidValue.class);
  }

  @ParameterizedTest
  @EnumSource
  void staticCellsShrinkLessThanTheirNode(CellSpec.Sram.Ports ports) {
    int[] nodes = {130, 90, 65, 45, 32, 22, 14, 10, 7};
    for (int i = 1; i < nodes.length; i++) {
      double before = squareFeatures(CellSpec.Sram.ofNode(ports, nodes[i - 1]));
      double after = squareFeatures(CellSpec.Sram.ofNode(ports, nodes[i]));
      double shrink = (double) nodes[i] / nodes[i - 1];
      assertThat(after).isGreaterThanOrEqualTo(before);
      assertThat(after * shrink * shrink).isLessThan(before);
    }
  }

  private static double squareFeatures(CellSpec.Sram cell) {
    return cell.heightFeatures() * cell.widthFeatures();
  }

  @Test
  void aNodeWithoutPublishedStaticCellIsRefused() {
    assertThatThrownBy(() -> CellSpec.Sram.ofNode(CellSpec.Sram.Ports.SIX_TRANSISTORS, 5))
        .isInstanceOf(InvalidValue.class);
  }
}
