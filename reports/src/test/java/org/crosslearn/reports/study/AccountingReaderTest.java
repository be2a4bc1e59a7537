package org.crosslearn.reports.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.crosslearn.crossbar.HardwareSpec;
import org.crosslearn.hw.chip.ChipSpec;
import org.crosslearn.hw.chip.ChipSpec.Dataflow;
import org.crosslearn.hw.chip.ChipSpec.GradientSums;
import org.crosslearn.hw.chip.ChipSpec.Operation;
import org.crosslearn.hw.chip.ChipSpec.Place;
import org.crosslearn.hw.chip.ChipSpec.WeightGradientUnits;
import org.crosslearn.hw.yaml.YamlDocument;
import org.crosslearn.hw.yaml.YamlError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountingReaderTest {
  private static final String STUDY = """
      name: accounted
      data: digits
      network: {hidden: [16]}
      training: {epochs: 2, batch: 25}
      seeds: [1]
      rules: {bp: {}, dfa: {}}
      hardware:
        ideal: {}
        rram: {preset: analog-rram}
        three-bits: {preset: quantised, crossbar: {adc: {bits: 3}}}
      sweeps:
        bits: {hardware.rram.crossbar.adc.bits: [3, 6]}
      accounting:
        ACCOUNTING
      """;

  private static Study read(String accounting) {
    return new StudyReader(Catalog.installed())
        .read(YamlDocument.parse(STUDY.replace("ACCOUNTING", accounting), "two.yaml"));
  }

  private static Dataflow dataflow(Study study, int accounting, String rule) {
    HardwareSpec rram = study.hardware().get(1).spec();
    return study.accountings().get(accounting).chip(rule, rram).dataflow();
  }

  @Test
  void eachAccountingStartsFromTheOneAboveIt() {
    Study study = read("""
        far: {chip: {dataflow: {gradients: dram, gradient-sums: in-memory}}}
          near: {label: Sums on the chip, chip: {dataflow: {gradient-sums: in-unit}}}
        """.strip());

    assertThat(study.accountings())
        .extracting(Accounting::name, Accounting::label, Accounting::from)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("far", "far", "base"),
            org.assertj.core.groups.Tuple.tuple("near", "Sums on the chip", "far"));
    assertThat(dataflow(study, 1, "bp").gradients()).isEqualTo(Place.DRAM);
    assertThat(dataflow(study, 1, "bp").gradientSums()).isEqualTo(GradientSums.IN_UNIT);
  }

  @Test
  void oneCanStartFromAnotherOrFromTheStudyItself() {
    Study study = read("""
        far: {chip: {dataflow: {gradients: dram}}}
          pipelined: {from: base, chip: {dataflow: {operation: pipelined}}}
          far-ideal: {from: far, chip: {dataflow: {operation: ideal}}}
        """.strip());

    assertThat(dataflow(study, 1, "bp").gradients()).isEqualTo(Place.ON_CHIP);
    assertThat(dataflow(study, 1, "bp").operation()).isEqualTo(Operation.PIPELINED);
    assertThat(dataflow(study, 2, "bp").gradients()).isEqualTo(Place.DRAM);
    assertThat(dataflow(study, 2, "bp").operation()).isEqualTo(Operation.IDEAL);
  }

  @Test
  void whatIsSaidOfOneRuleLeavesTheOthersAlone() {
    Study study = read("own: {chip: {adc: flash},"
        + " rules: {dfa: {dataflow: {weight-gradient-units: per-matrix}}}, on: [rram]}");
    HardwareSpec rram = study.hardware().get(1).spec();
    ChipSpec of = study.accountings().get(0).chip("bp", rram);

    assertThat(of.adc()).isEqualTo(ChipSpec.Adc.FLASH);
    assertThat(of.dataflow()).isEqualTo(rram.chip().dataflow());
    assertThat(dataflow(study, 0, "dfa").weightGradientUnits())
        .isEqualTo(WeightGradientUnits.PER_MATRIX);
  }

  @Test
  void hardwareIsAllThatHasAChipUnlessItIsSaid() {
    String choice = "chip: {dataflow: {operation: pipelined}}";
    assertThat(read("a: {" + choice + "}").accountings().get(0).hardware())
        .containsExactly("rram", "three-bits");
    assertThat(
            read("a: {on: [three-bits], " + choice + "}").accountings().get(0).hardware())
        .isEqualTo(List.of("three-bits"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "{}; 13:1: accounting: must hold at least one entry, found none",
        "base: {chip: {adc: flash}}; 14:3: accounting.base: is what bounds and reports call the study's own accounting",
        "a: {chips: {adc: flash}}; 14:7: accounting.a: unknown key, found chips. Did you mean chip?",
        "a: {chip: {adc: flush}}; 14:19: accounting.a.chip.adc: must be one of flash, sar, survey, found flush. Did you mean flash?",
        "a: {chip: {dataflow: {operation: fast}}}; 14:36: accounting.a.chip.dataflow.operation: must be one of layer-by-layer, pipelined, ideal, found fast",
        "a: {rules: {bq: {adc: flash}}}; 14:15: accounting.a.rules.bq: there is no rule bq in this study. Did you mean bp?",
        "a: {rules: {dfa: {adcs: flash}}}; 14:21: accounting.a.rules.dfa: unknown key, found adcs. Did you mean adc?",
        "a: {from: b, chip: {adc: flash}}; 14:13: accounting.a.from: there is no accounting b above this one. Allowed: base.",
        "a: {on: [ideal], chip: {adc: flash}}; 14:12: accounting.a.on[0]: there is no hardware ideal with a chip to change. Allowed: rram, three-bits.",
        "a: {chip: {}}; 14:3: accounting.a: prices as base does: none of its choices changes the chip of any rule",
        "a: {chip: {rows-at-once: 256}, on: [rram]}; 14:28: accounting.a.chip.rows-at-once: must be at most 128, because a subarray has 128 rows, found 256",
        "a: {chip: {adc: survey}, on: [rram]}; 14:3: accounting.a: gives bp on rram at bits=3, seed 1 a chip that does not fit together: adc-bits must be at least 4 with adc: survey, because",
      })
  void mistakesAreToldWithTheirPlace(String accounting, String message) {
    assertThatThrownBy(() -> read(accounting))
        .isInstanceOf(YamlError.class)
        .hasMessageStartingWith("two.yaml:" + message);
  }
}
