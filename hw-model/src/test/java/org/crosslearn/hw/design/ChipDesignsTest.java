package org.crosslearn.hw.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.crosslearn.hw.array.CellSpec;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.cost.CostModel;
import org.crosslearn.hw.cost.HardwareCost;
import org.crosslearn.hw.cost.WorkloadCost;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.network.NetworkReader;
import org.crosslearn.hw.network.NetworkSteps;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;
import org.crosslearn.hw.yaml.YamlText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChipDesignsTest {

  private static ChipDesign chip(String text) {
    return ChipDesigns.read(YamlDocument.parse(text, "chip.yaml"));
  }

  @ParameterizedTest
  @MethodSource("org.crosslearn.hw.design.ChipDesigns#names")
  void everyPresetSaysWhereItsValuesComeFromAndWastesNothing(String name) {
    ChipDesign design = ChipDesigns.preset(name);

    assertThat(design.source()).containsAnyOf("NeuroSim", "fefet-22nm", "doi 10.");
    assertThat(design.warnings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("org.crosslearn.hw.design.ChipDesigns#names")
  void everyPresetCanBePrintedAndReadAgain(String name) {
    ChipDesign design = ChipDesigns.preset(name);

    assertThat(chip(YamlText.of(design))).isEqualTo(design);
  }

  @ParameterizedTest
  @MethodSource("org.crosslearn.hw.design.ChipDesigns#names")
  void everyPresetLearnsANetworkItWasNotMadeFor(String name) {
    ChipDesign design = ChipDesigns.preset(name);
    NetworkSteps steps = new NetworkSteps(
        NetworkReader.named("lenet5-mnist"),
        matrix -> LayerActivity.DEFAULT,
        design.array(),
        design.cell());
    HardwareCost cost = CostModel.price(
        design.chip(), design.array(), design.cell(), steps.directFeedback(1), steps.inference(1));

    assertThat(cost.area().areaSquareMeters()).isPositive().isFinite();
    for (WorkloadCost workload : List.of(cost.training(), cost.inference())) {
      assertThat(workload.latencySeconds()).isPositive().isFinite();
      assertThat(workload.energyJoules()).isPositive().isFinite();
    }
  }

  @Test
  void theReferenceStudyHasSixBitCellsFiveBitConvertersAndMemoryOffTheChip() {
    ChipDesign design = ChipDesigns.preset("fefet-22nm");

    assertThat(design.array().bitsPerCell()).isEqualTo(6);
    assertThat(design.array().adcBits()).isEqualTo(5);
    assertThat(design.chip().nodeNanometers()).isEqualTo(22);
    assertThat(design.chip().dataflow().gradients()).isEqualTo(ChipSpec.Place.DRAM);
    assertThat(((CellSpec.Pulsed) design.cell()).onOffRatio()).isEqualTo(10);
  }

  @Test
  void aFileStartsFromAPresetAndChangesSingleValues() {
    ChipDesign base = ChipDesigns.preset("fefet-22nm");
    ChipDesign changed = chip("{preset: fefet-22nm, array: {rows: 64}, chip: {adc: sar}}");

    assertThat(changed.array().rows()).isEqualTo(64);
    assertThat(changed.array().columns()).isEqualTo(128);
    assertThat(changed.chip().adc()).isEqualTo(ChipSpec.Adc.SAR);
    assertThat(changed.cell()).isEqualTo(base.cell());
  }

  @Test
  void aCellOfAnotherKindReplacesTheOldOneWhole() {
    ChipDesign changed = chip("""
        preset: rram-32nm
        cell:
          kind: sram
          ports: eight-transistors
          height-features: 8
          width-features: 20
          access-features: 1.31
          pull-down-features: 2.08
          pull-up-features: 1.23
        array: {bits-per-cell: 1, cells-per-weight: 5}
        """);

    assertThat(changed.cell()).isEqualTo(CellSpec.Sram.bulk(CellSpec.Sram.Ports.EIGHT_TRANSISTORS));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          'preset: fefet-22, array: {rows: 64}'; chip.yaml:1:10: preset: unknown chip preset fefet-22. Did you mean fefet-22nm?
          'preset: rram-32nm, array: {bits-per-cell: 6}'; 'chip.yaml:1:44: array.bits-per-cell: must be at most 5, which is what one cell can hold (or take more cells-per-weight), found 6'
          'preset: rram-32nm, cell: {levels: 16}'; 'chip.yaml:1:1: bits-per-cell: must be at most 4, which is what one cell can hold (or take more cells-per-weight), found 5'
          'preset: rram-32nm, array: {columns: 32}, chip: {columns-per-adc: 64}'; 'chip.yaml:1:67: chip.columns-per-adc: must be at most 32, because a subarray has 32 columns, found 64'
          'preset: rram-32nm, chip: {rows-at-once: 200}'; 'chip.yaml:1:42: chip.rows-at-once: must be at most 128, because a subarray has 128 rows, found 200'
          'preset: rram-32nm, chip: {node-nanometers: 28}'; 'chip.yaml:1:45: chip.node-nanometers: must be a node with a data file, one of [7, 10, 14, 22, 32, 45, 65, 90, 130], of which 32 is nearest, found 28'
          'preset: rram-32nm, array: {adc-bits: 3}, chip: {adc: survey}'; 'chip.yaml:1:39: array.adc-bits: must be at least 4 with adc: survey, because published converters of fewer bits are rare (or take adc: flash), found 3'
          'preset: rram-32nm, array: {row: 3}'; 'chip.yaml:1:29: array: unknown key, found row. Did you mean rows?'
          """)
  void partsThatCannotWorkTogetherAreRefusedWithTheNearestChoice(String text, String message) {
    assertThatThrownBy(() -> chip("{" + text + "}"))
        .isInstanceOf(YamlError.class)
        .hasMessage(message);
  }

  @Test
  void aConverterWiderThanThePartialSumsIsWastedButWorks() {
    ChipDesign wide = chip("{preset: rram-22nm, array: {adc-bits: 7}}");

    // 32 rows of one-bit cells count to 32, which takes six bits.
    assertThat(wide.warnings())
        .singleElement()
        .asString()
        .startsWith("array.adc-bits is 7, but 6 lose nothing");
  }

  @Test
  void columnsThatNoWeightFillsAreNamed() {
    assertThat(chip("{preset: rram-22nm, array: {columns: 100, transposed-adc-bits: 4}}")
            .warnings())
        .singleElement()
        .asString()
        .contains("of which 4 stay empty", "96 would do");
  }
}
